"""The PDNC loader, on a tiny novel with the publisher's traps."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold_pdnc import load_pdnc, pdnc_books
from diegesis.evaluate.repairs import Repair, repaired
from diegesis.layers.speakers.records import Basis
from tests.evaluate.tiny_corpora import NOVEL, NOVEL_LINES, write_novel


def test_quotations_become_lines_of_pieces(tmp_path: Path) -> None:
    book = load_pdnc(write_novel(tmp_path), "TheYard")
    assert [[piece.span.of(NOVEL) for piece in line.pieces] for line in book.lines] == [row[0] for row in NOVEL_LINES]
    assert [line.basis for line in book.lines] == [Basis.EXPLICIT, Basis.EXPLICIT, Basis.IMPLICIT, None]
    assert book.story.document.text == NOVEL
    assert book.group == "development"


def test_speakers_and_addressees_are_resolved_through_the_aliases(tmp_path: Path) -> None:
    book = load_pdnc(write_novel(tmp_path), "TheYard")
    assert [line.speaker for line in book.lines] == ["Mr. Van Der Luyden", "Miss Ames"] + 2 * ["Mr. Van Der Luyden"]
    assert [line.addressees for line in book.lines] == [("Miss Ames",), ("Mr. Van Der Luyden",), (), ()]


def test_special_entries_have_no_names(tmp_path: Path) -> None:
    book = load_pdnc(write_novel(tmp_path), "TheYard")
    assert book.names == {
        "Miss Ames": ["Miss Ames", "Lucy"],
        "Mr. Van Der Luyden": ["Mr. Van Der Luyden"],
        "_group": [],
        "_unknowable": [],
    }


def test_the_narrator_is_marked(tmp_path: Path) -> None:
    cast = (("Dr. Ames", "{'Narr', 'Ames', 'Dr. Ames'}", "M"),)
    book = load_pdnc(write_novel(tmp_path, lines=(), cast=cast), "TheYard")
    assert [row.narrator for row in book.story.characters] == [True]


def test_a_repair_moves_names_and_the_lines_under_them(tmp_path: Path) -> None:
    cast = (("Mr. Ames", "{'Tom', 'Mr. Ames', 'Boy'}", "M"),)
    lines = ((["Come in,"], "Tom", [], "Explicit"), (["Thank you,"], "Mr. Ames", ["Boy"], "Explicit"))
    repair = Repair(book="TheYard", character="Mr. Ames", drop=("Boy", "Tom"), becomes="Tom", add=("Ames",), why="")
    book = load_pdnc(write_novel(tmp_path, lines=lines, cast=cast), "TheYard", repairs=[repair])
    assert book.names == {"Mr. Ames": ["Mr. Ames", "Ames"], "Tom": ["Tom", "Boy"]}
    assert [(line.speaker, line.addressees) for line in book.lines] == [("Tom", ()), ("Mr. Ames", ("Tom",))]


def test_repairs_of_other_books_change_nothing() -> None:
    repair = Repair(book="Other", character="Ann", drop=("A",), why="")
    assert repaired("TheYard", {"Ann": ["Ann", "A"]}, [repair]) == {"Ann": ["Ann", "A"]}


def test_an_absent_corpus_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="nowhere"):
        pdnc_books(tmp_path / "nowhere")
    with pytest.raises(GoldError, match="holds no PDNC novel"):
        pdnc_books(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("quotation_info.csv", '"quoteByteSpans"', '"spans"', "lacks the columns quoteByteSpans"),
        ("quotation_info.csv", "[[11, 19]", "[[11, 99999]", "Q0 do not lie"),
        ("quotation_info.csv", "[[11, 19]", "[[11, 19", "no Python literal"),
        ("character_info.csv", "{'Lucy'", "{Lucy'", "no Python literal"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    path = write_novel(tmp_path) / "TheYard" / file
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new).encode())
    with pytest.raises(GoldError, match=message):
        load_pdnc(tmp_path, "TheYard")
