"""From pairs of marks to pieces: their spans, and the repairs where a mark is missing or doubled."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.layers.quotes.marks import Mark
from diegesis.layers.quotes.pairing import MAX_DEPTH, Pair, Reading
from diegesis.layers.quotes.pieces import Piece, trimmed
from diegesis.layers.quotes.records import QuoteStyle
from diegesis.layers.quotes.repairs import missing_end, missing_start
from diegesis.spans import Span

OPENING_MISSING = "opening mark missing: begins with the sentence"
MIXED = "opened and closed by marks of two kinds"
DOUBLED = "doubled mark read as one"


def build_pieces(text: str, block: Span, number: int, marks: Sequence[Mark], reading: Reading) -> list[Piece]:
    """The pieces that the marks of a block set off.

    Args:
        text: the document's text.
        block: the block's span.
        number: its position among the story blocks, kept on the pieces.
        marks: its marks.
        reading: how they were paired.

    Returns:
        Pieces in order of start, a piece before those that lie in it; none is empty.
    """
    pieces: list[Piece] = []
    skipped = frozenset(reading.skipped)
    floor = block.start
    for pair, limit in zip(reading.pairs, _limits(reading.pairs, marks, block), strict=True):
        piece = _piece(text, Span(floor, limit), number, marks, pair)
        if pair.depth == 0 and piece is not None:
            floor = piece.span.end
        if piece is not None:
            _take_doubled(piece, marks, pair, skipped)
            pieces.append(piece)
    return pieces


def _first(pair: Pair, marks: Sequence[Mark], block: Span) -> int:
    """Where a pair begins, as far as its marks say."""
    mark = pair.opening if pair.opening is not None else pair.closing
    return block.start if pair.carried or mark is None else marks[mark].span.start


def _limits(pairs: Sequence[Pair], marks: Sequence[Mark], block: Span) -> list[int]:
    """How far each quote may reach: to the next quote beside or above it, its parent's end, or the block's end."""
    limits = [block.end] * len(pairs)
    nearest = [block.end] * (MAX_DEPTH + 1)
    for position in range(len(pairs) - 1, -1, -1):
        depth = pairs[position].depth
        limits[position] = nearest[depth]
        nearest[depth:] = [_first(pairs[position], marks, block)] * (MAX_DEPTH + 1 - depth)
    ends = [block.end] * (MAX_DEPTH + 1)
    for position, pair in enumerate(pairs):
        if pair.depth:
            limits[position] = min(limits[position], ends[pair.depth - 1])
        ends[pair.depth] = marks[pair.closing].span.start if pair.closing is not None else limits[position]
    return limits


def _piece(text: str, within: Span, number: int, marks: Sequence[Mark], pair: Pair) -> Piece | None:
    """One piece; ``within`` runs from the end of the quote before it to the farthest it may reach."""
    start, inner_start, opened = _beginning(text, within.start, marks, pair)
    end, inner_end, closed = _ending(text, inner_start, within.end, marks, pair)
    if end <= start or (opened and inner_end <= inner_start):
        return None
    mark = pair.opening if pair.opening is not None else pair.closing
    style = marks[mark].style if mark is not None else QuoteStyle.DOUBLE
    return Piece(
        span=Span(start, end),
        inner=Span(min(inner_start, inner_end), inner_end),
        style=style,
        block=number,
        depth=pair.depth,
        repair=opened or closed,
        continues=pair.continues,
    )


def _beginning(text: str, floor: int, marks: Sequence[Mark], pair: Pair) -> tuple[int, int, str]:
    """Start, start of the words, and the repair in words."""
    if pair.opening is not None:
        return *marks[pair.opening].span, ""
    if pair.carried or pair.closing is None:
        return floor, floor, ""
    start = missing_start(text, floor, marks[pair.closing].span.start)
    return start, start, OPENING_MISSING


def _ending(text: str, start: int, limit: int, marks: Sequence[Mark], pair: Pair) -> tuple[int, int, str]:
    """End, end of the words, and the repair in words."""
    if pair.closing is not None:
        closing = marks[pair.closing]
        mixed = pair.opening is not None and marks[pair.opening].family != closing.family
        return closing.span.end, closing.span.start, MIXED if mixed else ""
    if pair.continues:
        end = trimmed(text, start, limit).end
        return end, end, ""
    end, how = missing_end(text, start, limit)
    end = trimmed(text, start, end).end
    return end, end, f"closing mark missing: {how}"


def _take_doubled(piece: Piece, marks: Sequence[Mark], pair: Pair, skipped: frozenset[int]) -> None:
    """Let the span take in a second mark that was typed beside the first (``""Come in," said Ann``)."""
    start, end = piece.span
    inner_start = piece.inner.start

    def is_doubled(mark: int, own: int) -> bool:
        return mark in skipped and marks[mark].family == marks[own].family

    if pair.opening is not None:
        before, after = pair.opening - 1, pair.opening + 1
        if is_doubled(before, pair.opening) and marks[before].span.end == start:
            start = marks[before].span.start
        if is_doubled(after, pair.opening) and marks[after].span.start == inner_start:
            inner_start = min(marks[after].span.end, piece.inner.end)
    if pair.closing is not None:
        after = pair.closing + 1
        if is_doubled(after, pair.closing) and marks[after].span.start == end:
            end = marks[after].span.end
    if (start, end, inner_start) != (*piece.span, piece.inner.start):
        piece.span, piece.inner = Span(start, end), Span(inner_start, piece.inner.end)
        piece.repair = piece.repair or DOUBLED
