"""Rows of the relatives layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.coreference.records import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Character):
    """Somebody known only as somebody's kin; one more member of the cast.

    Attributes:
        owner: whose kin.
        kin: the kin word, one for each tie: *mother* for *mum* too.
    """

    owner: Ref[Character]
    kin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KinResolution(Resolution):
    """Whom a kin phrase means, or a pronoun for one, where the earlier layers left it open.

    Attributes:
        mention: the mention.
        characters: who is meant; exactly one.
        reason: in words.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class KinAlias(Alias):
    """A phrase for a relative whom nobody names: *my mother*, *her mum*."""
