"""Whether a probability means what it says, and what answering less buys.

Calibration error after Naeini, Cooper and Hauskrecht (AAAI 2015), with bins of equal mass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.evaluate.match import percent

Claim = tuple[float, float]  #: probability stated (0 to 1), whether right (1 or 0; between for equal probabilities)

COVERAGES = (100, 90, 80, 70, 60, 50)
THRESHOLDS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far stated probabilities are from the truth, over answered lines. Errors are 0 to 1, 0 is best.

    Attributes:
        answered: lines given a speaker.
        error: mean distance of confidence and accuracy over bins of equal mass.
        constant_error: the same for one constant, the mean accuracy, said of every line, in the same bins.
        brier: mean squared error of the probabilities.
        constant_brier: the same for the constant.
    """

    answered: int
    error: float
    constant_error: float
    brier: float
    constant_brier: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """What share of all lines is answered, and how well (percent)."""

    at: float
    coverage: float
    accuracy: float


def calibration(confidences: Sequence[float], right: Sequence[bool], *, bins: int = 15) -> Calibration:
    """Calibration error of answered lines.

    Args:
        confidences: probability stated for each line, 0 to 1.
        right: whether each is right, same length.
        bins: number of bins of equal mass.
    """
    claims = _levelled(confidences, right)
    total = len(claims)
    if not total:
        return Calibration(0, 0.0, 0.0, 0.0, 0.0)
    rate = sum(truth for _, truth in claims) / total
    groups = [claims[total * at // bins : total * (at + 1) // bins] for at in range(bins)]
    truths = [sum(truth for _, truth in group) for group in groups]
    return Calibration(
        answered=total,
        error=sum(abs(sum(p for p, _ in group) - sure) for group, sure in zip(groups, truths, strict=True)) / total,
        constant_error=sum(abs(rate * len(g) - sure) for g, sure in zip(groups, truths, strict=True)) / total,
        brier=sum((p - ok) ** 2 for p, ok in zip(confidences, right, strict=True)) / total,
        constant_brier=rate * (1 - rate),
    )


def _levelled(confidences: Sequence[float], right: Sequence[bool]) -> list[Claim]:
    """Claims by falling confidence; equal confidences share their accuracy, so that their order is of no account."""
    groups: dict[float, list[bool]] = defaultdict(list)
    for confidence, truth in zip(confidences, right, strict=True):
        groups[confidence].append(truth)
    claims: list[Claim] = []
    for confidence in sorted(groups, reverse=True):
        truths = groups[confidence]
        claims += [(confidence, sum(truths) / len(truths))] * len(truths)
    return claims


def accuracy_at_coverages(
    confidences: Sequence[float], right: Sequence[bool], coverages: Sequence[int] = COVERAGES
) -> list[Coverage]:
    """Accuracy among the surest share of all lines; an unanswered line has confidence 0 and is wrong."""
    claims = _levelled(confidences, right)
    found = []
    for coverage in coverages:
        count = round(len(claims) * coverage / 100)
        found.append(Coverage(coverage, float(coverage), percent(sum(ok for _, ok in claims[:count]), count)))
    return found


def coverage_at_thresholds(
    answers: Sequence[tuple[float, bool]], total: int, thresholds: Sequence[float] = THRESHOLDS
) -> list[Coverage]:
    """Share of all ``total`` lines answered with at least some confidence, and accuracy among them.

    Args:
        answers: confidence and truth of each line given a speaker.
        total: all lines, the unanswered too.
        thresholds: least confidences, 0 to 1.
    """
    found = []
    for threshold in thresholds:
        kept = [truth for confidence, truth in answers if confidence >= threshold]
        found.append(Coverage(threshold, percent(len(kept), total), percent(sum(kept), len(kept))))
    return found
