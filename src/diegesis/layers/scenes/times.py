"""When a scene happens, in the text's words: the hour, the part of the day, the weekday, the date, *two days later*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layers.scenes.told import Told
from diegesis.spans import Span

_NUMBER = (
    r"(?i:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"several|a\s+few|many|\d+)"
)
_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|winter|summer)s?"
_PART = (
    r"(?:morning|forenoon|noon|afternoon|evening|dusk|twilight|nightfall|night|midnight|dawn|daybreak|sunrise|sunset)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|midnight|noon)"
_CLOCK = rf"(?:(?:half|quarter|twenty|ten|five|\w+\s+minutes?)\s+(?:past|to)\s+)?{_HOUR}"
_BY = r"(?:[Aa]t|[Bb]y|[Aa]fter|[Bb]efore|[Tt]owards?|[Aa]bout)"
_OCLOCK = r"(?:\s+o[’']clock|\s*[ap]\.?m\b\.?)"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}})"
_NEXT = r"(?i:the\s+(?:next|following|same)|next|that|one|late\s+that|early\s+that)"
_SEASON = rf"(?:{_MONTH}|spring|summer|autumn|winter)"
#: Sorts of words for a time, the ones that say most first, with how much each says.
_SORTS = tuple(
    (re.compile(pattern), weight)
    for pattern, weight in (
        (rf"\b(?:the\s+)?{_DATE}\b(?:,?\s+\d{{4}})?", 1.0),
        (rf"\b{_NUMBER}\s+(?:\w+\s+)?{_UNIT}\s+(?:later|afterwards|before|earlier|ago)\b", 0.95),
        (rf"\b{_NEXT}\s+(?:\w+\s+)?{_PART}\b", 0.9),
        (rf"\b{_WEEKDAY}(?:\s+{_PART})?\b", 0.85),
        (rf"\b{_BY}\s+{_CLOCK}{_OCLOCK}?(?=[\s,.;])", 0.8),
        (rf"\b{_CLOCK}\s+o[’']clock\b", 0.8),
        (rf"\b(?:{_BY}|[Ii]n\s+the|[Ii]t\s+was)\s+(?:\w+\s+)?{_PART}\b", 0.7),
        (rf"\b[Ii]n\s+(?:the\s+)?{_SEASON}\b(?:(?:\s+of)?\s+\d{{4}})?", 0.6),
        (r"\b(?:[Tt]onight|[Tt]oday|[Tt]his\s+(?:morning|afternoon|evening))\b", 0.4),
    )
)
#: What a time that somebody only speaks of says, and what is left of the weight after so many characters.
_SPOKEN, _HALF = 0.3, 700.0
_LEAST = 0.25


@dataclass(frozen=True, slots=True)
class Time:
    """Words for a time, and where they stand."""

    words: str
    span: Span


def time_of(told: Told, span: Span) -> Time | None:
    """When a scene happens, as its own words say; ``None`` where they do not."""
    weighed = [(weight, -where.start, where) for weight, where in _times_in(told, span)]
    if not weighed:
        return None
    weight, _, where = max(weighed)
    return Time(" ".join(where.of(told.text).split()), where) if weight >= _LEAST else None


def _times_in(told: Told, span: Span) -> Iterator[tuple[float, Span]]:
    for pattern, weight in _SORTS:
        for match in pattern.finditer(told.text, span.start, min(span.end, span.start + int(3 * _HALF))):
            spoken = _SPOKEN if told.is_quoted(match.start()) else 1.0
            yield weight * spoken * 0.5 ** ((match.start() - span.start) / _HALF), Span(*match.span())
