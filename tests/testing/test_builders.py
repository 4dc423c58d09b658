"""The builders make what they are told, and say so when they cannot."""

from __future__ import annotations

import pytest

from diegesis.layers.entities.records import Gender
from diegesis.layers.quotes.records import QuoteKind, QuoteStyle
from diegesis.layers.speakers.records import Basis
from diegesis.spans import Span
from diegesis.testing import StoryBuilder, story

TEXT = "“Come in,” said Ann to Bob. “He said ‘no’ to me.”"


def test_a_story_from_pairs() -> None:
    made = story(TEXT, [("“Come in,”", "Ann"), ("“He said ‘no’ to me.”", None)])
    assert [made.name_of(row.speaker) for row in made.attributions] == ["Ann", None]
    assert [row.confidence for row in made.attributions] == [1.0, 0.0]
    assert [character.name for character in made.characters] == ["Ann"]


def test_pieces_of_one_utterance_and_a_quote_inside_a_quote() -> None:
    made = (
        StoryBuilder(TEXT)
        .character("Ann", gender=Gender.F)
        .character("Bob")
        .quote("“Come in,”", speaker="Ann", to=["Bob"], basis=Basis.EXPLICIT, evidence=["said Ann"])
        .quote("“He said ‘no’ to me.”", speaker="Ann", continues=True)
        .quote("‘no’", kind=QuoteKind.QUOTED)
        .build()
    )
    first, second, inner = made.quotes
    assert second.utterance == first.utterance == first.id
    assert inner.parent == second.id
    assert inner.style is QuoteStyle.SINGLE
    assert inner.inner.of(TEXT) == "no"
    attribution = made.attribution_of(first)
    assert attribution is not None
    assert attribution.evidence == (Span(11, 19),)
    assert [made.name_of(ref) for ref in attribution.addressees] == ["Bob"]


def test_mentions_lead_to_characters() -> None:
    made = StoryBuilder(TEXT).character("Ann").mention("Ann", of=["Ann"]).mention("me").build()
    assert [row.span.of(TEXT) for row in made.mentions] == ["Ann", "me"]
    assert [made.name_of(row.characters[0]) for row in made.resolutions.values()] == ["Ann"]


def test_emphasis_gets_no_attribution() -> None:
    made = StoryBuilder("A “cousin”.").quote("“cousin”", kind=QuoteKind.EMPHASIS).build()
    assert made.quotes
    assert not made.attributions


def test_words_that_are_not_there() -> None:
    with pytest.raises(ValueError, match="does not stand in the text"):
        StoryBuilder(TEXT).quote("“Never.”")


def test_somebody_who_was_not_added() -> None:
    with pytest.raises(ValueError, match="no character 'Zoë'"):
        StoryBuilder(TEXT).quote("“Come in,”", speaker="Zoë").build()
