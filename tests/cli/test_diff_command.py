"""``diff``: in the terminal, as JSON, as a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diegesis import read_text
from diegesis.diff import SECTIONS, changes_json, diff, page
from tests.architecture.source import ROOT
from tests.bible.test_written import hostile
from tests.bible.worlds import lamp, sequel
from tests.cli.calling import Caller

OLD = (ROOT / "examples/the_relief_box_draft.txt").read_text(encoding="utf-8")
NEW = OLD.replace("Torborg", "Gunvor").replace("“By the widows,” said Mathias.", "“By the widows,” said Henrik.")


@pytest.fixture
def drafts(tmp_path: Path) -> tuple[Path, Path]:
    """A story file and a book file."""
    old, new = tmp_path / "old.story", tmp_path / "new.txt"
    read_text(OLD, name="old.txt", model=False).save(old)
    new.write_text(NEW, encoding="utf-8")
    return old, new


def test_in_the_terminal(call: Caller, drafts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    came = call("diff", *drafts, "--no-model")
    assert (came.code, came.err) == (0, "")
    lines = came.out.splitlines()
    assert lines[0] == "old → new"
    assert next(line.split()[0] for line in lines[1:8] if line.startswith("  ")) == "People"
    assert "− Torborg Aune  + Gunvor Aune" in came.out
    assert "says: − Mathias Brekke  + Henrik Aune" in came.out
    assert max(map(len, lines)) <= 80


def test_one_section_alone(call: Caller, drafts: tuple[Path, Path]) -> None:
    out = call("diff", *drafts, "--no-model", "--section", "people").out
    assert "Gunvor" in out
    assert "By the widows" not in out


def test_as_json_and_as_a_page(call: Caller, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    stories = [read_text(text, name=name, model=False) for text, name in ((OLD, "old.txt"), (NEW, "new.txt"))]
    out = call("diff", *drafts, "--no-model", "--to", "json").out
    written, expected = json.loads(out), json.loads(changes_json.render(diff(*stories)))
    for draft in (written["new"], expected["new"]):
        draft["sha256"] = ""
    assert written == expected
    came = call("diff", *drafts, "--no-model", "--to", "html", "-o", tmp_path / "a.html", "--section", "lines")
    assert (came.code, came.out, came.err) == (0, "", "")
    assert "By the widows" in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_exit_code_says_whether_anything_changed_when_asked(call: Caller, drafts: tuple[Path, Path]) -> None:
    old, _ = drafts
    assert call("diff", *drafts, "--no-model", "--exit-code").code == 1
    assert call("diff", old, old, "--exit-code").code == 0
    assert call("diff", *drafts, "--no-model", "--exit-code", "--section", "findings").code == 0


def test_names_cannot_steer_the_terminal(call: Caller, tmp_path: Path) -> None:
    hostile().save(tmp_path / "a.story")
    lamp().save(tmp_path / "b.story")
    assert "\x07" not in call("diff", tmp_path / "a.story", tmp_path / "b.story").out


def test_wrong_calls(call: Caller, drafts: tuple[Path, Path], tmp_path: Path) -> None:
    assert call("diff", drafts[0]).code == 2
    assert call("diff", *drafts, "-o", tmp_path / "a").code == 2
    assert call("diff", *drafts, "--section", "words").code == 2
    came = call("diff", drafts[0], tmp_path / "none.txt")
    assert came.code == 1
    assert came.err.startswith("error[")


def test_sections_are_those_there_are() -> None:
    from diegesis.cli.diff import command

    (option,) = [option for option in command.params if option.name == "section"]
    assert tuple(option.type.choices) == SECTIONS  # type: ignore[attr-defined]
    assert page.render(diff(lamp(), sequel())).endswith("\n")
