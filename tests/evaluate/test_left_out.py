"""A book may not be scored with weights that were fitted on it."""

from __future__ import annotations

import json
from importlib.resources import files
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
    assert found["A Book"]["reader"] is False, "the package's own reader may have been fitted on the book"


def test_weights_fitted_on_the_book_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"fold\.json was fitted on A Book"):
        left_out_options(_write(tmp_path, ["A Book"]))


def _with_reader(folder: Path, card: str) -> Path:
    home = _write(folder, ["Another Book"])
    (folder / "reader").mkdir()
    (folder / "reader" / "card.toml").write_text(card, encoding="utf-8")
    home.write_text(json.dumps({"A Book": {"weights": "fold.json", "reader": "reader"}}), encoding="utf-8")
    return home


def test_a_book_may_have_a_reader_of_its_own(tmp_path: Path) -> None:
    found = left_out_options(_with_reader(tmp_path, 'fitted_on = ["Another Book"]'))["A Book"]
    assert found["speakers"].weights == str((tmp_path / "fold.json").resolve())
    assert found["reader"] == str((tmp_path / "reader").resolve())


def test_a_reader_fitted_on_the_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="reader was fitted on A Book"):
        left_out_options(_with_reader(tmp_path, 'fitted_on = ["A Book"]'))


@pytest.mark.parametrize("card", ["name = 1", "fitted_on = 1", "no toml"])
def test_a_reader_that_does_not_say_is_refused(tmp_path: Path, card: str) -> None:
    with pytest.raises(GoldError, match="does not say what the reader was fitted on"):
        left_out_options(_with_reader(tmp_path, card))


def test_a_reader_that_is_not_there_is_named(tmp_path: Path) -> None:
    home = _with_reader(tmp_path, "")
    (tmp_path / "reader" / "card.toml").unlink()
    with pytest.raises(FileMissing, match="no reader in reader"):
        left_out_options(home)


@pytest.mark.parametrize("named", [3, {}, {"reader": "reader"}, {"weights": 3}, {"weights": "fold.json", "other": ""}])
def test_a_book_without_weights_is_refused(tmp_path: Path, named: object) -> None:
    home = _write(tmp_path, [])
    home.write_text(json.dumps({"A Book": named}), encoding="utf-8")
    with pytest.raises(GoldError, match="A Book needs a weights file"):
        left_out_options(home)


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


@pytest.mark.parametrize("name", ["weights.json", "with_reader.json"])
def test_the_shipped_decoder_never_saw_the_novels_kept_for_reports(name: str) -> None:
    """The shipped reader did: it was trained on everything, and those that score the novels each without its own."""
    weights = files("diegesis.models.turns") / name
    seen = frozenset(json.loads(weights.read_text(encoding="utf-8"))["fitted_on"])
    assert seen
    assert not seen & frozenset(REPORT_NOVELS)
    assert seen < fitted_on()
    assert frozenset(REPORT_NOVELS) < fitted_on()
