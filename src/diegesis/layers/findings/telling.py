"""Slips of the telling: tense, point of view, long exchanges nobody is named in."""

from __future__ import annotations

from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
TELLING: tuple[Detector, ...] = ()
