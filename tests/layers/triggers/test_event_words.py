"""Event words are what the model marked, and nothing where there was none."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Tables
from diegesis.layers.triggers.annotate import annotate
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import document
from tests.story.made import place

TEXT = "Ann rose and went out. She might fall."


@dataclass(frozen=True)
class Word:
    span: Span
    probability: float


@dataclass(frozen=True)
class Read:
    events: tuple[Word, ...]


def test_without_a_model_there_are_none() -> None:
    assert annotate(document(TEXT), Tables()) == ()


def test_words_become_rows_in_text_order() -> None:
    words = (Word(place(TEXT, "went"), 0.7), Word(place(TEXT, "rose"), 0.9))
    rows = annotate(document(TEXT), Tables(), encoded=Read(words))
    assert [(row.span.of(TEXT), row.confidence, row.made_by) for row in rows] == [
        ("rose", 0.9, "reader"),
        ("went", 0.7, "reader"),
    ]
    assert len({row.id for row in rows}) == 2
    story = Story(document(TEXT), Tables().extended((type(rows[0]),), rows))
    assert story.rows(type(rows[0])) == rows
