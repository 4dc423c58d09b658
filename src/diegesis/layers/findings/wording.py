"""Slips of the words: repeated, missing, misspelt, a homophone; marks that do not close."""

from __future__ import annotations

from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
WORDING: tuple[Detector, ...] = ()
