"""Who says what in a short text, read as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diegesis.layer import Clamp
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.annotate import SpeakerOptions
from diegesis.layers.speakers.records import Attribution, Basis, Candidate
from diegesis.pipeline import read_text
from diegesis.spans import Span


class Line(NamedTuple):
    """A quote with what was decided of it."""

    quote: Quote
    row: Attribution
    speaker: str
    addressees: tuple[str, ...]
    candidates: tuple[Candidate, ...]

    @property
    def basis(self) -> Basis | None:
        return self.row.basis


def lines_of(
    text: str, *, clamps: Sequence[Clamp] = (), min_confidence: float = 0.0, nested: bool = False
) -> list[Line]:
    """The attributed pieces in text order: outermost ones alone unless asked; ``-`` where nobody is named."""
    story = read_text(text, clamps=clamps, options={"speakers": SpeakerOptions(min_confidence=min_confidence)})
    tables = story.tables
    rows = {row.quote: row for row in tables.rows(Attribution)}
    best: dict[str, list[Candidate]] = {}
    for candidate in tables.rows(Candidate):
        best.setdefault(candidate.quote, []).append(candidate)
    found = []
    for quote in tables.rows(Quote):
        if quote.kind is QuoteKind.EMPHASIS or (quote.parent is not None and not nested):
            continue
        row = rows[quote.id]
        speaker = story.name_of(row.speaker) if row.speaker else "-"
        listeners = tuple(story.name_of(who) for who in row.addressees)
        found.append(Line(quote, row, speaker, listeners, tuple(best.get(quote.id, ()))))
    return found


def place(text: str, surface: str) -> Span:
    """Where a surface first stands."""
    start = text.index(surface)
    return Span(start, start + len(surface))
