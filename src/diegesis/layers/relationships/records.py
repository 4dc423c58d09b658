"""Rows of the relationships layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span


class TieKind(StrEnum):
    """What two people are to each other. Where the tie is directed, ``a`` is the kind's first party."""

    PARENT = "parent"  #: a is b's parent
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    AUNT_UNCLE = "aunt_uncle"
    COUSIN = "cousin"
    IN_LAW = "in_law"
    SPOUSE = "spouse"
    EX_SPOUSE = "ex_spouse"
    LOVER = "lover"
    EX_LOVER = "ex_lover"
    FRIEND = "friend"
    RIVAL = "rival"
    ENEMY = "enemy"
    MENTOR = "mentor"  #: a teaches b
    SUPERIOR = "superior"  #: a is above b
    COLLEAGUE = "colleague"
    TEAMMATE = "teammate"
    CLASSMATE = "classmate"
    NEIGHBOUR = "neighbour"
    OWNER_ANIMAL = "owner_animal"  #: a keeps b
    CARER = "carer"  #: a cares for b (doctor and patient, nurse, guardian)
    CLIENT = "client"  #: b serves a for pay
    STRANGER = "stranger"
    OTHER = "other"


class Direction(StrEnum):
    """Whether a tie reads the same from both ends."""

    MUTUAL = "mutual"
    DIRECTED = "a->b"


#: Kinds of ties that read from one end.
DIRECTED = frozenset(
    {
        TieKind.PARENT,
        TieKind.GRANDPARENT,
        TieKind.AUNT_UNCLE,
        TieKind.MENTOR,
        TieKind.SUPERIOR,
        TieKind.OWNER_ANIMAL,
        TieKind.CARER,
        TieKind.CLIENT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship(Record):
    """A tie between two people. One row at most per pair and kind.

    Attributes:
        a, b: the two, of whom ``a`` is the first party of a directed tie.
        kind: of the tie.
        direction: mutual or from ``a`` to ``b``.
        scenes: where the text states or shows it, in text order.
        evidence: the words that state it, in text order; never empty.
        reason: the rule that reads it, in words.
    """

    a: Ref[Character]
    b: Ref[Character]
    kind: TieKind
    direction: Direction
    scenes: tuple[Ref[Scene], ...] = ()
    evidence: tuple[Span, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Record):
    """A change of a tie: it begins, ends, or becomes another.

    Attributes:
        relationship: the tie.
        scene: where the change is told.
        change: what changes, in words: *begins: they marry*, *ends: he dies*.
        evidence: the sentence; never empty.
    """

    relationship: Ref[Relationship]
    scene: Ref[Scene]
    change: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Record):
    """What passes between two people in one scene: who speaks to, about and near whom.

    One row per scene and pair with anything to count, ``a`` the one earlier in the cast.

    Attributes:
        scene: the scene.
        a, b: the two.
        a_to_b, b_to_a: quotes of the one said to the other.
        words: words in those quotes.
        a_about_b, b_about_a: mentions of the one in quotes of the other.
        near: sentences of narration that mention both.
        tone: mean valence of the quotes between the two, -1 to 1, by a word list (VADER); ``None`` for none.
        evidence: the first passage counted; never empty.
    """

    scene: Ref[Scene]
    a: Ref[Character]
    b: Ref[Character]
    a_to_b: int = 0
    b_to_a: int = 0
    words: int = 0
    a_about_b: int = 0
    b_about_a: int = 0
    near: int = 0
    tone: float | None = None
    evidence: tuple[Span, ...]
