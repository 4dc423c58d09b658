"""No book is scored with weights that were fitted on it, nor on its twin."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.turns.left_out import FOLDS, folds_of_books

ROOT = Path(__file__).parents[2]
TURNS = ROOT / "training" / "turns"
SHIPPED = ROOT / "src" / "diegesis" / "models" / "turns" / "weights.json"


def content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def novels() -> dict[str, int]:
    folds: dict[str, int] = content(ROOT / "training" / "folds.json")["pdnc"]
    return folds


def kept() -> set[str]:
    return set(content(ROOT / "training" / "folds.json")["report_only"])


def test_every_novel_has_one_fold() -> None:
    text = (ROOT / "training" / "folds.json").read_text(encoding="utf-8")
    assert len(novels()) == 17
    assert set(novels().values()) == {0, 1, 2}
    assert kept() <= set(novels())
    assert all(text.count(f'"{name}":') == 1 for name in novels())
    developed = Counter(fold for name, fold in novels().items() if name not in kept())
    assert sum(developed.values()) == 11
    assert min(developed.values()) >= 3


def test_folds_cover_the_novels_of_the_corpus(corpora: Path) -> None:
    there = {path.name for path in (corpora / "pdnc").iterdir() if path.is_dir()}
    assert set(novels()) <= there


def stories(corpora: Path) -> list[list[str]]:
    table = (corpora / "stories" / "SPLIT.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in table[1:]]


@pytest.mark.parametrize("fold", [0, 1, 2])
def test_a_fold_was_fitted_on_the_other_two(fold: int) -> None:
    fitted = set(content(TURNS / f"fold{fold}.json")["fitted_on"])
    assert not fitted & kept(), "novels kept for reports are never fitted on"
    assert fitted & set(novels()) == {name for name, own in novels().items() if own != fold and name not in kept()}


@pytest.mark.parametrize("fold", [0, 1, 2])
def test_a_fold_was_fitted_on_the_stories_of_the_other_two(corpora: Path, fold: int) -> None:
    fitted = set(content(TURNS / f"fold{fold}.json")["fitted_on"]) - set(novels())
    assert fitted == {name for name, part, own in stories(corpora) if part == "dev" and int(own) != fold}


def test_the_shipped_weights_were_fitted_on_no_book_kept_for_reports(corpora: Path) -> None:
    fitted = set(content(SHIPPED)["fitted_on"])
    assert not fitted & kept()
    assert not fitted & {name for name, part, _ in stories(corpora) if part != "dev"}


def test_every_book_is_left_out_of_the_weights_that_score_it() -> None:
    named = content(TURNS / "left_out.json")
    assert set(novels()) <= set(named)
    for book, weights in named.items():
        assert book not in content(TURNS / weights)["fitted_on"], book


def test_novels_are_scored_by_their_own_fold() -> None:
    named = content(TURNS / "left_out.json")
    assert {name: named[name] for name in novels()} == {name: f"fold{fold}.json" for name, fold in novels().items()}


def test_every_book_is_left_out_of_the_reader_that_scores_it(corpora: Path) -> None:
    path = TURNS / "read" / "left_out.json"
    if not path.is_file():
        pytest.skip("training/turns/left_out.py has not been run")
    named = content(path)
    assert set(named) == set(folds_of_books(FOLDS, corpora / "stories" / "SPLIT.tsv"))
    for book, row in named.items():
        assert book not in content(path.parent / row["weights"])["fitted_on"], book
        assert Path(row["weights"]).stem == Path(row["reader"]).name, book


def test_the_same_novel_in_another_corpus_is_left_out_too() -> None:
    """LitBank names its novels ``158_emma``; PDNC has some of them as ``Emma``."""
    named = content(TURNS / "left_out.json")
    whole = {name.lower(): fold for name, fold in novels().items()}
    others = [name for name in named if name.split("_")[0].isdigit()]
    for book in others:
        words = "".join(book.split("_")[1:])
        twins = [fold for name, fold in whole.items() if words.startswith(name)]
        assert [named[book]] == [f"fold{fold}.json" for fold in twins], book


@pytest.mark.parametrize(
    "path", [*(TURNS / f"fold{fold}.json" for fold in range(3)), SHIPPED], ids=lambda path: path.stem
)
def test_weights_can_be_read(path: Path) -> None:
    found = content(path)
    assert set(found) == {"fitted_on", "temperature", "weights"}
    assert 0.1 < found["temperature"] < 10
    assert found["fitted_on"] == sorted(found["fitted_on"])
    assert list(found["weights"]) == sorted(found["weights"])
    assert all(isinstance(weight, float) and abs(weight) < 100 for weight in found["weights"].values())
