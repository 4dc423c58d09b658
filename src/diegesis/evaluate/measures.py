"""Scores of one book or of several pooled, as plain numbers that a report can print or write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from diegesis.evaluate.calibration import (
    Calibration,
    Coverage,
    accuracy_at_coverages,
    calibration,
    coverage_at_thresholds,
)
from diegesis.evaluate.cast import CastScore
from diegesis.evaluate.kinds import KindScore
from diegesis.evaluate.match import SpanScore, harmonic, percent
from diegesis.evaluate.mentions import MentionScore
from diegesis.evaluate.reading import ReadingScore
from diegesis.evaluate.scores import BookScore
from diegesis.evaluate.speakers import ScoredLine
from diegesis.evaluate.world import WorldScore
from diegesis.layers.speakers.records import Basis


@dataclass(frozen=True, slots=True)
class ByBasis:
    """One score over all lines and over those of each basis, in percent."""

    all: float
    explicit: float
    anaphoric: float
    implicit: float


@dataclass(frozen=True, slots=True)
class Spread:
    """How a score spreads over books, in percent."""

    median: float
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMeasures:
    """Speaker scores of a set of lines, in percent.

    Attributes:
        lines: number of lines scored.
        answered: share of them given a speaker.
        by_name, one_to_one: accuracies.
        b_cubed: F1; ``b_cubed_precision`` and ``b_cubed_recall`` for all lines.
        addressees: share of lines with gold addressees of whom any is named.
    """

    lines: int
    answered: float
    by_name: ByBasis
    one_to_one: ByBasis
    b_cubed: ByBasis
    b_cubed_precision: float
    b_cubed_recall: float
    addressees: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """All scores of one row of a report: a book, or several pooled.

    Attributes:
        name: the row's name.
        books: how many books are pooled.
        spans, any_kind: pieces and letters, see ``BookScore``.
        speakers, any_speakers, other_speakers: see ``BookScore``; ``None`` where there is no such line.
        spread: of the accuracy by name over books.
        calibration: by name, over answered lines.
        at_coverage: accuracy by name among the surest share of all lines.
        at_threshold: share answered and accuracy by name at least confidences.
        floors: accuracy of each trivial floor.
        cast, speaking: all gold people, and those who speak.
        kinds, mentions, reading, world: see ``BookScore``; ``None`` where no book has them.
    """

    name: str
    books: int
    spans: SpanScore
    any_kind: SpanScore
    speakers: SpeakerMeasures | None
    any_speakers: SpeakerMeasures | None
    other_speakers: SpeakerMeasures | None
    spread: Spread
    calibration: Calibration
    at_coverage: tuple[Coverage, ...]
    at_threshold: tuple[Coverage, ...]
    floors: dict[str, ByBasis]
    cast: CastScore
    speaking: CastScore
    kinds: KindScore | None
    mentions: MentionScore | None
    reading: ReadingScore | None
    world: WorldScore | None


def measure(name: str, books: Sequence[BookScore]) -> Measures:
    """Pool books into one row. Counts are summed and lines joined, so that a long book weighs more.

    Args:
        name: the row's name.
        books: at least one.
    """
    lines = [line for book in books for line in book.lines]
    confidences = [line.confidence if line.predicted else 0.0 for line in lines]
    right = [line.by_name for line in lines]
    answers = [(line.confidence, line.by_name) for line in lines if line.predicted is not None]
    return Measures(
        name=name,
        books=len(books),
        spans=sum((book.spans for book in books), SpanScore()),
        any_kind=sum((book.any_kind for book in books), SpanScore()),
        speakers=speaker_measures(lines),
        any_speakers=speaker_measures([line for book in books for line in book.any_lines]),
        other_speakers=speaker_measures([line for book in books for line in book.other_lines]),
        spread=_spread(books),
        calibration=calibration([confidence for confidence, _ in answers], [truth for _, truth in answers]),
        at_coverage=tuple(accuracy_at_coverages(confidences, right)),
        at_threshold=tuple(coverage_at_thresholds(answers, len(lines))),
        floors=_floors(books),
        cast=sum((book.cast for book in books), CastScore()),
        speaking=sum((book.speaking for book in books), CastScore()),
        kinds=_summed([book.kinds for book in books], KindScore()),
        mentions=_summed([book.mentions for book in books], MentionScore()),
        reading=_summed([book.reading for book in books], ReadingScore()),
        world=_summed([book.world for book in books], WorldScore()),
    )


S = TypeVar("S", KindScore, MentionScore, ReadingScore, WorldScore)


def _summed(scores: Sequence[S | None], zero: S) -> S | None:
    present = [score for score in scores if score is not None]
    return sum(present, zero) if present else None


def speaker_measures(lines: Sequence[ScoredLine]) -> SpeakerMeasures | None:
    """Speaker scores of lines; ``None`` where there are none."""
    if not lines:
        return None
    addressed = [line.addressee for line in lines if line.addressee is not None]
    return SpeakerMeasures(
        lines=len(lines),
        answered=percent(sum(line.predicted is not None for line in lines), len(lines)),
        by_name=_by_basis(lines, lambda some: percent(sum(line.by_name for line in some), len(some))),
        one_to_one=_by_basis(lines, lambda some: percent(sum(line.one_to_one for line in some), len(some))),
        b_cubed=_by_basis(lines, lambda some: harmonic(*_b_cubed(some))),
        b_cubed_precision=_b_cubed(lines)[0],
        b_cubed_recall=_b_cubed(lines)[1],
        addressees=percent(sum(addressed), len(addressed)),
    )


def _b_cubed(lines: Sequence[ScoredLine]) -> tuple[float, float]:
    return (
        percent(sum(line.precision for line in lines), len(lines)),
        percent(sum(line.recall for line in lines), len(lines)),
    )


def _by_basis(lines: Sequence[ScoredLine], score: Callable[[Sequence[ScoredLine]], float]) -> ByBasis:
    def of(basis: Basis) -> float:
        return score([line for line in lines if line.basis is basis])

    return ByBasis(score(lines), of(Basis.EXPLICIT), of(Basis.ANAPHORIC), of(Basis.IMPLICIT))


def _spread(books: Sequence[BookScore]) -> Spread:
    scores = [percent(sum(line.by_name for line in book.lines), len(book.lines)) for book in books if book.lines]
    return Spread(median(scores), min(scores), max(scores)) if scores else Spread(0.0, 0.0, 0.0)


def _floors(books: Sequence[BookScore]) -> dict[str, ByBasis]:
    """Floors over pooled lines: the verdicts stand beside the lines in the same order."""
    names = dict.fromkeys(name for book in books for name in book.floors)
    found = {}
    for name in names:
        verdicts = [(line.basis, ok) for book in books for line, ok in zip(book.lines, book.floors[name], strict=True)]
        found[name] = ByBasis(
            _right(verdicts),
            *(_right([(basis, ok) for basis, ok in verdicts if basis is wanted]) for wanted in Basis),
        )
    return found


def _right(verdicts: Sequence[tuple[Basis | None, bool]]) -> float:
    return percent(sum(ok for _, ok in verdicts), len(verdicts))
