"""To come."""

from __future__ import annotations

from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
THINGS: tuple[Detector, ...] = ()
