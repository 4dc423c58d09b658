"""A person's edits: read from a file, anchored in the text, handed to the layers as facts."""

from diegesis.corrections.cast import parse_cast, read_cast
from diegesis.corrections.corrections import Correction, QuoteAnchor, SpeakerOf, Unplaced
from diegesis.corrections.heeded import unheeded
from diegesis.corrections.read import parse_corrections, read_corrections
from diegesis.corrections.resolve import QuoteFinder, Resolved, resolve

__all__ = [
    "Correction",
    "QuoteAnchor",
    "QuoteFinder",
    "Resolved",
    "SpeakerOf",
    "Unplaced",
    "parse_cast",
    "parse_corrections",
    "read_cast",
    "read_corrections",
    "resolve",
    "unheeded",
]
