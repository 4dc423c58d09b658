"""Novels without labels: which are read, how they are cut, and what is hidden."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from diegesis.inference.pieces import END, START, WINDOW, Pieces
from training.reader.data.eltec import COPIES, HIDDEN, MASK, MASKED, hide, load_novels, passages
from training.reader.data.folds import folds


def made(words: int) -> Pieces:
    """Capital words, each of two pieces that are found nowhere else."""
    first = np.arange(words) * 2
    one = np.ones(2 * words, dtype=np.int64)
    return Pieces(2000 + np.arange(2 * words), one * 2, one, one * 0, first, first + 1, first * 4, first * 4 + 7)


def test_copies_are_of_novels_that_have_a_fold() -> None:
    assert set(COPIES.values()) <= set(folds("litbank")) | set(folds("pdnc"))


def test_copies_are_not_read(tmp_path: Path) -> None:
    for name in ("ENG18481_Dickens", *COPIES):
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    assert load_novels(tmp_path) == ["ENG18481_Dickens"]


@pytest.mark.corpus
def test_no_novel_of_another_corpus_is_read(corpora: Path) -> None:
    """A sentence or two of every fifth paragraph of PDNC's novels is in none of the texts."""
    read = "\n".join(" ".join(text.split()) for text in load_novels(corpora / "eltec_eng"))
    for path in sorted((corpora / "pdnc").glob("*/novel_text.txt")):
        paragraphs = [" ".join(one.split()) for one in path.read_text(encoding="utf-8").split("\n\n")]
        asked = [one[:70] for one in paragraphs if len(one) > 100 and one.isascii()][::5]
        assert sum(one in read for one in asked) == 0, path.parent.name


@pytest.mark.parametrize("shift", [0.25, 1.0])
def test_passages_are_whole_paragraphs_and_all_of_the_text(shift: float) -> None:
    text = "\n\n".join(f"Paragraph {number}." + " More of it." * (number % 7) for number in range(60))
    found = list(passages(text, pieces=50, shift=shift))
    assert "\n\n".join(found) == text
    assert len(found) > 10
    assert all(len(one) <= 50 * 3.9 for one in found)


def test_whole_words_are_hidden_and_can_be_put_back() -> None:
    pieces = made(200)
    found = hide(pieces, np.random.default_rng(1))
    back = found.ids.copy()
    back[found.places] = found.answers
    assert back.tolist() == [START, *pieces.ids.tolist(), END]
    hidden = found.places - 1
    assert hidden.reshape(-1, 2)[:, 0].tolist() == (hidden.reshape(-1, 2)[:, 1] - 1).tolist()
    assert HIDDEN / 2 < len(hidden) / len(pieces) < HIDDEN * 1.5
    masks = found.ids == MASK
    assert MASKED * 0.7 < masks.sum() / len(hidden) < 1
    assert not found.case[masks].any()
    assert (found.case[1:-1][~masks[1:-1]] == 2).all()


def test_the_same_seed_hides_the_same_words() -> None:
    first, second, other = (hide(made(50), np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first.ids.tolist() == second.ids.tolist()
    assert first.places.tolist() != other.places.tolist()


def test_what_does_not_fit_into_a_window_is_cut_off() -> None:
    found = hide(made(400), np.random.default_rng(1))
    assert len(found.ids) == WINDOW
    assert found.places.max() < WINDOW - 1
    assert len(found.places) == len(found.answers)
