"""The words of the story as they stand, with what the wording detectors ask of each: told or said, plain or set off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diegesis.document import BlockKind
from diegesis.layers.findings.view import View
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.spans import Span
from diegesis.views.chats import in_chat

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LETTER})


@dataclass(frozen=True, slots=True)
class Surface:
    """Tokens of the prose; all sequences have one entry a token.

    Attributes:
        text: the whole text.
        spans: where they stand.
        words: lower-cased, with straight apostrophes.
        told: whether a token is narration: in no quote of any kind.
        plain: whether it stands outside of italics, in no line of a chat, and in none that a quote of writing or of
            cited words holds.
        sentence: number of its sentence.
    """

    text: str
    spans: Sequence[Span]
    words: Sequence[str]
    told: Sequence[bool]
    plain: Sequence[bool]
    sentence: Sequence[int]

    def together(self, at: int, other: int) -> bool:
        """Whether two tokens stand in one sentence."""
        return min(at, other) >= 0 and max(at, other) < len(self.words) and self.sentence[at] == self.sentence[other]

    def blank_before(self, at: int) -> bool:
        """Whether nothing but white space parts a token from the one before it."""
        return not self.text[self.spans[at - 1].end : self.spans[at].start].strip()


def surface_of(view: View) -> Surface:
    """The tokens of paragraphs and letters, in text order; headings, verse and matter are left out."""
    document = view.document
    prose = _Cover(block.span for block in document.blocks if block.kind in _PROSE)
    quotes = view.tables.rows(Quote)
    said = _Cover(quote.span for quote in quotes if quote.kind is not QuoteKind.EMPHASIS)
    odd = (QuoteKind.EMPHASIS, QuoteKind.WRITING, QuoteKind.QUOTED)
    set_off = _Cover((*document.italics, *(quote.span for quote in quotes if quote.kind in odd)))
    spans = list(document.tokens)
    kept = [at for at, span in enumerate(spans) if prose.holds(span.start)]
    starts = [spans[at].start for at in kept]
    return Surface(
        text=view.text,
        spans=[spans[at] for at in kept],
        words=[document.words[at] for at in kept],
        told=[not said.holds(start) for start in starts],
        plain=[not set_off.holds(start) and not in_chat(view.text, start) for start in starts],
        sentence=[document.sentences.before(start) for start in starts],
    )


class _Cover:
    """What a set of spans covers; they may nest and overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, offset: int) -> bool:
        """Whether some span holds an offset."""
        position = bisect_right(self._starts, offset) - 1
        return position >= 0 and offset < self._ends[position]
