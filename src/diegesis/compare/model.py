"""Stories side by side, as a plain tree."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.bible.model import Bible, Sheet, Trait
from diegesis.layers.facts.records import Attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the stories say otherwise about one person.

    Attributes:
        attribute: about what; ``None`` for the pronouns.
        values: what each story says, in its words; empty where it says nothing.
        lasting: whether it should not change; what may change with the years (age, work) is no slip.
    """

    attribute: Attribute | None
    values: tuple[tuple[str, ...], ...]
    lasting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPerson:
    """Somebody who is in several stories.

    Attributes:
        sheets: of each story; ``None`` where the person is not in it.
        score: how well the names agree, 0 to 1.
        why: what that rests on, in words.
        differences: those first that should not be.
    """

    sheets: tuple[Sheet | None, ...]
    score: float
    why: str
    differences: tuple[Difference, ...]

    @property
    def name(self) -> str:
        """The name in the first story that has the person."""
        return next(sheet.name for sheet in self.sheets if sheet is not None)

    def traits(self, story: int) -> tuple[Trait, ...]:
        """What a story states of the person; empty where the person is not in it."""
        sheet = self.sheets[story]
        return () if sheet is None else sheet.traits


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedTie:
    """What two shared people are to each other.

    Attributes:
        a, b: positions among the shared people.
        kinds: the ties in each story as sentences; empty where it states none.
        differs: whether two stories make them kin of different kinds.
    """

    a: int
    b: int
    kinds: tuple[tuple[str, ...], ...]
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Several stories side by side.

    Attributes:
        bibles: of the stories, in the order given.
        labels: a short name for each, all different.
        people: those in two stories or more, most present first.
        only: those in one story alone, by story.
        ties: between shared people.
    """

    bibles: tuple[Bible, ...]
    labels: tuple[str, ...]
    people: tuple[SharedPerson, ...]
    only: tuple[tuple[Sheet, ...], ...]
    ties: tuple[SharedTie, ...]
