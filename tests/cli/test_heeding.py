"""Every command that takes a book heeds the corrections beside it, says so on standard error, and can leave them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller

TEXT = """“Come in,” said Ann Marsh. “Mind the step.”

Tom Lee minded it. “So this is the tower,” said Tom.

“Never go up,” said Ann.
"""
RENAMED = {"do": "rename", "name": "Ann Marsh", "to": "Captain Marsh"}
LOST = {"do": "speaker", "quote": {"text": "No such words stand here."}, "speaker": "Tom Lee"}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "tower.txt"
    path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "tower.txt.corrections.jsonl").write_text(json.dumps(RENAMED) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "asked",
    [("cast",), ("quotes",), ("scenes",), ("bible",), ("export", "--to", "json"), ("export", "--to", "sml")],
    ids=lambda asked: " ".join(asked),
)
def test_the_file_beside_a_book_is_heeded_and_told_apart_from_the_output(
    call: Caller, book: Path, asked: tuple[str, ...]
) -> None:
    came = call(asked[0], book, *asked[1:])
    assert came.code == 0
    assert "Captain Marsh" in came.out
    assert "With 1 correction of tower.txt.corrections.jsonl" in came.err
    assert "With 1 correction" not in came.out
    left = call(asked[0], book, *asked[1:], "--no-corrections")
    assert "Captain Marsh" not in left.out
    assert "correction" not in left.err


def test_check_heeds_a_finding_that_was_rejected(call: Caller, tmp_path: Path) -> None:
    draft = tmp_path / "kettle.txt"
    draft.write_text("Anna put the the kettle on.\n\nIt boiled.\n", encoding="utf-8")
    assert "repeated_word" in call("check", draft, "--no-model").out
    row = {"do": "reject", "table": "findings", "evidence": [{"text": "the the"}], "what": "repeated_word"}
    (tmp_path / "kettle.txt.corrections.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    came = call("check", draft, "--no-model")
    assert (came.code, "repeated_word" in came.out) == (0, False)
    assert "With 1 correction of kettle.txt.corrections.jsonl" in came.err
    assert "repeated_word" in call("check", draft, "--no-model", "--no-corrections").out


def test_the_corrections_of_the_old_draft_hold_in_the_new_one_on_demand(
    call: Caller, book: Path, tmp_path: Path
) -> None:
    new = tmp_path / "tower2.txt"
    new.write_text(TEXT, encoding="utf-8")
    kept = tmp_path / "tower.txt.corrections.jsonl"
    assert call("diff", book, new, "--no-model", "--exit-code").code == 1
    assert call("diff", book, new, "--no-model", "--exit-code", "--corrections", kept).code == 0


def test_what_finds_no_place_is_told(call: Caller, book: Path) -> None:
    kept = book.with_name("tower.txt.corrections.jsonl")
    kept.write_text(json.dumps(LOST) + "\n", encoding="utf-8")
    assert "1 correction without a place" in call("cast", book).err


def test_a_file_that_cannot_be_used_is_an_error(call: Caller, book: Path) -> None:
    book.with_name("tower.txt.corrections.jsonl").write_text('{"do": "sing"}\n', encoding="utf-8")
    came = call("bible", book)
    assert came.code != 0
    assert "tower.txt.corrections.jsonl" in came.err
    assert came.out == ""
