"""Mentions: names, noun phrases and pronouns for people, and names of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diegesis.document import Document
from diegesis.layer import AlsoCalled, CastMember, Clamp, Layer, Tables, stable_ids
from diegesis.layers.entities.drafts import Draft
from diegesis.layers.entities.kinds import entity_type, person_scores
from diegesis.layers.entities.names import Name, NameFinder, iter_titles
from diegesis.layers.entities.phrases import Phrase, find_phrases, spoken_nouns
from diegesis.layers.entities.reader import with_reader
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.layers.entities.said import find_said, said_names
from diegesis.layers.entities.vocatives import is_vocative
from diegesis.layers.entities.wordshape import Shapes, shapes
from diegesis.layers.quotes.records import Quote
from diegesis.lexicons.people import first_name_gender, pronouns
from diegesis.spans import Span

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Reading | None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Mention]:
    """Find the mentions of a document, in text order (longer first where they nest)."""
    shape = shapes(document, tables.rows(Quote))
    names = NameFinder(document, shape).find()
    taken = bytearray(len(document.tokens))
    for name in names:
        taken[name.token_start : name.token_end] = b"\x01" * (name.token_end - name.token_start)
    said = said_names(clamps)
    drafts = _name_drafts(document, shape, names, said)
    drafts += [_said_draft(document, shape, span) for span in find_said(document, shape, said, taken)]
    spoken = spoken_nouns(document, tables.rows(Quote))
    drafts += [_phrase_draft(document, shape, phrase) for phrase in find_phrases(document, shape, taken, spoken)]
    drafts += _pronoun_drafts(document, shape, taken)
    if encoded is not None:
        drafts = with_reader(drafts, encoded, document, shape, said)
    drafts.sort(key=lambda draft: (draft.span.start, -draft.span.end))
    ids = stable_ids("m", document, [draft.span for draft in drafts])
    return [_mention(document, name, draft) for name, draft in zip(ids, drafts, strict=True)]


def _mention(document: Document, name: str, draft: Draft) -> Mention:
    return Mention(
        id=name,
        confidence=draft.confidence,
        made_by=draft.made_by,
        span=draft.span,
        head=draft.head,
        form=draft.form,
        type=draft.type,
        gender=draft.gender,
        person=draft.person,
        plural=draft.plural,
        in_quote=draft.in_quote,
        title=draft.title,
        around=draft.around,
        cast=draft.cast,
        vocative=draft.in_quote and draft.form is not MentionForm.PRON and is_vocative(document.text, draft.span),
    )


def _name_drafts(document: Document, shape: Shapes, names: list[Name], said: frozenset[str]) -> list[Draft]:
    scores = person_scores(document, shape, names)
    starts = document.tokens.starts
    drafts = []
    for name in names:
        last = name.token_end - 1
        span = Span(starts[name.token_start], name.end)
        by_person = " ".join(span.of(document.text).split()) in said
        drafts.append(
            Draft(
                span=span,
                head=Span(starts[last], name.end),
                form=MentionForm.PROP,
                type=EntityType.PER if by_person else entity_type(name, scores),
                gender=_name_gender(name),
                in_quote=shape.quoted[name.token_start] > 0,
            )
        )
    return drafts


def _said_draft(document: Document, shape: Shapes, span: Span) -> Draft:
    tokens = document.tokens.within(span)
    head = Span(document.tokens.starts[tokens[-1]], span.end)
    return Draft(span=span, head=head, form=MentionForm.PROP, in_quote=shape.quoted[tokens[0]] > 0)


def _name_gender(name: Name) -> Gender:
    for title in iter_titles(name):
        if title.gender != "U":
            return Gender(title.gender)
    return Gender(first_name_gender(name.parts[0])) if name.parts else Gender.U


def _phrase_draft(document: Document, shape: Shapes, phrase: Phrase) -> Draft:
    starts, ends = document.tokens.starts, document.tokens.ends
    end = ends[phrase.head] - (2 if document.words[phrase.head].endswith("'s") else 0)
    return Draft(
        span=Span(starts[phrase.token_start], end),
        head=Span(starts[phrase.head], end),
        form=MentionForm.NOM,
        gender=Gender(phrase.gender),
        plural=phrase.plural,
        in_quote=shape.quoted[phrase.head] > 0,
    )


def _pronoun_drafts(document: Document, shape: Shapes, taken: bytearray) -> list[Draft]:
    table = pronouns()
    starts, ends = document.tokens.starts, document.tokens.ends
    drafts = []
    for position, word in enumerate(document.words):
        entry = table.get(word)
        if entry is None or taken[position] or not shape.story[position]:
            continue
        end = starts[position] + word.index("'") if "'" in word else ends[position]
        span = Span(starts[position], end)
        drafts.append(
            Draft(
                span=span,
                head=span,
                form=MentionForm.PRON,
                gender=Gender(entry.gender),
                person=entry.person,
                plural=entry.plural,
                in_quote=shape.quoted[position] > 0,
            )
        )
    return drafts


LAYER = Layer(
    name="entities", makes=(Mention,), needs=(Quote,), annotate=annotate, heeds=(CastMember, AlsoCalled), reader=True
)
