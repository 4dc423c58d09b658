"""What the reader's links say of every turn: chances of characters, and chances to be by an earlier turn's speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diegesis.layers.speakers.links import SIZES, Link, Links
from diegesis.layers.speakers.stage import Stage, Turn
from diegesis.spans import Span

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading


@dataclass(frozen=True, slots=True)
class Heard:
    """What the reader says of a turn; each of speaker and addressee sums to at most 1.

    Attributes:
        speakers, addressees: chances by character.
        echoes: chances that the speaker is that of an earlier turn, by the turn's position.
        answered: chances that an addressee is the speaker of an earlier turn, by the turn's position.
    """

    speakers: Mapping[str, float] = field(default_factory=dict)
    addressees: Mapping[str, float] = field(default_factory=dict)
    echoes: Mapping[int, float] = field(default_factory=dict)
    answered: Mapping[int, float] = field(default_factory=dict)


def hear(stage: Stage, encoded: Reading) -> list[Heard]:
    """What the reader says of every turn of a stage."""
    import numpy as np

    from diegesis.inference.reading import TurnLinks

    if not stage.turns:
        return []
    links = Links(stage)
    rows = [links.of(position) for position in range(len(stage.turns))]
    width = max(1, max(map(len, rows)))
    kind = np.full((len(rows), width), -1, dtype=np.int64)
    position = np.zeros((len(rows), width), dtype=np.int64)
    features = np.zeros((len(rows), width, len(SIZES)), dtype=np.int64)
    for at, row in enumerate(rows):
        kind[at, : len(row)] = [link.turn for link in row]
        position[at, : len(row)] = [link.position for link in row]
        features[at, : len(row)] = np.array([link.features for link in row]).reshape(-1, len(SIZES))
    found = TurnLinks(
        turns=[_place(stage, turn) for turn in stage.turns],
        mentions=[mention.span for mention in links.mentions],
        kind=kind,
        position=position,
        features=features,
    )
    speaks, hears = (table.tolist() for table in encoded.speakers(found))
    heard = []
    for at, row in enumerate(rows):
        speakers, echoes = _shares(links, row, speaks[at][1:])
        addressees, answered = _shares(links, row, hears[at][1:])
        heard.append(Heard(speakers, addressees, echoes, answered))
    return heard


def _place(stage: Stage, turn: Turn) -> tuple[Span, int, Span | None]:
    tag = None if turn.tag is None else stage.mentions[turn.tag.mention].span
    return turn.span, turn.pieces[0].span.end, tag


def _shares(links: Links, row: Sequence[Link], chances: Sequence[float]) -> tuple[dict[str, float], dict[int, float]]:
    """Chances by character and by earlier turn."""
    people: dict[str, float] = defaultdict(float)
    turns: dict[int, float] = {}
    for link, chance in zip(row, chances, strict=False):
        if link.turn:
            turns[link.position] = chance
        else:
            people[links.characters[link.position]] += chance
    return dict(people), turns
