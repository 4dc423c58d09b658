"""``cast``, ``quotes`` and ``why``: questions to a story."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diegesis.document import Document
from diegesis.layer import Tables
from diegesis.layers.characters.records import Character
from diegesis.story import Story
from tests.cli.calling import Caller
from tests.story.made import made_story

QUOTES = made_story().quotes


def test_cast_lists_people_most_lines_first(call: Caller, made: Path) -> None:
    came = call("cast", made)
    assert came.code == 0
    names = [line.split("  ")[0] for line in came.out.splitlines()]
    assert names == ["Name", "Ann Marsh (narrator)", "Tom", "2 characters"]
    assert "he/him" in came.out


def test_cast_as_json(call: Caller, made: Path) -> None:
    rows = json.loads(call("cast", made, "--json").out)
    assert [row["name"] for row in rows] == ["Tom", "Ann Marsh"]


def test_a_story_without_people(call: Caller, tmp_path: Path) -> None:
    Story(Document(text=""), Tables()).save(tmp_path / "empty.story")
    assert call("cast", tmp_path / "empty.story").out == "Nobody was found in this story.\n"
    assert call("quotes", tmp_path / "empty.story").out == "0 lines\n"
    assert json.loads(call("quotes", tmp_path / "empty.story", "--json").out) == []


def test_quotes_lists_lines_with_speakers_by_chapter(call: Caller, made: Path) -> None:
    out = call("quotes", made).out
    assert "Chapter 1 · CHAPTER I The Door\n" in out
    assert f"{QUOTES[2].id}  Tom → Ann Marsh  81 %\n  “So this is the ‘tower’,”\n" in out
    assert f"{QUOTES[6].id}  ?\n  “Who is there?”\n" in out
    assert out.endswith("6 lines\n")


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["--speaker", "Ann"], [0, 1, 4]),
        (["--speaker", "ann marsh", "--chapter", "1"], [0, 1, 4]),
        (["--to", "Tom"], [0, 1, 4]),
        (["--to", "Ann"], [2]),
        (["--chapter", "2"], [6]),
        (["--unattributed"], [5, 6]),
        (["--unattributed", "--chapter", "1"], [5]),
    ],
)
def test_quotes_can_be_chosen(call: Caller, made: Path, conditions: list[str], found: list[int]) -> None:
    rows = json.loads(call("quotes", made, "--json", *conditions).out)
    assert [row["id"] for row in rows] == [QUOTES[n].id for n in found]


def test_quotes_as_json_have_names_and_words(call: Caller, made: Path) -> None:
    row = json.loads(call("quotes", made, "--json").out)[2]
    assert (row["speaker_name"], row["addressee_names"], row["chapter"]) == ("Tom", ["Ann Marsh"], 1)
    assert row["text"] == "“So this is the ‘tower’,”"


@pytest.mark.parametrize(
    ("conditions", "hint"),
    [
        (["--speaker", "Tim"], "Did you mean 'Tom'?"),
        (["--to", "Anne Marsh"], "Did you mean 'Ann Marsh'"),
        (["--chapter", "3"], "It has chapters 1 to 2."),
    ],
)
def test_what_is_unknown_gets_the_nearest(call: Caller, made: Path, conditions: list[str], hint: str) -> None:
    came = call("quotes", made, *conditions)
    assert came.code == 2
    assert came.err.startswith("error[D101]: ")
    assert hint in came.err


def test_conditions_that_exclude_each_other(call: Caller, made: Path) -> None:
    came = call("quotes", made, "--speaker", "Ann", "--unattributed")
    assert came.code == 2
    assert "exclude each other" in came.err


@pytest.mark.parametrize("given", [QUOTES[0].id, QUOTES[0].id[:6], QUOTES[0].id[2:6]])
def test_why_shows_reason_evidence_and_candidates(call: Caller, made: Path, given: str) -> None:
    out = call("why", made, given).out
    assert f"{QUOTES[0].id}  speech, chapter 1, character 20" in out
    assert "Ann Marsh → Tom  97 %  explicit\nReason: the tag names ann\n" in out
    assert "Evidence\n  “Come in, Tom,” said Ann Marsh.\n" in out
    assert "Candidates\n  Ann Marsh  97 %  ███" in out


def test_why_of_a_line_without_a_speaker(call: Caller, made: Path) -> None:
    out = call("why", made, QUOTES[6].id).out
    assert "?\nReason: nothing says who speaks\n" in out
    assert "Marks: a closing mark is missing" in out
    assert "Candidates" not in out


def test_why_of_what_nobody_says(call: Caller, made: Path) -> None:
    assert "Nobody says this: it is emphasis." in call("why", made, QUOTES[3].id).out


def test_why_of_an_unknown_quote(call: Caller, made: Path) -> None:
    came = call("why", made, "q-zzz")
    assert (came.code, came.err.split(":")[0]) == (2, "error[D101]")


def test_a_book_is_read_first(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("It rained.")
    assert call("quotes", tmp_path / "book.txt").out == "0 lines\n"
    assert list(tmp_path.iterdir()) == [tmp_path / "book.txt"]


def test_a_book_from_standard_input(call: Caller) -> None:
    assert call("quotes", "-", given=b"It rained.").out == "0 lines\n"


def test_words_of_a_book_cannot_steer_the_terminal(call: Caller, tmp_path: Path) -> None:
    story = made_story()
    evil = Character(id="c-1", name="\x1b[31mEve[bold]\u202e\nB")
    Story(story.document, Tables({Character: [evil]})).save(tmp_path / "evil.story")
    out = call("cast", tmp_path / "evil.story").out
    assert "\x1b" not in out
    assert "�[31mEve[bold]� B" in out


@pytest.mark.parametrize("columns", ["40", "80", "120", "300"])
def test_output_fits_the_terminal(call: Caller, made: Path, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for words in (["cast", made], ["quotes", made], ["why", made, QUOTES[0].id]):
        assert all(len(line) <= min(int(columns), 120) for line in call(*words).out.splitlines())
