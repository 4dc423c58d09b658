"""What the author wants to see of the findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.check import Ignored, Settings, ignored_beside, read_settings
from diegesis.errors import SettingsError
from diegesis.layers.findings.records import SHOWN, Code


def project(folder: Path, *lines: str) -> Path:
    (folder / "pyproject.toml").write_text("\n".join(["[tool.diegesis.check]", *lines]), encoding="utf-8")
    return folder


def test_without_a_file_everything_probable_is_shown(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings() == Settings(min_confidence=SHOWN)


def test_settings_come_from_a_folder_above(tmp_path: Path) -> None:
    project(tmp_path, 'select = ["age", "pronoun"]', 'ignore = ["pronoun"]', "min-confidence = 0.7")
    inner = tmp_path / "part one"
    inner.mkdir()
    found = read_settings(inner)
    assert (found.select, found.ignore) == ({Code.AGE, Code.PRONOUN}, {Code.PRONOUN})
    assert found.min_confidence == 0.7


def test_a_pyproject_of_something_else_is_passed_by(tmp_path: Path) -> None:
    project(tmp_path, 'ignore = ["age"]')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert read_settings(inner).ignore == {Code.AGE}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('ignore = ["eye_color"]', "Did you mean 'eye_colour'"),
        ("ignore = 3", "not a list"),
        ("min-confidence = 2", "not a number from 0 to 1"),
        ("min-confidence = true", "not a number from 0 to 1"),
        ("threshold = 0.5", "'threshold' is not known here"),
        ("= 3", "cannot be read"),
    ],
)
def test_a_wrong_setting_says_what_is_wrong(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(project(tmp_path, line))
    assert says in str(caught.value)


def test_the_command_line_selects_instead_and_ignores_too() -> None:
    base = Settings(select=frozenset({Code.AGE}), ignore=frozenset({Code.PRONOUN}))
    found = base.overridden(select=["pronoun"], ignore=["kinship"], min_confidence=0.9)
    assert (found.select, found.ignore, found.min_confidence) == ({Code.PRONOUN}, {Code.KINSHIP}, 0.9)
    assert base.overridden() == base


def test_the_file_beside_a_draft_has_codes_words_and_ids(tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    beside = tmp_path / "draft.docx.check"
    beside.write_text("# dyed\nhair_colour: her RED hair\n\nn-12ab  she lies\nage\n", encoding="utf-8")
    assert ignored_beside(draft) == (
        Ignored(code=Code.HAIR_COLOUR, words="her RED hair"),
        Ignored(id="n-12ab"),
        Ignored(code=Code.AGE),
    )
    assert ignored_beside(tmp_path / "other.txt") == ()


def test_a_line_that_says_nothing_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt.check").write_text("age\neyecolour\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        ignored_beside(tmp_path / "a.txt")
    assert "a.txt.check, line 2" in str(caught.value)
    assert "eye_colour" in str(caught.value)


@pytest.mark.parametrize(
    ("ignored", "fits"),
    [
        (Ignored(id="n-1"), True),
        (Ignored(id="n-2"), False),
        (Ignored(code=Code.AGE), True),
        (Ignored(code=Code.AGE, words="her  Red hair"), True),
        (Ignored(code=Code.AGE, words="blue"), False),
        (Ignored(code=Code.PRONOUN), False),
    ],
)
def test_a_line_fits_by_id_by_code_or_by_words(ignored: Ignored, *, fits: bool) -> None:
    assert ignored.fits("n-1", Code.AGE, ["She combed her red hair."]) is fits
