"""When each scene happens: reckoned from the one told before, by the words it opens with and by its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Ref, stable_ids
from diegesis.layers.scenes.records import Scene, SceneKind
from diegesis.layers.timeline.calendar import WEEKDAYS
from diegesis.layers.timeline.expressions import Found
from diegesis.layers.timeline.records import Relation, SceneTime, TimeKind
from diegesis.spans import Span, SpanIndex
from diegesis.views.people import People

#: How far into a scene the words stand that say when it is, in characters.
_OPENING = 320
#: Confidence: said in words; read from hours or weekdays; a flashback's; told in order, as most is.
_SAID, _RECKONED, _BACK, _BY_DEFAULT, _OPEN = 0.95, 0.85, 0.85, 0.8, 0.3
#: From how many days on an opening *ago* or *before* makes a scene one of the past.
_LONG_AGO = 25.0
_MEANWHILE = ("meanwhile", "at the same time", "at that moment", "at that very moment", "in the meantime")


@dataclass(frozen=True, slots=True)
class Placed:
    """A scene with its place in story time.

    Attributes:
        relation: to the scene it is reckoned from.
        since: position of that scene; ``None`` for the first.
        gap: ISO 8601 length; empty where unknown.
        evidence: the words that say so.
        back: how many days before the story's now it lies, roughly; 0 for scenes of the now.
        sure: confidence.
    """

    relation: Relation
    since: int | None
    gap: str
    evidence: Span
    back: float
    sure: float


def place(document: Document, scenes: Sequence[Scene], found: Sequence[Found], people: People) -> list[Placed]:
    """Each scene's time, against the last scene of the story's now."""
    index = SpanIndex([one.span for one in found])
    placed: list[Placed] = []
    now: int | None = None
    clock: Found | None = None
    for at, scene in enumerate(scenes):
        opening = Span(scene.span.start, min(scene.span.end, scene.span.start + _OPENING))
        said = [found[i] for i in index.starting_in(opening) if people.quote_at(found[i].span.start) is None]
        placed.append(_place(document, scene, said, now, clock))
        if placed[-1].back == 0:
            now = at
        clock = next((one for one in said if one.kind in (TimeKind.TIME_OF_DAY, TimeKind.WEEKDAY)), None)
    return placed


def _place(document: Document, scene: Scene, said: Sequence[Found], now: int | None, clock: Found | None) -> Placed:
    first = _first_words(document, scene.span)
    ago = next((one for one in said if one.kind is TimeKind.OFFSET and one.reading.days <= -_LONG_AGO), None)
    if scene.kind is SceneKind.FLASHBACK:
        back = -ago.reading.days if ago else 1000.0
        gap = ago.reading.value.lstrip("-+") if ago else ""
        return Placed(Relation.BEFORE, now, gap, ago.span if ago else first, back, _BACK)
    if now is None:
        return Placed(Relation.UNKNOWN, None, "", first, 0.0, 1.0)
    if scene.kind is SceneKind.DREAM:
        return Placed(Relation.SAME, now, "", first, 0.0, _OPEN)
    opening = document.text[scene.span.start : scene.span.start + 80].lower()
    if any(words in opening for words in _MEANWHILE):
        return Placed(Relation.SAME, now, "", first, 0.0, _SAID)
    for one in said:
        if one.kind is TimeKind.OFFSET and one.reading.days >= 0:
            return Placed(Relation.AFTER, now, one.reading.value.lstrip("+"), one.span, 0.0, _SAID)
    return _by_clock(said, now, clock, first)


def _by_clock(said: Sequence[Found], now: int, clock: Found | None, first: Span) -> Placed:
    """Later the same day, or so many weekdays on."""
    for one in said:
        if one.kind is TimeKind.WEEKDAY and clock is not None and clock.kind is TimeKind.WEEKDAY:
            days = (WEEKDAYS.index(one.reading.value) - WEEKDAYS.index(clock.reading.value)) % 7
            return Placed(Relation.AFTER, now, f"P{days}D" if days else "", one.span, 0.0, _RECKONED)
        if one.kind is TimeKind.TIME_OF_DAY and one.reading.hour is not None:
            gap = _hours_between(clock, one)
            return Placed(Relation.AFTER, now, gap, one.span, 0.0, _RECKONED)
        if one.kind in (TimeKind.DATE, TimeKind.SEASON, TimeKind.WEEKDAY):
            return Placed(Relation.AFTER, now, "", one.span, 0.0, _RECKONED)
    return Placed(Relation.AFTER, now, "", first, 0.0, _BY_DEFAULT)


def _hours_between(before: Found | None, after: Found) -> str:
    """The length between two clock times of one day; empty where either is only a part of the day."""
    if before is None or not (before.reading.value.startswith("T") and after.reading.value.startswith("T")):
        return ""
    minutes = round(((after.reading.hour or 0.0) - (before.reading.hour or 0.0)) * 60)
    return f"PT{minutes}M" if minutes > 0 else ""


def _first_words(document: Document, span: Span) -> Span:
    """The first sentence of a scene, or its first character."""
    within = document.sentences.within(span)
    if not len(within):
        return Span(span.start, min(span.end, span.start + 1))
    first = document.sentences[within[0]]
    return Span(first.start, min(first.end, span.end))


def story_order(placed: Sequence[Placed]) -> list[int]:
    """Each scene's place in story time: those of the past first, the farthest back before the nearer."""
    keys = [(-one.back, 0 if one.back else at, at) for at, one in enumerate(placed)]
    ranks: dict[int, int] = {}
    rank = -1
    for at in sorted(range(len(placed)), key=keys.__getitem__):
        one = placed[at]
        simultaneous = one.relation is Relation.SAME and one.since is not None and one.since in ranks
        if simultaneous and one.since is not None:
            ranks[at] = ranks[one.since]
        else:
            rank += 1
            ranks[at] = rank
    return [ranks[at] for at in range(len(placed))]


def scene_rows(document: Document, scenes: Sequence[Scene], placed: Sequence[Placed]) -> list[SceneTime]:
    """One row a scene, in text order."""
    ids = stable_ids("st", document, [scene.span for scene in scenes])
    return [
        SceneTime(
            id=name,
            confidence=one.sure,
            scene=Ref[Scene](scene.id),
            after=None if one.since is None else Ref[Scene](scenes[one.since].id),
            relation=one.relation,
            gap=one.gap,
            order=order,
            evidence=(one.evidence,),
        )
        for name, scene, one, order in zip(ids, scenes, placed, story_order(placed), strict=True)
    ]
