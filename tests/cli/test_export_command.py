"""``export``: to standard output, to a file, to a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.cli.export import FORMATS as LISTED
from diegesis.export import FORMATS, render, render_files
from diegesis.story import Story
from tests.cli.calling import Caller
from tests.story.made import made_story

ONE_FILE = [known.name for known in FORMATS if not known.folder]


def test_the_help_lists_the_formats_there_are() -> None:
    assert {known.name: known.about for known in FORMATS} == LISTED


@pytest.mark.parametrize("name", ONE_FILE)
def test_standard_output_gets_exactly_the_format(call: Caller, made: Path, name: str) -> None:
    assert call("export", made, "--to", name).out == render(Story.open(made), name)


@pytest.mark.parametrize("name", ONE_FILE)
def test_a_file_gets_exactly_the_format(call: Caller, made: Path, tmp_path: Path, name: str) -> None:
    came = call("export", made, "--to", name, "-o", tmp_path / "out")
    assert (came.code, came.out, came.err) == (0, "", "")
    assert (tmp_path / "out").read_bytes() == render(Story.open(made), name).encode()


def test_csv_makes_a_folder(call: Caller, made: Path, tmp_path: Path) -> None:
    assert call("export", made, "--to", "CSV", "-o", tmp_path / "a" / "b").code == 0
    written = {path.name: path.read_text() for path in (tmp_path / "a" / "b").iterdir()}
    assert written == render_files(Story.open(made), "csv")


def test_one_table_goes_to_standard_output(call: Caller, made: Path) -> None:
    out = call("export", made, "--to", "csv", "--table", "quotes").out
    assert out == render_files(Story.open(made), "csv")["quotes.csv"]


def test_no_text(call: Caller, made: Path) -> None:
    assert "Come in" not in call("export", made, "--to", "json", "--no-text").out


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--to", "jsn"], "D102", "Did you mean 'json'"),
        (["--to", "csv"], "D103", "--table quotes"),
        (["--to", "csv", "--table", "quote"], "D101", "Did you mean 'quotes'"),
        (["--to", "json", "--table", "quotes"], "D103", "--table is for csv"),
        (["--to", "sml", "--no-text"], "D103", "cannot leave the text out"),
    ],
)
def test_wrong_calls(call: Caller, made: Path, options: list[str], code: str, words: str) -> None:
    came = call("export", made, *options)
    assert came.code == 2
    assert came.err.startswith(f"error[{code}]: ")
    assert words in came.err
    assert came.out == ""


def test_a_format_is_needed(call: Caller, made: Path) -> None:
    assert call("export", made).code == 2


def test_a_folder_that_is_not_there(call: Caller, made: Path, tmp_path: Path) -> None:
    came = call("export", made, "--to", "json", "-o", tmp_path / "none" / "a.json")
    assert came.code == 1
    assert came.err.startswith("error[D224]: a.json: could not be written")


def test_a_file_in_the_way_of_a_folder(call: Caller, made: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x")
    assert call("export", made, "--to", "csv", "-o", tmp_path / "taken").code == 1


def test_conllu_of_a_story_that_no_model_has_read(call: Caller, tmp_path: Path) -> None:
    made_story().save(tmp_path / "rules.story")
    came = call("export", tmp_path / "rules.story", "--to", "conllu", "-o", tmp_path / "a.conllu")
    assert came.code == 2
    assert came.err.startswith("error[D103]: ")
    assert "--no-model" in came.err
    assert not (tmp_path / "a.conllu").exists()


def test_a_broken_story(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "a.story").write_text("no story")
    came = call("export", tmp_path / "a.story", "--to", "json")
    assert (came.code, came.err.split(":")[0]) == (1, "error[D220]")
