"""Rows of the timeline layer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Record, Ref, SpanRecord
from diegesis.layers.characters.records import Character
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span


class TimeKind(StrEnum):
    """What a time expression names (after TimeML's TIMEX3)."""

    DATE = "date"  #: a day, month or year of the calendar, a feast
    WEEKDAY = "weekday"
    TIME_OF_DAY = "time_of_day"  #: a clock time or a part of the day
    SEASON = "season"
    OFFSET = "offset"  #: reckoned from another time: *two weeks later*, *three years ago*, *the next morning*
    DURATION = "duration"
    AGE = "age"
    SET = "set"  #: again and again: *every Friday*


class EventKind(StrEnum):
    """How an event stands to the stage."""

    ON_STAGE = "on_stage"
    REPORTED = "reported"
    FLASHBACK = "flashback"
    PLANNED = "planned"


class Relation(StrEnum):
    """How a scene's time stands to another's."""

    AFTER = "after"
    BEFORE = "before"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(SpanRecord):
    """Words that name a time.

    Attributes:
        kind: of time.
        value: normalised: ``1909-11``, ``friday``, ``morning``, ``+P14D`` (after the scene's now), ``-P3Y`` (before
            it), ``P2Y`` (a length); empty where the words say no number.
        scene: where it stands.
        anchor: reckoned from what: ``now`` (the scene's time, or the speaker's), ``previous`` (the scene before),
            ``calendar`` (by itself) or ``unknown``.
    """

    kind: TimeKind
    value: str = ""
    scene: Ref[Scene] | None = None
    anchor: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneTime(Record):
    """When a scene happens, against the scene told before it.

    Attributes:
        scene: the scene.
        after: the scene it is reckoned from; ``None`` for the first.
        relation: how it stands to that one.
        gap: how far away, as an ISO 8601 length such as ``P14D``; empty where unknown.
        order: place in story time; equal for scenes at one time, -1 where unknown.
        evidence: the words that say so, or the scene's first words; never empty.
    """

    scene: Ref[Scene]
    after: Ref[Scene] | None
    relation: Relation
    gap: str = ""
    order: int
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happens in the story.

    Rows stand in told order, that of the evidence.

    Attributes:
        order: place in story time, from 0; equal for events at one time.
        label: who does what, in the text's words.
        participants: who takes part, in order of mention.
        when: the words that say when; empty where none do.
        kind: on stage, reported, flashback or planned.
        scene: where it is told.
        evidence: the words that tell it; never empty.
    """

    order: int
    label: str
    participants: tuple[Ref[Character], ...] = ()
    when: str = ""
    kind: EventKind = EventKind.ON_STAGE
    scene: Ref[Scene] | None = None
    evidence: tuple[Span, ...]
