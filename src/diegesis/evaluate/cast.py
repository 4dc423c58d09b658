"""Whether each gold person is found once: splits and merges of the cast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.match import percent
from diegesis.story import Story


@dataclass(frozen=True, slots=True)
class CastScore:
    """Counts of people.

    Attributes:
        gold: gold people that count.
        found: those that some predicted person is, by name.
        once: those that exactly one predicted person is.
        splits: predicted persons too many for a gold person, summed.
        merges: predicted persons whose names belong to several gold people.
        predicted: all predicted persons.
        unknown: predicted persons that no name ties to gold.
    """

    gold: int = 0
    found: int = 0
    once: int = 0
    splits: int = 0
    merges: int = 0
    predicted: int = 0
    unknown: int = 0

    def __add__(self, other: CastScore) -> CastScore:
        return CastScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def found_once(self) -> float:
        """Share of gold people found exactly once."""
        return percent(self.once, self.gold)

    @property
    def recall(self) -> float:
        """Share of gold people found at all."""
        return percent(self.found, self.gold)


def score_cast(gold: GoldBook, predicted: Story, mapping: Mapping[str, str], people: Iterable[str]) -> CastScore:
    """Compare two casts by name.

    Args:
        gold: the gold book.
        predicted: the predicted story.
        mapping: gold character by predicted character, as the names decide.
        people: ids of the gold people that count.
    """
    hits = Counter(mapping.values())
    wanted = [who for who in dict.fromkeys(people) if gold.names.get(who)]
    return CastScore(
        gold=len(wanted),
        found=sum(hits[who] > 0 for who in wanted),
        once=sum(hits[who] == 1 for who in wanted),
        splits=sum(max(0, hits[who] - 1) for who in wanted),
        merges=sum(len(gold.name_table.everyone(_names(predicted, row.id))) > 1 for row in predicted.characters),
        predicted=len(predicted.characters),
        unknown=len(predicted.characters) - len(mapping),
    )


def _names(story: Story, character: str) -> list[str]:
    return [story.character(character).name, *(alias.text for alias in story.aliases[character])]
