"""The fit of the decoder on problems small enough to see through."""

from __future__ import annotations

import random

import pytest

np = pytest.importorskip("numpy", reason="the fit needs numpy: pip install -r training/requirements.txt")
pytest.importorskip("scipy", reason="the fit needs scipy: pip install -r training/requirements.txt")

from diegesis.layers.speakers.features import Local  # noqa: E402
from training.turns.examples import Book  # noqa: E402
from training.turns.fit import Problem, accuracy, fit, log_loss  # noqa: E402


def book(seed: int = 0, turns: int = 60, *, noise: float = 0.1, corpus: str = "pdnc", name: str = "made") -> Book:
    """Two people who speak by turns; a tag names the speaker of every fourth line, rarely the wrong one."""
    chance = random.Random(seed)
    locals_, right = [], []
    for position in range(turns):
        speaker = "ab"[position % 2]
        tagged = speaker if chance.random() >= noise else "ab"[1 - position % 2]
        rows = tuple(
            {"bias": 1.0, **({"tag_means": 1.0} if position % 4 == 0 and who == tagged else {})} for who in "ab"
        )
        locals_.append(Local("name" if position % 4 == 0 else "none", 9 if position == 0 else 0, ("a", "b"), rows))
        right.append(frozenset(speaker))
    gold: list[str | None] = ["ab"[position % 2] for position in range(turns)]
    return Book(name, corpus, 0, locals_, [True] * turns, right, gold)


def problem(*books: Book) -> Problem:
    return Problem(books, [[min(right) for right in one.right] for one in books], rare=1)


def test_the_gradient_is_the_slope_of_the_loss() -> None:
    made = problem(book(noise=0.3), book(1, corpus="stories"))
    weights = np.random.default_rng(7).normal(size=len(made.names))
    _, gradient = made.loss(weights, 0.5)
    step = 1e-6
    for at in range(len(weights)):
        shift = np.zeros_like(weights)
        shift[at] = step
        slope = (made.loss(weights + shift, 0.5)[0] - made.loss(weights - shift, 0.5)[0]) / (2 * step)
        assert gradient[at] == pytest.approx(slope, abs=1e-4), made.names[at]


def test_two_right_candidates_share_the_likelihood() -> None:
    one = book(turns=1, noise=0.0)
    both = Book("made", "pdnc", 0, [Local("none", 9, ("a", "b", "c"), ({}, {}, {}))], [True], [frozenset("ab")], ["a"])
    assert problem(one).loss(np.zeros(len(problem(one).names)), 0.0)[0] == pytest.approx(np.log(2))
    assert problem(both).loss(np.zeros(len(problem(both).names)), 0.0)[0] == pytest.approx(np.log(3 / 2))


def test_the_penalty_counts() -> None:
    made = problem(book())
    weights = np.ones(len(made.names))
    free, held = made.loss(weights, 0.0), made.loss(weights, 2.0)
    assert held[0] == pytest.approx(free[0] + 2.0 * len(weights))
    assert held[1] == pytest.approx(free[1] + 4.0 * weights)


def test_a_story_counts_more_than_a_novel() -> None:
    novel, story = problem(book()), problem(book(corpus="stories"))
    weights = np.zeros(len(novel.names))
    assert story.loss(weights, 0.0)[0] > novel.loss(weights, 0.0)[0]


def test_turns_without_a_choice_are_left_out() -> None:
    alone = Local("i", 9, ("a",), ({"bias": 1.0},))
    unknown = Local("none", 0, ("a", "b"), ({"bias": 1.0}, {"bias": 1.0}))
    one = book(turns=3)
    whole = Book(
        "made",
        "pdnc",
        0,
        [alone, unknown, *one.locals_],
        [True] * 5,
        [frozenset("a"), frozenset(), *one.right],
        ["a", None, *one.gold],
    )
    made = Problem([whole], [["a", None, "a", "b", "a"]], rare=1)
    assert len(made.groups) == 3


def test_the_fit_lowers_the_loss_and_learns_to_take_turns() -> None:
    given, unseen = [book(seed) for seed in range(4)], [book(99)]
    weights = fit(given, penalty=0.1)
    assert log_loss(given, weights, 1.0) < 0.5 * log_loss(given, {}, 1.0)
    assert weights["tag_means"] > 0
    right, possible, total = accuracy(unseen, weights)
    assert (possible, total) == (60, 60)
    assert right >= 45
    assert right > accuracy(unseen, {})[0]


def test_a_heavier_penalty_makes_smaller_weights() -> None:
    given = [book(seed) for seed in range(2)]
    light, heavy = fit(given, penalty=0.01, rounds=1), fit(given, penalty=10.0, rounds=1)
    assert sum(map(abs, heavy.values())) < sum(map(abs, light.values()))


def test_two_fits_agree() -> None:
    given = [book(seed) for seed in range(2)]
    assert fit(given, penalty=1.0) == fit(given, penalty=1.0)
