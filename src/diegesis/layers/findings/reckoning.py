"""Numbers that do not add up: ages, durations, days and dates, heads counted; kin called two things."""

from __future__ import annotations

from diegesis.layers.findings.ages import AGES
from diegesis.layers.findings.calendar import CALENDAR
from diegesis.layers.findings.counts import COUNTS
from diegesis.layers.findings.durations import DURATIONS
from diegesis.layers.findings.kinship import KINSHIP
from diegesis.layers.findings.view import Detector
from diegesis.layers.findings.weekdays import DAYS

#: Detectors, in no particular order.
RECKONING: tuple[Detector, ...] = (*CALENDAR, *DAYS, *AGES, *DURATIONS, *KINSHIP, *COUNTS)
