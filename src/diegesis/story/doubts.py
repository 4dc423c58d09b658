"""Which line to ask a person about next: the one whose answer would settle most of the talk around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layers.quotes.records import Quote
from diegesis.story.story import Story

#: Turns before and after a line that bear on it, the share of their doubt that each further turn keeps, and
#: characters of narration that end a talk.
REACH, KEPT, GAP = 6, 0.85, 600


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of speech.

    Attributes:
        quotes: its pieces, in text order; at least one.
        doubt: 1 less the probability of its speaker; 1 where there is none.
        said: whether a person said who speaks.
    """

    quotes: tuple[Quote, ...]
    doubt: float
    said: bool


def turns_to_ask(story: Story) -> list[Turn]:
    """All turns that no person answered for, the one first whose answer would settle most.

    A talk that goes wrong goes wrong for many lines at once, since speakers take turns. So a line counts by the doubt
    in its whole talk, and more by its own. What this gains: ``benchmarks/reports/corrections.md``.

    Returns:
        The turns; empty where nobody speaks, or all has been said.
    """
    turns = _turns(story)
    worth = {at: _around(turns, at) * turn.doubt**0.5 for at, turn in enumerate(turns) if not turn.said}
    return [turns[at] for at in sorted(worth, key=lambda at: (-worth[at], at))]


def _turns(story: Story) -> list[Turn]:
    """The turns of a story, in text order of their first pieces."""
    pieces: dict[str, list[Quote]] = {}
    for quote in story.quotes:
        if quote.kind.voiced and quote.parent is None and story.attribution_of(quote) is not None:
            pieces.setdefault(quote.utterance, []).append(quote)
    return [_turn(story, group) for group in pieces.values()]


def _turn(story: Story, quotes: Sequence[Quote]) -> Turn:
    rows = [row for row in map(story.attribution_of, quotes) if row is not None]
    sure = min(row.confidence if row.speaker is not None else 0.0 for row in rows)
    return Turn(tuple(quotes), 1 - sure, any(row.made_by == "person" for row in rows))


def _around(turns: Sequence[Turn], at: int) -> float:
    """The doubt of a turn, twice, and of those around it in its talk, less the farther they are."""
    total = 2 * turns[at].doubt
    for step in (-1, 1):
        for far in range(1, REACH + 1):
            other, nearer = at + step * far, at + step * (far - 1)
            if not 0 <= other < len(turns) or _apart(turns[min(other, nearer)], turns[max(other, nearer)]) > GAP:
                break
            total += turns[other].doubt * KEPT**far
    return total


def _apart(one: Turn, other: Turn) -> int:
    """Characters between the end of a turn and the beginning of the next."""
    return other.quotes[0].span.start - one.quotes[-1].span.end
