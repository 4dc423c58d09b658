"""The ways English names a time: one regular expression a way, and how to read what it finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from diegesis.layers.timeline import readings as read
from diegesis.layers.timeline.calendar import FEASTS, MONTHS, PARTS, SEASONS, THINGS, WEEKDAYS
from diegesis.layers.timeline.gates import Gate
from diegesis.layers.timeline.numerals import CARDINAL, DIGITS, ORDINAL, QUANTITY, TEENS, TENS, UNIT
from diegesis.layers.timeline.readings import Reading
from diegesis.layers.timeline.records import TimeKind


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to name a time; ``sure`` is how often such words do."""

    kind: TimeKind
    gate: Gate
    regex: re.Pattern[str]
    reading: Callable[[re.Match[str]], Reading]
    sure: float


_MONTH = "(?P<month>" + "|".join(MONTHS) + r")\b"
#: Months that are no other word and no common name.
_SURE_MONTH = "(?P<month>january|february|july|september|october|november|december)\\b"
_DAY = "(?P<weekday>" + "|".join(WEEKDAYS) + ")"
_FEAST = "(?P<feast>" + "|".join(sorted(FEASTS, key=len, reverse=True)).replace("'", "['’]?") + ")(?:['’]s)?\\b"
_SEASON = "(?P<season>" + "|".join(SEASONS) + r")\b"
_PART = "(?P<part>" + "|".join(sorted(PARTS, key=len, reverse=True)) + r")\b"
_PLAIN_PART = r"(?P<part>morning|forenoon|afternoon|evening|night)\b"
#: A year said in words: *nineteen-oh-four*, *eighteen hundred and ninety*, *nineteen twenty-eight*.
_WORD_YEAR = (
    r"(?P<century>seventeen|eighteen|nineteen)[-\s](?:hundred(?:[-\s]and)?[-\s])?"
    rf"(?P<short>(?:oh|ought|nought)[-\s]\w+|(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(DIGITS)}))?|{'|'.join(TEENS)})\b"
)
_FIGURE_YEAR = r"(?P<year>1[0-9]\d\d|20\d\d)\b"
_SHORT_YEAR = r"['’](?P<short>\d\d|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)\b"
_LENGTH = (
    rf"(?!some\s+(?:day|night|year)\b)(?P<count>{QUANTITY})[-\s]+(?P<unit>{UNIT})"
    r"(?P<half>\s+and\s+a\s+half)?(?P<vague>\s+or\s+(?:two|three|so|more|less)\b)?"
)
_HOUR = rf"(?P<hour>{CARDINAL})"
_END = r"(?=\s*(?:[.,;:!?)”\"’'—–]|--|$))"
_OPEN = r"(?:at|in|on|of|about|towards?|by|since|until|till|before|after|during|through|from|past|around|round|for)"
_SUBJECT = r"(?:I|he|she|you|who|(?-i:(?!It\b|There\b|They\b|That\b|This\b|What\b|We\b|Here\b|Now\b|Then\b)[A-Z]\w+))"
_BE = (
    r"(?:['’](?:m|s|re|d\s+be|ll\s+be)|\s+(?:was|is|am|are|were|had\s+been|has\s+been|will\s+be|would\s+be|"
    r"(?:had\s+|has\s+)?(?:just\s+)?turn(?:s|ed)))"
)
_ROUGHLY = (
    r"(?:\s+(?:only|just|nearly|almost|barely|hardly|about|already|still|now|perhaps|some|not\s+yet|not\s+quite|over|"
    r"past|then|scarcely))?"
)
_AFTER_AGE = (
    r"(?=\s*(?:[.,;:!?)”\"—–]|$)|\s+(?:when|then|now|and|that|this|last|next|at\s+the\s+time|or|but|before|years))"
)


_Row = tuple[TimeKind, Gate, str, Callable[[re.Match[str]], Reading], float]


def _table() -> Iterator[_Row]:
    yield from _offsets()
    yield from _ages()
    yield from _sets()
    yield from _durations()
    yield from _dates()
    yield from _years()
    yield from _feasts_and_seasons()
    yield from _clock()
    yield from _parts_of_day()


def _offsets() -> Iterator[_Row]:
    kind = TimeKind.OFFSET
    yield kind, Gate.UNIT, rf"\b{_LENGTH}\s+(?:ago|since|earlier|previously|before|back)\b", read.before, 0.95
    yield (
        kind,
        Gate.UNIT,
        r"\b(?P<unit>years|months|weeks|days|hours|ages)\s+(?:ago|earlier|before)\b",
        read.before_vague,
        0.95,
    )
    yield kind, Gate.AGO, r"\blong\s+(?:ago|since)\b|\bonce\s+upon\s+a\s+time\b", read.before_vague, 0.8
    yield (
        kind,
        Gate.UNIT,
        rf"\b{_LENGTH}\s+(?:later|after|afterwards?|hence|thence|from\s+(?:now|today|then))\b",
        read.later,
        0.95,
    )
    yield (
        kind,
        Gate.UNIT,
        r"\b(?P<unit>years|months|weeks|days|hours|minutes|moments)\s+(?:later|after)\b",
        read.later_vague,
        0.9,
    )
    yield kind, Gate.UNIT, rf"\b(?:after|within)\s+(?:the\s+)?{_LENGTH}", read.later, 0.75
    yield (
        kind,
        Gate.NEAR,
        r"\bthe\s+day\s+(?P<far>before\s+yesterday|after\s+to-?morrow)\b"
        r"|\b(?P<near>yesterday|to-?morrow|to-?day|last\s+night|overnight)\b(?:\s+(?:morning|afternoon|evening|night))?",
        read.near_day,
        0.97,
    )
    yield (
        kind,
        Gate.DAYPART,
        r"\bthe\s+(?:very\s+)?(?P<unit>day|night|evening|morning|week|year)\s+(?P<way>before|after)\b",
        read.beside,
        0.9,
    )
    yield (
        kind,
        Gate.DAYPART,
        r"\b(?:(?:the\s+)?(?P<way>next|following|previous|preceding)|(?<!the\s)(?P<past>last))\s+"
        r"(?P<unit>day|morning|afternoon|evening|night|week|fortnight|month|year)\b(?!['’])",
        read.beside,
        0.92,
    )
    yield (
        kind,
        Gate.DAYPART,
        r"\bthat\s+day\b|\b(?:the|that|this)\s+(?:very\s+)?same\s+(?:day|night|evening|morning|afternoon)\b",
        read.same,
        0.9,
    )


def _ages() -> Iterator[_Row]:
    kind = TimeKind.AGE
    yield (
        kind,
        Gate.UNIT,
        rf"\b(?P<count>{CARDINAL})(?:\s+or\s+{CARDINAL})?[-\s]years?(?:[-\s]+old\b|\s+of\s+age\b)",
        read.age,
        0.96,
    )
    yield kind, Gate.NUMBER, rf"\b(?:aged|at\s+the\s+age\s+of|the\s+age\s+of)\s+(?P<count>{CARDINAL})", read.age, 0.96
    yield (
        kind,
        Gate.NUMBER,
        rf"\b(?:when|since|till|until)\s+(?:we|they|both)\s+(?:was|were|had\s+been)\s+(?P<count>{CARDINAL}){_AFTER_AGE}",
        read.age,
        0.85,
    )
    yield kind, Gate.UNIT, rf"\b(?P<count>{CARDINAL})\s+years\s+(?:younger|older)\b", read.no_value, 0.5
    yield (
        kind,
        Gate.NUMBER,
        rf"\b(?<!it\s){_SUBJECT}{_BE}{_ROUGHLY}\s+(?!one\b)(?P<count>{CARDINAL}){_AFTER_AGE}",
        read.age,
        0.85,
    )
    yield (
        kind,
        Gate.NUMBER,
        r"(?<!stop\s)(?<!and\s)\bat\s+(?P<count>\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
        r"(?=,|;|\s+(?:by|he|she|I|and)\b)",
        read.age,
        0.6,
    )
    yield (
        kind,
        Gate.DECADE,
        r"\bin\s+(?:his|her|my|your|their)\s+(?:(?:early|late|middle|mid)[-\s])?"
        r"(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
        read.no_value,
        0.9,
    )
    yield (
        kind,
        Gate.CHILD,
        r"\b(?:(?:as|when\s+\w+\s+(?:was|were))\s+(?:(?:only|still|just)\s+)?an?\s+(?:(?:little|small|young|mere)\s+)?"
        r"(?:boy|girl|child|kid|lad|lass|baby|student|young\s+(?:man|woman))(?=[,;.]|\s+(?:he|she|I|they|we|and)\b)|in\s+(?:his|her|my|our|their)\s+"
        r"(?:youth|childhood|boyhood|girlhood|infancy))\b",
        read.childhood,
        0.85,
    )


def _sets() -> Iterator[_Row]:
    kind = TimeKind.SET
    yield (
        kind,
        Gate.EVERY,
        rf"\b(?:every|each)\s+(?:(?:other|second|single|blessed)\s+)?(?:{_DAY}|{_SEASON}|{_PLAIN_PART}"
        rf"|(?P<unit>{UNIT}))(?:\s+(?:morning|afternoon|evening|night))?\b",
        read.again,
        0.95,
    )
    yield kind, Gate.DAY, rf"\b(?:on\s+)?{_DAY}s\b(?!['’])", read.again, 0.9
    yield kind, Gate.DAY, rf"\bof\s+an?\s+{_DAY}\b", read.again, 0.9
    yield (
        kind,
        Gate.UNIT,
        rf"\b(?:once|twice|thrice|{CARDINAL}\s+times)\s+(?:an?|every|each)\s+(?P<unit>{UNIT})",
        read.again,
        0.95,
    )
    yield (
        kind,
        Gate.UNIT,
        r"\b(?P<unit>day|night|week|month|year)\s+(?:after|by|in,?)\s+(?:night|day|week|month|year)\b(?:\s+out)?",
        read.again,
        0.85,
    )


def _durations() -> Iterator[_Row]:
    kind = TimeKind.DURATION
    yield (
        kind,
        Gate.UNIT,
        rf"\b(?:for|during|these|those|the\s+(?:past|last|first|next))\s+(?:the\s+)?(?!an?\s+second\b){_LENGTH}",
        read.lasting,
        0.93,
    )
    yield (
        kind,
        Gate.UNIT,
        r"\bfor\s+(?:(?:the\s+)?(?:past|last)\s+)?(?P<unit>years|months|weeks|days|hours)\b(?!\s+(?:of|when|that|to|are|were|had))",
        read.no_value,
        0.6,
    )
    yield (
        kind,
        Gate.UNIT,
        rf"(?<!hundred\s)(?<!thousand\s)(?<!pounds\s)(?<!times\s)(?<!\d\s)(?<!twice\s)(?<!once\s)\b(?!(?:an?|one)\s+(?:second|minute|day|night)\b){_LENGTH}",
        read.lasting,
        0.85,
    )
    yield (
        kind,
        Gate.ALL,
        r"\b(?:all\s+(?:that\s+|the\s+)?|(?:the|a)\s+(?:whole|entire)\s+)"
        rf"(?:(?P<unit>day|night|week|year|month)\b|{_SEASON}|{_PLAIN_PART})",
        read.whole,
        0.9,
    )


def _dates() -> Iterator[_Row]:
    kind = TimeKind.DATE
    year = rf"(?:,?\s+(?:of\s+|in\s+)?{_FIGURE_YEAR})?"
    yield kind, Gate.MONTH, rf"\b(?:the\s+)?(?P<day>{ORDINAL})\s+(?:day\s+)?(?:of\s+)?{_MONTH}{year}", read.date, 0.97
    yield kind, Gate.MONTH, rf"\b(?:the\s+)?(?P<day>\d{{1,2}})\s+(?-i:(?=[A-Z])){_MONTH}{year}", read.date, 0.9
    yield (
        kind,
        Gate.MONTH,
        rf"\b{_MONTH}\s+(?:the\s+)?(?P<day>{ORDINAL}|\d{{1,2}}\b)(?!\s*(?:{UNIT})){year}",
        read.date,
        0.95,
    )
    yield kind, Gate.MONTH, rf"\b{_MONTH}(?:,|\s+of|\s+in)?\s+{_FIGURE_YEAR}", read.date, 0.97
    yield (
        kind,
        Gate.MONTH,
        rf"\b(?:{_OPEN}|last|next|this|that|early|late|mid|one)[-\s]+(?-i:(?=[A-Z])){_MONTH}",
        read.date,
        0.9,
    )
    yield kind, Gate.MONTH, rf"(?-i:(?=[A-Z]))\b{_SURE_MONTH}", read.date, 0.9


def _years() -> Iterator[_Row]:
    kind = TimeKind.DATE
    yield (
        kind,
        Gate.YEAR,
        rf"\b(?:the\s+year\s+(?:of\s+)?|(?:in|since|until|till|by|before|after|of|during|from|winter|summer)\s+){_FIGURE_YEAR}(?!\s+(?:\w+s\b|[a-z]+\s+of))",
        read.year,
        0.9,
    )
    yield (
        kind,
        Gate.YEAR,
        rf"\b(?:in|since|of|until|till|before|after|by|back\s+in|year|from)\s+{_SHORT_YEAR}",
        read.year,
        0.9,
    )
    yield (
        kind,
        Gate.YEAR,
        rf"\b(?:the\s+)?{_SEASON}\s+of\s+(?:['’]?(?P<short>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|\d\d)\b|{_FIGURE_YEAR})",
        read.year,
        0.95,
    )
    yield (
        kind,
        Gate.ORDINAL,
        rf"\b(?:on|by|until|till|since|before|after|from)\s+the\s+(?!(?:first|last)\b)(?P<day>{ORDINAL})(?=\s*[.,;:!?”\"]|\s+(?:he|she|they|we|I|it|and|at|in)\b)",
        read.date,
        0.7,
    )
    yield (
        kind,
        Gate.CENTURY,
        rf"(?:(?<=in\s)|(?<=since\s)|(?<=of\s)|(?<=till\s)|(?<=by\s)|(?<=year\s)|(?<=[.,;:“\"‘]\s)|(?<=[“\"‘—]))\b{_WORD_YEAR}"
        rf"(?!\s+(?:{UNIT}|pounds|dollars|men|miles|feet|people|\w+s\b))",
        read.year,
        0.8,
    )


def _feasts_and_seasons() -> Iterator[_Row]:
    yield TimeKind.DATE, Gate.FEAST, rf"(?<![-\w]){_FEAST}(?!\s+{THINGS}|-(?!time|tide|eve|day))", read.feast, 0.95
    yield (
        TimeKind.WEEKDAY,
        Gate.DAY,
        rf"\b(?:(?:last|next|this|that|one|the|a)\s+)?{_DAY}\b(?:\s+(?:morning|afternoon|evening|night|next|last|week))?",
        read.weekday,
        0.96,
    )
    season = rf"{_SEASON}(?!\s+{THINGS})"
    yield (
        TimeKind.SEASON,
        Gate.SEASON,
        # *Fall* and *spring* are seasons after few prepositions only.
        rf"\b(?!(?:of|at|by|from|on|past|round|around|about|for|before|after|towards?)\s+(?:the\s+|an?\s+)*(?:fall|spring)\b)"
        rf"(?:{_OPEN}|last|next|this|that|one|early|late|mid)[-\s]+(?:(?:the|that|this|last|next|one|an?|early|late)\s+)*"
        rf"{season}(?!\s+(?:\w+ing|to)\b)",
        read.season,
        0.85,
    )
    yield TimeKind.SEASON, Gate.SEASON, rf"\bthe\s+(?P<season>autumn|winter|summer)\b(?!\s+{THINGS})", read.season, 0.8


def _clock() -> Iterator[_Row]:
    kind = TimeKind.TIME_OF_DAY
    half = r"(?:\s+(?:in\s+the\s+(?P<side>morning|afternoon|evening)|(?P<night>at\s+night)))?"
    meridian = r"(?:\s*(?P<meridian>[ap]\.?\s?m)\b\.?)?"
    yield (
        kind,
        Gate.CLOCK,
        rf"\b(?:(?P<fraction>half|(?:a\s+)?quarter)|(?P<minutes>{CARDINAL})\s+minutes?|"
        r"(?P<few>five|ten|twenty(?:[-\s]five)?|5|10|20|25))\s*[-\s](?P<way>past|to|after|before)"
        rf"[-\s](?:(?P<hour>{CARDINAL})(?:\s+o\s?['’]\s?clock)?|(?P<twelve>noon|midnight)){half}"
        rf"(?!\s+(?:of\b|{UNIT}))",
        read.clock,
        0.9,
    )
    yield kind, Gate.CLOCK, rf"\b{_HOUR}\s+o\s?['’]\s?clock{half}", read.clock, 0.98
    yield (
        kind,
        Gate.NUMBER,
        rf"(?<![\d:.])(?P<hour>[01]?\d|2[0-3])[:.](?P<exact>[0-5]\d)(?![\d:]|\.\d){meridian}{half}",
        read.clock,
        0.9,
    )
    yield kind, Gate.NUMBER, r"\b(?P<hour>1[0-2]|0?\d)\s*(?P<meridian>[ap]\.?m)\b\.?", read.clock, 0.95
    yield (
        kind,
        Gate.NUMBER,
        rf"\b{_HOUR}\s+(?:in\s+the\s+(?P<side>morning|afternoon|evening)|(?P<night>at\s+night))\b",
        read.clock,
        0.9,
    )
    yield (
        kind,
        Gate.NUMBER,
        r"\b(?!by\s+one\b)(?:at|by|past|before|after|until|till|since|gone)\s+(?:about|nearly|almost|just\s+(?:on|after|before)|half\s+after|around)?\s*"
        rf"(?P<hour>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[-\s](?P<exact>fifteen|thirty|forty-five|twenty|sixteen|forty|fifty|ten))?"
        rf"(?:{_END}|(?=\s+(?:and|he|she|they|we|I|sharp|the|a|with|when|on|that|to-?night|to-?morrow|this|every)\b)(?!\s+(?:and|to)\s+(?:{CARDINAL}|half)))",
        read.clock,
        0.7,
    )


def _parts_of_day() -> Iterator[_Row]:
    kind = TimeKind.TIME_OF_DAY
    yield (
        kind,
        Gate.PART,
        rf"\b(?:this|that|one|the|an?)\s+(?:(?:very|same|whole|early|late|following|\w+day)\s+)?{_PLAIN_PART}(?!\s+{THINGS})|\bto-?night\b",
        read.part,
        0.85,
    )
    yield (
        kind,
        Gate.PART,
        rf"\b(?:{_OPEN}|early|late|mid|that|this|first)[-\s]+(?:(?:the|this|that|early|late|first|mid|middle\s+of\s+the)[-\s]+)*{_PART}(?!\s+{THINGS})",
        read.part,
        0.85,
    )
    yield (
        kind,
        Gate.PART,
        r"(?<!good\s)\b(?P<part>midnight|noon|midday|daybreak|sunrise|sunset|sundown|nightfall|dusk|dawn)\b(?!\s+"
        + THINGS
        + ")",
        read.part,
        0.8,
    )


#: All ways, in the order in which equally long finds are preferred.
PATTERNS: tuple[Pattern, ...] = tuple(
    Pattern(kind, gate, re.compile(regex, re.IGNORECASE), reading, sure)
    for kind, gate, regex, reading, sure in _table()
)
