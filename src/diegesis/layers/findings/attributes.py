"""What somebody is, said in two ways that cannot both be true."""

from __future__ import annotations

from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
ATTRIBUTES: tuple[Detector, ...] = ()
