"""What the stage forbids: the dead act, the absent speak, two places at once, things that move, weather."""

from __future__ import annotations

from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
STAGING: tuple[Detector, ...] = ()
