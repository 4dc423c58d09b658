"""``script``: the whole book as ordered pieces, each with who says it; for makers of audiobooks.

One JSON object per line. ``text`` is verbatim, and the ``text`` of all lines joined is the book. A piece is a
segment of the story, cut where a chapter begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diegesis.export.contract import probability
from diegesis.export.json_text import json_line
from diegesis.spans import Span
from diegesis.story import Segment, Story


def render(story: Story, *, text: bool = True) -> str:
    """The script; without ``text`` the places alone say which words are meant."""
    return "".join(f"{json_line(row)}\n" for row in rows(story, text=text))


def rows(story: Story, *, text: bool = True) -> Iterator[dict[str, Any]]:
    """The pieces in text order; nothing is left out."""
    for segment in pieces(story):
        words = {"text": segment.span.of(story.document.text)} if text else {}
        chapter = story.document.chapter_at(segment.span.start)
        yield {
            **words,
            "kind": segment.kind.value,
            **_voices(story, segment),
            "chapter": None if chapter is None else story.document.chapters[chapter].number,
            "quote": None if segment.quote is None else str(segment.quote),
            "start": segment.span.start,
            "end": segment.span.end,
        }


def pieces(story: Story) -> Iterator[Segment]:
    """The segments, cut where a chapter begins or ends inside one."""
    cuts = sorted({offset for chapter in story.document.chapters for offset in chapter.span})
    position = 0
    for segment in story.segments:
        start, end = segment.span
        while position < len(cuts) and cuts[position] <= start:
            position += 1
        while segment.quote is None and position < len(cuts) and cuts[position] < end:
            yield Segment(Span(start, cuts[position]), segment.kind)
            start = cuts[position]
            position += 1
        yield Segment(Span(start, end), segment.kind, segment.quote)


def _voices(story: Story, segment: Segment) -> dict[str, Any]:
    row = None if segment.quote is None else story.attribution_of(segment.quote)
    addressees = row.addressees if row else ()
    return {
        "speaker": story.name_of(row.speaker) if row else None,
        "speaker_id": str(row.speaker) if row and row.speaker is not None else None,
        "addressees": [story.name_of(ref) for ref in addressees],
        "addressee_ids": [str(ref) for ref in addressees],
        "confidence": probability(row.confidence) if row and row.speaker is not None else None,
    }
