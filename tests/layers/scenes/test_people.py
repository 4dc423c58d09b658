"""Who is on stage, and through whose eyes a scene is told; read with the model, so the cases are few."""

from __future__ import annotations

from functools import cache

import pytest

from diegesis.layers.scenes.records import Appearance, PovKind, Scene, StageRole
from diegesis.pipeline import read_text
from diegesis.story import Story

CLOSE = (
    "Ann Hale knew that the letter was gone. She had hidden it under the clock, and she remembered the "
    "sound of the drawer. She could hear Tom Reed on the stairs.\n\n"
    "“Have you lost something?” said Tom.\n\n"
    "“Nothing,” said Ann. She felt her heart beat, and she wondered how much he had seen. She wanted him "
    "to go.\n\n"
    "“Then come down,” said Tom, and took his hat.\n\n"
    "Ann thought of Ruth Vale, who had warned her."
)
OUTSIDE = (
    "The grocer of the village was a stout man, and the clerk was a thin one. The grocer put down his "
    "basket. The clerk put down his umbrella. “It rains,” said the grocer. “It does,” said the clerk. The "
    "old man bowed. The other man bowed lower. The two gentlemen went in."
)
TOLD_AS_I = (
    "I knew that the letter was gone. I had hidden it under the clock.\n\n"
    "“Have you lost something, Ann?” said Tom Reed.\n\n"
    "“Nothing,” I said. I felt my heart beat, and I wondered how much he had seen.\n\n"
    "“Then come down, Ann,” said Tom."
)


@cache
def read(text: str) -> Story:
    """A text read with the model."""
    return read_text(text)


def roles(text: str) -> dict[str, StageRole]:
    """How each person belongs to the first scene."""
    story = read(text)
    scene = story.tables.rows(Scene)[0]
    return {story.name_of(row.character): row.role for row in story.tables.rows(Appearance) if row.scene == scene.id}


def test_who_acts_or_speaks_is_on_stage_and_who_is_thought_of_is_not() -> None:
    found = roles(CLOSE)
    assert found["Ann Hale"] is found["Tom Reed"] is StageRole.PRESENT
    assert found["Ruth Vale"] is StageRole.MENTIONED


def test_who_is_named_in_talk_alone_is_spoken_of() -> None:
    found = roles("“Where is Ruth Vale?” said Ann Hale.\n\n“I have not seen Ruth since May,” said Tom Reed.")
    assert found["Ruth Vale"] is StageRole.SPOKEN_OF
    assert found["Ann Hale"] is found["Tom Reed"] is StageRole.PRESENT


def test_present_and_mentioned_are_those_of_the_appearances() -> None:
    story = read(CLOSE)
    scene = story.tables.rows(Scene)[0]
    rows = story.tables.rows(Appearance)
    assert {row.character for row in rows} == {*scene.present, *scene.mentioned}
    assert all(scene.span.holds(span) for row in rows for span in row.evidence)
    assert all(0.5 <= row.confidence <= 1 for row in rows)


VIEWS = {
    "one mind": (CLOSE, PovKind.CLOSE_THIRD, "Ann Hale"),
    "from outside": (OUTSIDE, PovKind.OMNISCIENT, None),
}


@pytest.mark.parametrize(("text", "kind", "name"), VIEWS.values(), ids=VIEWS)
def test_through_whose_eyes(text: str, kind: PovKind, name: str | None) -> None:
    story = read(text)
    scene = story.tables.rows(Scene)[0]
    assert scene.pov_kind is kind
    assert (None if scene.pov is None else story.name_of(scene.pov)) == name


def test_an_i_tells_it() -> None:
    story = read(TOLD_AS_I)
    scene = story.tables.rows(Scene)[0]
    assert scene.pov_kind is PovKind.FIRST
    assert scene.pov is not None
    assert next(row for row in story.characters if row.id == scene.pov).narrator
    assert scene.pov in scene.present


def test_a_message_is_told_by_whoever_sends_it() -> None:
    text = "From: Ann Hale\n\nDear Tom,\n\nI am well, and I miss you. My room is cold.\n\nAnn\n"
    story = read(f"{text}\n* * *\n\n{text.replace('Ann', 'Ruth').replace('Hale', 'Vale')}")
    assert [story.name_of(row.pov) for row in story.tables.rows(Scene) if row.pov] == ["Ann Hale", "Ruth Vale"]
