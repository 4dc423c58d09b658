"""Nouns that say what somebody is to somebody (*mother*, *boss*, *neighbour*), from their list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from diegesis.layers.entities.records import Gender
from diegesis.layers.relationships.records import TieKind
from diegesis.lexicons.load import lines

#: Ties of blood and marriage: two people have one of them, or none.
KIN = frozenset(
    {
        TieKind.PARENT,
        TieKind.GRANDPARENT,
        TieKind.SIBLING,
        TieKind.AUNT_UNCLE,
        TieKind.COUSIN,
        TieKind.IN_LAW,
        TieKind.SPOUSE,
        TieKind.EX_SPOUSE,
    }
)


@dataclass(frozen=True, slots=True)
class TieNoun:
    """A noun for one party of a tie.

    Attributes:
        word: in small letters.
        kind: of the tie.
        role: which party the noun names: ``a``, ``b``, or ``m`` where the tie reads the same from both ends.
        gender: of whom the noun names.
    """

    word: str
    kind: TieKind
    role: str
    gender: Gender

    def parties(self, named: str, owner: str) -> tuple[str, str]:
        """The tie's ``a`` and ``b``, given whom the noun names and whose it is."""
        return (owner, named) if self.role == "b" else (named, owner)


@cache
def tie_nouns() -> dict[str, TieNoun]:
    """All of them, by their word."""
    rows = (line.split("\t") for line in lines("tie_nouns"))
    return {word: TieNoun(word, TieKind(kind), role, Gender(gender)) for word, kind, role, gender in rows}
