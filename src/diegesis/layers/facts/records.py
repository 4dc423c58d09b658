"""Rows of the facts layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref, SpanRecord
from diegesis.layers.characters.records import Character
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span


class Attribute(StrEnum):
    """What a fact is about."""

    AGE = "age"
    OCCUPATION = "occupation"
    RANK = "rank"
    RESIDENCE = "residence"
    ORIGIN = "origin"
    FAMILY = "family"
    MARITAL_STATUS = "marital_status"
    POSSESSION = "possession"
    HABIT = "habit"
    INJURY = "injury"
    HEALTH = "health"
    SKILL = "skill"
    HAIR_COLOUR = "hair_colour"
    HAIR = "hair"
    EYE_COLOUR = "eye_colour"
    HEIGHT = "height"
    BUILD = "build"
    APPEARANCE = "appearance"
    CLOTHING = "clothing"
    VOICE = "voice"
    TEMPERAMENT = "temperament"
    FEAR = "fear"
    ALIVE = "alive"
    NAME = "name"
    PAST = "past"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """Something the text states about somebody.

    Attributes:
        character: about whom.
        attribute: what it is about.
        value: in the text's words.
        negated: whether the text denies it.
        holder: who says so; ``None`` for the narration.
        since: the scene that states it first.
        until: the last scene it holds in, where a later one tells of a change; ``None`` where it stays.
        evidence: the words that state it, in text order; never empty.
    """

    character: Ref[Character]
    attribute: Attribute
    value: str
    negated: bool = False
    holder: Ref[Character] | None = None
    since: Ref[Scene] | None = None
    until: Ref[Scene] | None = None
    evidence: tuple[Span, ...]


class PortrayalRole(StrEnum):
    """How words portray somebody (the four lists of BookNLP)."""

    AGENT = "agent"  #: what they do
    PATIENT = "patient"  #: what is done to them
    POSSESSION = "possession"  #: what they have
    MODIFIER = "modifier"  #: how they are described


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrayal(SpanRecord):
    """One word that tells of somebody. The span is the word.

    Attributes:
        character: of whom.
        role: how.
        lemma: the word as a dictionary lists it.
        negated: whether the text denies it.
        holder: who says so; ``None`` for the narration.
    """

    character: Ref[Character]
    role: PortrayalRole
    lemma: str
    negated: bool = False
    holder: Ref[Character] | None = None
