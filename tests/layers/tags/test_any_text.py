"""Tags of any text, and their cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from diegesis.layer import Tables
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.layers.register import registered
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.testing import document
from diegesis.testing.strategies import texts


def tables_of(text: str) -> Tables:
    """Quotes, mentions and tags of a text, by the layers themselves."""
    doc, tables = document(text), Tables()
    for name in ("quotes", "entities", "tags"):
        layer = next(layer for layer in registered() if layer.name == name)
        tables = tables.extended(layer.makes, layer.annotate(doc, tables))
    return tables


@given(texts())
def test_tags_of_any_text(text: str) -> None:
    tables = tables_of(text)
    quotes = {row.id: row for row in tables.rows(Quote)}
    mentions = {row.id: row for row in tables.rows(Mention)}
    seen = set()
    for row in tables.rows(Tag):
        quote, mention = quotes[row.quote], mentions[row.mention]
        assert quote.parent is None
        assert not mention.in_quote
        assert row.span.holds(mention.span)
        assert row.span.holds(row.verb)
        assert (row.span.start >= quote.span.end) if row.after else (row.span.end <= quote.span.start)
        assert (row.quote, row.after) not in seen, "one row for each side of a piece"
        seen.add((row.quote, row.after))
    tagged = [row.quote for row in tables.rows(Tag) if row.kind is TagKind.TAG]
    assert len(tagged) == len(set(tagged)), "one tag for a piece"


def seconds(text: str) -> float:
    """Processor time that the tags of a text take, the other layers apart."""
    doc, tables = document(text), Tables()
    for name in ("quotes", "entities"):
        layer = next(layer for layer in registered() if layer.name == name)
        tables = tables.extended(layer.makes, layer.annotate(doc, tables))
    layer = next(layer for layer in registered() if layer.name == "tags")
    begin = time.process_time()
    layer.annotate(doc, tables)
    return time.process_time() - begin


LONG = {
    "one paragraph of quotes": '"No," said Ann. "Yes," he said. ',
    "one paragraph of quotes without a stop": '"No," said Ann, and ',
    "one sentence of people": "Ann and he and the old man, ",
    "one sentence of verbs": "said cried told asked, ",
    "sentences without letters": "1. 2. 3. ",
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_cost_grows_with_the_text(unit: str) -> None:
    small, large = 20_000 // len(unit), 200_000 // len(unit)
    least = min(seconds('"Well?" ' + unit * small + ' "Oh."') for _ in range(3))
    most = seconds('"Well?" ' + unit * large + ' "Oh."')
    assert most <= 25 * least + 0.5, f"{most:.3f} s for ten times what takes {least:.3f} s"
