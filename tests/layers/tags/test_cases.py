"""The table of tags and beats."""

from __future__ import annotations

import pytest

from diegesis.layers.tags.records import Tag, TagKind
from tests.layers.tags.cases import CASES, Case
from tests.layers.tags.marked import read_marked


def described(marked: str) -> list[str]:
    """The tags and beats of a marked text as the table writes them."""
    made = read_marked(marked)
    numbers = {quote.id: number for number, quote in enumerate(made.quotes, start=1)}
    rows = sorted(made.tags, key=lambda row: (numbers[row.quote], row.kind is TagKind.BEAT, not row.after))
    return [_row(row, numbers[row.quote], made.text, made.surfaces[row.mention]) for row in rows]


def _row(row: Tag, number: int, text: str, subject: str) -> str:
    side = "after" if row.after else "before"
    rest = f": {row.verb.of(text)}" if row.kind is TagKind.TAG else " (owner)" if row.owner else ""
    return f"{number} {row.kind} {side} {subject}{rest}"


def test_the_table_has_its_size() -> None:
    assert len(CASES) >= 50
    assert len({(case.about, case.text) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.about} {case.text[:24]}")
def test_tags_and_beats(case: Case) -> None:
    assert described(case.text) == list(case.rows)
