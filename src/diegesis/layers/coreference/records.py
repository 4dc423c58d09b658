"""Rows of the coreference layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Record, Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import EntityType, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution(Record):
    """Whom a mention means.

    Attributes:
        mention: the mention.
        characters: who is meant; several for a plural; never empty (an unresolved mention has no row).
        reason: in words.
    """

    mention: Ref[Mention]
    characters: tuple[Ref[Character], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Record):
    """Somebody, or a place, vehicle or organisation, with the mentions that mean it alone.

    Attributes:
        name: the name to show: a character's own, else the most frequent proper name, else noun phrase, else pronoun.
        type: what it is.
        character: who it is, where it belongs to the cast.
        mentions: in text order; never empty; no mention belongs to two entities.
    """

    name: str
    type: EntityType
    character: Ref[Character] | None
    mentions: tuple[Ref[Mention], ...]
