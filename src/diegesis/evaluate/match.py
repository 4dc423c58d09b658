"""Which predicted pieces match which gold pieces, counted in letters."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from diegesis.spans import Span, SpanIndex


class Letters:
    """Counts letters and digits of any stretch of a text in constant time.

    Marks, stops and white space do not count, so it does not matter whether a span includes its marks.
    """

    __slots__ = ("_before",)

    def __init__(self, text: str) -> None:
        self._before = array("I", accumulate(map(str.isalnum, text), initial=0))

    def of(self, span: Span) -> int:
        """Number of letters and digits in the span."""
        return self._before[span.end] - self._before[span.start]

    def shared(self, one: Span, other: Span) -> int:
        """Number of letters and digits that both spans cover."""
        start, end = max(one.start, other.start), min(one.end, other.end)
        return self.of(Span(start, end)) if start < end else 0


@dataclass(frozen=True, slots=True)
class Matches:
    """The outcome of matching.

    Attributes:
        best: for each gold span, the position of its best predicted span, or ``None``.
        matched: positions of the predicted spans that match any gold span.
    """

    best: tuple[int | None, ...]
    matched: frozenset[int]


def match_spans(letters: Letters, gold: Sequence[Span], predicted: Sequence[Span]) -> Matches:
    """Match spans that share at least half of the letters of the shorter one.

    Each gold span takes the predicted span that shares most letters with it; on a tie the shorter (the inner of
    two nested), then the earlier. Spans without a letter (a lone mark, "?!") match where either holds the other.
    """
    index = SpanIndex(predicted)
    best: list[int | None] = []
    matched: set[int] = set()
    for span in gold:
        fitting = [at for at in index.touching(span) if _fits(letters, span, predicted[at])]
        matched.update(fitting)
        best.append(min(fitting, key=lambda at: _rank(letters, span, predicted[at]), default=None))
    return Matches(tuple(best), frozenset(matched))


def _fits(letters: Letters, one: Span, other: Span) -> bool:
    shorter = min(letters.of(one), letters.of(other))
    if shorter == 0:
        return letters.of(one) == letters.of(other) and (one.holds(other) or other.holds(one))
    return 2 * letters.shared(one, other) >= shorter


def _rank(letters: Letters, gold: Span, predicted: Span) -> tuple[int, int, int]:
    return (-letters.shared(gold, predicted), letters.of(predicted), predicted.start)


def covered(spans: Iterable[Span]) -> list[Span]:
    """The union of the spans as disjoint spans in text order."""
    union: list[Span] = []
    for span in sorted(spans):
        if union and span.start <= union[-1].end:
            union[-1] = Span(union[-1].start, max(union[-1].end, span.end))
        else:
            union.append(span)
    return union


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Counts of pieces and letters; scores are percentages, 0 where there is nothing to count.

    Attributes:
        gold: gold pieces.
        found: gold pieces that some predicted piece matches.
        predicted: predicted pieces.
        matched: predicted pieces that match some gold piece.
        gold_letters, predicted_letters, shared_letters: letters covered.
    """

    gold: int = 0
    found: int = 0
    predicted: int = 0
    matched: int = 0
    gold_letters: int = 0
    predicted_letters: int = 0
    shared_letters: int = 0

    def __add__(self, other: SpanScore) -> SpanScore:
        return SpanScore(
            self.gold + other.gold,
            self.found + other.found,
            self.predicted + other.predicted,
            self.matched + other.matched,
            self.gold_letters + other.gold_letters,
            self.predicted_letters + other.predicted_letters,
            self.shared_letters + other.shared_letters,
        )

    @property
    def precision(self) -> float:
        """Share of predicted pieces that match."""
        return percent(self.matched, self.predicted)

    @property
    def recall(self) -> float:
        """Share of gold pieces that are found."""
        return percent(self.found, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    @property
    def letters_f1(self) -> float:
        """F1 of the letters covered: one huge span has full recall and next to no precision."""
        precision = percent(self.shared_letters, self.predicted_letters)
        return harmonic(precision, percent(self.shared_letters, self.gold_letters))


def percent(part: float, whole: float) -> float:
    """``part`` of ``whole`` in percent; 0 where ``whole`` is 0."""
    return 100.0 * part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score_spans(letters: Letters, gold: Sequence[Span], predicted: Sequence[Span]) -> SpanScore:
    """Precision and recall of predicted spans, by pieces and by letters."""
    matches = match_spans(letters, gold, predicted)
    gold_union, predicted_union = covered(gold), covered(predicted)
    index = SpanIndex(predicted_union)
    shared = sum(letters.shared(span, predicted_union[at]) for span in gold_union for at in index.touching(span))
    return SpanScore(
        gold=len(gold),
        found=sum(at is not None for at in matches.best),
        predicted=len(predicted),
        matched=len(matches.matched),
        gold_letters=sum(map(letters.of, gold_union)),
        predicted_letters=sum(map(letters.of, predicted_union)),
        shared_letters=shared,
    )
