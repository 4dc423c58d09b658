"""What must hold for any text at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.document import Document
from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate
from diegesis.layers.quotes.records import Quote
from diegesis.testing import document
from diegesis.testing.strategies import prose

MARKS = st.text(alphabet="\"“”„'‘’`«»‹›「」—–-*_ \n.,!?aTsé’0", max_size=160)


def quotes_of(doc: Document) -> list[Quote]:
    return [row for row in annotate(doc, Tables()) if isinstance(row, Quote)]


@given(MARKS | prose() | st.text(max_size=80))
def test_pieces_lie_in_blocks_and_are_properly_nested(text: str) -> None:
    doc = document(text)
    quotes = quotes_of(doc)
    by_id = {quote.id: quote for quote in quotes}
    assert len(by_id) == len(quotes)
    for quote in quotes:
        assert 0 <= quote.span.start < quote.span.end <= len(text)
        assert quote.span.holds(quote.inner)
        block = doc.block_at(quote.span.start)
        assert block is not None
        assert doc.blocks[block].span.holds(quote.span)
        assert quote.utterance in by_id
        assert by_id[quote.utterance].utterance == quote.utterance
        if quote.parent is not None:
            assert by_id[quote.parent].span.holds(quote.span)
    assert_no_crossing(quotes)


def assert_no_crossing(quotes: list[Quote]) -> None:
    assert quotes == sorted(quotes, key=lambda quote: (quote.span.start, -quote.span.end))
    open_spans: list[Quote] = []
    for quote in quotes:
        while open_spans and open_spans[-1].span.end <= quote.span.start:
            open_spans.pop()
        expected = open_spans[-1].id if open_spans else None
        assert quote.parent == expected
        assert not open_spans or open_spans[-1].span.holds(quote.span)
        open_spans.append(quote)


@given(MARKS | prose())
def test_two_runs_agree(text: str) -> None:
    doc = document(text)
    assert annotate(doc, Tables()) == annotate(doc, Tables())


@given(prose())
def test_an_edit_at_the_end_keeps_earlier_ids(text: str) -> None:
    start = "“Come in,” said Ann. " + "The rain came down on the yard all that day. " * 3 + "\n\n"
    assert quotes_of(document(start + text))[0].id == quotes_of(document(start))[0].id


@pytest.mark.parametrize(
    "line",
    [
        "\"I don't know,\" said Ann, and the dogs' bowl fell over. ",
        '"Open, and never shut. ',
        "'em 'tis o' the dogs' ",
        "*So it goes.* ",
        "— Come in, said Ann. ",
    ],
    ids=["ordinary", "unclosed", "apostrophes", "italics", "dashes"],
)
def test_cost_grows_in_line_with_one_long_line(line: str) -> None:
    def seconds(repeats: int) -> float:
        doc = document(line * repeats)
        begun = time.process_time()
        annotate(doc, Tables())
        return time.process_time() - begun

    seconds(200)
    # Eight times the text; a quadratic step would cost sixty-four times as much.
    assert seconds(8000) < 24 * max(seconds(1000), 0.01)


def test_no_text_no_quotes() -> None:
    assert annotate(document(""), Tables()) == []
    assert annotate(document("\n\n \n"), Tables()) == []
