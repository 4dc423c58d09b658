"""The library: names from outside, folders whole or not at all."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path

import pytest

from diegesis.errors import OutputError
from diegesis.reader import library as library_module
from diegesis.reader.library import Library, in_place, plain_name, slug_of, story_beside
from diegesis.reader.payloads_cast import overview
from diegesis.reader.payloads_text import text
from diegesis.reader.shelf import Shelf
from diegesis.story import Story

HOSTILE = [
    "..",
    ".",
    "",
    "../../etc/passwd",
    "..\\..\\windows\\system32\\x.txt",
    "/etc/shadow",
    "C:\\book.txt",
    "a\x00b.epub",
    "\x00",
    "x" * 300 + ".epub",
    "é" * 300 + ".docx",
    "con",
    "CON.txt",
    "nul.epub",
    "LPT1.txt",
    "aux .txt",
    ".hidden.txt",
    "book.txt.",
    "book .txt ",
    "\u202egnp.txt",
    "<script>alert(1)</script>.txt",
    "name\n.txt",
    "日本語.epub",
    "\ud800.txt",
    "tide.story",
    "book.corrections.jsonl",
    "~",
    "$(rm -rf).txt",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_becomes_a_plain_one(name: str, tmp_path: Path) -> None:
    plain, slug = plain_name(name), slug_of(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 65
    assert not re.search(r'[/\\\x00-\x1f<>:"|?*\u202e]', plain)
    assert not plain.startswith(".")
    assert plain == plain.strip(" .")
    assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)", plain.partition(".")[0].strip())
    assert not plain.endswith((".story", ".jsonl"))
    (tmp_path / plain).write_text("x", encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [plain]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_in_the_library(name: str, tmp_path: Path) -> None:
    library = Library(tmp_path / "deep" / "library")
    book = library.begin(name)
    book.write_text("x", encoding="utf-8")
    story_beside(book).write_text("x", encoding="utf-8")
    settled = library.settle(book)
    assert settled.story.parent.parent == library.folder
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {settled.story, settled.book}


def test_an_ordinary_name_is_kept() -> None:
    assert plain_name("My Novel, draft 2.docx") == "My Novel, draft 2.docx"
    assert slug_of("My Novel, draft 2.docx") == "my-novel-draft-2"


def test_a_book_that_is_being_added_is_no_book_yet(library: Library) -> None:
    book = library.begin("new.txt")
    book.write_text("x", encoding="utf-8")
    story_beside(book).write_text("x", encoding="utf-8")
    assert [one.id for one in library.stories()] == ["tide"]
    assert library.settle(book).id == "new"
    assert [one.id for one in library.stories()] == ["new", "tide"]


def test_books_of_one_name_get_numbers(library: Library) -> None:
    found = []
    for _ in range(3):
        book = library.begin("tide.txt")
        book.write_text("x", encoding="utf-8")
        story_beside(book).write_text("x", encoding="utf-8")
        found.append(library.settle(book).id)
    assert found == ["tide-2", "tide-3", "tide-4"]


def test_books_that_are_settled_at_once_do_not_meet(library: Library) -> None:
    books = [library.begin("same.txt") for _ in range(8)]
    for book in books:
        story_beside(book).write_text("x", encoding="utf-8")
    found: list[str] = []
    threads = [threading.Thread(target=lambda book=book: found.append(library.settle(book).id)) for book in books]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == sorted({"same", *(f"same-{number}" for number in range(2, 9))})


@pytest.mark.parametrize(
    "given", ["..", ".", "", "/", "../library", "tide/..", "TIDE", "tide@1", "tide@", "@1", "tide\x00"]
)
def test_an_id_is_looked_up_and_never_a_path(library: Library, given: str) -> None:
    (library.folder.parent / "outside.story").write_text("x", encoding="utf-8")
    found = library.find(given)
    assert found is None or found.id == "tide"
    assert given in ("tide@",) or found is None


def test_the_same_book_is_found_by_its_bytes(library: Library, tmp_path: Path) -> None:
    here = library.find("tide")
    assert here is not None
    assert here.book is not None
    copy = tmp_path / "another name.txt"
    copy.write_bytes(here.book.read_bytes())
    found = library.holding(copy)
    assert found is not None
    assert found.id == "tide"
    copy.write_bytes(here.book.read_bytes()[:-1] + b"?")
    assert library.holding(copy) is None


def test_what_a_killed_process_left_is_swept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    left = library.begin("left.txt").parent
    library.begin("second.txt")
    assert left.exists()
    monkeypatch.setattr(library_module, "_LEFT_BEHIND", -1.0)
    kept = library.begin("third.txt").parent
    assert not left.exists()
    assert kept.exists()


def test_a_library_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        Library(tmp_path / "file").begin("a.txt")


def test_a_library_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert Library(tmp_path / "none").stories() == []


def test_corrections_lie_beside_the_book_or_beside_the_story(tmp_path: Path) -> None:
    story = tmp_path / "emma.story"
    story.write_text("x", encoding="utf-8")
    assert in_place(story).corrections.name == "emma.story.corrections.jsonl"
    (tmp_path / "emma.epub").write_text("x", encoding="utf-8")
    (tmp_path / "other.epub").write_text("x", encoding="utf-8")
    assert in_place(story).corrections.name == "emma.epub.corrections.jsonl"


def test_a_new_draft_keeps_the_old_story_and_the_corrections(library: Library) -> None:
    here = library.find("tide")
    assert here is not None
    here.corrections.write_text("{}\n", encoding="utf-8")
    old = here.story.read_bytes()
    book = library.begin("tide, second draft.docx")
    book.write_text("new", encoding="utf-8")
    story_beside(book).write_text("new story", encoding="utf-8")
    now = library.replace(here, book)
    assert now.story.read_text(encoding="utf-8") == "new story"
    assert now.book is not None
    assert now.book.name == "tide, second draft.docx"
    assert now.corrections.read_text(encoding="utf-8") == "{}\n"
    [draft] = library.drafts(now)
    assert (draft.id, draft.story.read_bytes()) == ("tide@1", old)
    assert library.find("tide@1") == draft
    assert library.find("tide") == now


def test_a_list_of_books_is_kept_and_made_anew_when_a_story_changes(library: Library, shelved_once: Path) -> None:
    [first] = Shelf(library).cards()
    kept = library.folder / "tide" / ".card.json"
    content = json.loads(kept.read_bytes())
    content["card"]["words"] = 7
    kept.write_text(json.dumps(content), encoding="utf-8")
    assert Shelf(library).cards()[0]["words"] == 7
    here = library.find("tide")
    assert here is not None
    Story.open(here.story).save(here.story)
    assert Shelf(library).cards() == [first]
    for torn in ("", "{", "[]", '{"stamp": 1}', '{"stamp": []}'):
        kept.write_text(torn, encoding="utf-8")
        assert Shelf(library).cards() == [first]


def test_nothing_is_kept_beside_a_story_outside_the_library(
    library: Library, shelved_once: Path, tmp_path: Path
) -> None:
    story = tmp_path / "elsewhere.story"
    story.write_bytes((shelved_once / "tide" / "tide.story").read_bytes())
    shelf = Shelf(library)
    assert shelf.place(story).id == "elsewhere"
    assert shelf.place(story).id == "elsewhere-2"
    assert [row["id"] for row in shelf.cards()] == ["elsewhere", "elsewhere-2", "tide"]
    assert {path.name for path in tmp_path.iterdir()} == {"library", "elsewhere.story"}


def test_a_folder_with_the_mark_of_drafts_in_its_name_is_found(library: Library) -> None:
    (library.folder / "tide").rename(library.folder / "tide@home")
    [listed] = library.stories()
    assert library.find(listed.id) == listed


def test_a_warm_story_is_loaded_before_it_is_asked_for(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.warm("tide")
    loaded: list[str] = []
    monkeypatch.setattr("diegesis.story.store._StoryFile.rows", lambda _, kind: loaded.append(kind.__name__) or ())
    view = shelf.open("tide").view(None)
    assert overview(view, "tide")["counts"]["quotes"] > 0
    assert text(view, 0, 5)["blocks"]
    assert not loaded
