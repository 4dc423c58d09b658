"""Nested spans out of the scores of all spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from diegesis.inference.session import Floats


@dataclass(frozen=True, slots=True)
class Scored:
    """A span of words ``[first, last]`` (inclusive) with its best label and that label's probability."""

    first: int
    last: int
    label: int
    probability: float


def decode_spans(scores: Floats, *, offset: int = 0, threshold: float = 0.5) -> list[Scored]:
    """Spans that are likelier than ``threshold`` to bear some label, in text order, the longer first.

    Args:
        scores: [words, limit, 1 + labels], none first; the span of word ``n`` and length ``m + 1`` is at ``[n, m]``.
        offset: number of the first word.
        threshold: of the probability of all labels together.
    """
    words, limit, _ = scores.shape
    odds = np.exp(scores - scores.max(-1, keepdims=True))
    probabilities = odds / odds.sum(-1, keepdims=True)
    inside = np.arange(words)[:, None] + np.arange(limit) < words
    chosen = np.argwhere((1.0 - probabilities[..., 0] > threshold) & inside)
    found = []
    for at, length in chosen.tolist():
        labels = probabilities[at, length, 1:]
        best = int(labels.argmax())
        found.append(Scored(at + offset, at + length + offset, best, float(labels[best])))
    return found


def nested(spans: Sequence[Scored]) -> list[Scored]:
    """Of two spans that cross, the likelier one; nested ones both. In text order, the longer first."""
    kept: dict[int, list[Scored]] = {}
    for span in sorted(spans, key=lambda span: (-span.probability, span.first, span.last)):
        if not any(_cross(span, other) for other in _near(kept, span)):
            for word in range(span.first, span.last + 1):
                kept.setdefault(word, []).append(span)
    found = {(span.first, -span.last): span for rows in kept.values() for span in rows}
    return [found[place] for place in sorted(found)]


def _near(kept: dict[int, list[Scored]], span: Scored) -> Iterator[Scored]:
    for word in range(span.first, span.last + 1):
        yield from kept.get(word, ())


def _cross(one: Scored, other: Scored) -> bool:
    low, high = sorted((one, other), key=lambda span: (span.first, span.last))
    return low.first < high.first <= low.last < high.last
