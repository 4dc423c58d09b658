"""Days of the week against days of the month."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diegesis.layers.findings.passages import ORDINAL, number, spoken, windows, within
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = tuple("january february march april may june july august september october november december".split())
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTH_OF = {name[:length]: place for place, name in enumerate(_MONTHS) for length in (3, 4, len(name))}
_SHORT_DAYS = {day[:3]: place for place, day in enumerate(WEEKDAYS)}

_W = r"(?P<w>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?)"
_M = r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December|"
_M += r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_D = rf"(?P<d>{ORDINAL})"
_Y = r"(?:,? (?:in |of )?(?P<y>1[5-9]\d\d|20\d\d))?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        #: Monday, the ninth of June; Friday 30 May 1953
        rf"(?<!\w){_W},? (?:the )?{_D}(?: day)?,? (?:of )?{_M}(?!\w){_Y}",
        #: Monday, June 9th, 1953
        rf"(?<!\w){_W},? {_M} (?:the )?{_D}(?!\w){_Y}",
        #: the ninth of June, a Monday; the ninth of June was a Monday
        rf"(?<!\w){_D} (?:of )?{_M}{_Y}(?:,| was| is| fell on| falls on) (?:an? )?{_W}(?!\w)",
        #: June 9th was a Monday
        rf"(?<!\w){_M} (?:the )?{_D}(?!\w){_Y}(?:,| was| is| fell on| falls on) (?:an? )?{_W}(?!\w)",
        #: Monday the twentieth
        rf"(?<!\w){_W},? the {_D}(?!\w)(?! (?:of|time|day of|hour|one|week|man|woman|floor|house))",
    )
)
_WEEKDAY_WORDS = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")
#: Characters between a weekday and the rest of its date.
_NEAR = 60
#: Dates further apart may be of different years, or months where no month stands.
_SAME_YEAR, _SAME_MONTH = 60_000, 8_000
_AGREED, _BY_CALENDAR, _SPOKEN = 0.93, 0.8, 0.85
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A day of the week with its day of the month; month from 0, ``None`` where the text does not say."""

    span: Span
    weekday: int
    day: int
    month: int | None
    year: int | None


def weekday_of(word: str) -> int:
    """Monday is 0."""
    return _SHORT_DAYS[word.lower()[:3]]


def dates(view: View) -> list[Dated]:
    """Weekdays with their days, in text order; of two readings of a place the longer one."""
    found: list[Dated] = []
    places = windows(view.text, _WEEKDAY_WORDS, _NEAR)
    for shape in _SHAPES:
        for match in within(view.text, places, shape):
            dated = _dated(match)
            if dated is not None and not any(dated.span.touches(other.span) for other in found):
                found.append(dated)
    return sorted(found, key=lambda dated: dated.span)


def _dated(match: re.Match[str]) -> Dated | None:
    groups = match.groupdict()
    day, weekday = number(groups["d"]), groups["w"]
    if day is None or not 1 <= day <= 31 or not weekday[0].isupper():
        return None
    month = groups.get("m")
    if month and not month[0].isupper():
        return None
    return Dated(
        span=Span(*match.span()),
        weekday=weekday_of(weekday),
        day=day,
        month=None if not month else _MONTH_OF[month.lower().rstrip(".")[: None if len(month) > 4 else 3]],
        year=int(groups["y"]) if groups.get("y") else None,
    )


def calendar(view: View) -> Iterable[Draft]:
    """Dates whose weekdays cannot belong to one year, and dates the calendar gives another weekday."""
    found = dates(view)
    yield from _against_calendar(view, found)
    for group in _groups(found):
        yield from _against_each_other(view, group)


def _against_calendar(view: View, found: Sequence[Dated]) -> Iterator[Draft]:
    for dated in found:
        if dated.year is None or dated.month is None:
            continue
        try:
            right = datetime.date(dated.year, dated.month + 1, dated.day).weekday()
        except ValueError:
            right = -1
        if right != dated.weekday:
            there_is = f"it was a {WEEKDAYS[right].capitalize()}" if right >= 0 else "there is no such day"
            yield _draft(
                view, (dated,), f"{_name(dated)} {dated.year} was no {_weekday(dated)}: {there_is}.", _BY_CALENDAR
            )


def _groups(found: Sequence[Dated]) -> Iterator[list[Dated]]:
    """Runs of dates that belong to one year."""
    group: list[Dated] = []
    for dated in found:
        reach = _SAME_YEAR if dated.month is not None else _SAME_MONTH
        years = {other.year for other in (*group, dated) if other.year is not None}
        if group and (dated.span.start - group[-1].span.end > reach or len(years) > 1):
            yield group
            group = []
        group.append(dated)
    if group:
        yield group


def _against_each_other(view: View, group: Sequence[Dated]) -> Iterator[Draft]:
    """The dates that the most others contradict, each with those; of two that clash both."""
    clashes = {one: [two for two in group if _clash(one, two)] for one in group}
    while any(clashes.values()):
        worst = max(group, key=lambda one: (len(clashes[one]), one.span))
        others = sorted(clashes[worst], key=lambda other: abs(other.span.start - worst.span.start))[:_SHOWN]
        other = others[0]
        message = f"{_name(worst)} is a {_weekday(worst)} here, but {_name(other)} is a {_weekday(other)}."
        yield _draft(view, (worst, *others), message, _AGREED)
        for one in group:
            clashes[one] = [] if one is worst else [two for two in clashes[one] if two is not worst]


def _clash(one: Dated, two: Dated) -> bool:
    if one is two or (one.month is None) != (two.month is None):
        return False
    apart = _days_apart(one, two)
    return bool(apart) and all((two.weekday - one.weekday - days) % 7 for days in apart)


def _days_apart(one: Dated, two: Dated) -> set[int]:
    """How many days lie between two dates of a year, with and without a leap day."""
    if one.month is None or two.month is None:
        return {two.day - one.day} if two.day >= one.day or two.span.start < one.span.start else set()
    first, second = (sum(_DAYS[: dated.month]) + dated.day for dated in (one, two))
    between = sorted((one.month, two.month))
    leap = between[0] <= 1 < between[1]
    sign = 1 if second >= first else -1
    return {second - first, second - first + sign} if leap else {second - first}


def _name(dated: Dated) -> str:
    if dated.month is not None:
        return f"{dated.day} {_MONTHS[dated.month].capitalize()}"
    ending = "th" if dated.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(dated.day % 10, "th")
    return f"the {dated.day}{ending}"


def _weekday(dated: Dated) -> str:
    return WEEKDAYS[dated.weekday].capitalize()


def _draft(view: View, those: Sequence[Dated], message: str, sure: float) -> Draft:
    said = any(spoken(view, dated.span.start) for dated in those)
    return Draft(
        code=Code.DATE_OR_WEEKDAY,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=message,
        suggestion="Check the days against a calendar.",
        evidence=tuple(sorted({dated.span for dated in those})),
        confidence=round(sure * (_SPOKEN if said else 1.0), 3),
    )


#: Detectors, in no particular order.
CALENDAR: tuple[Detector, ...] = (calendar,)
