"""When and where a scene happens, in which tense, and what kind of scene it is; all without a model."""

from __future__ import annotations

import pytest

from diegesis.layers.scenes.places import place_of
from diegesis.layers.scenes.records import Scene, SceneKind, Tense
from diegesis.layers.scenes.times import time_of
from diegesis.spans import Span
from tests.layers.scenes.cutting import scenes_of, told_of

TENSES = {
    "past": ("She was tired and went home. He had left.", Tense.PAST),
    "present": ("She is tired and goes home. He has left.", Tense.PRESENT),
    "past around talk of now": ("“I am here. Is he? He isn’t. Are you?” she said, and sat. It was late.", Tense.PAST),
    "present around talk of then": (
        "“I was there. He was not. Were you?” she says, and sits. It is late.",
        Tense.PRESENT,
    ),
    "first person": ("I have no money. We do what we can, and I know it. It is so.", Tense.PRESENT),
    "both": ("She was tired. She is tired. He went home. He goes home.", Tense.MIXED),
    "talk alone is told as most tales are": ("“Are you there?”\n\n“I am.”", Tense.PAST),
}


@pytest.mark.parametrize(("text", "expected"), TENSES.values(), ids=TENSES)
def test_the_tense_is_that_of_the_narration(text: str, expected: Tense) -> None:
    assert [scene.tense for scene in scenes_of(text)] == [expected]


def test_talk_alone_takes_the_tense_of_the_rest() -> None:
    told = "She is tired and goes home. He has left."
    assert [row.tense for row in scenes_of(f"{told}\n\n***\n\n“Were you there?”")] == [Tense.PRESENT] * 2


KINDS = {
    "now": ("Ann was at home.", SceneKind.NOW),
    "years ago": ("Six years ago it was Tom who drove.", SceneKind.FLASHBACK),
    "winters before": ("Three winters before, there had been two of them.", SceneKind.FLASHBACK),
    "years later": ("Six years later it was Tom who drove.", SceneKind.NOW),
    "all in italics": ("_She was nine, and it rained._\n\n_It always rained._", SceneKind.FLASHBACK),
    "a dream": ("He dreamed that the house was full of water.", SceneKind.DREAM),
    "no dream": ("He was a man of dreams, and the house was full of them.", SceneKind.NOW),
    "a message": ("From: Ann Hale\nTo: Tom\n\nCome at once.", SceneKind.DOCUMENT),
    "a diary": ("Tuesday 4 March\n\nIt rained, and I stayed in.", SceneKind.DOCUMENT),
    "a date and a tale": ("Tuesday 4 March was wet, and Ann stayed in until the lamps were lit.", SceneKind.NOW),
    "a letter": ("My dear Tom,\n\nIt rains here.\n\nYours, Ann", SceneKind.DOCUMENT),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_scene(text: str, expected: SceneKind) -> None:
    opening = "Ann sat down and was quiet. The clock had stopped."
    assert scenes_of(f"{opening}\n\n* * *\n\n{text}\n\n* * *\n\n{opening}")[1].kind is expected


def test_the_past_within_a_tale_told_in_the_present_is_a_flashback() -> None:
    now = "She is tired and goes home. He has left. It is late and she knows it."
    then = "I was five. He was tall, and had a hat, and went by."
    kinds = [row.kind for row in scenes_of(f"{now}\n\n***\n\n{then}\n\n***\n\n{now}")]
    assert kinds == [SceneKind.NOW, SceneKind.FLASHBACK, SceneKind.NOW]


PLACES = {
    "in": ("Ann stood in the kitchen.", "the kitchen"),
    "part of a thing": ("There was a lamp in the kitchen window.", "the kitchen"),
    "an owner": ("They sat in Tom’s parlour.", "parlour"),
    "the first place": ("In the hall she stopped. The garden of the inn lay below.", "the hall"),
    "a room rather than its furniture": ("She sat on the bed in the cabin.", "the cabin"),
    "spoken of": ("They met in the barn. “He is in the church,” said Ann.", "the barn"),
    "here": ("“Nobody smokes in my kitchen,” said Ann.", "my kitchen"),
    "a dateline": ("Ash Park, Thursday\n\nThe garden is wet.", "Ash Park"),
    "part of a longer name": ("They left it in the car park.", "the car park"),
    "nowhere": ("Ann laughed, and that was all.", ""),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_where_it_happens(text: str, expected: str) -> None:
    place = place_of(told_of(text), Span(0, len(text)))
    assert (place.words if place else "") == expected
    assert place is None or place.span.of(text) == expected


TIMES = {
    "a clock": ("At half past two he came.", "At half past two"),
    "an hour": ("It was nine o’clock, and dark.", "nine o’clock"),
    "a day": ("On Monday the shop was shut.", "Monday"),
    "a date": ("It began on the 4th of March, 1881.", "the 4th of March, 1881"),
    "later": ("Two days later he came.", "Two days later"),
    "part of a day": ("They met at dusk.", "at dusk"),
    "a season": ("In the winter of 1909 it snowed.", "In the winter of 1909"),
    "narration before talk": ("“On Monday,” she said, and at dusk she went.", "at dusk"),
    "none": ("Ann laughed at him.", ""),
}


@pytest.mark.parametrize(("text", "expected"), TIMES.values(), ids=TIMES)
def test_when_it_happens(text: str, expected: str) -> None:
    time = time_of(told_of(text), Span(0, len(text)))
    assert (time.words if time else "") == expected


def test_place_and_time_are_carried_over_a_break_but_not_over_a_heading() -> None:
    def setting(scene: Scene) -> tuple[str, str]:
        return scene.place, scene.time

    first, second = scenes_of("At dusk Ann stood in the kitchen.\n\n***\n\nTom laughed.")
    assert setting(first) == setting(second) == ("the kitchen", "At dusk")
    assert second.evidence == first.evidence
    assert second.evidence[0].start < second.span.start
    chapters = scenes_of("Chapter 1\n\nAt dusk Ann stood in the kitchen.\n\nChapter 2\n\nTom laughed.")
    assert [setting(scene) for scene in chapters] == [("the kitchen", "At dusk"), ("", "")]
