"""Predictions against gold, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from diegesis.evaluate.litbank_files import LitBank, Marked
from training.reader.score import score_document, table

# Published text: "Ann met her aunt .": Ann 0-3, met 4-7, her 8-11, aunt 12-16, stop 17-18.
DOCUMENT = LitBank(
    name="0_line",
    sentences=[["Ann", "met", "her", "aunt", "."]],
    entities=[Marked(0, 1, "PER"), Marked(2, 4, "PER")],
    mentions=[Marked(0, 1, "PROP"), Marked(2, 4, "NOM"), Marked(2, 3, "PRON")],
    clusters=[1, 2, 1],
    events=[1],
)


def predicted(**changes: list[list[Any]]) -> dict[str, list[list[Any]]]:
    right: dict[str, list[list[Any]]] = {
        "entities": [[0, 3, "PER", 0.9], [8, 16, "PER", 0.8]],
        "mentions": [[0, 3, "PROP", 0.9, 0], [8, 16, "NOM", 0.9, 1], [8, 11, "PRON", 0.9, 0]],
        "events": [[4, 7, 0.7]],
    }
    return right | changes


def test_what_is_all_right_scores_100() -> None:
    scores = score_document(DOCUMENT, predicted())
    present = ("entities", "entities PER", "mentions", "mentions with form", "events", "MUC", "B3", "CEAFe")
    assert [scores[name].f1 for name in present] == [100.0] * 8
    assert "| CoNLL | | | 100.0 | |" in table(scores)


def test_a_span_counts_only_with_its_type() -> None:
    scores = score_document(DOCUMENT, predicted(entities=[[0, 3, "ORG", 0.9], [8, 16, "PER", 0.8]]))
    assert scores["entities"].f1 == 50.0
    assert (scores["entities PER"].precision, scores["entities PER"].recall) == (100.0, 50.0)
    assert scores["entities ORG"].precision == 0.0


def test_a_mention_with_the_wrong_form_is_still_a_mention() -> None:
    rows = [[0, 3, "NOM", 0.9, 0], [8, 16, "NOM", 0.9, 1], [8, 11, "PRON", 0.9, 1]]
    scores = score_document(DOCUMENT, predicted(mentions=rows))
    assert scores["mentions"].f1 == 100.0
    assert scores["mentions with form"].f1 == pytest.approx(100 * 2 / 3)
    assert scores["MUC"].f1 == 0.0
