"""Whom words mean and who says them, over the tables of a story written by hand."""

from __future__ import annotations

from diegesis.layer import Tables
from diegesis.spans import Span
from diegesis.views.people import People
from tests.story.made import TEXT, made_story, place


def test_mentions_lead_to_people() -> None:
    people = People(made_story().tables)
    assert [people.name(who) for who in people.cast] == ["Tom", "Ann Marsh"]
    assert [people.only(mention) for mention in people.mentions] == ["c-tom", "c-ann", "c-tom", "c-ann"]
    assert all(people.surely(mention) == 0.9 for mention in people.mentions)
    found = people.mention_at(place(TEXT, "Ann Marsh"))
    assert found is not None
    assert people.meant(found) == ("c-ann",)
    assert people.mention_at(place(TEXT, "step")) is None
    assert people.mentions_in(Span(0, place(TEXT, "said").start)) == [people.mentions[0]]


def test_quotes_lead_to_speakers_and_emphasis_is_none() -> None:
    people = People(made_story().tables)
    first, inner = people.quote_at(TEXT.index("Come")), people.quote_at(TEXT.index("Never"))
    assert first is not None
    assert inner is not None
    assert (people.speaker(first), people.addressees(first)) == ("c-ann", ("c-tom",))
    assert inner.parent is not None
    assert people.quote_at(TEXT.index("tower")) != first
    assert people.quote_at(TEXT.index("He minded")) is None
    assert all(quote.kind.value != "emphasis" for quote in people.quotes)


def test_the_narrator_is_known_where_there_is_one() -> None:
    people = People(made_story().tables)
    assert people.narrator_at(5) == "c-ann"
    assert people.narrator_at(len(TEXT) + 5) is None


def test_without_rows_there_is_nobody() -> None:
    people = People(Tables())
    assert (people.cast, people.mentions, people.quotes) == ({}, (), ())
    assert people.quote_at(0) is None
