"""Rows of the findings layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record
from diegesis.spans import Span

#: Findings of at least this probability are shown by default.
SHOWN = 0.5


class Code(StrEnum):
    """What may be wrong. Each has a page of its own in the docs."""

    EYE_COLOUR = "eye_colour"
    HAIR_COLOUR = "hair_colour"
    ATTRIBUTE_CONTRADICTION = "attribute_contradiction"
    AGE = "age"
    DURATION = "duration"
    DATE_OR_WEEKDAY = "date_or_weekday"
    KINSHIP = "kinship"
    NUMBER_OF_PEOPLE = "number_of_people"
    NAME_SPELLING = "name_spelling"
    WRONG_NAME = "wrong_name"
    PRONOUN = "pronoun"
    DEAD_ACTS = "dead_acts"
    ABSENT_SPEAKS = "absent_speaks"
    TWO_PLACES = "two_places"
    OBJECT_MOVES = "object_moves"
    INJURY_SIDE = "injury_side"
    WEATHER_OR_LIGHT = "weather_or_light"
    WRONG_TAG = "wrong_tag"
    UNCLOSED_QUOTE = "unclosed_quote"
    TENSE_SLIP = "tense_slip"
    POV_SLIP = "pov_slip"
    REPEATED_WORD = "repeated_word"
    MISSING_WORD = "missing_word"
    HOMOPHONE = "homophone"
    TYPO = "typo"
    LONG_UNTAGGED_EXCHANGE = "long_untagged_exchange"
    CONFUSABLE_NAMES = "confusable_names"


class Severity(StrEnum):
    """How much a finding matters if it is right."""

    ERROR = "error"  #: the text contradicts itself, or a mark or word is wrong
    WARNING = "warning"  #: a contradiction somebody's words may explain
    NOTE = "note"  #: a matter of craft


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Record):
    """Something in the text that may be a slip. ``confidence`` is the probability that it is one.

    Attributes:
        code: what sort of slip.
        severity: how much it matters.
        message: what is wrong, in words for the author.
        suggestion: what to do about it; empty where there is nothing to say.
        evidence: the passages that clash, in text order, or the one that is wrong by itself; never empty.
    """

    code: Code
    severity: Severity
    message: str
    suggestion: str = ""
    evidence: tuple[Span, ...]
