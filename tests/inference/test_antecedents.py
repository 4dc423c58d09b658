"""Antecedents in pieces are those of looking at every mention by itself."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.inference import antecedents
from diegesis.inference.antecedents import DISTANCES, Choices, Mentions, choose, describe
from diegesis.inference.model import States
from diegesis.inference.pieces import cut
from tests.inference.made_up import WIDTH, MadeModel, coarse, drawn, fine, letters, mention

WORDS = 40
STATES = States(drawn(7, WORDS, WIDTH).astype(np.float16), drawn(8, WORDS, WIDTH).astype(np.float16))


def test_mentions_with_the_same_words_have_the_same_numbers() -> None:
    pieces = cut("Old Ann met Ann and the old ANN .", letters(), quotes=(), paragraphs=())
    rows = [(0, 1, 2), (1, 1, 2), (3, 3, 2), (5, 7, 0), (6, 7, 0), (2, 2, 1)]
    told = describe(pieces, rows)
    assert told.first.tolist() == [0, 1, 3, 5, 6, 2]
    assert told.last.tolist() == [1, 1, 3, 7, 7, 2]
    assert told.form.tolist() == [2, 2, 2, 0, 0, 1]
    old_ann, ann, again, the_old_ann, shouted, met = told.surface.tolist()
    assert ann == again
    assert old_ann == shouted, "letter case tells nothing"
    assert len({old_ann, ann, the_old_ann, met}) == 4
    assert len(set(told.tail.tolist())) == 2
    assert told.tail[0] == told.tail[3] == ann != told.tail[5]


def test_no_mentions_are_described_as_none() -> None:
    assert len(describe(cut("", letters(), quotes=(), paragraphs=()), [])) == 0


def mentions_of(rows: list[tuple[int, int, int, int]]) -> Mentions:
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    first, length, form, surface = table.T
    return Mentions(first, np.minimum(first + length, WORDS - 1), form, surface, surface // 2)


def pair_of(told: Mentions, at: int, other: int) -> tuple[int, int]:
    """Categories of the distance and of what two mentions have in common."""
    distance = sum(at - other > bound for bound in DISTANCES)
    same, ending = told.surface[at] == told.surface[other], told.tail[at] == told.tail[other]
    return distance, int(((told.form[at] * 3 + told.form[other]) * 2 + same) * 2 + ending)


def by_hand(told: Mentions, *, reach: int, kept: int) -> list[dict[int, float]]:
    """Per mention, chances by earlier mention; -1 is something new."""
    if not len(told):
        return []
    spans = [slice(first, last + 1) for first, last in zip(told.first, told.last, strict=True)]
    means = [STATES.first[span].mean(0, dtype=np.float32) for span in spans]
    parts = np.concatenate((STATES.first[told.first], STATES.last[told.last], np.array(means)), 1).astype(np.float32)
    vectors, towards = mention(parts, told.form)
    found: list[dict[int, float]] = []
    for at in range(len(told)):
        scores = {}
        for other in range(max(0, at - reach), at):
            told_pair = [np.array([[value]]) for value in pair_of(told, at, other)]
            (score,) = coarse(towards[[at]], vectors[[other]], *told_pair)
            (added,) = fine(vectors[[at]], vectors[[[other]]], *told_pair)
            scores[other] = (float(score[0, 0]), float(score[0, 0]) + float(added[0, 0]))
        best = sorted(scores, key=lambda other: (-scores[other][0], other))[:kept]
        powers = {-1: 1.0} | {other: float(np.exp(scores[other][1])) for other in best}
        found.append({other: power / sum(powers.values()) for other, power in powers.items()})
    return found


def told_by(choices: Choices) -> list[dict[int, float]]:
    return [
        {-1: float(row[0])} | {int(other): float(p) for other, p in zip(earlier, row[1:], strict=True) if other >= 0}
        for earlier, row in zip(choices.earlier, choices.chances, strict=True)
    ]


ROWS = st.lists(
    st.tuples(st.integers(0, WORDS - 1), st.integers(0, 3), st.integers(0, 2), st.integers(0, 5)), max_size=30
)


@given(ROWS, st.sampled_from([(1, 1, 1), (3, 5, 2), (4, 3, 6), (7, 20, 4), (100, 100, 24)]))
def test_choosing_in_chunks_is_choosing_one_by_one(
    rows: list[tuple[int, int, int, int]], sizes: tuple[int, int, int]
) -> None:
    told = mentions_of(rows)
    chunk, reach, kept = sizes
    with patch.multiple(antecedents, CHUNK=chunk, REACH=reach, KEPT=kept):
        choices = choose(MadeModel(), STATES, told)
    assert choices.earlier.shape == (len(rows), kept)
    assert choices.chances.shape == (len(rows), 1 + kept)
    for ours, theirs in zip(told_by(choices), by_hand(told, reach=reach, kept=kept), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-5)


@given(ROWS)
def test_chances_sum_to_one_over_what_is_there(rows: list[tuple[int, int, int, int]]) -> None:
    choices = choose(MadeModel(), STATES, mentions_of(rows))
    assert choices.chances.sum(1) == pytest.approx(np.ones(len(rows)), abs=1e-5)
    assert (choices.chances[:, 1:][choices.earlier < 0] == 0).all()
    assert (choices.earlier < np.arange(len(rows))[:, None]).all()


def test_chunks_of_the_real_size_meet_without_a_seam() -> None:
    """More mentions than one chunk and one reach hold."""
    count = antecedents.REACH + 2 * antecedents.CHUNK + 5
    chance = np.random.default_rng(3)
    rows = np.stack([chance.integers(0, high, count) for high in (WORDS, 3, 3, 6)], 1)
    told = mentions_of([tuple(row) for row in rows.tolist()])
    usual = choose(MadeModel(), STATES, told)
    with patch.object(antecedents, "CHUNK", 33):
        other = choose(MadeModel(), STATES, told)
    assert np.array_equal(usual.earlier, other.earlier)
    assert np.allclose(usual.chances, other.chances, atol=1e-6)
    back = np.arange(count)[:, None] - usual.earlier
    assert back[usual.earlier >= 0].max() <= antecedents.REACH
