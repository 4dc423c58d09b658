"""``compare``: in the terminal, as JSON, as Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.compare import compare, render_json, render_markdown
from diegesis.testing import story
from tests.bible.test_written import hostile
from tests.bible.worlds import lamp, sequel
from tests.cli.calling import Caller


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "lamp.story", tmp_path / "sequel.story"
    lamp().save(first)
    sequel().save(second)
    return first, second


def test_in_the_terminal(call: Caller, books: tuple[Path, Path]) -> None:
    came = call("compare", *books)
    assert (came.code, came.err) == (0, "")
    assert came.out.startswith("2 people in common, 1 contradiction\n")
    (eyes,) = [line for line in came.out.splitlines() if line.startswith("≠")]
    assert "green eyes" in eyes
    assert "brown eyes" in eyes
    assert "Piet Moor" in came.out
    assert "Ilse Brandt and Jonas are siblings" in came.out


def test_as_json(call: Caller, books: tuple[Path, Path]) -> None:
    assert call("compare", *books, "--json").out == render_json(compare([lamp(), sequel()]))


def test_as_markdown(call: Caller, books: tuple[Path, Path], tmp_path: Path) -> None:
    came = call("compare", *books, "--markdown", tmp_path / "a.md")
    assert (came.code, came.out, came.err) == (0, "", "")
    assert (tmp_path / "a.md").read_text() == render_markdown(compare([lamp(), sequel()]))


def test_names_cannot_steer_the_terminal(call: Caller, books: tuple[Path, Path], tmp_path: Path) -> None:
    hostile().save(tmp_path / "a.story")
    assert "\x07" not in call("compare", tmp_path / "a.story", tmp_path / "a.story").out


def test_nobody_in_common(call: Caller, books: tuple[Path, Path], tmp_path: Path) -> None:
    story("").save(tmp_path / "empty.story")
    came = call("compare", books[0], tmp_path / "empty.story")
    assert came.code == 0
    assert came.out.startswith("0 people in common, 0 contradictions")


def test_one_story_is_not_enough(call: Caller, books: tuple[Path, Path]) -> None:
    came = call("compare", books[0])
    assert (came.code, came.out) == (2, "")
    assert came.err.startswith("error[D103]: ")
    assert call("compare").code == 2
