"""Calibration and coverage, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.evaluate.calibration import accuracy_at_coverages, calibration, coverage_at_thresholds


def test_probabilities_that_mean_what_they_say_have_no_error() -> None:
    found = calibration([0.75] * 4 + [0.25] * 4, [True, True, True, False, True, False, False, False], bins=2)
    assert found.error == pytest.approx(0.0)
    assert found.constant_error == pytest.approx(0.25)
    assert (found.brier, found.constant_brier) == (0.1875, 0.25)


def test_overconfidence_is_the_distance() -> None:
    found = calibration([1.0] * 4, [True, False, False, False])
    assert found.error == pytest.approx(0.75)
    assert found.constant_error == pytest.approx(0.0)


def test_nothing_answered() -> None:
    assert calibration([], []).answered == 0
    assert accuracy_at_coverages([], [])[0].accuracy == 0.0
    assert coverage_at_thresholds([], 5)[0].coverage == 0.0


def test_the_surest_lines() -> None:
    confidences, right = [0.9, 0.8, 0.5, 0.0], [True, True, False, False]
    found = {point.at: point.accuracy for point in accuracy_at_coverages(confidences, right, (100, 75, 50))}
    assert found == {100: 50.0, 75: pytest.approx(66.667, abs=0.01), 50: 100.0}


def test_thresholds() -> None:
    points = coverage_at_thresholds([(0.9, True), (0.5, False), (0.4, True)], 4, (0.0, 0.5, 0.95))
    assert [(point.coverage, point.accuracy) for point in points] == [
        (75.0, pytest.approx(66.667, abs=0.01)),
        (50.0, 50.0),
        (0.0, 0.0),
    ]


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1, max_size=40), st.randoms())
def test_the_order_of_lines_is_of_no_account(claims: list[tuple[float, bool]], random: object) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (calibration([p for p, _ in rows], [ok for _, ok in rows]) for rows in (claims, shuffled))
    assert one.error == pytest.approx(other.error)
    assert one.constant_error == pytest.approx(other.constant_error)
