"""Slips of names: spelt two ways, easily confused, the wrong one; the wrong pronoun; the wrong tag."""

from __future__ import annotations

from diegesis.layers.findings.crossed import find_wrong_tags
from diegesis.layers.findings.names import find_confusable, find_two_spellings
from diegesis.layers.findings.pronouns import find_wrong_pronouns
from diegesis.layers.findings.strays import find_wrong_names
from diegesis.layers.findings.view import Detector

#: Detectors, in no particular order.
NAMING: tuple[Detector, ...] = (
    find_two_spellings,
    find_confusable,
    find_wrong_pronouns,
    find_wrong_tags,
    find_wrong_names,
)
