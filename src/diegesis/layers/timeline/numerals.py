"""Numbers in words and figures, and lengths of time made of them."""

from __future__ import annotations

import re

from diegesis.lexicons.numerals import ONES, ORDINALS
from diegesis.lexicons.numerals import TENS as TEN_VALUES

#: Words of a year's last two figures.
TENS, TEENS, DIGITS = tuple(TEN_VALUES), tuple(ONES)[9:], tuple(ONES)[:9]
#: Words for a number that is not one number: what they come to when times are put in order.
_VAGUE = {
    "a couple of": 2,
    "a couple": 2,
    "a few": 3,
    "some": 3,
    "several": 5,
    "many": 10,
    "half a dozen": 6,
    "a dozen": 12,
    "dozens of": 30,
    "hundreds of": 300,
    "": 5,
}
#: Words that begin a number.
NUMBER_WORDS = frozenset((*ONES, *TEN_VALUES, *ORDINALS, "dozen", "hundred", "thousand"))

_ONE = "(?:" + "|".join(sorted(ONES, key=len, reverse=True)) + ")"
_TEN = "(?:" + "|".join(TEN_VALUES) + ")"
_SMALL = rf"(?:{_ONE}[-\s]and[-\s]{_TEN}|{_TEN}(?:[-\s]{_ONE})?|{_ONE})"
#: Regular expression of a number in words or figures: *twenty-one*, *five-and-twenty*, *three hundred*, *1,200*.
CARDINAL = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_SMALL}|a)[-\s](?:hundred|thousand)(?:[-\s](?:and[-\s])?{_SMALL})?|{_SMALL})\b"
)
#: One of a day of the month: *ninth*, *twenty-first*, *9th*.
ORDINAL = (
    r"(?:\d{1,2}(?:st|nd|rd|th)|(?:twenty|thirty)[-\s](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    + "|".join(sorted(ORDINALS, key=len, reverse=True))
    + r")\b"
)
#: Words for how many in front of a unit of time.
QUANTITY = (
    rf"(?:half\s+a\s+dozen|a\s+(?:couple\s+of|couple|few|dozen)|several|some|many|{CARDINAL}(?:\s+(?:or|to)\s+{CARDINAL})?"
    r"|half[-\s](?:an?|the)|(?:a\s+)?quarter(?:s)?\s+of\s+an|three[-\s]quarters\s+of\s+an|an?(?:\s+(?:whole|full|good|long))?)"
)
#: Letters and size in days of the units of time, by the word without its plural.
UNITS = {
    "second": ("TS", 1, 1 / 86400),
    "minute": ("TM", 1, 1 / 1440),
    "hour": ("TH", 1, 1 / 24),
    "day": ("D", 1, 1.0),
    "night": ("D", 1, 1.0),
    "week": ("D", 7, 7.0),
    "fortnight": ("D", 14, 14.0),
    "month": ("M", 1, 30.4),
    "year": ("Y", 1, 365.0),
    "winter": ("Y", 1, 365.0),
    "summer": ("Y", 1, 365.0),
    "decade": ("Y", 10, 3650.0),
    "century": ("Y", 100, 36500.0),
    "centurie": ("Y", 100, 36500.0),
    "generation": ("Y", 25, 9000.0),
}
#: A regular expression of a unit of time, plural or not.
UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|years?|decades?|century|centuries)\b"
_SMALLER = {"Y": ("M", 12), "TH": ("TM", 60), "D": ("TH", 24), "TM": ("TS", 60), "M": ("D", 30)}


def number(words: str) -> int | None:
    """The value of a number in words or figures; ``None`` where it is none.

    >>> number("five-and-twenty"), number("three hundred and two"), number("1,200"), number("twenty first")
    (25, 302, 1200, 21)
    """
    cleaned = words.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:st|nd|rd|th)?", cleaned):
        return int(re.sub(r"\D", "", cleaned))
    total, current, parts = 0, 0, re.split(r"[-\s]+", cleaned)
    for part in parts:
        if part in ("hundred", "thousand"):
            total, current = total + max(current, 1) * (100 if part == "hundred" else 1000), 0
        elif part in ONES or part in TEN_VALUES or part in ORDINALS:
            current += ONES.get(part) or TEN_VALUES.get(part) or ORDINALS[part]
        elif part not in ("and", "a"):
            return None
    return total + current or None


def amount(words: str) -> tuple[float, bool]:
    """How many a quantity says, and whether it says just that.

    >>> amount("half an"), amount("two or three"), amount("a few"), amount("a quarter of an")
    ((0.5, True), (2.0, False), (3.0, False), (0.25, True))
    """
    cleaned = re.sub(r"[-\s]+", " ", words.lower()).strip()
    if cleaned in _VAGUE:
        return float(_VAGUE[cleaned]), False
    if cleaned.startswith("half"):
        return 0.5, True
    if "quarter" in cleaned:
        return (0.75 if cleaned.startswith("three") else 0.25), True
    if re.match(r"an?\b(?! hundred| thousand)", cleaned):
        return 1.0, True
    first = re.split(r"\s+(?:or|to)\s+", cleaned)
    value = number(first[0])
    return (float(value), len(first) == 1) if value else (5.0, False)


def length(quantity: str, unit: str, *, half: bool = False) -> tuple[str, float]:
    """A length of time as ISO 8601 (empty where the words say no one number) and, roughly, in days.

    >>> length("two", "weeks"), length("half an", "hour")[0], length("a", "year", half=True)[0], length("some", "days")
    (('P14D', 14.0), 'PT30M', 'P18M', ('', 3.0))
    """
    count, exact = amount(quantity)
    count += 0.5 if half else 0.0
    letters, times, days = UNITS[unit.lower().rstrip("s") if unit.lower() != "centuries" else "century"]
    return (_iso(count * times, letters) if exact else ""), count * days


def _iso(count: float, letters: str) -> str:
    if count != int(count) and letters in _SMALLER:
        letters, times = _SMALLER[letters]
        count *= times
    return f"PT{round(count)}{letters[1]}" if letters.startswith("T") else f"P{round(count)}{letters}"
