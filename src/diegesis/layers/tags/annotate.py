"""Finds the tag and the beats beside every quote."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Ref, Tables, stable_ids
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.lexicons.load import words
from diegesis.spans import Span

_NOT_SUBJECT = frozenset("him her them me us himself herself themselves myself his my their our your its mine hers".split())
_POSSESSIVE = frozenset("his her my their our your its".split())
_PREPOSITIONS = frozenset(
    "to at of in on for with by from into upon over under after before about like toward towards behind beside between "
    "near against through than and or".split()
)
#: A subject may stand so many tokens before its verb: *The old man, after a pause, said*.
_SUBJECT_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A tag before it has an id."""

    quote: Quote
    mention: Mention
    kind: TagKind
    after: bool
    verb: Span
    owner: bool = False

    @property
    def span(self) -> Span:
        first, last = sorted((self.mention.span, self.verb))
        return Span(first.start, max(last.end, first.end))


class _Finder:
    """Looks beside the quotes of one document."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self.document = document
        self.mentions = [mention for mention in mentions if not mention.in_quote]
        self._starts = [mention.span.start for mention in self.mentions]
        self._speech = words("speech_verbs")

    def beside(self, quote: Quote, before: Span, after: Span) -> Iterator[_Found]:
        """Tags and beats of one piece.

        Args:
            quote: the piece.
            before, after: the narration between it and its neighbours (or the ends of its block).
        """
        tag = self._tag_after(quote, after) or self._tag_before(quote, before)
        if tag:
            yield tag
        for found in (self._beat(quote, after, after=True), self._beat(quote, before, after=False)):
            if found and (tag is None or found.mention is not tag.mention):
                yield found

    def _in(self, span: Span) -> list[Mention]:
        """Mentions that start in a stretch of narration."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return self.mentions[low:high]

    def _first_sentence(self, span: Span) -> Span:
        """The part of the stretch up to the first sentence end."""
        position = self.document.sentences.before(span.start)
        while position < len(self.document.sentences):
            sentence = self.document.sentences[max(position, 0)]
            if sentence.end > span.start and sentence.start < span.end:
                first = Span(max(span.start, sentence.start), min(sentence.end, span.end))
                if any(letter.isalpha() for letter in first.of(self.document.text)):
                    return first
            if sentence.start >= span.end:
                break
            position += 1
        return Span(span.start, span.start)

    def _last_sentence(self, span: Span) -> Span:
        """The part of the stretch after the last sentence end."""
        position = self.document.sentences.before(max(span.end - 1, 0))
        while position >= 0:
            sentence = self.document.sentences[position]
            if sentence.end <= span.start:
                break
            last = Span(max(span.start, sentence.start), min(sentence.end, span.end))
            if any(letter.isalpha() for letter in last.of(self.document.text)):
                return last
            position -= 1
        return Span(span.end, span.end)

    def _verbs(self, span: Span) -> list[int]:
        """Tokens of a stretch that are speech verbs."""
        tokens = self.document.words
        return [position for position in self.document.tokens.within(span) if tokens[position] in self._speech]

    def _tag_after(self, quote: Quote, span: Span) -> _Found | None:
        """``" said Ann`` and ``" Ann said``."""
        if not span.length:
            return None
        sentence = self._first_sentence(span)
        closing = quote.inner.of(self.document.text).rstrip()[-1:]
        subjects = [mention for mention in self._in(sentence) if self._may_be_subject(mention)]
        for position in self._verbs(sentence)[:3]:
            verb = Span(self.document.tokens.starts[position], self.document.tokens.ends[position])
            subject = self._inverted(position, subjects) or self._straight(position, subjects, sentence)
            if subject is None or verb.start - sentence.start > 80:
                continue
            if closing == "." and self.document.text[sentence.start].isupper() and not self._only_tag(sentence):
                return None
            return _Found(quote=quote, mention=subject, kind=TagKind.TAG, after=True, verb=verb)
        return None

    def _only_tag(self, sentence: Span) -> bool:
        """Whether a whole sentence is no more than a tag: ``He said.``"""
        return len(self.document.tokens.within(sentence)) <= 4

    def _inverted(self, verb: int, subjects: Sequence[Mention]) -> Mention | None:
        """The subject that stands behind the verb: at once, or after an adverb (``said again the old man``)."""
        starts, ends = self.document.tokens.starts, self.document.tokens.ends
        for reach in (1, 2):
            if verb + reach >= len(starts):
                return None
            for mention in subjects:
                if mention.span.start == starts[verb + reach]:
                    between = self.document.words[verb + 1 : verb + reach]
                    if not between or between[0].endswith("ly") or between[0] in ("at", "the", "again", "then", "old"):
                        return mention
        return None

    def _straight(self, verb: int, subjects: Sequence[Mention], sentence: Span) -> Mention | None:
        """The subject that stands before the verb, the nearest one that no preposition governs."""
        start = self.document.tokens.starts[verb]
        before = [mention for mention in subjects if mention.span.end <= start]
        for mention in reversed(before):
            between = self.document.tokens.within(Span(mention.span.end, start))
            if len(between) <= _SUBJECT_REACH and not self._governed(mention, sentence):
                return mention
        return None

    def _governed(self, mention: Mention, sentence: Span) -> bool:
        """Whether a preposition stands before the mention: ``turning to Ann``."""
        position = self.document.tokens.before(mention.span.start)
        if position <= 0 or self.document.tokens.starts[position - 1] < sentence.start:
            return False
        return self.document.words[position - 1] in _PREPOSITIONS

    def _may_be_subject(self, mention: Mention) -> bool:
        if mention.form is MentionForm.PRON:
            return self.document.text[mention.span.start : mention.span.end].lower() not in _NOT_SUBJECT
        return True

    def _tag_before(self, quote: Quote, span: Span) -> _Found | None:
        """``Ann said, "`` and ``Ann turned round and said: "``."""
        if not span.length:
            return None
        sentence = self._last_sentence(span)
        lead = sentence.of(self.document.text).rstrip()
        if not lead or lead[-1] in ".!?" or sentence.end < quote.span.start - 3:
            return None
        subjects = [mention for mention in self._in(sentence) if self._may_be_subject(mention)]
        for position in reversed(self._verbs(sentence)[-3:]):
            verb = Span(self.document.tokens.starts[position], self.document.tokens.ends[position])
            subject = self._straight(position, subjects, sentence) or self._inverted(position, subjects)
            if subject is not None and (lead[-1] in ",:—-" or sentence.end - verb.end <= 25):
                return _Found(quote=quote, mention=subject, kind=TagKind.TAG, after=False, verb=verb)
        return None

    def _beat(self, quote: Quote, span: Span, *, after: bool) -> _Found | None:
        """The subject of the sentence beside the quote, or else of another in the same stretch."""
        if not span.length:
            return None
        sentence = self._first_sentence(span) if after else self._last_sentence(span)
        for stretch in (sentence, span):
            for mention in self._in(stretch):
                found = self._subject_of_beat(mention, stretch)
                if found is not None:
                    return _Found(quote=quote, mention=mention, kind=TagKind.BEAT, after=after, verb=mention.span, owner=found)
        return None

    def _subject_of_beat(self, mention: Mention, sentence: Span) -> bool | None:
        """``False`` for a subject, ``True`` for an owner (``her eyes``), ``None`` for neither."""
        if self._governed(mention, sentence):
            return None
        surface = mention.span.of(self.document.text).lower()
        if mention.form is MentionForm.PRON:
            if surface in _POSSESSIVE:
                return True
            return None if surface in _NOT_SUBJECT else False
        return self.document.text[mention.span.end : mention.span.end + 2] in ("'s", "’s")


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Tag]:
    """Find the tags and beats of a document, in text order; nested quotes and emphasis have none."""
    finder = _Finder(document, tables.rows(Mention))
    found: list[_Found] = []
    for pieces, block in _by_block(document, tables.rows(Quote)):
        edges = [block.start, *(piece.span.end for piece in pieces)]
        nexts = [*(piece.span.start for piece in pieces[1:]), block.end]
        for piece, edge, following in zip(pieces, edges, nexts, strict=False):
            found.extend(finder.beside(piece, Span(edge, piece.span.start), Span(piece.span.end, following)))
    found.sort(key=lambda item: (item.span.start, -item.span.end, item.quote.span.start))
    ids = stable_ids("t", document, [item.span for item in found])
    return [_row(name, item) for name, item in zip(ids, found, strict=True)]


def _row(name: str, item: _Found) -> Tag:
    return Tag(
        id=name,
        span=item.span,
        quote=Ref[Quote](item.quote.id),
        mention=Ref[Mention](item.mention.id),
        kind=item.kind,
        after=item.after,
        verb=item.verb,
        owner=item.owner,
    )


def _by_block(document: Document, quotes: Sequence[Quote]) -> Iterator[tuple[list[Quote], Span]]:
    """The outermost pieces of each block, emphasis apart."""
    group: list[Quote] = []
    current = -1
    for quote in quotes:
        if quote.parent is not None or quote.kind is QuoteKind.EMPHASIS:
            continue
        block = document.block_at(quote.span.start)
        if block is None:
            continue
        if block != current and group:
            yield group, document.blocks[current].span
            group = []
        current = block
        group.append(quote)
    if group:
        yield group, document.blocks[current].span


LAYER = Layer(name="tags", makes=(Tag,), needs=(Quote, Mention), annotate=annotate)
