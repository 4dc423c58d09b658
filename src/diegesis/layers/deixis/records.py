"""Rows of the deixis layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.coreference.records import Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Indication(Resolution):
    """Whom a mention means, now that it is known who speaks to whom.

    One row at most for a mention: where coreference left it open, or where the speakers settle it otherwise. There
    this row stands for the earlier one; ``Story.resolutions`` holds the two tables together, one answer a mention.

    Attributes:
        mention: the mention.
        characters: who is meant; several for a plural; never empty.
        reason: in words.
    """
