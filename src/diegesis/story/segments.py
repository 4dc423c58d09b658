"""Segments: a tiling of the whole text by what each stretch is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from diegesis.document import STORY_BLOCKS, BlockKind, Document
from diegesis.layer import Ref
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.spans import Span


class SegmentKind(StrEnum):
    """What a stretch of the book is to somebody who reads it aloud."""

    NARRATION = "narration"
    SPEECH = "speech"
    THOUGHT = "thought"
    WRITING = "writing"
    QUOTED = "quoted"
    HEADING = "heading"
    MATTER = "matter"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one kind; ``quote`` names the quote it is, where it is one."""

    span: Span
    kind: SegmentKind
    quote: Ref[Quote] | None = None


def segments(document: Document, quotes: Sequence[Quote]) -> tuple[Segment, ...]:
    """Tile ``[0, len(text))`` exactly, in text order; empty for an empty text.

    Outermost quotes (emphasis apart) are segments of their own kind; headings are headings; front and back
    matter, notes and scene breaks are matter; white space and all else goes to the segment before it, and at
    the start of the text to narration.
    """
    tiles: list[Segment] = []
    position = 0
    for start, end, kind, quote in _cuts(document, quotes):
        if start > position:
            tiles.append(Segment(Span(position, start), SegmentKind.NARRATION))
        tiles.append(Segment(Span(start, end), kind, quote))
        position = end
    if position < len(document.text):
        tiles.append(Segment(Span(position, len(document.text)), SegmentKind.NARRATION))
    return tuple(tiles)


_Cut = tuple[int, int, SegmentKind, "Ref[Quote] | None"]


def _cuts(document: Document, quotes: Sequence[Quote]) -> list[_Cut]:
    """Everything that is not narration: disjoint, in text order."""
    cuts: list[_Cut] = []
    for block in document.blocks:
        if block.kind not in STORY_BLOCKS:
            kind = SegmentKind.HEADING if block.kind is BlockKind.HEADING else SegmentKind.MATTER
            cuts.append((block.span.start, block.span.end, kind, None))
    for quote in quotes:
        if quote.parent is None and quote.kind is not QuoteKind.EMPHASIS:
            cuts.append((quote.span.start, quote.span.end, SegmentKind(quote.kind.value), Ref[Quote](quote.id)))
    cuts.sort(key=lambda cut: cut[:2])
    disjoint: list[_Cut] = []
    for cut in cuts:
        if not disjoint or cut[0] >= disjoint[-1][1]:
            disjoint.append(cut)
    return disjoint
