"""A mention before it has an id."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layers.entities.records import EntityType, Gender, MentionForm
from diegesis.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a mention; fields as in ``Mention``."""

    span: Span
    head: Span
    form: MentionForm
    type: EntityType = EntityType.PER
    gender: Gender = Gender.U
    person: int = 3
    plural: bool = False
    in_quote: bool = False
    title: bool = False
    around: bool = False
    cast: bool = True
    confidence: float = 1.0
    made_by: str = "rules"
