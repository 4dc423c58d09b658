"""What the marks leave unexplained: marks without a partner, and texts that set off no speech at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diegesis.document import Block, Document
from diegesis.layer import stable_ids
from diegesis.layers.quotes.marks import Mark
from diegesis.layers.quotes.pairing import Reading
from diegesis.layers.quotes.pieces import Piece
from diegesis.layers.quotes.records import MarkDamage
from diegesis.spans import Span

_STRAY = 3.0
_SAYING = re.compile(r"\b(?:said|asked|replied|answered|cried|whispered|quoth|spake)\b")
_MANY_TAGS = 20
_TAGS_PER_QUOTE = 5


def find_damage(
    document: Document,
    blocks: Sequence[Block],
    marks: Sequence[Sequence[Mark]],
    readings: Sequence[Reading],
    pieces: Sequence[Piece],
) -> list[MarkDamage]:
    """Stray marks and unmarked speech, in text order; empty for a clean text."""
    found = list(_strays(document.text, marks, readings, pieces))
    found += _unmarked(document.text, blocks, len(pieces))
    found.sort(key=lambda item: item[0])
    ids = stable_ids("m", document, [span for span, _, _ in found])
    return [
        MarkDamage(id=own, span=span, code=code, message=message)
        for own, (span, code, message) in zip(ids, found, strict=True)
    ]


def _strays(
    text: str, marks: Sequence[Sequence[Mark]], readings: Sequence[Reading], pieces: Sequence[Piece]
) -> Iterator[tuple[Span, str, str]]:
    edges = {piece.span.end for piece in pieces} | {piece.inner.start for piece in pieces}
    for of_block, reading in zip(marks, readings, strict=True):
        for position in reading.skipped:
            span = of_block[position].span
            if of_block[position].skips >= _STRAY and span.end not in edges:
                yield span, "stray_mark", f"the mark {span.of(text)} has no partner and was read as no quotation mark"


def _unmarked(text: str, blocks: Sequence[Block], quotes: int) -> list[tuple[Span, str, str]]:
    """One row at the first tag where there are many tags of speech and hardly a quote."""
    tags = 0
    first: Span | None = None
    for block in blocks:
        for match in _SAYING.finditer(text, *block.span):
            tags += 1
            first = first or Span(*match.span())
    if first is None or tags < _MANY_TAGS or quotes * _TAGS_PER_QUOTE > tags:
        return []
    message = f"{tags} tags of speech but only {quotes} quotes: speech is not set off by marks or dashes here"
    return [(first, "unmarked_speech", message)]
