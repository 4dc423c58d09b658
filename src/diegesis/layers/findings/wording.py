"""Slips of the words: repeated, missing, misspelt, a homophone; marks that do not close."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.findings.homophones import find_homophones
from diegesis.layers.findings.marks import find_unclosed
from diegesis.layers.findings.missing import find_missing
from diegesis.layers.findings.repeated import find_repeated
from diegesis.layers.findings.spelling import find_typos
from diegesis.layers.findings.surface import surface_of
from diegesis.layers.findings.view import Detector, Draft, View


def find_wrong_words(view: View) -> Iterator[Draft]:
    """Words that are repeated, missing, misspelt or written for others."""
    surface = surface_of(view)
    yield from find_repeated(surface)
    yield from find_homophones(surface)
    yield from find_typos(view, surface)
    yield from find_missing(view, surface)


#: Detectors, in no particular order.
WORDING: tuple[Detector, ...] = (find_wrong_words, find_unclosed)
