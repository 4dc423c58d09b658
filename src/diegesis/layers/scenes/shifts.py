"""Words that open a paragraph and move the story: *Two days later*, *The next morning*, *In the corridor*."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diegesis.layers.scenes.places import place_nouns
from diegesis.layers.scenes.told import Told
from diegesis.spans import Span

_NUMBER = (
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"several|some|a\s+few|many|half\s+an|a\s+hundred|\d+)"
)
_UNIT = r"(?:hour|day|night|week|fortnight|month|year)s?"
_PART = (
    r"(?:morning|forenoon|afternoon|evening|night|day|dawn|noon|midnight|dusk|week|month|spring|summer|autumn|winter|"
    r"year)"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Christmas|Easter|"
    r"Michaelmas)"
)
_SEASON = r"(?:spring|summer|autumn|winter|harvest)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ORDINAL = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final)"
_DARK = (
    r"(?:nightfall|dusk|dawn|noon|midday|midnight|sunset|sunrise|sundown|daybreak|daylight|twilight|first\s+light|dark)"
)
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}(?:[:.]\d\d)?)"
_CLOCK = (
    rf"(?:(?:half|quarter|a\s+quarter|twenty|ten|five)[\s-](?:past|to)\s+)?{_COUNT}"
    r"(?:[\s-](?:thirty|fifteen|forty-five))?(?:\s+o[’']clock|\s*[ap]\.?m\b\.?)?(?=\s+(?:in\s+the|that|the|he|she|I|they|we|"
    r"(?-i:[A-Z]))|,)"
)
_MEAL = r"(?:breakfast|lunch|luncheon|dinner|supper|tea|school|church|mass|work)"
_BACK = r"(?:got|gets|came|comes|went|goes|returned|returns|woke|wakes|reached|reaches|arrived|arrives)"
#: What jumps, with how surely a paragraph that opens so begins a scene. Minutes pass within scenes.
_JUMPS = tuple(
    (re.compile(pattern, re.IGNORECASE), surely)
    for pattern, surely in (
        (
            rf"(?:(?:about|nearly|some)\s+)?{_NUMBER}\s+(?:\w+\s+)?{_UNIT}\s+(?:later|afterwards|went\s+by|passed)\b",
            0.8,
        ),
        (rf"(?:on\s+|in\s+)?the\s+(?:very\s+)?(?:next|following)\s+{_PART}\b", 0.8),
        (rf"(?:early\s+|late\s+)?next\s+{_PART}\b", 0.8),
        (rf"(?:early|late)\s+(?:the\s+next|that|on\s+the\s+following)\s+{_PART}\b", 0.7),
        (r"that\s+(?:same\s+)?(?:evening|night|afternoon)\b(?![^.!?]{0,40}\bhad\b)", 0.6),
        (rf"(?:at|by|towards?|just\s+before|just\s+after|before|after|long\s+after)\s+{_DARK}\b", 0.7),
        (rf"(?:by|towards?)\s+the\s+(?:end|middle|beginning)\s+of\s+(?:the\s+)?(?:{_MONTH}|{_PART})\b", 0.8),
        (rf"(?:it\s+was\s+)?(?:by|on|at)\s+(?:the\s+)?{_WEEKDAY}\b", 0.8),
        (rf"(?:by|in|at)\s+(?:early\s+|late\s+|mid-?)?(?:the\s+)?(?:{_MONTH}|{_SEASON})\b", 0.7),
        (rf"(?:on|by|in)\s+the\s+{_ORDINAL}\s+{_PART}\b", 0.8),
        (rf"(?:it\s+was\s+)?(?:a\s+little\s+|just\s+|shortly\s+|soon\s+)?(?:at|by|after|past|before)\s+{_CLOCK}", 0.7),
        (rf"(?:it\s+was\s+)?(?:after|before)\s+{_MEAL}\b(?=[\s,])", 0.6),
        (rf"(?:it\s+was\s+)?(?:the\s+)?{_WEEKDAY}\s+(?:morning|afternoon|evening|night|next|following|after)\b", 0.7),
        (rf"(?:last|one)\s+(?:{_WEEKDAY}|night|evening|morning|afternoon|day)\b", 0.65),
        (r"(?:it\s+was\s+)?(?:the\s+)?(?:morning|evening|night|day|week)\s+(?:of|after|before)\s+the\b", 0.6),
        (rf"(?:all|through|for\s+the\s+rest\s+of)\s+that\s+{_PART}\b", 0.7),
        (rf"that\s+{_SEASON}\b", 0.7),
        (r"(?:the\s+)?(?:days|weeks|months|years)\s+(?:later|afterwards|passed|went\s+by|wore\s+on)\b", 0.8),
        (r"(?:later|much\s+later|afterwards)\s*,", 0.6),
        (r"(?:much\s+|some\s+time\s+)?later\s+(?:that|on|in\s+the)\b", 0.7),
        (r"in\s+the\s+(?:early\s+|late\s+)?(?:morning|afternoon|evening|night)\b", 0.7),
        (
            rf"when\s+(?:he|she|I|we|they|(?-i:[A-Z])[\w’'-]+)\s+{_BACK}\s+(?:back|home|in|out|up|down|again|to|at)\b",
            0.6,
        ),
    )
)
#: *I woke next morning*, *She went down early the following day*: the jump a few words into the first clause, where
#: nothing before it tells of a time before (*he had seen it next day*) or of what follows (*And when, next day*).
_EARLY = re.compile(
    rf"(?!(?:and|but|so|for|if|unless)\b)(?:(?!had\b|would\b|might\b|could\b|never\b)[\w’'-]+\s+){{1,7}}?"
    rf"(?:(?:on\s+)?the\s+(?:next|following)|next)\s+{_PART}\b",
    re.IGNORECASE,
)
_EARLY_SHIFT = 0.65
#: *It rained all Thursday*, *So on Friday I went back*, *There was mist at nine the next morning*: a new time in the
#: sentence that opens a paragraph, where nothing tells of a time before.
_LATE = re.compile(
    rf"\b(?:(?:on|all|by|that|was\s+a)\s+(?:the\s+)?{_WEEKDAY}(?!\s+(?:\w+s\b|before))|(?:the\s+)?(?:next|following)\s+{_PART}"
    rf"|(?:last|first|second|third|fourth)\s+week\s+(?:of|in)\s+{_MONTH}|in\s+(?:early\s+|late\s+)?{_MONTH}"
    rf"|(?:{_DARK}|morning|evening|night)\s+of\s+the\s+{_ORDINAL}\s+{_PART}|that\s+(?:evening|night|afternoon)\b"
    rf"|(?:{_NUMBER}|couple\s+of)\s+{_UNIT}\s+after\s+that)\b"
)
_LATE_SHIFT, _OPENING, _SHORT = 0.6, 130, 60
_EARLIER = re.compile(r"\b(?:had|would|might)\b|\w[’']d\b", re.IGNORECASE)
_UNREAL = re.compile(
    r"\b(?:will|could|since|until|till|every|if|when|because|remember\w*|used\s+to|yet|not)\b", re.IGNORECASE
)
_MOVE = re.compile(
    r"(?:(?:out|down|up|over|back)\s+)?(?:in|at|on|outside|inside|aboard)\s+(?:the|his|her|their|my|our)\s+"
    r"(?:(?!of\b|and\b)[a-z'’-]+\s+){0,2}?(?P<place>[a-z'’-]+)\b(?=[\s,])",
    re.IGNORECASE,
)
_PLACE_SHIFT = 0.6
_ROOMY = frozenset({"room", "building", "open", "craft"})


@dataclass(frozen=True, slots=True)
class Shift:
    """What words open a paragraph, why they move the story, and how surely (0 to 1)."""

    span: Span
    reason: str
    confidence: float


def shift_at(told: Told, block: Span) -> Shift | None:
    """The words by which a paragraph of narration opens with a jump; ``None`` for one that goes on."""
    if told.is_quoted(block.start):
        return None
    for pattern, surely in _JUMPS:
        match = pattern.match(told.text, block.start, block.end)
        if match is not None:
            return Shift(Span(*match.span()), "a jump in time", surely)
    match = _EARLY.match(told.text, block.start, block.end)
    if match is not None:
        return Shift(Span(*match.span()), "a jump in time", _EARLY_SHIFT)
    late = _late(told, block)
    if late is not None:
        return late
    match = _MOVE.match(told.text, block.start, block.end)
    if match is not None and place_nouns().get(match.group("place").lower()) in _ROOMY:
        return Shift(Span(*match.span()), "a move to another place", _PLACE_SHIFT)
    return None


def _late(told: Told, block: Span) -> Shift | None:
    """A new time inside the sentence that opens a paragraph, or the next where the first is short."""
    sentences = told.document.sentences
    first = sentences.before(block.start)
    for at in (first, first + 1):
        if at >= len(sentences) or (at > first and sentences[first].length > _SHORT):
            return None
        sentence = sentences[at]
        end = min(sentence.end, block.start + _OPENING, block.end)
        match = _LATE.search(told.text, max(sentence.start, block.start), end)
        if match is None or told.is_quoted(match.start()):
            continue
        if _EARLIER.search(told.text, block.start, sentence.end) or _UNREAL.search(
            told.text, block.start, match.start()
        ):
            return None
        return Shift(Span(*match.span()), "a jump in time", _LATE_SHIFT)
    return None
