"""Which words name a time, and what they say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from diegesis.layer import Tables
from diegesis.layers.timeline import LAYER
from diegesis.layers.timeline.records import TimeExpression, TimeKind
from diegesis.testing import document
from diegesis.testing.strategies import prose


def times(text: str) -> list[tuple[str, str, str]]:
    """Kind, value and words of each time expression."""
    doc = document(text)
    rows = [row for row in LAYER.annotate(doc, Tables()) if isinstance(row, TimeExpression)]
    return [(row.kind.value, row.value, row.span.of(text)) for row in rows]


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        # offsets
        ("Two weeks later they met again.", "offset", "+P14D", "Two weeks later"),
        ("He had left three years ago.", "offset", "-P3Y", "three years ago"),
        ("The next morning it snowed.", "offset", "+P1D", "The next morning"),
        ("She had called yesterday.", "offset", "-P1D", "yesterday"),
        ("Come back to-morrow.", "offset", "+P1D", "to-morrow"),
        ("It rained the day before.", "offset", "-P1D", "the day before"),
        ("They had quarrelled years ago.", "offset", "", "years ago"),
        ("It struck an hour or two ago.", "offset", "", "an hour or two ago"),
        ("Half an hour later the bell rang.", "offset", "+PT30M", "Half an hour later"),
        # lengths
        ("He was away for two years.", "duration", "P2Y", "two years"),
        ("They stayed a fortnight at the inn.", "duration", "P14D", "a fortnight"),
        ("It took a year and a half.", "duration", "P18M", "a year and a half"),
        ("It took two or three days.", "duration", "", "two or three days"),
        ("It rained all night.", "duration", "P1D", "all night"),
        # dates
        ("It was the ninth of June.", "date", "--06-09", "the ninth of June"),
        ("In November 1909 the boat sank.", "date", "1909-11", "November 1909"),
        ("We have waited since August.", "date", "--08", "August"),
        ("It was bought in ’ninety-eight.", "date", "XX98", "’ninety-eight"),
        ("She was born in nineteen-oh-four.", "date", "1904", "nineteen-oh-four"),
        ("They pay at Michaelmas.", "date", "--09-29", "Michaelmas"),
        ("They left on 14 May 1912.", "date", "1912-05-14", "14 May 1912"),
        ("The bill falls due on the fifteenth.", "date", "---15", "the fifteenth"),
        # days and hours
        ("He died on Tuesday.", "weekday", "tuesday", "Tuesday"),
        ("It was half past two in the afternoon.", "time_of_day", "T14:30", "half past two in the afternoon"),
        ("It was ten minutes to three.", "time_of_day", "T02:50", "ten minutes to three"),
        ("The train left at 6:45 p.m. sharp.", "time_of_day", "T18:45", "6:45 p.m."),
        ("It struck eleven o’clock.", "time_of_day", "T11:00", "eleven o’clock"),
        ("They met at dusk.", "time_of_day", "dusk", "dusk"),
        ("That morning nobody spoke.", "time_of_day", "morning", "That morning"),
        ("That winter the well froze.", "season", "winter", "That winter"),
        # again and again
        ("She came every Friday.", "set", "friday", "every Friday"),
        ("They dined there on Sundays.", "set", "sunday", "Sundays"),
        ("It was heard twice a year.", "set", "P1Y", "twice a year"),
        # ages
        ("She was twelve, and small for it.", "age", "P12Y", "twelve"),
        ("He was forty-one years old.", "age", "P41Y", "forty-one years old"),
        ("Her son, aged six, slept.", "age", "P6Y", "aged six"),
        ("A nine-year-old girl came in.", "age", "P9Y", "nine-year-old"),
        ("As a boy, he had feared the mill.", "age", "", "As a boy"),
    ],
)
def test_a_time_is_found_and_read(text: str, kind: str, value: str, words: str) -> None:
    assert (kind, value, words) in times(text)


@pytest.mark.parametrize(
    "text",
    [
        "Good morning, Ann.",
        "You may march now.",
        "He spoke of the fall of the house.",
        "There were two of them, and one was lame.",
        "He had eight hundred a year.",
        "She wore her evening dress.",
        "From the first he disliked it.",
        "A second man came in.",
        "They went in one by one.",
        "Some day he would be free.",
        "He trimmed the Christmas-tree.",
    ],
)
def test_other_words_name_none(text: str) -> None:
    assert times(text) == []


def test_a_person_named_like_a_month_is_no_date() -> None:
    assert times("June laughed. “You are late, June,” said Tom.") == []


def test_expressions_do_not_overlap() -> None:
    found = times("On Friday, the third of March, at half past nine in the evening, two years after the fire, he left.")
    assert [kind for kind, _, _ in found] == ["weekday", "date", "time_of_day", "offset"]


@given(prose())
def test_rows_stand_in_text_order_and_apart(text: str) -> None:
    doc = document(text)
    rows = [row for row in LAYER.annotate(doc, Tables()) if isinstance(row, TimeExpression)]
    assert all(one.span.end <= other.span.start for one, other in pairwise(rows))
    assert all(row.kind in TimeKind for row in rows)
