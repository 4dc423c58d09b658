"""Slips of the telling: tense, point of view, long exchanges nobody is named in."""

from __future__ import annotations

from diegesis.layers.findings.exchanges import find_long_exchanges
from diegesis.layers.findings.minds import find_point_of_view_slips
from diegesis.layers.findings.tenses import find_tense_slips
from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
TELLING: tuple[Detector, ...] = (find_tense_slips, find_point_of_view_slips, find_long_exchanges)
