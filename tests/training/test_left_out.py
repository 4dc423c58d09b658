"""Which weights and which reader score which book is written from the folds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.turns.left_out import FOLDS, folds_of_books, left_out, main

SPLIT = "story\tpart\tfold\nyoung02\tdev\t2\nyoung01\tdev\t0\nyoung03\treport\t-\n"


@pytest.fixture
def split(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    path = tmp_path / "stories" / "SPLIT.tsv"
    path.write_text(SPLIT, encoding="utf-8")
    return path


def test_stories_kept_for_reports_get_nothing(split: Path) -> None:
    books = folds_of_books(FOLDS, split)
    given = json.loads(FOLDS.read_text(encoding="utf-8"))
    assert {name: books[name] for name in ("young01", "young02")} == {"young01": 0, "young02": 2}
    assert "young03" not in books
    assert set(books) == {*given["pdnc"], *given["litbank"], "young01", "young02"}


def test_paths_are_relative_to_the_weights(tmp_path: Path) -> None:
    found = left_out({"young02": 2}, tmp_path / "training" / "read", str(tmp_path / "readers" / "fold{fold}"))
    assert found == {"young02": {"weights": "fold2.json", "reader": "../../readers/fold2"}}


def test_the_file_is_written_beside_the_weights(tmp_path: Path, split: Path) -> None:
    readers = str(tmp_path / "fold{fold}")
    main(["--data", str(split.parents[1]), "--weights", str(tmp_path), "--readers", readers])
    found = json.loads((tmp_path / "left_out.json").read_text(encoding="utf-8"))
    assert found["young02"] == {"weights": "fold2.json", "reader": "fold2"}
    assert found["Emma"]["weights"] == "fold0.json"
