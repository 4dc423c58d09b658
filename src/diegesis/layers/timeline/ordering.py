"""Story time of events: scenes in their order, what is reported before them, what is planned after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layers.timeline.calendar import WEEKDAYS
from diegesis.layers.timeline.expressions import Found
from diegesis.layers.timeline.records import EventKind, TimeKind
from diegesis.layers.timeline.tenses import VerbTense

#: How many days before now what is reported lies where only these say when.
_MONTH, _SEASON, _YEAR, _TODAY = 150.0, 400.0, 3000.0, 0.4
#: The same of the Monday of this week, and how much less each day after it.
_WEEK, _STEP = 6.5, 0.9
#: The same where nothing does: told by the narration, in somebody's words, and with *have* in somebody's words.
_NARRATED, _SPOKEN, _JUST = 200.0, 20.0, 5.0
#: The same of what *once* was, and of what one's kin did.
_OLD = 1500.0
#: From how many days on a report lies before the whole book and not before its own chapter only.
_BEFORE_ALL = 360.0

Key = tuple[int, int, float, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """What the order of an event hangs on.

    Attributes:
        kind: of the event.
        chapter, scene: positions; of the scene in story time.
        told: where the event is told.
        back: for what is reported, about how many days before now; for what is planned, after it.
    """

    kind: EventKind
    chapter: int
    scene: int
    told: int
    back: float


def key(one: Telling) -> Key:
    """By which events sort into story time."""
    if one.kind is EventKind.ON_STAGE:
        return (one.chapter, 1, float(one.scene), one.told)
    if one.kind is EventKind.PLANNED:
        return (one.chapter, 2, one.back, one.told)
    if one.back >= _BEFORE_ALL:
        return (-1, 0, -one.back, one.told)
    return (one.chapter, 0, -one.back, one.told)


def ranks(tellings: Sequence[Telling]) -> list[int]:
    """Each event's place in story time, from 0."""
    keys = [key(one) for one in tellings]
    places = {found: place for place, found in enumerate(sorted(set(keys)))}
    return [places[found] for found in keys]


def days_back(times: Sequence[Found], tense: VerbTense, *, spoken: bool, before: float | None, old: bool) -> float:
    """About how many days before now a reported event lies.

    Args:
        times: the time expressions of its clause or sentence.
        tense: of its verb.
        spoken: whether somebody in the story reports it.
        before: of the report told right before it, if they hang together.
        old: whether the clause says *once*, or tells what somebody's kin did.
    """
    said = [days for one in times if (days := days_of(one)) is not None]
    if said:
        return max(said)
    if before is not None:
        return before
    if old:
        return _OLD
    if not spoken:
        return _NARRATED
    return _JUST if tense is VerbTense.PERFECT else _SPOKEN


def days_of(one: Found) -> float | None:
    """How far back an expression points; ``None`` where it does not say."""
    kind, days = one.kind, one.reading.days
    if kind is TimeKind.OFFSET:
        return -days if days <= 0 else None
    if kind is TimeKind.AGE:
        return -days if days else None
    if kind is TimeKind.SEASON:
        return _SEASON
    if kind is TimeKind.WEEKDAY:
        return _WEEK - WEEKDAYS.index(one.reading.value) * _STEP - days
    if kind is TimeKind.TIME_OF_DAY:
        return _TODAY
    if kind is TimeKind.DATE:
        if one.reading.value[:1].isdigit() or one.reading.value.startswith("XX"):
            return _YEAR
        return _MONTH
    return None
