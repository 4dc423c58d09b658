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
_PART = r"(?:morning|afternoon|evening|night|day|dawn|noon|midnight|dusk|week|month|spring|summer|autumn|winter|year)"
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
        (r"at\s+(?:nightfall|dusk|dawn|noon|midnight|sunset|sunrise|daybreak)\b", 0.6),
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
    match = _MOVE.match(told.text, block.start, block.end)
    if match is not None and place_nouns().get(match.group("place").lower()) in _ROOMY:
        return Shift(Span(*match.span()), "a move to another place", _PLACE_SHIFT)
    return None
