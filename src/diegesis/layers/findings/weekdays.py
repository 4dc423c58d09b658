"""The day of the week it is, from scene to scene."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from diegesis.layers.findings.calendar import WEEKDAYS, weekday_of
from diegesis.layers.findings.passages import ORDINAL, spoken, told
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.layers.scenes.records import SceneKind
from diegesis.spans import Span

_W = rf"(?P<w>{'|'.join(day.capitalize() for day in WEEKDAYS)})"
_PART = r"(?: (?:morning|afternoon|evening|night))?"
#: The narration says which day it is now.
_TODAY = (
    re.compile(rf"\b[Ii]t (?:was|is) (?:an? |the |now |still )?(?:[\w’']+ o[’']clock (?:on|of) an? )?{_W}{_PART}\b"),
    re.compile(rf"\b(?:[Aa]t [\w’' ]+ )?[Oo]n (?:an? |the )?{_W}{_PART}\b(?! (?:next|last|week|of))"),
    re.compile(rf"(?<=\n\n){_W}{_PART}[,.]"),
)
#: The day after is called so.
_NEXT = re.compile(
    rf"\b[Tt]he (?:next|following) (?:day|morning|forenoon|afternoon|evening|night),? (?:it )?(?:was |is |being )?"
    rf"(?:an? )?{_W}\b|"
    rf"\b[Tt]he (?:day|morning) after(?: that)? (?:was|is) (?:an? )?{_W.replace('?P<w>', '?P<v>')}\b"
)
#: Time that passes between two passages.
_PASSES = re.compile(
    r"\b(?:next (?:day|morning|night|evening|week)|days (?:later|passed|after|went|on)|"
    r"(?:following|other|another|one|some) day|the day after|weeks?|months?|overnight|slept|"
    r"woke|awoke|dawn|daybreak|sunrise|"
    r"(?:in the|that|one|by) morning|breakfast|(?:days?|nights?) later|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
_SKIPS = re.compile(
    r"\b(?:(?:days|weeks|months) (?:later|passed|after\w*|went)|next (?:week|month)|calendar|"
    r"(?:two|three|four|several|some) days)\b",
    re.IGNORECASE,
)
_ANY_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
#: A date of the calendar is another detector's.
_DATED = re.compile(rf",? (?:the )?(?:{ORDINAL}|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
#: Characters of a scene in which *on Monday* says when it is.
_OPENING = 400
_FAR = 14_000
_DAY_AFTER, _SAME_DAY = 0.75, 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class _Now:
    span: Span
    day: int


def days(view: View) -> Iterable[Draft]:
    """A day after Tuesday that is a Friday; one night that is of two days."""
    today = list(_today(view))
    yield from _day_after(view, today)
    for earlier, later in pairwise(today):
        between = Span(earlier.span.end, later.span.start)
        if earlier.day != later.day and between.length < _FAR and not _PASSES.search(told(view, between)):
            yield _draft(view, earlier, later, "of one day", _SAME_DAY)


def _today(view: View) -> Iterator[_Now]:
    found: dict[int, _Now] = {}
    for position, shape in enumerate(_TODAY):
        for match in shape.finditer(view.text):
            if _is_now(view, match, opening=position == 1):
                found.setdefault(match.start("w"), _Now(span=Span(*match.span()), day=weekday_of(match.group("w"))))
    return iter([found[start] for start in sorted(found)])


def _is_now(view: View, match: re.Match[str], *, opening: bool) -> bool:
    scene = view.scene_at(match.start())
    if _DATED.match(view.text, match.end()):
        return False
    if spoken(view, match.start()) or (scene is not None and scene.kind is not SceneKind.NOW):
        return False
    return not opening or (scene is not None and match.start() - scene.span.start < _OPENING)


def _day_after(view: View, today: list[_Now]) -> Iterator[Draft]:
    for match in _NEXT.finditer(view.text):
        earlier = next((now for now in reversed(today) if now.span.start < match.start()), None)
        if earlier is None or spoken(view, match.start()) or match.start() - earlier.span.end > _FAR:
            continue
        day = weekday_of(match.group("w") or match.group("v"))
        between = told(view, Span(earlier.span.end, match.start()))
        others = {weekday_of(word) for word in _ANY_DAY.findall(between)} - {earlier.day}
        after = view.text[match.end() : match.end() + _OPENING]
        if (day - earlier.day) % 7 != 1 and not others and not _SKIPS.search(between + after):
            yield _draft(view, earlier, _Now(span=Span(*match.span()), day=day), "of days that follow", _DAY_AFTER)


def _draft(view: View, earlier: _Now, later: _Now, how: str, sure: float) -> Draft:
    first, second = (WEEKDAYS[now.day].capitalize() for now in (earlier, later))
    return Draft(
        code=Code.DATE_OR_WEEKDAY,
        severity=Severity.ERROR,
        message=f"It is {first} here and {second} there, {how}.",
        suggestion="Check the days, or tell of the time that passes.",
        evidence=(earlier.span, later.span),
        confidence=sure,
    )


#: Detectors, in no particular order.
DAYS: tuple[Detector, ...] = (days,)
