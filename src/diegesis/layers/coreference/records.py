"""Rows of the coreference layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Record, Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention


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
