"""``read``: where results go, what is printed, and what happens when a book cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diegesis.cli.read import plan
from diegesis.cli.summary import print_summary
from diegesis.cli.terminal import console
from diegesis.errors import BadOption
from diegesis.layer import Tables
from diegesis.story import Story
from tests.cli.calling import Caller
from tests.story.made import TEXT, made_story


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "book.txt"
    path.write_text(TEXT)
    return path


def test_the_story_is_kept_in_this_folder(call: Caller, book: Path) -> None:
    (book.parent / "deep").mkdir()
    moved = book.rename(book.parent / "deep" / "book.txt")
    came = call("read", moved)
    assert came.code == 0, came.err
    assert Story.open("book.story").document.text == TEXT
    assert "Kept in book.story after" in came.out


def test_output_names_a_file_or_a_folder(call: Caller, book: Path) -> None:
    call("read", book, "-o", "a.story")
    call("read", book, "-o", "new/")
    call("read", book, "-o", ".")
    assert [Path(p).is_file() for p in ("a.story", "new/book.story", "book.story")] == [True] * 3


def test_json_is_written_too(call: Caller, book: Path) -> None:
    call("read", book, "--json", "book.json")
    assert json.loads(Path("book.json").read_text())["document"]["text"] == TEXT
    call("read", book, "--json", "book.json", "--no-text")
    assert "text" not in json.loads(Path("book.json").read_text())["document"]
    assert Story.open("book.story").document.text == TEXT


def test_json_to_standard_output_moves_the_summary(call: Caller, book: Path) -> None:
    came = call("read", book, "--json", "-")
    assert json.loads(came.out)["format"] == "diegesis-story/1"
    assert "Kept in book.story" in came.err


def test_quiet_prints_nothing(call: Caller, book: Path) -> None:
    came = call("read", "-q", book)
    assert (came.code, came.out, came.err) == (0, "", "")


def test_the_same_book_gives_the_same_bytes(call: Caller, book: Path) -> None:
    for name in ("a", "b"):
        call("read", book, "-o", f"{name}.story", "--json", f"{name}.json")
    assert Path("a.story").read_bytes() == Path("b.story").read_bytes()
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_outputs_hold_no_path(call: Caller, book: Path) -> None:
    call("read", book.absolute(), "--json", "a.json")
    assert str(book.parent).encode() not in Path("book.story").read_bytes() + Path("a.json").read_bytes()


def test_standard_input(call: Caller, book: Path) -> None:
    assert call("read", "-", given=TEXT.encode()).code == 0
    assert Story.open("stdin.story").document.text == TEXT


def test_one_bad_book_does_not_stop_the_others(call: Caller, book: Path) -> None:
    Path("other.txt").write_text("It rained.")
    came = call("read", book, "none.txt", "other.txt")
    assert came.code == 1
    assert came.err.startswith("error[D211]: none.txt")
    assert came.err.endswith("1 book of 3 could not be read.\n")
    assert sorted(path.name for path in Path().glob("*.story")) == ["book.story", "other.story"]


def test_a_bad_book_alone_is_its_error(call: Caller, book: Path) -> None:
    came = call("read", "none.txt")
    assert came.code == 1
    assert came.err.startswith("error[D211]")
    assert not list(Path().glob("*.story"))


def test_a_cast_and_corrections(call: Caller, book: Path) -> None:
    Path("cast.toml").write_text('[[character]]\nname = "Ann Marsh"\naliases = ["Ann"]\n')
    Path("fixes.jsonl").write_text('{"do": "rename", "name": "Zoe", "to": "Zed"}\n')
    came = call("read", book, "--cast", "cast.toml", "--corrections", "fixes.jsonl")
    assert came.code == 0, came.err
    assert "Corrections without a place: 1\n  line 1: rename Zoe to Zed: the text does not name Zoe\n" in came.out
    assert Story.open("book.story").unplaced == ("line 1: rename Zoe to Zed: the text does not name Zoe",)


@pytest.mark.parametrize(
    ("name", "content", "option", "code"),
    [
        ("cast.toml", "[[character]]\n", "--cast", "D221"),
        ("fixes.jsonl", "{}", "--corrections", "D222"),
    ],
)
def test_bad_files_of_a_person(call: Caller, book: Path, name: str, content: str, option: str, code: str) -> None:
    Path(name).write_text(content)
    came = call("read", book, option, name)
    assert came.code == 1
    assert came.err.startswith(f"error[{code}]: {name}, line 1")
    assert not Path("book.story").exists()


def test_a_probability_out_of_range(call: Caller, book: Path) -> None:
    assert call("read", book, "--min-confidence", "1.5").code == 2


def test_threads_of_the_reader(call: Caller, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def listening(*_: object, **how: object) -> Story:
        told.append(how["threads"])
        return made_story()

    monkeypatch.setattr("diegesis.cli.read.read_book", listening)
    assert call("read", book).code == call("read", book, "--threads", "1").code == 0
    assert told == [2, 1]
    assert call("read", book, "--threads", "0").code == 2
    assert told == [2, 1]


def test_the_number_of_threads_changes_nothing(call: Caller, book: Path) -> None:
    for name in ("1", "2", "5"):
        call("read", book, "--threads", name, "-o", f"{name}.story", "--json", f"{name}.json")
    for ending in ("story", "json"):
        made = [Path(f"{name}.{ending}").read_bytes() for name in ("1", "2", "5")]
        assert made[0] == made[1] == made[2]


def test_a_story_is_no_book(call: Caller, made: Path) -> None:
    came = call("read", made, "-o", made.parent / "other.story")
    assert came.code == 2
    assert "is a .story file, not a book" in came.err


# where results go


def names(*args: object) -> list[tuple[str, str | None]]:
    return [(str(job.story), str(job.json) if job.json else None) for job in plan(*args)]  # type: ignore[arg-type]


def test_places_of_results(book: Path) -> None:
    Path("d").mkdir()
    assert names(["x/a.epub"], None, None) == [("a.story", None)]
    assert names(["a.txt", "b.txt"], "d", "j/") == [("d/a.story", "j/a.json"), ("d/b.story", "j/b.json")]
    assert names(["-"], "x.story", "x.json") == [("x.story", "x.json")]
    assert names(["a.b.txt"], None, None) == [("a.b.story", None)]


@pytest.mark.parametrize(
    ("files", "output", "json_output", "complaint"),
    [
        (["a.txt", "b.txt"], "one.story", None, "names one file for 2 books"),
        (["a.txt", "b.txt"], None, "one.json", "names one file for 2 books"),
        (["a.txt", "b.txt"], None, "-", "can hold one book only"),
        (["a.txt", "a.epub"], None, None, "would be kept as a.story"),
        (["book.txt"], "book.txt", None, "is the book itself"),
        (["book.txt"], None, "book.txt", "is the book itself"),
        (["other.txt"], "book.txt", None, "is no .story file"),
    ],
)
def test_places_that_cannot_be(
    book: Path, files: list[str], output: str | None, json_output: str | None, complaint: str
) -> None:
    with pytest.raises(BadOption, match=complaint):
        plan(files, output, json_output)
    assert book.read_text() == TEXT


# the summary


def summary(story: Story, capsys: pytest.CaptureFixture[str]) -> str:
    print_summary(console(), story, Path("deep/made.story"), seconds=1.25)
    return capsys.readouterr().out


def test_the_summary_says_what_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    out = summary(made_story(), capsys)
    assert out.startswith("made.txt\n47 words · 2 chapters · 2 characters in the cast\n")
    assert f"100 % of {len(TEXT):,} characters of text covered\n" in out
    assert "Ann Marsh (narrator)      3" in out
    assert "5 lines of speech, 80 % with a speaker · 2 emphasis, 1 quoted\n" in out
    assert "Not in the cast: 1\n  nothing (1 ×): not a name\n" in out
    assert "Damage: 1\n  a closing mark is missing\n" in out
    assert "Kept in made.story after 1.2 s" in out


def test_the_summary_of_an_empty_story(capsys: pytest.CaptureFixture[str]) -> None:
    story = made_story()
    out = summary(Story(story.document, Tables()), capsys)
    assert "Nobody was found." in out
    assert "No line of speech was found." in out
    assert "Damage" not in out
