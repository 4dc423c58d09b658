"""What the reader found, put together with what the rules found.

The reader knows how far a phrase goes and what kind of thing it means; the rules know every name of the book, the
genders of words, and all pronouns. A phrase of both gets the reader's extent; a name keeps the rules' extent, and its
type is voted on over the whole book; what only the reader found is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layers.entities.drafts import Draft
from diegesis.layers.entities.records import EntityType, Gender, MentionForm
from diegesis.layers.entities.wordshape import Shapes
from diegesis.lexicons.load import listed
from diegesis.lexicons.people import kin_terms, person_nouns, pronouns, titles
from diegesis.spans import Span, SpanIndex

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

#: Words behind which a noun phrase goes on after its head: ``the captain of the ship``, ``the girl who sang``.
_AFTER_HEAD = listed(
    "of in on at to from for by with who whom whose that which and or but as than near beside behind under over "
    "above below inside outside round about against between among into upon where when named called"
)
#: Nouns whose phrase has its head behind *of*: ``the quiet sort of man``.
_SORTS = listed("kind sort type")
_NOBODY = listed(
    "nobody somebody anybody everybody none one ones no-one noone someone anyone everyone other others else all both "
    "neither either each any some many few several most those these who whoever"
)
#: The vote of the rules on a name's type, in occurrences.
_RULES = 0.5
#: Characters around a phrase in which a quotation mark makes it worth keeping.
BESIDE = 30
_MARKS = '"“”„«»‘’—'


@dataclass(frozen=True, slots=True)
class _Read:
    """A span the reader found, as an entity, as a mention, or both."""

    span: Span
    type: EntityType | None = None
    form: MentionForm | None = None
    probability: float = 0.0


def with_reader(
    drafts: Sequence[Draft], encoded: Reading, document: Document, shape: Shapes, said: Collection[str]
) -> list[Draft]:
    """The drafts of the rules and the reader together, in no order.

    Args:
        drafts: of the rules.
        encoded: what the reader found.
        document, shape: the text.
        said: names a person gave, which stay people.
    """
    found = {read.span: read for read in _reads(encoded) if _in_one_piece(read.span, document, shape)}
    phrases = _Phrases(found.values(), document)
    types = _voted(drafts, found, document, said)
    touched = SpanIndex(_outermost(found))
    kept: list[Draft] = []
    taken: set[Span] = set()
    for draft in drafts:
        read = found.get(draft.span) or phrases.around(draft)
        if draft.form is MentionForm.PROP:
            kind = types.get(_surface(draft.span, document), draft.type)
            draft = replace(draft, type=kind, cast=draft.type is EntityType.PER or kind is not EntityType.PER)
        if read is None:
            if _stands_alone(draft, touched, document):
                kept.append(draft)
            continue
        taken.add(read.span)
        wider = read.span if draft.form is MentionForm.NOM else draft.span
        kept.append(replace(draft, span=wider, confidence=read.probability, made_by="reader"))
    spans = {draft.span for draft in kept}
    names = sorted(draft.span for draft in kept if draft.form is MentionForm.PROP)
    index, heads = SpanIndex(names), {span.end: span for span in names}
    for read in found.values():
        if not shape.story[document.tokens.before(read.span.start)]:
            continue
        inner = heads.get(_head(read.span, document).end)
        around = inner is not None and read.span.holds(inner)
        if read.span not in taken and read.span not in spans and (around or not _cuts_name(read, index)):
            kept.append(replace(_new(read, document, shape), around=around))
    return kept


def _in_one_piece(span: Span, document: Document, shape: Shapes) -> bool:
    """Whether a phrase lies in one sentence, and wholly inside or outside a quote."""
    if document.sentences.before(span.start) != document.sentences.before(span.end - 1):
        return False
    first, last = document.tokens.before(span.start), document.tokens.before(span.end - 1)
    return bool(shape.quoted[first] == shape.quoted[last])


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Spans that lie in no other, in text order; of two that cross the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _stands_alone(draft: Draft, touched: SpanIndex, document: Document) -> bool:
    """Whether a mention that the reader did not find is kept.

    People's names and pronouns are, a name of something else where the reader saw nothing, and a phrase before a name
    or where it may say whose the words beside it are.
    """
    if draft.form is MentionForm.NOM:
        around = document.text[max(0, draft.span.start - BESIDE) : draft.span.end + BESIDE]
        after = document.text[draft.span.end : draft.span.end + 10].lstrip(", ")
        named = after[:1].isupper() or after.startswith(("named ", "called "))
        return named or any(mark in around for mark in _MARKS)
    if draft.form is MentionForm.PROP and draft.type is not EntityType.PER:
        return touched.at(draft.span.start) is None
    return True


def _is_title(span: Span, document: Document) -> bool:
    return all(word.lower() in titles() for word in span.of(document.text).replace(".", " ").split())


def _reads(encoded: Reading) -> Iterator[_Read]:
    """Entities and mentions by span."""
    entities = {item.span: item for item in encoded.entities}
    mentions = {item.span: item for item in encoded.mentions}
    for span in sorted({*entities, *mentions}):
        entity, mention = entities.get(span), mentions.get(span)
        sure = [item.probability for item in (entity, mention) if item is not None]
        yield _Read(
            span,
            type=EntityType(entity.label) if entity else None,
            form=MentionForm(mention.label) if mention else None,
            probability=max(sure),
        )


class _Phrases:
    """The reader's noun phrases by the end of their heads."""

    def __init__(self, reads: Iterable[_Read], document: Document) -> None:
        self._by_head: dict[int, list[_Read]] = defaultdict(list)
        for read in reads:
            if read.form is MentionForm.NOM:
                self._by_head[_head(read.span, document).end].append(read)

    def around(self, draft: Draft) -> _Read | None:
        """The reader's phrase with the head of a phrase of the rules; the widest of several."""
        if draft.form is not MentionForm.NOM:
            return None
        fitting = [read for read in self._by_head.get(draft.head.end, ()) if read.span.touches(draft.span)]
        return max(fitting, key=lambda read: read.span.length, default=None)


def _voted(
    drafts: Sequence[Draft], found: dict[Span, _Read], document: Document, said: Collection[str]
) -> dict[str, EntityType]:
    """Types of names by their words, voted on by all their occurrences."""
    votes: dict[str, dict[EntityType, float]] = defaultdict(lambda: defaultdict(float))
    for draft in drafts:
        if draft.form is not MentionForm.PROP:
            continue
        surface = _surface(draft.span, document)
        if not votes[surface]:
            votes[surface][draft.type] += _RULES
        read = found.get(draft.span)
        if read is not None and read.type is not None:
            votes[surface][read.type] += 1
    return {
        surface: EntityType.PER if surface in said else max(counts, key=lambda kind: counts[kind])
        for surface, counts in votes.items()
    }


def _surface(span: Span, document: Document) -> str:
    return " ".join(span.of(document.text).split())


def _cuts_name(read: _Read, names: SpanIndex) -> bool:
    """Whether a name of the reader shares words with one of the rules, which knows its extent from the whole book."""
    return read.form is MentionForm.PROP and any(
        names.at(at) is not None for at in (read.span.start, read.span.end - 1)
    )


def _new(read: _Read, document: Document, shape: Shapes) -> Draft:
    """A draft of what only the reader found."""
    head = _head(read.span, document)
    words = document.tokens.within(head)
    position = words.start if len(words) else document.tokens.before(head.start)
    word = head.of(document.text).lower().replace("’", "'")
    entry = pronouns().get(read.span.of(document.text).lower().replace("’", "'"))
    form = read.form or (MentionForm.PROP if head.of(document.text)[:1].isupper() else MentionForm.NOM)
    gender, plural = "U", False
    if entry is not None and form is MentionForm.PRON:
        gender, plural = entry.gender, entry.plural
    elif form is MentionForm.NOM:
        gender, plural = person_nouns().get(word, (kin_terms().get(word, "U"), False))
    return Draft(
        span=read.span,
        head=head,
        form=form,
        type=read.type or EntityType.PER,
        gender=Gender(gender),
        person=entry.person if entry is not None and form is MentionForm.PRON else 3,
        plural=plural,
        in_quote=shape.quoted[position] > 0 if position < len(shape.quoted) else False,
        title=read.form is None and _is_title(read.span, document),
        cast=form is not MentionForm.PROP and word not in _NOBODY,
        confidence=read.probability,
        made_by="reader",
    )


def _head(span: Span, document: Document) -> Span:
    """The head of a phrase: its last word before a word that goes on after a head, or the last of all."""
    tokens = document.tokens.within(span)
    last = None
    for at in tokens:
        word = document.words[at]
        if last is not None and (word in _AFTER_HEAD or word == ","):
            if word == "of" and document.words[last] in _SORTS:
                continue
            break
        if word[:1].isalnum():
            last = at
    if last is None:
        return span
    start, end = document.tokens.starts[last], document.tokens.ends[last]
    return Span(max(start, span.start), min(end, span.end))
