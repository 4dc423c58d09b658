"""What the stage forbids: the dead act, the absent speak, two places at once, things that move, weather."""

from __future__ import annotations

from diegesis.layers.findings.deaths import DEATHS
from diegesis.layers.findings.things import THINGS
from diegesis.layers.findings.view import Detector
from diegesis.layers.findings.weather import WEATHER
from diegesis.layers.findings.whereabouts import WHEREABOUTS

#: Detectors, in no particular order.
STAGING: tuple[Detector, ...] = (*WEATHER, *DEATHS, *WHEREABOUTS, *THINGS)
