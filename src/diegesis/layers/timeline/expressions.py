"""Time expressions of a text: found sentence by sentence, the longest first, and reckoned from a now."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diegesis.document import Document
from diegesis.layer import Ref, stable_ids
from diegesis.layers.scenes.records import Scene
from diegesis.layers.timeline.gates import Gate, gates_of
from diegesis.layers.timeline.patterns import PATTERNS, Pattern
from diegesis.layers.timeline.readings import LONG_AGO, Reading
from diegesis.layers.timeline.records import TimeExpression, TimeKind
from diegesis.spans import Span
from diegesis.views.people import People

#: The first words of a scene within which *two weeks later* is reckoned from the scene before.
_OPENING = 160
#: An age that says when something was: *when she was six*, *blinded at thirty*, *till I was twenty*.
_DATING_AGE = re.compile(
    r"\b(?:when|since|till|until|before|after|from\s+the\s+time)\s+\S+\s+(?:was|were|had\s+been|turned)\b|\bat\s+\w|\bsince\b",
    re.IGNORECASE,
)
_AGED = re.compile(r"aged|at\s|the\s", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:at|in|on|of|about|towards?|by|since|until|till|before|after|during|through|from|past|around|round|for|gone)\s+)+",
    re.IGNORECASE,
)
_FROM_SCENE = frozenset({TimeKind.OFFSET})


@dataclass(frozen=True, slots=True)
class Found:
    """A time expression with what it says."""

    span: Span
    kind: TimeKind
    reading: Reading
    sure: float


def find(document: Document, people: People) -> list[Found]:
    """The time expressions of the story's text, in text order; none overlaps another."""
    named = {word.lower() for row in people.cast.values() for word in row.name.split()}
    found = []
    for span in document.sentences:
        words = document.words[slice(*_tokens(document, span))]
        gates = gates_of(words)
        if gates:
            found += _longest_first(_candidates(document.text, span, gates, named))
    return found


def _tokens(document: Document, span: Span) -> tuple[int, int]:
    positions = document.tokens.within(span)
    return positions.start, positions.stop


def _candidates(text: str, span: Span, gates: set[Gate], named: set[str]) -> Iterator[tuple[Pattern, Span, Reading]]:
    # A search with ``pos`` keeps what stands before the sentence in sight of look-behinds; the end is the sentence's.
    for pattern in PATTERNS:
        if pattern.gate not in gates:
            continue
        for match in pattern.regex.finditer(text, span.start, span.end):
            groups = match.groupdict()
            month = (groups.get("month") or "").lower()
            if month in named and not any(groups.get(name) for name in ("day", "year")):
                continue
            reading = pattern.reading(match)
            if pattern.kind is TimeKind.AGE and _DATING_AGE.search(text, max(0, match.start() - 20), match.end()):
                reading = replace(reading, days=-LONG_AGO)
            yield pattern, _trimmed(match, pattern.kind), reading


def _trimmed(match: re.Match[str], kind: TimeKind) -> Span:
    """The words that name the time, without the preposition, or the *she was* of an age, in front."""
    start, end = match.span()
    if kind is TimeKind.AGE and match.groupdict().get("count") and not _AGED.match(match[0]):
        start = match.start("count")
    elif kind is not TimeKind.OFFSET:
        lead = _LEAD.match(match[0])
        start += lead.end() if lead else 0
    return Span(start, end)


def _longest_first(candidates: Iterator[tuple[Pattern, Span, Reading]]) -> list[Found]:
    ranked = sorted(enumerate(candidates), key=lambda pair: (-pair[1][1].length, pair[0]))
    chosen: list[Found] = []
    for _, (pattern, span, reading) in ranked:
        if not any(span.touches(other.span) for other in chosen):
            chosen.append(Found(span, pattern.kind, reading, pattern.sure))
    return sorted(chosen, key=lambda row: row.span)


def expression_rows(
    document: Document,
    found: Sequence[Found],
    scenes: Sequence[Scene],
    people: People,
) -> list[TimeExpression]:
    """Rows of the expressions, each with its scene and with what it is reckoned from."""
    starts = [scene.span.start for scene in scenes]
    rows = []
    for name, one in zip(stable_ids("tx", document, [one.span for one in found]), found, strict=True):
        at = bisect_right(starts, one.span.start) - 1
        scene = scenes[at] if at >= 0 else None
        rows.append(
            TimeExpression(
                id=name,
                confidence=one.sure,
                span=one.span,
                kind=one.kind,
                value=one.reading.value,
                scene=Ref[Scene](scene.id) if scene else None,
                anchor=_anchor(one, scene, first=at <= 0, spoken=people.quote_at(one.span.start) is not None),
            )
        )
    return rows


def _anchor(one: Found, scene: Scene | None, *, first: bool, spoken: bool) -> str:
    if one.kind in (TimeKind.DURATION, TimeKind.SET):
        return "unknown"
    if one.kind in (TimeKind.AGE,):
        return "now"
    if not one.reading.anchored:
        return "calendar"
    opening = scene is not None and one.span.start - scene.span.start < _OPENING
    if one.kind in _FROM_SCENE and not spoken and opening and not first and one.reading.days > 0:
        return "previous"
    return "now"
