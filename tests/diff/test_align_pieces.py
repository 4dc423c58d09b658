"""Which pieces of one text are which of another."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.diff.align import Pair, Words, align, heaviest_rise, likeness

PIECES = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6).map(tuple), max_size=12)


def pieces(*lines: str) -> list[Words]:
    return [tuple(line.split()) for line in lines]


def pairs(old: list[Words], new: list[Words]) -> list[tuple[int, int]]:
    return [(row.old, row.new) for row in align(old, new)]


def many(number: int, *, seed: int) -> list[Words]:
    drawn = random.Random(seed)
    return [tuple(f"w{drawn.randrange(900)}" for _ in range(drawn.randrange(1, 14))) for _ in range(number)]


def test_what_stands_between_is_new_and_what_is_missing_is_gone() -> None:
    old = pieces("one by one", "yes", "no", "two by two")
    assert pairs(old, pieces("one by one", "yes", "what then", "no", "two by two")) == [(0, 0), (1, 1), (2, 3), (3, 4)]
    assert pairs(old, pieces("one by one", "two by two")) == [(0, 0), (3, 1)]


def test_a_reworded_piece_is_the_same_one() -> None:
    (row,) = align(pieces("i never saw the man"), pieces("i never saw that man"))
    assert row == Pair(0, 0, 0.8)
    assert align(pieces("i never saw the man"), pieces("come in and sit")) == []


def test_a_moved_piece_takes_its_neighbours_along() -> None:
    old = pieces("a b c d", "e f g h", "i j k l", "m n o p", "q r s t", "yes", "u v w x")
    new = [*old[4:], *old[:4]]
    found = align(old, new)
    assert len(found) == len(old)
    assert sorted(row.new for row in found if row.moved) in ([0, 1, 2], [3, 4, 5, 6])


def test_a_short_word_elsewhere_is_another() -> None:
    assert pairs(pieces("yes", "one two three four"), pieces("one two three four", "yes")) == [(1, 0)]


@given(PIECES, PIECES)
def test_each_piece_once_and_the_same_both_ways(old: list[Words], new: list[Words]) -> None:
    found = align(old, new)
    assert len({row.old for row in found}) == len({row.new for row in found}) == len(found)
    assert all(row.alike == 1 if old[row.old] == new[row.new] else 0 < row.alike < 1 or row.alike == 1 for row in found)
    back = {(row.new, row.old, row.moved) for row in align(new, old)}
    assert {(row.old, row.new, row.moved) for row in found} == back


@given(PIECES)
def test_a_text_with_itself(old: list[Words]) -> None:
    assert align(old, old) == [Pair(at, at, 1.0) for at in range(len(old))]


def test_a_large_gap_is_searched_by_rare_words() -> None:
    old = many(400, seed=1)
    new = [(*words, "more") if at % 2 else words for at, words in enumerate(many(400, seed=1))]
    changed = [tuple(f"{word}x" if word == words[0] and len(words) > 4 else word for word in words) for words in new]
    found = align(old, changed)
    right = sum(row.old == row.new for row in found)
    assert right == len(found)
    assert right > 250


@pytest.mark.parametrize(("a", "b", "expected"), [("a b c d", "a b c d", 1.0), ("a b c d", "e f a g", 0), ("", "", 0)])
def test_how_alike_two_pieces_are(a: str, b: str, expected: float) -> None:
    assert likeness(tuple(a.split()), tuple(b.split())) == expected


@given(st.lists(st.integers(0, 20), max_size=9, unique=True))
def test_the_heaviest_rise_is_the_heaviest(values: list[int]) -> None:
    weights = [1 + value % 3 for value in values]
    found = heaviest_rise(values, weights)
    assert all(values[a] < values[b] for a, b in pairwise(found))
    runs = (run for size in range(len(values) + 1) for run in combinations(range(len(values)), size))
    rising = (run for run in runs if all(values[a] < values[b] for a, b in pairwise(run)))
    assert sum(weights[at] for at in found) == max(sum(weights[at] for at in run) for run in rising)
