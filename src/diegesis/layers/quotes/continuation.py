"""Utterances: the pieces that one person says in one go."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Block
from diegesis.layers.quotes.pieces import Piece
from diegesis.layers.quotes.records import QuoteKind
from diegesis.layers.quotes.tags import attached_tag

_ALONE = frozenset({QuoteKind.EMPHASIS})
_NESTED_GAP = 80


def join_utterances(text: str, blocks: Sequence[Block], pieces: Sequence[Piece]) -> None:
    """Give every piece the first piece of its utterance.

    Pieces of one block on one level belong together whether a tag or a beat stands between them
    (``"Come in," said Ann. "Sit down."``), unless each has a tag with a speaker of its own
    (``"Yes," said Ann. "No," said Ben.``). A piece that its block does not close goes on in the piece that opens
    the next block.

    Args:
        text: the document's text.
        blocks: its story blocks.
        pieces: all pieces, in text order; changed in place.
    """
    last: dict[int | None, Piece] = {}
    for piece in pieces:
        if piece.kind in _ALONE:
            continue
        key = id(piece.parent.first) if piece.parent is not None else None
        before = last.get(key)
        if before is not None and _belongs(text, before, piece, blocks[piece.block].span.end):
            piece.head = before.first
        last[key] = piece


def _belongs(text: str, before: Piece, piece: Piece, end: int) -> bool:
    if before.kind is not piece.kind or before.style is not piece.style:
        return False
    if before.continues:
        return piece.block == before.block + 1
    if before.block != piece.block:
        return False
    gap = text[before.span.end : piece.span.start]
    if not gap.strip():
        # "Stop!" "No!": nothing between them, so the second answers the first.
        return False
    if piece.parent is not None and (len(gap) > _NESTED_GAP or before.parent is not piece.parent):
        return False
    return not _speakers_differ(text, before, piece, end)


def _speakers_differ(text: str, before: Piece, piece: Piece, end: int) -> bool:
    """Whether both pieces have a tag after them, and the tags name different subjects."""
    first = attached_tag(text, before.span.end, piece.span.start)
    second = attached_tag(text, piece.span.end, min(end, piece.span.end + 120))
    if first is None or second is None:
        return False
    return first.subject != second.subject and not set(first.subject) & set(second.subject)
