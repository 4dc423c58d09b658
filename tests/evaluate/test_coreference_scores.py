"""The coreference scores of small partitions, computed by hand."""

from __future__ import annotations

import pytest

from diegesis.evaluate.coreference_scores import Cluster, Shares, b_cubed, ceaf_e, mean_f1, muc

GOLD: list[Cluster] = [frozenset("abc"), frozenset("defg")]
#: The example of Luo (2005) and of the reference scorer's paper, with one invented mention.
FOUND: list[Cluster] = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_muc() -> None:
    """Gold abc falls into {ab}, {c}: 1 of 2 links; defg into {d}, {fg}, and e alone: 4 - 3 = 1 of 3."""
    shares = muc(GOLD, FOUND)
    assert shares.recall == pytest.approx(100 * 2 / 5)
    assert shares.precision == pytest.approx(100 * 2 / 5)


def test_b_cubed() -> None:
    shares = b_cubed(GOLD, FOUND)
    recall = (2 * 2 / 3 + 1 / 3 + 1 / 4 + 2 * 2 / 4) / 7
    precision = (2 * 2 / 2 + 1 / 2 + 1 / 2 + 2 * 2 / 4) / 8
    assert shares.recall == pytest.approx(100 * recall)
    assert shares.precision == pytest.approx(100 * precision)


def test_ceaf_e() -> None:
    """abc goes with ab (4/5), defg with fghi (4/8); cd is left."""
    shares = ceaf_e(GOLD, FOUND)
    assert shares.recall == pytest.approx(100 * (4 / 5 + 4 / 8) / 2)
    assert shares.precision == pytest.approx(100 * (4 / 5 + 4 / 8) / 3)


def test_singletons_count() -> None:
    gold: list[Cluster] = [frozenset("a"), frozenset("b")]
    assert muc(gold, gold) == Shares(0, 0, 0, 0)
    assert b_cubed(gold, gold).f1 == ceaf_e(gold, gold).f1 == 100.0
    assert b_cubed(gold, [frozenset("ab")]).precision == 50.0
    assert ceaf_e(gold, [frozenset("ab")]).recall == pytest.approx(100 * (2 / 3) / 2)


@pytest.mark.parametrize("measure", [muc, b_cubed, ceaf_e])
def test_nothing_found_and_all_found(measure: object) -> None:
    assert measure(GOLD, []).f1 == 0.0  # type: ignore[operator]
    assert measure([], FOUND).f1 == 0.0  # type: ignore[operator]
    assert measure(GOLD, GOLD).f1 == pytest.approx(100.0)  # type: ignore[operator]


def test_counts_are_added_before_they_are_divided() -> None:
    both = b_cubed(GOLD, FOUND) + b_cubed([frozenset("a")], [frozenset("a")])
    assert both.gold == 8
    assert mean_f1({"MUC": Shares(1, 1, 1, 1), "B3": Shares(1, 2, 1, 2), "CEAFe": Shares(0, 1, 0, 1)}) == 50.0
