"""Where scenes begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.scenes.shifts import shift_at
from diegesis.spans import Span
from tests.layers.scenes.cutting import openings, scenes_of, told_of

PARAGRAPH = "The rain went on all over the town, and nobody who could stay at home went out in it. "
LONG = PARAGRAPH * 10

CUTS = {
    "one scene": ("It rained.\n\nAnn slept.", ["It rained. Ann"]),
    "a mark": ("It rained.\n\n* * *\n\nAnn slept.", ["It rained. *", "Ann slept."]),
    "two marks in a row": ("It rained.\n\n* * *\n\n* * *\n\nAnn slept.", ["It rained. *", "Ann slept."]),
    "a mark at the end": ("It rained.\n\nAnn slept.\n\n* * *\n", ["It rained. Ann"]),
    "chapters": (
        "Chapter 1\n\nIt rained.\n\nChapter 2\n\nAnn slept.",
        ["Chapter 1 It", "Chapter 2 Ann"],
    ),
    "a mark under a heading": ("Chapter 1\n\n* * *\n\nIt rained.\n\nAnn slept.", ["Chapter 1 *"]),
}


@pytest.mark.parametrize(("text", "expected"), CUTS.values(), ids=CUTS)
def test_the_page_shows_where_a_scene_begins(text: str, expected: list[str]) -> None:
    assert openings(text) == expected


def paragraphs(*gaps: str) -> str:
    """Numbered paragraphs with the gaps between them."""
    return "".join(f"Number {at} was wet.{gap}" for at, gap in enumerate((*gaps, "")))


def test_a_wider_gap_begins_a_scene_where_paragraphs_stand_evenly() -> None:
    text = paragraphs(*["\n\n"] * 8, "\n\n\n", *["\n\n"] * 8)
    assert openings(text, words=2) == ["Number 0", "Number 9"]


def test_gaps_around_an_inset_begin_none() -> None:
    text = paragraphs(*["\n\n"] * 15, "\n\n\n", "\n\n\n", *["\n\n"] * 15)
    assert len(scenes_of(text)) == 1


def test_gaps_say_nothing_where_they_are_uneven() -> None:
    text = paragraphs(*["\n\n", "\n\n\n", "\n\n", "\n\n\n\n"] * 4)
    assert len(scenes_of(text)) == 1


JUMPS = [
    "Two days later the post came.",
    "About three hours afterwards the post came.",
    "The next morning she went down.",
    "On the following day she went down.",
    "Next day he was better.",
    "That evening they dined late.",
    "I woke next morning with a cold.",
    "She went to the office the following afternoon.",
    "In the kitchen he found the cook.",
    "Outside the church they met again.",
    "By nightfall he had the house to himself.",
    "By the middle of October he could walk.",
    "On the third day they saw land.",
    "On the Monday she was in early.",
    "It was the Thursday after the fair, and he was alone.",
    "At five the lamps were lit.",
    "A little after four Ann went up to lie down.",
    "All that night the wind blew.",
    "Last Sunday I took them a cake.",
    "When she gets back the fire is out.",
    "It rained all Thursday.",
    "So on Friday I went back by myself.",
    "There was mist on the lake the next morning.",
    "It was noon of the third day when they saw the tower.",
    "The beard came off. It was the last week of April.",
]
NO_JUMPS = [
    "The post came two days later.",
    "Minutes later the post came.",
    "He had seen her the next morning.",
    "And when, next day, the post came, it was empty.",
    "That evening she had been out, and knew nothing.",
    "In the end he found the cook.",
    "In the letter he found a key.",
    "On the table lay a key.",
    "At one minute after four he rang.",
    "At one with the world, he slept.",
    "By the window stood a chair.",
    "“The next morning I went down,” she said.",
    "She had gone on Friday, and nobody wrote.",
    "He would come on Monday.",
    "Because it was a Monday he slept.",
]


@pytest.mark.parametrize("words", JUMPS)
def test_words_that_move_the_story(words: str) -> None:
    shift = shift_at(told_of(words), Span(0, len(words)))
    assert shift is not None
    assert 0.5 < shift.confidence < 1
    assert openings(f"{LONG}\n\n{words} {LONG}", words=2)[1:] == [" ".join(words.split()[:2])]


@pytest.mark.parametrize("words", NO_JUMPS)
def test_words_that_do_not(words: str) -> None:
    assert shift_at(told_of(words), Span(0, len(words))) is None


def test_a_jump_close_to_a_boundary_begins_none() -> None:
    assert len(scenes_of(f"It rained.\n\nThe next day it rained too.\n\n{LONG}")) == 1


def test_numbers_that_stand_alone_begin_scenes_and_an_initial_does_not() -> None:
    assert openings("**i.**\n\nIt rained.\n\n**ii.**\n\nAnn slept.") == ["**i.** It rained.", "**ii.** Ann slept."]
    assert len(scenes_of("It rained.\n\nV.\n\nAnn slept.\n\nV.\n\nTom rose.")) == 1


def test_paragraphs_in_italics_are_a_scene_of_their_own() -> None:
    slanted = "\n\n".join(f"_He was seven, and it was the {day} day._" for day in ("first", "next", "last"))
    text = f"Ann slept.\n\nTom sat.\n\n{slanted}\n\nAnn woke.\n\nTom rose."
    assert openings(text, words=2) == ["Ann slept.", "_He was", "Ann woke."]


@given(st.lists(st.sampled_from(["Ann slept.", "* * *", "Chapter 2", "_Ann_", "“No.”", "Next day it rained.", ""])))
def test_scenes_tile_any_text(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    scenes = scenes_of(text)
    assert "".join(scene.span.of(text) for scene in scenes) == text
    assert all(0 < scene.confidence <= 1 and scene.boundary for scene in scenes)
