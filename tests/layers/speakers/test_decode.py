"""The decoder on turns made by hand."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.speakers.decode import BEAM, REMEMBERED, Distribution, Model, decode
from diegesis.layers.speakers.features import Local, history

ALTERNATION = {"not_last_gap0": 1.0, "last_but_one_gap0": 2.0}


def turn(*candidates: str, tag: str = "", gap: int = 0, situation: str = "none") -> Local:
    """A turn with candidates; the one in the tag has the feature ``tag_means``."""
    rows = tuple({"bias": 1.0, **({"tag_means": 1.0} if name == tag else {})} for name in candidates)
    return Local(situation, gap, candidates, rows)


def run(turns: list[Local], weights: dict[str, float], **given: object) -> list[Distribution]:
    heard = given.pop("heard", [True] * len(turns))
    clamps = given.pop("clamps", {})
    return decode(turns, Model(weights, **given), heard=heard, clamps=clamps)  # type: ignore[arg-type]


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True), max_size=12),
    st.dictionaries(st.sampled_from(["bias", "not_last_gap0", "last_gap0", "last_but_two"]), st.floats(-8, 8)),
)
def test_probabilities_sum_to_one(turns: list[list[str]], weights: dict[str, float]) -> None:
    for distribution, names in zip(run([turn(*names) for names in turns], weights), turns, strict=True):
        assert sum(distribution.values()) == pytest.approx(1.0)
        assert set(distribution) <= set(names)
        assert list(distribution.values()) == sorted(distribution.values(), reverse=True)
        assert all(0.0 <= p <= 1.0 for p in distribution.values())


def test_no_candidates_no_distribution() -> None:
    assert run([turn(), turn("a")], {}) == [{}, {"a": 1.0}]
    assert run([], {}) == []


def test_nothing_known_leaves_all_alike_in_order_of_id() -> None:
    (found,) = run([turn("b", "a")], {})
    assert list(found.items()) == [("a", 0.5), ("b", 0.5)]


def test_a_feature_counts_once_for_all_and_once_for_its_situation() -> None:
    model = Model({"tag_means": 1.0, "name:tag_means": 2.0})
    assert model.weight("name", "tag_means") == 3.0
    assert model.weight("pron", "tag_means") == 1.0
    assert model.weight("pron", "unheard_of") == 0.0


def test_alternation_is_carried_from_a_tagged_turn() -> None:
    turns = [turn("a", "b", gap=9, tag="a"), turn("a", "b", tag="b"), turn("a", "b"), turn("a", "b")]
    found = run(turns, {"tag_means": 9.0, **ALTERNATION})
    assert [next(iter(one)) for one in found] == ["a", "b", "a", "b"]


def test_a_tag_outweighs_alternation() -> None:
    found = run([turn("a", "b", gap=9, tag="a"), turn("a", "b", tag="a")], {"tag_means": 9.0, **ALTERNATION})
    assert [next(iter(one)) for one in found] == ["a", "a"]


def test_a_chapter_starts_afresh() -> None:
    found = run([turn("a", "b", gap=9, tag="a"), turn("a", "b", gap=9)], {"tag_means": 9.0, **ALTERNATION})
    assert found[1] == {"a": 0.5, "b": 0.5}


def test_a_clamp_is_certain_and_moves_those_after_it() -> None:
    turns = [turn("a", "b", gap=9, tag="a"), turn("a", "b"), turn("a", "b")]
    free = run(turns, {"tag_means": 3.0, **ALTERNATION})
    held = run(turns, {"tag_means": 3.0, **ALTERNATION}, clamps={0: "b"})
    assert held[0] == {"b": pytest.approx(1.0)}
    assert next(iter(free[1])) == "b"
    assert next(iter(held[1])) == "a"


def test_a_clamp_may_name_somebody_who_is_no_candidate() -> None:
    assert run([turn("a", "b")], {}, clamps={0: "c"}) == [{"c": 1.0}]


def test_a_clamp_to_nobody_leaves_no_distribution() -> None:
    found = run([turn("a", "b", gap=9), turn("a", "b")], ALTERNATION, clamps={0: None})
    assert found == [{}, {"a": 0.5, "b": 0.5}]


def test_a_thought_leaves_the_history_as_it_was() -> None:
    turns = [turn("a", "b", gap=9, tag="a"), turn("a", "b", tag="a"), turn("a", "b")]
    said = run(turns, {"tag_means": 9.0, "not_last_gap0": 4.0}, heard=[True, True, True])
    weights = {"tag_means": 9.0, "last_but_one_gap0": 4.0, "not_last_gap0": 4.0}
    thought = run([turn("a", "b", gap=9, tag="b"), *turns[:1], turns[2]], weights, heard=[True, False, True])
    assert next(iter(said[2])) == "b"
    assert next(iter(thought[2])) == "a", "b spoke last, what a thought does not count"


def test_temperature_flattens() -> None:
    turns = [turn("a", "b", tag="a")]
    sharp = run(turns, {"tag_means": 2.0})[0]["a"]
    flat = run(turns, {"tag_means": 2.0}, temperature=4.0)[0]["a"]
    assert 0.5 < flat < sharp


def exact(turns: list[Local], model: Model) -> list[dict[str, float]]:
    """Marginals by listing every sequence of speakers."""
    found: list[dict[str, float]] = [{} for _ in turns]
    for choice in product(*(one.candidates for one in turns)):
        mass = 1.0
        for at, one in enumerate(turns):
            spoke = tuple(choice[at - back] if at >= back else None for back in range(1, REMEMBERED + 1))
            p = model.distribution(one, model.static(one), spoke)[one.candidates.index(choice[at])]
            found[at][choice[at]] = found[at].get(choice[at], 0.0) + mass * p
            mass *= p
    return found


def test_a_beam_that_holds_every_history_is_exact() -> None:
    turns = [turn("a", "b", gap=9, tag="a"), *(turn("a", "b") for _ in range(4))]
    weights = {"tag_means": 0.7, "twice_running": -0.4, **ALTERNATION}
    assert 2 ** (len(turns) - 1) <= BEAM
    for found, wanted in zip(run(turns, weights), _prefix_marginals(turns, Model(weights)), strict=True):
        assert found == pytest.approx(wanted)


def _prefix_marginals(turns: list[Local], model: Model) -> list[dict[str, float]]:
    """The marginal of each turn given the turns up to it, as a left-to-right decoder sees it."""
    return [exact(turns[: at + 1], model)[at] for at in range(len(turns))]


def test_two_runs_agree_to_the_last_digit() -> None:
    turns = [turn("a", "b", "c", "d", gap=9), *(turn("d", "c", "b", "a") for _ in range(30))]
    assert [list(one.items()) for one in run(turns, ALTERNATION)] == [
        list(one.items()) for one in run(turns, ALTERNATION)
    ]


@pytest.mark.parametrize(
    ("character", "spoke", "wanted"),
    [
        ("a", "ab", {"last_gap0", "not_last_but_one_gap0"}),
        ("a", "ba", {"not_last_gap0", "last_but_one_gap0"}),
        ("a", "aab", {"last_gap0", "twice_running"}),
        ("a", "bca", {"not_last_gap0", "not_last_but_one_gap0", "last_but_two"}),
        ("a", "bcbba", {"not_last_gap0", "not_last_but_one_gap0", "spoke_before"}),
        ("a", "bb", {"not_last_gap0", "new_voice_gap0"}),
    ],
)
def test_history_features(character: str, spoke: str, wanted: set[str]) -> None:
    assert dict(history(turn("a"), character, past(*spoke))) == dict.fromkeys(wanted, 1.0)


def test_no_history_at_the_start_of_a_chapter() -> None:
    assert list(history(turn("a", gap=9), "a", past("a", "b", "a"))) == []


def test_the_reader_counts_with_the_speakers_before() -> None:
    read = Local("none", 0, ("a", "b"), ({}, {}), {"a": 0.2, "b": 0.1}, (0.5, 0.1), {"a": 0.3}, (0.0, 0.6))
    found = dict(history(read, "b", past("b", "a", "b")))
    assert found["read"] == pytest.approx(0.1 + 0.5)
    assert found["log_read"] == pytest.approx(math.log(0.01 + 0.6))
    assert dict(history(read, "a", past("b", "a", "b")))["read"] == pytest.approx(0.2 + 0.1)
    assert dict(history(read, "a", past("b", "a", "b")))["hears"] == pytest.approx(0.3 + 0.6)


def past(*speakers: str) -> tuple[str | None, ...]:
    """A history, the last speaker first."""
    return (*speakers, *[None] * (REMEMBERED - len(speakers)))
