"""Ties between people, with how they change and how much passes between the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from diegesis.bible.cited import Citations
from diegesis.bible.model import Claim, Tie
from diegesis.bible.wording import tie_words
from diegesis.layers.relationships.records import Exchange, Relationship, Turn
from diegesis.story import Story


def ties(story: Story, citations: Citations, keys: Mapping[str, str], *, least: float) -> tuple[Tie, ...]:
    """The ties that are sure enough, in text order of what states them.

    Args:
        story: whose.
        citations: where passages are noted.
        keys: of people by character id.
        least: the least probability.
    """
    turns: dict[str, list[Turn]] = defaultdict(list)
    for row in story.rows(Turn):
        if row.confidence >= least:
            turns[row.relationship].append(row)
    exchanges: dict[frozenset[str], list[Exchange]] = defaultdict(list)
    for passed in story.rows(Exchange):
        exchanges[frozenset((passed.a, passed.b))].append(passed)
    return tuple(
        Tie(
            a=keys[row.a],
            b=keys[row.b],
            kind=row.kind,
            words=words_of(story, row),
            sure=row.confidence,
            cites=citations.cite(row.evidence),
            turns=tuple(_turn(turn, citations) for turn in turns[row.id]),
            scenes=sum(near_or_spoken(found) for found in exchanges[frozenset((row.a, row.b))]),
            spoken=sum(found.words for found in exchanges[frozenset((row.a, row.b))]),
        )
        for row in story.relationships
        if row.confidence >= least
    )


def words_of(story: Story, row: Relationship) -> str:
    """A tie as a sentence without its full stop."""
    a, b = story.character(row.a), story.character(row.b)
    return tie_words(row.kind, a.name, b.name, a.gender)


def near_or_spoken(row: Exchange) -> bool:
    """Whether the two meet in a scene: words pass between them, or one sentence has both."""
    return bool(row.a_to_b or row.b_to_a or row.near)


def _turn(row: Turn, citations: Citations) -> Claim:
    return Claim(words=row.change, sure=row.confidence, cites=citations.cite(row.evidence))
