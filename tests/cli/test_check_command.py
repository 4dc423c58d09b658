"""``diegesis check``: what a person sees, the forms for programs, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.check.made_drafts import made_draft
from tests.cli.calling import Caller


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.story"
    made_draft().save(path)
    return path


def test_findings_are_shown_with_both_passages_and_the_exit_code_is_1(call: Caller, draft: Path) -> None:
    came = call("check", draft)
    assert came.code == 1
    assert "draft.story:3:15  error eye_colour  80 %" in came.out
    assert "Her eyes were green." in came.out
    assert "Her eyes were brown" in came.out
    assert "→ Choose one." in came.out
    assert "2 findings in" in came.out
    assert "pov_slip" not in came.out


def test_nothing_found_is_exit_code_0(call: Caller, draft: Path) -> None:
    came = call("check", draft, "--select", "age")
    assert (came.code, came.err) == (0, "")
    assert came.out.startswith("0 findings in")


def test_the_file_beside_the_draft_is_heeded(call: Caller, draft: Path) -> None:
    (draft.parent / "draft.story.check").write_text("eye_colour\nrepeated_word: the end\n", encoding="utf-8")
    assert call("check", draft).code == 0


def test_less_probable_findings_are_shown_on_demand(call: Caller, draft: Path) -> None:
    assert "note pov_slip  30 %" in call("check", draft, "--min-confidence", "0.2").out


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_programs_get_their_form(call: Caller, draft: Path, tmp_path: Path, form: str) -> None:
    came = call("check", draft, "--format", form)
    assert came.code == 1
    target = tmp_path / "out"
    assert call("check", draft, "--format", form, "-o", target).out == ""
    assert target.read_text(encoding="utf-8") == came.out
    if form == "json":
        assert [row["code"] for row in json.loads(came.out)] == ["eye_colour", "repeated_word"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ([], "Missing argument"),
        (["DRAFT", "--select", "eye_color"], "Did you mean 'eye_colour'"),
        (["DRAFT", "-o", "out.txt"], "say which with --format"),
        (["--explain", "nothing"], "there is no code 'nothing'"),
    ],
)
def test_a_wrong_call_is_exit_code_2(call: Caller, draft: Path, args: list[str], says: str) -> None:
    came = call("check", *[draft if arg == "DRAFT" else arg for arg in args])
    assert came.code == 2
    assert says in came.err


def test_a_draft_that_cannot_be_read_is_told_and_the_others_are_checked(call: Caller, draft: Path) -> None:
    came = call("check", draft.parent / "none.txt", draft, "--select", "age")
    assert came.code == 1
    assert "none.txt" in came.err
    assert "0 findings in" in came.out


def test_a_code_is_explained_with_its_example(call: Caller) -> None:
    came = call("check", "--explain", "tense_slip")
    assert came.code == 0
    assert "Anna sits down at the table." in came.out
