"""A person's edits: read from a file, anchored in the text, handed to the layers as facts."""

from diegesis.corrections.anchors import anchor_of
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
from diegesis.corrections.find import PassageFinder, QuoteFinder
from diegesis.corrections.heeded import unheeded, unknown_speakers
from diegesis.corrections.parse import anchor_row, correction_row, parse_correction
from diegesis.corrections.read import parse_corrections, read_corrections
from diegesis.corrections.resolve import Resolved, resolve

__all__ = [
    "Anchor",
    "BoundaryOf",
    "BreakAt",
    "Correction",
    "KindOf",
    "PassageFinder",
    "QuoteFinder",
    "Reject",
    "Resolved",
    "SpeakerOf",
    "Undo",
    "Unplaced",
    "anchor_of",
    "anchor_row",
    "correction_row",
    "described",
    "effective",
    "parse_cast",
    "parse_correction",
    "parse_corrections",
    "read_cast",
    "read_corrections",
    "resolve",
    "unheeded",
    "unknown_speakers",
]
