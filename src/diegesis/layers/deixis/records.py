"""Rows of the deixis layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.coreference.records import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication(Resolution):
    """Whom a mention means that coreference left open, now that it is known who speaks to whom.

    A mention has a row here or in the resolutions, never in both; ``Story.resolutions`` holds the two together.

    Attributes:
        mention: the mention.
        characters: who is meant; several for a plural; never empty.
        reason: in words.
    """
