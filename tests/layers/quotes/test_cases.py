"""The table of conventions."""

from __future__ import annotations

import pytest

from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate
from diegesis.layers.quotes.records import MarkDamage, Quote
from diegesis.testing import document
from tests.layers.quotes.cases import CASES, Case


def quotes_of(text: str) -> list[Quote]:
    return [row for row in annotate(document(text), Tables()) if isinstance(row, Quote)]


def damage_of(text: str) -> list[MarkDamage]:
    return [row for row in annotate(document(text), Tables()) if isinstance(row, MarkDamage)]


def described(text: str) -> list[str]:
    """The pieces of a text as the table writes them."""
    numbers: dict[str, int] = {}
    found = []
    for quote in quotes_of(text):
        number = numbers.setdefault(quote.utterance, len(numbers) + 1)
        found.append(f"{quote.kind} {number} {quote.span.of(text)}")
    return found


def test_the_table_has_its_size() -> None:
    assert len(CASES) >= 60
    assert len({case.convention for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.convention)
def test_convention(case: Case) -> None:
    assert described(case.text) == list(case.pieces)
