"""A quote while it is being decided."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.quotes.records import QuoteKind, QuoteStyle
from diegesis.spans import Span


@dataclass(slots=True)
class Piece:
    """One piece of quoted text before it becomes a row.

    Attributes:
        span: with its marks.
        inner: without them.
        style: the marks that set it off.
        block: position of its block among the document's story blocks.
        depth: 0 for a piece that lies in no other.
        parent: the piece it lies in.
        kind: decided by ``kinds``.
        head: first piece of its utterance; itself where it is the first.
        repair: how missing marks were read, in words.
        continues: whether it has no closing mark because the next block re-opens it.
    """

    span: Span
    inner: Span
    style: QuoteStyle
    block: int
    depth: int = 0
    parent: Piece | None = None
    kind: QuoteKind = QuoteKind.SPEECH
    head: Piece | None = None
    repair: str = ""
    continues: bool = False

    @property
    def outermost(self) -> Piece:
        """The piece of depth 0 that this one lies in, or itself."""
        piece = self
        while piece.parent is not None:
            piece = piece.parent
        return piece

    @property
    def first(self) -> Piece:
        """The first piece of the utterance."""
        return self.head if self.head is not None else self


def trimmed(text: str, start: int, end: int) -> Span:
    """``[start, end)`` without white space at its edges; may be empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
