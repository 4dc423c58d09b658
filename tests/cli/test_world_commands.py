"""``diegesis scenes``, ``ties``, ``facts`` and ``timeline``: what they list, and how it is narrowed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.story.made import made_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    path = tmp_path / "world.story"
    made_world().save(path)
    return path


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["scenes"], "1 · the tower  ch. 1"),
        (["scenes"], "on stage: Ann Marsh, Tom"),
        (["scenes", "--with", "ann"], "1 scene"),
        (["ties"], "Tom ↔ Ann Marsh  friend"),
        (["ties", "--of", "Tom"], "begins"),
        (["facts"], "age: nine  says Ann Marsh  ch. 1  100 %"),
        (["facts", "--about", "Ann Marsh"], "0 facts"),
        (["facts", "--attribute", "age"], "“Come in, Tom,”"),
        (["timeline"], "0  He minded it  Tom"),
        (["timeline", "--kind", "planned"], "0 events"),
    ],
)
def test_rows_are_listed(call: Caller, world: Path, args: list[str], says: str) -> None:
    came = call(args[0], world, *args[1:])
    assert (came.code, came.err) == (0, "")
    assert says in came.out


@pytest.mark.parametrize(
    ("name", "table"), [("scenes", "scenes"), ("ties", "relationships"), ("facts", "facts"), ("timeline", "events")]
)
def test_json_has_the_rows_of_the_story(call: Caller, world: Path, name: str, table: str) -> None:
    from diegesis.export.contract import story_tables

    assert json.loads(call(name, world, "--json").out) == story_tables(made_world())[table]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["facts", "--attribute", "eye_color"], "Did you mean 'eye_colour'"),
        (["scenes", "--with", "Nobody"], "Nobody in this story is called"),
        (["timeline", "--kind", "dreamt"], "is not one of"),
    ],
)
def test_what_is_not_there_is_exit_code_2(call: Caller, world: Path, args: list[str], says: str) -> None:
    came = call(args[0], world, *args[1:])
    assert came.code == 2
    assert says in came.err
