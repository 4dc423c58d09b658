"""A book may not be scored with weights that were fitted on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate import fitted_on, left_out_options
from diegesis.evaluate.gold_pdnc import REPORT_NOVELS

ROOT = Path(__file__).resolve().parents[2]


def _write(folder: Path, fitted_on: list[str]) -> Path:
    weights = {"fitted_on": fitted_on, "temperature": 1.0, "weights": {}}
    (folder / "fold.json").write_text(json.dumps(weights), encoding="utf-8")
    home = folder / "left_out.json"
    home.write_text(json.dumps({"A Book": "fold.json"}), encoding="utf-8")
    return home


def test_each_book_gets_the_weights_named_for_it(tmp_path: Path) -> None:
    found = left_out_options(_write(tmp_path, ["Another Book"]))
    assert found["A Book"]["speakers"].weights == str((tmp_path / "fold.json").resolve())


def test_weights_fitted_on_the_book_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"fold\.json was fitted on A Book"):
        left_out_options(_write(tmp_path, ["A Book"]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"none\.json"):
        left_out_options(tmp_path / "none.json")


@pytest.mark.parametrize("content", ["not json", "[1, 2]"])
def test_a_file_that_is_no_object_is_refused(tmp_path: Path, content: str) -> None:
    home = tmp_path / "left_out.json"
    home.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError):
        left_out_options(home)


def test_our_own_file_holds_its_word() -> None:
    assert len(left_out_options(ROOT / "training" / "turns" / "left_out.json")) > 90


def test_the_shipped_weights_never_saw_the_novels_kept_for_reports() -> None:
    assert fitted_on()
    assert not fitted_on() & frozenset(REPORT_NOVELS)
