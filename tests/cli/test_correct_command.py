"""``correct`` adds one correction and says what it changes; ``read`` heeds what lies beside the book."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diegesis import Story, read_text
from diegesis.corrections.file import append, read
from tests.cli.calling import Caller

TEXT = """“Come in,” said Ann Marsh. “Mind the step.”

Tom Lee minded it. “So this is the tower,” said Tom.

“Never go up,” said Ann.

“Who is there?”

“Only me,” said the porter.
"""


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "book.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def story(book: Path) -> Path:
    path = book.with_suffix(".story")
    read_text(TEXT, name="book.txt", model=False).save(path)
    return path


def kept(book: Path) -> list[dict[str, object]]:
    return [dict(entry.row) for entry in read(f"{book}.corrections.jsonl").entries]


def speaker(path: Path, words: str) -> str | None:
    made = Story.open(path)
    [quote] = [row for row in made.quotes if words in row.span.of(TEXT)]
    row = made.attribution_of(quote)
    return made.name_of(row.speaker) if row else None


def test_a_line_of_a_story_is_corrected_and_kept_with_its_surroundings(call: Caller, book: Path, story: Path) -> None:
    came = call("correct", story, "--line", "Who is there?", "--speaker", "Zoe", "--to", "Ann Marsh")
    assert came.code == 0, came.err
    assert "1 line changed" in came.out or "lines changed" in came.out
    assert "Joined the cast: Zoe" in came.out
    assert speaker(story, "Who is there?") == "Zoe"
    [row] = kept(book)
    assert (row["do"], row["speaker"], row["addressees"]) == ("speaker", "Zoe", ["Ann Marsh"])
    quote = row["quote"]
    assert isinstance(quote, dict)
    assert quote["text"] == "“Who is there?”"
    assert quote["before"].endswith("said Ann.\n\n")
    assert str(row["id"]) in came.out


def test_a_correction_holds_when_the_book_is_read_again(call: Caller, book: Path, story: Path) -> None:
    call("correct", story, "--line", "Who is there?", "--nobody")
    came = call("read", book, "--no-model")
    assert "With 1 correction of book.txt.corrections.jsonl" in came.out
    assert speaker(story, "Who is there?") is None
    book.write_text("It had rained.\n\n" + TEXT, encoding="utf-8")
    assert "Corrections without a place" not in call("read", book, "--no-model").out
    book.write_text(TEXT.replace("“Who is there?”\n\n", ""), encoding="utf-8")
    came = call("read", book, "--no-model")
    assert "Corrections without a place: 1" in came.out
    assert "no quote says this" in came.out
    came = call("read", book, "--no-model", "--no-corrections")
    assert "orrection" not in came.out
    assert Story.open(story).given.corrections == ()


def test_a_book_is_corrected_by_its_file(call: Caller, book: Path) -> None:
    came = call("correct", book, "--rename", "the porter", "Pierre", "--no-model")
    assert came.code == 0, came.err
    assert kept(book)[0]["to"] == "Pierre"
    assert not book.with_suffix(".story").exists()


@pytest.mark.parametrize(
    ("args", "row"),
    [
        (("--merge", "Ann Marsh", "Tom Lee"), {"do": "merge", "names": ["Ann Marsh", "Tom Lee"]}),
        (("--alias", "Tom", "Ann Marsh"), {"do": "alias", "alias": "Tom", "name": "Ann Marsh"}),
        (("--split", "Ann Marsh", "Ann", "Bea"), {"do": "split", "name": "Ann Marsh", "aliases": ["Ann"], "to": "Bea"}),
        (("--not-character", "Tom Lee"), {"do": "not_character", "name": "Tom Lee"}),
        (("--narrator", "Zoe"), {"do": "narrator", "name": "Zoe"}),
        (
            ("--add", '{"do": "person", "name": "Tom Lee", "gender": "M"}'),
            {"do": "person", "name": "Tom Lee", "gender": "M"},
        ),
    ],
)
def test_each_option_is_a_correction(
    call: Caller, book: Path, story: Path, args: tuple[str, ...], row: dict[str, object]
) -> None:
    came = call("correct", story, *args)
    assert came.code == 0, came.err
    [made] = kept(book)
    assert {key: value for key, value in made.items() if key != "id"} == row


def test_undo_and_list(call: Caller, book: Path, story: Path) -> None:
    call("correct", story, "--line", "Never go up", "--kind", "thought")
    call("correct", story, "--line", "Who is there?", "--speaker", "Zoe")
    name = str(kept(book)[1]["id"])
    assert speaker(story, "Who is there?") == "Zoe"
    came = call("correct", story, "--undo", name)
    assert came.code == 0, came.err
    assert speaker(story, "Who is there?") != "Zoe"
    came = call("correct", story, "--list")
    lines = came.out.splitlines()
    assert lines[0].endswith("kind thought for “Never go up,”") or "kind thought" in lines[0]
    assert lines[1].endswith("(undone)")
    assert lines[2].endswith(f"undo {name}")
    call("correct", story, "--undo", str(kept(book)[2]["id"]))
    assert speaker(story, "Who is there?") == "Zoe"


def test_what_was_understood_is_told(call: Caller, story: Path) -> None:
    assert "speaker Zoe for “Who is there?”" in call("correct", story, "--line", "who is", "--speaker", "Zoe").out
    came = call("correct", story, "--rename", "the porter", "Pierre")
    assert came.out.startswith("rename the porter to Pierre\nNo line changed.")


def test_what_was_kept_by_somebody_else_is_heard_first(call: Caller, book: Path, story: Path) -> None:
    append(f"{book}.corrections.jsonl", [{"do": "rename", "name": "the porter", "to": "Pierre"}])
    call("correct", story, "--line", "Who is there?", "--speaker", "Pierre")
    assert speaker(story, "Who is there?") == "Pierre"
    assert [row["do"] for row in kept(book)] == ["rename", "speaker"]
    assert len(Story.open(story).given.corrections) == 2
    assert [row.made_by for row in Story.open(story).characters if row.name == "Pierre"] == ["person"]


def test_nothing_is_kept_of_what_finds_no_place(call: Caller, book: Path, story: Path) -> None:
    before = story.read_bytes()
    came = call("correct", story, "--line", "Gone.", "--speaker", "Zoe")
    assert came.code == 1
    assert "error[D222]: It finds no place: no quote says this." in came.err
    assert kept(book) == []
    assert story.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), "Say one thing to correct."),
        (("--merge", "A", "B", "--rename", "A", "B"), "Say one thing to correct."),
        (("--speaker", "Zoe"), "Which line is meant?"),
        (("--add", "{"), "--add is not JSON"),
        (("--add", "[]"), "--add is not a JSON object"),
        (("--undo", "k-0"), "No correction has the id k-0."),
    ],
)
def test_calls_that_are_wrong(call: Caller, story: Path, args: tuple[str, ...], words: str) -> None:
    came = call("correct", story, *args)
    assert came.code == 2
    assert words in came.err


def test_a_torn_line_is_told(call: Caller, book: Path) -> None:
    path = Path(f"{book}.corrections.jsonl")
    path.write_text(json.dumps({"do": "rename", "name": "the porter", "to": "Pierre"}) + '\n{"do": "mer')
    assert "line 2 was cut off" in call("correct", book, "--list").out
    came = call("read", book, "--no-model")
    assert "With 1 correction of" in came.out
    assert "line 2 was cut off" in came.out


def test_a_file_that_is_given_too_is_heard_once(call: Caller, book: Path) -> None:
    path = Path(f"{book}.corrections.jsonl")
    append(path, [{"do": "rename", "name": "the porter", "to": "Pierre"}])
    call("read", book, "--no-model", "--corrections", path)
    assert len(Story.open("book.story").given.corrections) == 1
