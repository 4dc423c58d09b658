"""Tiny books with gold become turns whose links lead to the right people."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.evaluate.tiny_corpora import write_novel, write_story
from training.reader.data import books
from training.reader.data.books import Book, load_books

NOVEL = (
    '"Come in," said Mr. Ames.  "Do sit down."\n\n'
    '"Thank you," answered Lucy.\n\n'
    '"Is it raining?" asked Mr. Ames.\n\n'
    '"It is," said Lucy.\n'
)
LINES = (
    (["Come in,", "Do sit down."], "Mr. Ames", ["Lucy Gray"], "Explicit"),
    (["Thank you,"], "Lucy", ["Mr. Ames"], "Explicit"),
    (["Is it raining?"], "Mr. Ames", ["_unknowable"], "Explicit"),
    (["It is,"], "_unknowable", [], "Explicit"),
)
CAST = (
    ("Lucy Gray", "{'Lucy', 'Lucy Gray'}", "F"),
    ("Mr. Ames", "{'Mr. Ames'}", "M"),
    ("_unknowable", "['_unknowable']", "X"),
)
STORY = '"Come in," said Ann.\n\nBob came in. He sat down.\n\n"Is it late?" Bob asked.\n'


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Book]:
    monkeypatch.setattr(books, "ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(books, "folds", lambda corpus: {"TheYard": 1})
    write_novel(tmp_path / "pdnc", text=NOVEL, lines=LINES, cast=CAST)
    for name in ("visit", "kept"):
        write_story(
            tmp_path / "stories",
            name,
            STORY,
            characters={"ann": ["Ann"], "bob": ["Bob"]},
            quotes=[
                {"words": '"Come in,"', "speaker": "ann", "addressees": ["bob"]},
                {"words": '"Is it late?"', "speaker": "bob", "addressees": ["ann"]},
            ],
            mentions=[("Ann", ["ann"]), ("Bob", ["bob"]), ("He", ["bob"]), ("Bob", ["bob"])],
        )
    rows = ["name\tpart\tfold", "visit\tdev\t2", "kept\ttest\t0"]
    (tmp_path / "stories" / "SPLIT.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return {book.name: book for book in load_books(tmp_path, tmp_path / "work" / "books.pickle", jobs=1)}


def ends(book: Book, turn: int) -> list[str]:
    """What the links of a turn lead to: words of mentions, and of turns."""
    return [
        book.text[slice(*book.mentions[link.position])]
        if not link.turn
        else book.text[book.turns[link.position].start : book.turns[link.position].end]
        for link in book.turns[turn].links
    ]


def right(book: Book, turn: int, answers: list[bool]) -> set[str]:
    return {end for end, yes in zip([*ends(book, turn), "nobody"], answers, strict=True) if yes}


def test_only_development_stories_are_read(found: dict[str, Book]) -> None:
    assert set(found) == {"TheYard", "visit"}
    assert (found["TheYard"].corpus, found["TheYard"].fold) == ("pdnc", 1)
    assert (found["visit"].corpus, found["visit"].fold) == ("stories", 2)


def test_turns_are_whole_with_their_tags(found: dict[str, Book]) -> None:
    book = found["TheYard"]
    assert [book.text[turn.start : turn.end] for turn in book.turns] == [
        '"Come in," said Mr. Ames.  "Do sit down."',
        '"Thank you,"',
        '"Is it raining?"',
        '"It is,"',
    ]
    assert book.text[book.turns[0].start : book.turns[0].piece_end] == '"Come in,"'
    tags = [book.text[slice(*turn.tag)] if turn.tag else "" for turn in book.turns]
    assert tags == ["Mr. Ames", "Lucy", "Mr. Ames", "Lucy"]
    assert [book.text[start:end] for start, end in book.quotes][:2] == ['"Come in,"', '"Do sit down."']


def test_links_are_right_where_they_lead_to_the_gold_person(found: dict[str, Book]) -> None:
    book = found["TheYard"]
    assert right(book, 0, book.turns[0].speaker) == {"Mr. Ames"}
    assert right(book, 0, book.turns[0].addressee) == {"Lucy"}
    assert right(book, 1, book.turns[1].speaker) == {"Lucy"}
    assert '"Come in," said Mr. Ames.  "Do sit down."' in ends(book, 1)
    assert right(book, 1, book.turns[1].addressee) == {"Mr. Ames", '"Come in," said Mr. Ames.  "Do sit down."'}
    assert right(book, 2, book.turns[2].speaker) == {"Mr. Ames", '"Come in," said Mr. Ames.  "Do sit down."'}


def test_where_gold_is_silent_nothing_is_right(found: dict[str, Book]) -> None:
    turns = found["TheYard"].turns
    assert turns[2].addressee == []
    assert turns[3].addressee == []


def test_a_story_has_coreference_and_a_novel_none(found: dict[str, Book]) -> None:
    assert found["TheYard"].coreference == []
    story = found["visit"]
    rows = [(story.text[start:end], cluster) for start, end, _, cluster in story.coreference]
    assert rows == [("Ann", 0), ("Bob", 1), ("He", 1), ("Bob", 1)]


def test_books_are_kept_between_runs(found: dict[str, Book], tmp_path: Path) -> None:
    again = load_books(tmp_path / "absent", tmp_path / "work" / "books.pickle")
    assert {book.name: book for book in again} == found
