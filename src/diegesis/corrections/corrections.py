"""What a person says about a story: the closed list of corrections, and how a line of the book is pointed at."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Merge, Rename
from diegesis.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAnchor:
    """Points at one quote, by its id, its place, or its words; words survive new drafts best.

    Attributes:
        id: the quote's id.
        span: its place in the text, ``[start, end)``.
        text: its words, with or without the quotation marks.
        before: words that stand right before it.
        after: words that stand right after it.
        occurrence: which of several equal lines, counted from 1 in text order.
    """

    id: str | None = None
    span: Span | None = None
    text: str | None = None
    before: str = ""
    after: str = ""
    occurrence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOf:
    """A line is spoken by somebody; ``speaker`` ``None`` means by nobody known, ``addressees`` ``None`` not said."""

    quote: QuoteAnchor
    speaker: str | None
    addressees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of a corrections file.

    Attributes:
        does: what it asks for.
        line: its line number in the file, from 1; 0 for one made in a program.
    """

    does: Merge | Rename | SpeakerOf
    line: int = 0


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A correction that could not be applied to this text, and why. It is shown, never lost."""

    correction: Correction
    reason: str

    def __str__(self) -> str:
        where = f"line {self.correction.line}: " if self.correction.line else ""
        return f"{where}{_described(self.correction.does)}: {self.reason}"


def _described(does: Merge | Rename | SpeakerOf) -> str:
    match does:
        case Merge(names=names):
            return f"merge {', '.join(names)}"
        case Rename(name=name, new_name=new_name):
            return f"rename {name} to {new_name}"
        case SpeakerOf(quote=anchor, speaker=speaker):
            return f"speaker {speaker or 'nobody'} for {_pointed_at(anchor)}"


def _pointed_at(anchor: QuoteAnchor) -> str:
    if anchor.text is not None:
        short = anchor.text if len(anchor.text) <= 40 else f"{anchor.text[:39]}…"
        return f"“{short}”"
    if anchor.id is not None:
        return anchor.id
    return f"{anchor.span.start}-{anchor.span.end}" if anchor.span else "?"
