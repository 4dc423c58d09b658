"""What a sentence must hold before a way to name a time is worth a search: keeps the search linear and quick."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto

from diegesis.layers.timeline.calendar import FEASTS, MONTHS, PARTS, SEASONS, WEEKDAYS
from diegesis.layers.timeline.numerals import NUMBER_WORDS, UNITS


class Gate(Enum):
    """A family of words."""

    UNIT = auto()
    DAYPART = auto()
    AGO = auto()
    NEAR = auto()
    EVERY = auto()
    ALL = auto()
    MONTH = auto()
    YEAR = auto()
    DAY = auto()
    SEASON = auto()
    PART = auto()
    FEAST = auto()
    NUMBER = auto()
    CLOCK = auto()
    DECADE = auto()
    ORDINAL = auto()
    CENTURY = auto()
    CHILD = auto()


_DECADES = frozenset("teens twenties thirties forties fifties sixties seventies eighties nineties".split())
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_UNITS = frozenset((*UNITS, *(f"{unit}s" for unit in UNITS), "centuries", "ages", "moments"))
_FEASTS = frozenset(name.split()[0].partition("'")[0] for name in FEASTS) - {"may"} | {"may"}
_WORDS: dict[Gate, frozenset[str]] = {
    Gate.UNIT: _UNITS,
    Gate.DAYPART: _UNITS | {"morning", "afternoon", "evening", "night"},
    Gate.AGO: frozenset({"long", "once"}),
    Gate.NEAR: frozenset("yesterday today tomorrow tonight night to-day to-morrow to overnight".split()) - {"to"},
    Gate.EVERY: frozenset({"every", "each"}),
    Gate.ALL: frozenset({"all", "whole", "entire"}),
    Gate.MONTH: frozenset(MONTHS),
    Gate.YEAR: frozenset({*SEASONS, *_TENS, "year"}),
    Gate.DAY: frozenset((*WEEKDAYS, *(f"{day}s" for day in WEEKDAYS))),
    Gate.SEASON: frozenset(SEASONS),
    Gate.PART: frozenset((*PARTS, "tonight", "to-night", "first", "breakfast", "tea", "supper", "dinner")),
    Gate.FEAST: _FEASTS,
    Gate.NUMBER: NUMBER_WORDS - {"first", "second", "third"},
    Gate.CLOCK: frozenset({"o'clock", "clock", "past", "quarter", "half", "minutes", "minute", "o"}),
    Gate.DECADE: _DECADES,
    Gate.CENTURY: frozenset({"seventeen", "eighteen", "nineteen"}),
    Gate.CHILD: frozenset(
        "boy girl child kid lad lass baby student man woman youth childhood boyhood girlhood infancy".split()
    ),
    Gate.ORDINAL: frozenset(word for word in NUMBER_WORDS if re.search(r"(?:th|first|second|third)$", word)),
}
_BY_WORD: dict[str, frozenset[Gate]] = {}
for _gate, _words in _WORDS.items():
    for _word in _words:
        _BY_WORD[_word] = _BY_WORD.get(_word, frozenset()) | {_gate}
_NONE: frozenset[Gate] = frozenset()
_FIGURES = frozenset({Gate.NUMBER, Gate.YEAR, Gate.CLOCK, Gate.ORDINAL})


def gates_of(words: Iterable[str]) -> set[Gate]:
    """The families of which some word is among a sentence's tokens (small letters).

    >>> sorted(gate.name for gate in gates_of(["a", "two-week", "stay"]))
    ['DAYPART', 'NUMBER', 'UNIT']
    """
    found: set[Gate] = set()
    for word in words:
        found |= _BY_WORD.get(word, _NONE)
        if not word.isalpha():
            if any(sign.isdigit() for sign in word):
                found |= _FIGURES
            for part in re.split(r"[-'’]", word):
                found |= _BY_WORD.get(part, _NONE)
    return found
