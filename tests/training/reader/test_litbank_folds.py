"""The folds of LitBank: every document once, with its novel of PDNC."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from diegesis.evaluate.litbank_files import names
from training.reader.data.folds import FOLDS, SAME_NOVEL, divided, folds

#: Words of names that the two corpora write in the same order but with more or fewer words.
_TITLES = {re.sub(r"\W|_", "", novel).lower(): novel for novel in folds("pdnc")}


def test_every_document_has_one_fold() -> None:
    found = folds("litbank")
    assert len(found) == 88
    assert sorted(Counter(found.values()).values()) == [29, 29, 30]
    assert all(FOLDS.read_text(encoding="utf-8").count(f'"{name}":') == 1 for name in found)


def test_a_document_stands_with_its_novel() -> None:
    documents, novels = folds("litbank"), folds("pdnc")
    assert {name: documents[name] for name in SAME_NOVEL} == {n: novels[own] for n, own in SAME_NOVEL.items()}


def test_no_document_of_a_novel_is_forgotten() -> None:
    titles = {name: "".join(name.split("_")[1:]) for name in folds("litbank")}
    shared = {name for name, title in titles.items() if any(title.startswith(novel) for novel in _TITLES)}
    assert shared <= set(SAME_NOVEL)


@pytest.mark.parametrize("fold", [0, 1, 2])
def test_a_fold_is_left_out(fold: int) -> None:
    train, left_out = divided("litbank", fold)
    assert not set(train) & set(left_out)
    assert len(train) + len(left_out) == 88


@pytest.mark.corpus
def test_folds_cover_the_corpus(corpora: Path) -> None:
    assert names(corpora / "litbank") == sorted(folds("litbank"))
