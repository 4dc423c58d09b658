"""A person's edits: read from a file, anchored in the text, handed to the layers as facts."""

from diegesis.corrections.cast import parse_cast, read_cast
from diegesis.corrections.corrections import (
    Anchor,
    BoundaryOf,
    BreakAt,
    Correction,
    KindOf,
    Reject,
    SpeakerOf,
    Undo,
    Unplaced,
    described,
    effective,
)
from diegesis.corrections.heeded import unheeded
from diegesis.corrections.read import parse_correction, parse_corrections, read_corrections
from diegesis.corrections.resolve import QuoteFinder, Resolved, resolve

__all__ = [
    "Anchor",
    "BoundaryOf",
    "BreakAt",
    "Correction",
    "KindOf",
    "QuoteFinder",
    "Reject",
    "Resolved",
    "SpeakerOf",
    "Undo",
    "Unplaced",
    "described",
    "effective",
    "parse_cast",
    "parse_correction",
    "parse_corrections",
    "read_cast",
    "read_corrections",
    "resolve",
    "unheeded",
]
