"""Spans out of scores, and which of two that cross stays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.inference.spans import Scored, decode_spans, nested


def scores(words: int, limit: int, *spans: tuple[int, int, int, float]) -> np.ndarray:
    """Scores of nothing but the spans (first, length less one, label, score)."""
    table = np.zeros((words, limit, 3), dtype=np.float32)
    table[..., 0] = 5.0
    for first, length, label, score in spans:
        table[first, length, label] = score
    return table


def test_a_span_is_what_is_likelier_than_none() -> None:
    found = decode_spans(scores(6, 3, (0, 1, 1, 6.0), (2, 0, 2, 4.0), (3, 2, 2, 9.0)))
    assert [(span.first, span.last, span.label) for span in found] == [(0, 1, 0), (3, 5, 1)]
    whole = math.exp(6.0) + math.exp(5.0) + 1.0
    assert found[0].probability == pytest.approx(math.exp(6.0) / whole, abs=1e-6)


def test_two_labels_together_may_be_likelier_than_none() -> None:
    table = scores(1, 1, (0, 0, 1, 4.7), (0, 0, 2, 4.8))
    (span,) = decode_spans(table)
    assert span.label == 1
    assert span.probability < 0.5
    assert not decode_spans(table, threshold=0.7)


def test_spans_beyond_the_last_word_are_none() -> None:
    assert decode_spans(scores(3, 3, (2, 1, 1, 20.0), (1, 2, 1, 20.0))) == []


def test_words_count_from_an_offset() -> None:
    (span,) = decode_spans(scores(3, 3, (1, 1, 2, 9.0)), offset=100)
    assert (span.first, span.last) == (101, 102)


def test_scores_as_large_as_they_come_do_no_harm() -> None:
    (span,) = decode_spans(scores(1, 1, (0, 0, 1, 1e4)))
    assert span.probability == 1.0


def span(first: int, last: int, probability: float) -> Scored:
    return Scored(first, last, 0, probability)


def test_nested_spans_both_stay_and_of_crossing_ones_the_likelier() -> None:
    whole, part, crossing = span(0, 3, 0.9), span(1, 1, 0.8), span(2, 5, 0.7)
    assert nested([crossing, part, whole]) == [whole, part]
    assert nested([span(0, 3, 0.6), part, crossing]) == [part, crossing]


def test_spans_side_by_side_or_with_one_end_in_common_do_not_cross() -> None:
    given = [span(0, 3, 0.9), span(0, 1, 0.8), span(2, 3, 0.7), span(4, 6, 0.6)]
    assert nested(reversed(given)) == given  # type: ignore[arg-type]


def test_what_crosses_only_a_loser_stays() -> None:
    assert nested([span(0, 2, 0.9), span(2, 4, 0.8), span(3, 6, 0.7)]) == [span(0, 2, 0.9), span(3, 6, 0.7)]


def by_comparing_all(spans: list[Scored]) -> list[Scored]:
    kept: list[Scored] = []
    for one in sorted(spans, key=lambda one: (-one.probability, one.first, one.last)):
        if not any(a.first < b.first <= a.last < b.last for other in kept for a, b in ((one, other), (other, one))):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.first, -one.last))


@given(st.dictionaries(st.tuples(st.integers(0, 12), st.integers(0, 6)), st.integers(1, 5), max_size=25))
def test_it_keeps_what_comparing_all_with_all_keeps(found: dict[tuple[int, int], int]) -> None:
    spans = [span(first, first + length, chance / 5) for (first, length), chance in found.items()]
    assert nested(spans) == by_comparing_all(spans)
