"""Numbers that do not add up: ages, durations, days and dates, heads counted; kin called two things."""

from __future__ import annotations

from diegesis.layers.findings.ages import AGES
from diegesis.layers.findings.calendar import CALENDAR
from diegesis.layers.findings.counts import COUNTS
from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
RECKONING: tuple[Detector, ...] = (*CALENDAR, *AGES, *COUNTS)
