"""What a person said of quotes: kinds and boundaries, and what becomes of the quotes beside and inside."""

from __future__ import annotations

import pytest

from diegesis.layer import QuoteIs, QuoteReaches, Tables
from diegesis.layers.quotes import LAYER
from diegesis.layers.quotes.records import Quote
from diegesis.layers.quotes.said import Amended, amend
from diegesis.spans import Span
from diegesis.testing import document
from tests.story.made import place

PARTED = "“I know,” he said, “that she is here.”\n\n“Then ‘go’ and see,” she said.\n"


def quotes_of(text: str) -> tuple[Quote, ...]:
    return tuple(row for row in LAYER.annotate(document(text), Tables()) if isinstance(row, Quote))


def reaching(text: str, quote: str, to: str) -> Amended:
    return amend(document(text), quotes_of(text), QuoteReaches(place(text, quote), place(text, to)))


def shown(text: str, amended: Amended) -> list[tuple[str, str]]:
    return [(row.span.of(text), row.inner.of(text)) for row in amended.quotes]


def test_a_kind_is_that_of_the_whole_utterance() -> None:
    rows = quotes_of(PARTED)
    amended = amend(document(PARTED), rows, QuoteIs(rows[1].span, "thought"))
    assert [row.kind.value for row in amended.quotes] == ["thought", "thought", "speech", "quoted"]
    assert [row.made_by for row in amended.quotes] == ["person", "person", "rules", "rules"]
    assert [row.id for row in amended.quotes] == [row.id for row in rows]


@pytest.mark.parametrize(
    ("text", "quote", "to", "whole", "inner"),
    [
        ("“Come in. She sat down.”", "“Come in. She sat down.”", "Come in.", "“Come in.", "Come in."),
        ("“Come in. She sat down.”", "“Come in. She sat down.”", "“Come in.", "“Come in.", "Come in."),
        ("“Come in. She sat down.”", "“Come in. She sat down.”", "She sat down.", "She sat down.”", "She sat down."),
        ("“Come in,” he said. “Sit.”", "“Sit.”", "he said. “Sit.", "he said. “Sit.”", "he said. “Sit."),
        ("‘The boys’ room,’ he said.", "‘The boys’ room,’", "The boys’", "‘The boys’", "The boys’"),
        ("—Come in, said Ann.\n\n—No.\n", "—Come in,", "—Come", "—Come", "—Come"),
    ],
)
def test_a_quote_has_the_words_it_is_given_and_the_marks_around_them(
    text: str, quote: str, to: str, whole: str, inner: str
) -> None:
    amended = reaching(text, quote, to)
    assert amended.refused == ""
    assert (whole, inner) in shown(text, amended)


def test_a_quote_beside_it_that_lies_in_the_words_is_part_of_it() -> None:
    amended = reaching(PARTED, "“I know,”", "I know,” he said, “that she is here.")
    assert shown(PARTED, amended)[0][0] == "“I know,” he said, “that she is here.”"
    assert amended.moved[place(PARTED, "“that she is here.”")] is None
    assert amended.quotes[0].utterance == amended.quotes[0].id


def test_a_quote_beside_it_that_crosses_the_edge_ends_there() -> None:
    amended = reaching(PARTED, "“I know,”", "I know,” he said, “that")
    assert [whole for whole, _ in shown(PARTED, amended)][:2] == ["“I know,” he said, “that", "she is here.”"]
    assert amended.moved[place(PARTED, "“that she is here.”")] == place(PARTED, "she is here.”")


def test_a_quote_inside_stands_beside_it_where_it_is_left_out() -> None:
    rows = reaching(PARTED, "“Then ‘go’ and see,”", "and see,").quotes
    inside = next(row for row in rows if row.span == place(PARTED, "‘go’"))
    assert inside.parent is None
    kept = reaching(PARTED, "“Then ‘go’ and see,”", "Then ‘go’ and").quotes
    outer, inner = kept[-2:]
    assert inner.parent == outer.id


def test_ids_of_others_stay() -> None:
    before = {row.span: row.id for row in quotes_of(PARTED)}
    after = {row.span: row.id for row in reaching(PARTED, "“I know,”", "I").quotes}
    assert {span: name for span, name in after.items() if span in before} == {
        span: name for span, name in before.items() if span in after
    }
    assert len(set(after.values())) == len(after)


@pytest.mark.parametrize(
    ("quote", "to", "why"),
    [
        ("“I know,”", "she said", "the words do not touch the quote"),
        ("‘go’", "Then ‘go’", ""),
        ("‘go’", "“Then ‘go’ and see,” she", "the words reach over the quote around it"),
        ("“that she is here.”", "here.”\n\n“Then", "the words reach into another paragraph"),
    ],
)
def test_words_that_a_quote_cannot_have_are_refused(quote: str, to: str, why: str) -> None:
    assert reaching(PARTED, quote, to).refused == why


def test_a_place_without_a_quote_is_refused() -> None:
    rows = quotes_of(PARTED)
    assert amend(document(PARTED), rows, QuoteIs(Span(0, 3), "speech")) == Amended(rows, {}, "no quote stands there")
