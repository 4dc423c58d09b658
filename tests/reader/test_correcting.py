"""Corrections on the page: written down first, worked in, told; also at once, twice, and after a crash."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diegesis.corrections import file as corrections_file
from diegesis.pipeline import read
from diegesis.reader.library import Library
from diegesis.reader.shelf import Shelf
from diegesis.story import Story

Get = Callable[..., Any]
Post = Callable[[str, Any], Any]


def said_by(words: str, speaker: str, *, id: str) -> dict[str, Any]:
    return {"id": id, "do": "speaker", "quote": {"text": words}, "speaker": speaker}


def speaker_of(get: Get, words: str) -> str | None:
    [line] = get("/lines", q=words)["quotes"]
    people = {row["id"]: row["name"] for row in get()["characters"]}
    return people.get(line["speaker"])


@pytest.fixture
def corrections(library: Library) -> Path:
    found = library.find("tide")
    assert found is not None
    return found.corrections


def test_a_correction_is_kept_worked_in_and_told(get: Get, post: Post, corrections: Path) -> None:
    before = get()["revision"]
    told = post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    assert told["id"] == "k-one"
    assert told["revision"] > before
    assert told["changed"]["by_correction"] == 1
    assert len(told["changed"]["quotes"]) == told["changed"]["by_correction"] + told["changed"]["neighbours"]
    assert told["unplaced"] is None
    assert speaker_of(get, "Nobody sends me") == "Per Brink"
    assert get()["revision"] == told["revision"]
    assert [entry.correction.id for entry in corrections_file.read(corrections).entries] == ["k-one"]
    [row] = get("/corrections")["corrections"]
    assert (row["id"], row["line"], row["undone"], row["placed"]) == ("k-one", 1, False, True)
    assert row["does"]["speaker"] == "Per Brink"
    assert "Per Brink" in row["said"]


def test_it_is_in_the_story_file(get: Get, post: Post, library: Library) -> None:
    post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    found = library.find("tide")
    assert found is not None
    story = Story.open(found.story)
    quote = next(row for row in story.quotes if "Nobody sends" in row.span.of(story.document.text))
    row = story.attribution_of(quote)
    assert row is not None
    assert (story.name_of(row.speaker), row.made_by) == ("Per Brink", "person")


def test_the_text_marks_what_a_person_said(get: Get, post: Post) -> None:
    told = post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    [corrected] = [q["id"] for block in get("/text")["blocks"] for q in block["quotes"] if q["corrected"]]
    assert corrected in told["changed"]["quotes"]
    assert get(f"/quotes/{corrected}")["corrected"]


def test_undo_takes_it_back(get: Get, post: Post) -> None:
    before = speaker_of(get, "Nobody sends me")
    post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    told = post("/undo", {"id": "k-two", "of": "k-one"})
    assert (told["id"], told["changed"]["by_correction"]) == ("k-two", 1)
    assert speaker_of(get, "Nobody sends me") == before
    rows = {row["id"]: row for row in get("/corrections")["corrections"]}
    assert rows["k-one"]["undone"]
    assert not rows["k-two"]["undone"]
    assert get()["corrections"]["placed"] == 0


def test_a_repeated_request_changes_nothing_more(get: Get, post: Post, corrections: Path) -> None:
    first = post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    again = post("/corrections", said_by("Nobody sends me.", "Per Brink", id="k-one"))
    assert again["revision"] == first["revision"]
    assert again["changed"]["quotes"] == []
    assert corrections.read_text(encoding="utf-8").count("\n") == 1


def test_a_correction_without_a_place_is_told_and_kept(get: Get, post: Post) -> None:
    told = post("/corrections", said_by("Words that nobody says.", "Ada Brink", id="k-lost"))
    assert told["unplaced"]
    assert told["changed"]["quotes"] == []
    [row] = get("/corrections")["corrections"]
    assert (row["placed"], row["reason"]) == (False, told["unplaced"])
    assert get()["corrections"] == {"placed": 0, "unplaced": get()["corrections"]["unplaced"]}
    assert len(get()["corrections"]["unplaced"]) == 1


def test_merging_people_changes_the_cast(get: Get, post: Post) -> None:
    names = {row["name"] for row in get()["characters"]}
    assert names >= {"Tobias Lund", "the stranger"}
    told = post("/corrections", {"id": "k-m", "do": "merge", "names": ["Tobias Lund", "the stranger"]})
    assert told["changed"]["people"]
    now = {row["name"] for row in get()["characters"]}
    assert "Tobias Lund" in now
    assert "the stranger" not in now
    assert speaker_of(get, "I only follow it") == "Tobias Lund"


@pytest.mark.parametrize(
    "row",
    [
        {"do": "nothing"},
        {"do": "speaker"},
        {"do": "merge", "names": "Ada"},
        {},
        {"id": 7, "do": "merge", "names": ["a", "b"]},
    ],
)
def test_a_correction_that_says_nothing_is_refused_and_not_kept(client: Any, corrections: Path, row: Any) -> None:
    answer = client.post("/api/stories/tide/corrections", json=row, headers={"X-Diegesis": "1"})
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "D222"
    assert not corrections.exists() or not corrections.read_bytes()


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_object_is_refused(client: Any, body: bytes) -> None:
    for path in ("corrections", "undo"):
        answer = client.post(f"/api/stories/tide/{path}", content=body, headers={"X-Diegesis": "1"})
        assert answer.status_code == 400


def test_undoing_what_was_not_said_is_told(client: Any) -> None:
    for row, status in (({"of": "k-none"}, 404), ({"of": 3}, 400), ({}, 400)):
        answer = client.post("/api/stories/tide/undo", json=row, headers={"X-Diegesis": "1"})
        assert answer.status_code == status


def test_two_windows_at_once_lose_nothing(get: Get, post: Post, corrections: Path) -> None:
    lines = ["You are early", "Nobody sends me", "Asked whom what", "Nothing", "I only follow it", "Who sent you"]
    told: list[Any] = []
    people = ["Ada Brink", "Per Brink", "Tobias Lund"]

    def window(start: int) -> None:
        for n in range(start, len(lines), 2):
            told.append(post("/corrections", said_by(lines[n], people[n % 3], id=f"k-{n}")))

    windows = [threading.Thread(target=window, args=(start,)) for start in (0, 1)]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    assert sorted(row["id"] for row in told) == [f"k-{n}" for n in range(6)]
    assert sorted(row["revision"] for row in told) == [1, 2, 3, 4, 5, 6]
    assert get()["revision"] == 6
    assert len(corrections_file.read(corrections).entries) == 6
    for n, words in enumerate(lines):
        assert speaker_of(get, words) == people[n % 3]


# ------------------------------------------------------------------------------------- crashes, other hands


def test_after_a_crash_the_file_is_worked_in(library: Library, corrections: Path) -> None:
    """The process was killed after the line was written and before the story was saved."""
    corrections_file.append(corrections, [said_by("Nobody sends me.", "Per Brink", id="k-one")])
    opened = Shelf(library, model=False).open("tide")
    story = opened.copy.view.story
    quote = next(row for row in story.quotes if "Nobody sends" in row.span.of(story.document.text))
    row = story.attribution_of(quote)
    assert row is not None
    assert story.name_of(row.speaker) == "Per Brink"
    assert [one.id for one in Story.open(opened.shelved.story).given.corrections] == ["k-one"]


def test_a_line_that_was_cut_off_is_told(library: Library, corrections: Path, get: Get) -> None:
    corrections.write_text('{"id": "k-one", "do": "mer', encoding="utf-8")
    assert any("cut off" in words for words in get()["corrections"]["unplaced"])


def test_a_file_that_cannot_be_read_keeps_nobody_from_the_story(get: Get, client: Any, corrections: Path) -> None:
    corrections.write_text('{"do": "dance"}\n', encoding="utf-8")
    found = get()
    assert found["counts"]["quotes"] == 12
    assert "line 1" in found["corrections"]["unplaced"][0]
    row = said_by("Nobody sends me.", "Per Brink", id="k-one")
    answer = client.post("/api/stories/tide/corrections", json=row, headers={"X-Diegesis": "1"})
    assert answer.status_code == 400
    assert corrections.read_text(encoding="utf-8") == '{"do": "dance"}\n'


def test_a_line_written_by_hand_is_seen(get: Get, corrections: Path) -> None:
    before = get()["revision"]
    line = {"do": "merge", "names": ["Tobias Lund", "the stranger"]}
    corrections.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert get()["revision"] > before
    assert "the stranger" not in {row["name"] for row in get()["characters"]}


def test_a_story_that_was_read_again_elsewhere_is_seen(get: Get, library: Library) -> None:
    before = get()["revision"]
    found = library.find("tide")
    assert found is not None
    assert found.book is not None
    found.book.write_text('"Only this," said Ann.', encoding="utf-8")
    read(found.book, model=False).save(found.story)
    assert [row["name"] for row in get()["characters"]] == ["Ann"]
    assert get()["revision"] > before


def test_corrections_from_another_file_stay(tmp_path: Path) -> None:
    """``diegesis read --corrections fixes.jsonl``: what was said there holds beside what is said on the page."""
    from diegesis.corrections import parse_corrections

    fixes = parse_corrections('{"do": "rename", "name": "Ann", "to": "Annie"}')
    folder = tmp_path / "library" / "short"
    folder.mkdir(parents=True)
    book = folder / "short.txt"
    book.write_text('"One," said Ann.\n\n"Two," said Tom.\n', encoding="utf-8")
    read(book, corrections=fixes, model=False).save(folder / "short.story")
    shelf = Shelf(Library(tmp_path / "library"), model=False)
    assert {row.name for row in shelf.open("short").copy.view.story.characters} == {"Annie", "Tom"}
    shelf.correct("short", {"id": "k-1", "do": "rename", "name": "Tom", "to": "Thomas"})
    assert {row.name for row in shelf.open("short").copy.view.story.characters} == {"Annie", "Thomas"}


def test_corrections_about_what_comes_later_are_not_told(get: Get, post: Post) -> None:
    from tests.reader.books import at

    post("/corrections", said_by("Nobody sends me.", "the stranger", id="k-early"))
    post("/corrections", said_by("Asked whom what?", "Per", id="k-late"))
    rows = get("/corrections", upto=at("CHAPTER TWO"))["corrections"]
    assert [row["id"] for row in rows] == ["k-early"]
