"""What the words of a time say, one function a way to name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diegesis.layers.timeline.calendar import FEASTS, MONTHS, PARTS, SEASONS
from diegesis.layers.timeline.numerals import UNITS, length, number

Match = re.Match[str]
#: How many days back a season lies that is told by what happened in it: *the winter of the big snow*.
_A_SEASON = 400.0
#: How many days back an age or a youth lies that dates something, where nothing says better.
LONG_AGO = 7000.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says.

    Attributes:
        value: see ``TimeExpression``.
        days: for an offset, how far from its anchor (negative: before); for a length, how long; 0 where unknown.
        hour: hour of the day, where the words say one.
        anchored: whether it is reckoned from another time; otherwise it is of the calendar.
    """

    value: str = ""
    days: float = 0.0
    hour: float | None = None
    anchored: bool = True


def no_value(match: Match) -> Reading:
    """A time without a number."""
    return Reading()


def before(match: Match) -> Reading:
    """*Three years ago*."""
    value, days = _length(match)
    return Reading(f"-{value}" if value else "", -days)


def later(match: Match) -> Reading:
    """*Two weeks later*."""
    value, days = _length(match)
    return Reading(f"+{value}" if value else "", days)


def lasting(match: Match) -> Reading:
    """*For two years*."""
    value, days = _length(match)
    return Reading(value, days)


def before_vague(match: Match) -> Reading:
    """*Years ago*."""
    return Reading("", -_vaguely(match))


def later_vague(match: Match) -> Reading:
    """*Days later*."""
    return Reading("", _vaguely(match))


def near_day(match: Match) -> Reading:
    """*Yesterday*, *the day after tomorrow*."""
    far, near = match["far"], (match["near"] or "").lower()
    if far:
        return Reading("-P2D", -2.0) if "before" in far.lower() else Reading("+P2D", 2.0)
    if near.startswith("to"):
        ahead = "morrow" in near
        return Reading("+P1D" if ahead else "+P0D", 1.0 if ahead else 0.0, _hour_in(match[0]))
    if near == "overnight":
        return Reading("", -0.4)
    hour = 22.5 if near.startswith("last") else _hour_in(match[0])
    return Reading("-P1D", -1.0, hour)


def beside(match: Match) -> Reading:
    """*The next morning*, *the year before*."""
    word, way = match["unit"].lower(), (match["way"] or "last").lower()
    unit = word if word in UNITS else "day"
    value, days = length("a", unit)
    backwards = way in ("before", "previous", "preceding", "last")
    hour = PARTS[word][1] if word in PARTS else None
    return Reading(("-" if backwards else "+") + value, -days if backwards else days, hour)


def same(match: Match) -> Reading:
    """*The same evening*."""
    return Reading("+P0D", 0.0, _hour_in(match[0]))


def age(match: Match) -> Reading:
    """*Twelve years old*; no value where it says two numbers, or one that nobody is old."""
    words = match["count"]
    years = number(words)
    if years is None or not 0 < years < 130 or re.search(rf"{re.escape(words)}\s+or\s", match[0]):
        return Reading(anchored=False)
    return Reading(f"P{years}Y", anchored=False)


def childhood(match: Match) -> Reading:
    """*As a boy*, *in her youth*: long ago, and no number."""
    return Reading("", -LONG_AGO)


def again(match: Match) -> Reading:
    """*Every Friday*, *twice a week*."""
    groups = match.groupdict()
    for name in ("weekday", "season", "part"):
        if groups.get(name):
            return Reading(groups[name].lower(), anchored=False)
    value, days = length("a", groups["unit"])
    return Reading(value, days, anchored=False)


def whole(match: Match) -> Reading:
    """*All night*, *the whole summer*."""
    groups = match.groupdict()
    if groups.get("unit"):
        return Reading(*length("a", groups["unit"]))
    return Reading("", 90.0) if groups.get("season") else Reading("", 0.3)


def date(match: Match) -> Reading:
    """*The ninth of June 1909*, *in August*, *on the fifteenth*."""
    groups = match.groupdict()
    month = MONTHS[groups["month"].lower()] if groups.get("month") else None
    return _date(groups.get("year"), month, groups.get("day"))


def year(match: Match) -> Reading:
    """*In 1909*, *the autumn of eighty-eight*; a year of two figures has ``XX`` for its century."""
    groups = match.groupdict()
    figures = groups.get("year")
    if not figures:
        short = number(re.sub(r"^(?:oh|n?ought)[-\s]", "", groups["short"]))
        century = number(groups.get("century") or "")
        figures = "" if short is None else f"{century or 'XX'}{short:02d}"
    season = SEASONS[groups["season"].lower()] if groups.get("season") else ""
    return Reading(f"{figures}-{season}" if season else figures, anchored=False)


def feast(match: Match) -> Reading:
    """*Michaelmas*."""
    name = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    return Reading(FEASTS.get(name, name), anchored=False)


def weekday(match: Match) -> Reading:
    """*On Tuesday*, *last Friday night*."""
    back = -7.0 if re.match(r"last\b", match[0], re.IGNORECASE) else 0.0
    return Reading(match["weekday"].lower(), back, _hour_in(match[0].partition("day")[2]))


def season(match: Match) -> Reading:
    """*That winter*."""
    back = -250.0 if re.search(r"\blast\b", match[0], re.IGNORECASE) else 0.0
    if re.match(r"\s+(?:of\s+the|when|before|that|after)\b", match.string[match.end() : match.end() + 12]):
        back = -_A_SEASON
    return Reading(match["season"].lower(), back)


def part(match: Match) -> Reading:
    """*That morning*, *at dusk*, *tonight*."""
    word = (match.groupdict().get("part") or "night").lower()
    value, hour = PARTS[word]
    return Reading(value, 0.0, hour)


def clock(match: Match) -> Reading:
    """*Half past two in the afternoon*: ``T14:30``; as said, from 0 to 12, where nothing says which half of the day."""
    groups = match.groupdict()
    if groups.get("twelve"):
        hour: int | None = 12 if groups["twelve"].lower() == "noon" else 24
    else:
        hour = number(groups.get("hour") or "")
    if hour is None or hour > 24:
        return Reading()
    minutes = hour * 60 + _minutes(groups)
    side = (groups.get("side") or "").lower()
    late = side in ("afternoon", "evening") or (groups.get("meridian") or "a")[0] in "pP"
    if (late or (groups.get("night") and hour >= 6)) and hour < 12:
        minutes += 12 * 60
    if hour == 12 and (side == "morning" or groups.get("night")):
        minutes += 12 * 60
    minutes %= 24 * 60
    return Reading(f"T{minutes // 60:02d}:{minutes % 60:02d}", 0.0, minutes / 60)


def _minutes(groups: dict[str, str | None]) -> int:
    """Minutes after the hour that the words name; negative before it."""
    if groups.get("exact"):
        return number(groups["exact"] or "") or 0
    fraction, said = (groups.get("fraction") or "").lower(), groups.get("minutes") or groups.get("few")
    count = 30 if fraction == "half" else 15 if fraction else (number(said) or 0) if said else 0
    return -count if (groups.get("way") or "").lower() in ("to", "before") else count


def _date(year_: str | None, month: int | None, day: str | None) -> Reading:
    value = year_ or ("-" if month or day else "")
    value += f"-{month:02d}" if month else "-" if day else ""
    of_month = number(day) if day else None
    if of_month is not None and not 0 < of_month < 32:
        return Reading(anchored=False)
    return Reading(value + (f"-{of_month:02d}" if of_month else ""), anchored=False)


def _length(match: Match) -> tuple[str, float]:
    value, days = length(match["count"], match["unit"], half=bool(match["half"]))
    return ("" if match["vague"] else value), days


def _vaguely(match: Match) -> float:
    unit = (match.groupdict().get("unit") or "years").lower().rstrip("s")
    return UNITS[unit][2] * 5 if unit in UNITS else 3650.0 if unit in ("age", "year") else 0.01


def _hour_in(words: str) -> float | None:
    found = re.search(r"morning|forenoon|afternoon|evening|night", words, re.IGNORECASE)
    return PARTS[found[0].lower()][1] if found else None
