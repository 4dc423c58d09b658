"""Rows of the triggers layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import SpanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(SpanRecord):
    """A word by which the text asserts that something happens; ``confidence`` is the model's probability."""
