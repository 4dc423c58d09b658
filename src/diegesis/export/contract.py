"""The rows of ``story.json``: format ``diegesis-story/1``, described in ``docs/story-json.md``.

Every other export is made of these rows too, so all formats use the same words for the same things.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from diegesis.export.contract_world import world_rows
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.records import Entity
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span
from diegesis.story import Story

FORMAT = "diegesis-story/1"
#: Most candidates that are given for a quote.
MOST_CANDIDATES = 5

Row = dict[str, Any]


def story_rows(story: Story, *, text: bool = True) -> dict[str, Any]:
    """The whole of ``story.json`` as plain values, keys in the order of the format.

    Args:
        story: what to give out.
        text: whether to include the text of the book.
    """
    return {
        "format": FORMAT,
        "generator": {"version": story.generator, "models": dict(sorted(story.models.items()))},
        "document": _document(story, text=text),
        **story_tables(story, text=text),
    }


def story_tables(story: Story, *, text: bool = True) -> dict[str, list[Row]]:
    """The tables of ``story.json`` by name, each in text order; empty where nothing was found. See ``story_rows``."""
    doc = story.document
    return {
        "damage": [{"code": row.code, "message": row.message, **_place(row.span)} for row in story.damage],
        "blocks": [{"id": row.id, **_place(row.span), "kind": row.kind.value} for row in doc.blocks],
        "chapters": [
            {"id": row.id, **_place(row.span), "number": row.number, "title": row.title} for row in doc.chapters
        ],
        "segments": [{**_place(row.span), "kind": row.kind.value, "quote": _id(row.quote)} for row in story.segments],
        "characters": _characters(story),
        "entities": [_entity(row) for row in story.entities],
        "mentions": [_mention(story, row) for row in story.mentions],
        "quotes": [_quote(story, row) for row in story.quotes],
        **world_rows(story, text=text),
    }


def _place(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


def _id(ref: str | None) -> str | None:
    return None if ref is None else str(ref)


def probability(value: float) -> float:
    """A probability to four digits, so that the last bits of a sum never show."""
    return round(float(value), 4)


def _document(story: Story, *, text: bool) -> Row:
    doc = story.document
    row: Row = {name: getattr(doc, name) for name in ("name", "media_type", "sha256", "title")}
    row["authors"] = list(doc.authors)
    row["language"] = doc.language
    if text:
        row["text"] = doc.text
    return row


def _characters(story: Story) -> list[Row]:
    firsts = first_places(story)
    return [_character(story, row, firsts.get(row.id)) for row in story.characters]


def _character(story: Story, row: Character, first: int | None) -> Row:
    aliases = [
        {"text": alias.text, "form": alias.form.value, "count": alias.count} for alias in story.aliases.get(row.id, ())
    ]
    return {
        "id": row.id,
        "name": row.name,
        "aliases": aliases,
        "pronouns": row.pronouns,
        "gender": row.gender.value,
        "kind": row.kind.value,
        "narrator": row.narrator,
        "mentions": story.mention_counts.get(row.id, 0),
        "quotes": story.quote_counts.get(row.id, 0),
        "first": first,
        "confidence": probability(row.confidence),
    }


def first_places(story: Story) -> dict[str, int]:
    """Where each character is first mentioned, by id; nothing for one that the text never mentions."""
    firsts: dict[str, int] = {}

    def note(character: str, spans: Iterable[Span]) -> None:
        for span in spans:
            firsts[character] = min(span.start, firsts.get(character, span.start))

    for row in story.characters:
        note(row.id, row.evidence)
        for alias in story.aliases.get(row.id, ()):
            note(row.id, alias.evidence)
    for mention in story.mentions:
        resolution = story.resolutions.get(mention.id)
        for character in resolution.characters if resolution else ():
            note(character, (mention.span,))
    return firsts


def _entity(row: Entity) -> Row:
    return {"id": row.id, "name": row.name, "type": row.type.value, "character": _id(row.character)}


def _mention(story: Story, row: Mention) -> Row:
    resolution = story.resolutions.get(row.id)
    entity = story.entities_by_mention.get(row.id)
    return {
        "id": row.id,
        **_place(row.span),
        "head_start": row.head.start,
        "head_end": row.head.end,
        "form": row.form.value,
        "entity": entity.id if entity else None,
        "characters": [str(ref) for ref in resolution.characters] if resolution else [],
        "confidence": probability((resolution or row).confidence),
    }


def _quote(story: Story, row: Quote) -> Row:
    attribution = story.attribution_of(row)
    candidates = story.candidates.get(row.id, ())[:MOST_CANDIDATES]
    return {
        "id": row.id,
        **_place(row.span),
        "kind": row.kind.value,
        "parent": _id(row.parent),
        "utterance": str(row.utterance),
        "speaker": _id(attribution.speaker) if attribution else None,
        "addressees": [str(ref) for ref in attribution.addressees] if attribution else [],
        "confidence": probability(attribution.confidence) if attribution else 0.0,
        "basis": attribution.basis.value if attribution and attribution.basis else None,
        "candidates": [{"character": str(c.character), "p": probability(c.confidence)} for c in candidates],
        "evidence": [[span.start, span.end] for span in attribution.evidence] if attribution else [],
        "reason": attribution.reason if attribution else "",
    }
