"""When each scene happens: reckoned from the one told before, by the words it opens with and by its kind."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from diegesis.document import BlockKind, Document
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
#: Blocks looked through for the first paragraph of a scene.
_HEADINGS = 8
#: A year without the twenty-ninth of February, for dates without one.
_ANY_YEAR = 2001
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
    before: Sequence[Found] = ()
    for at, scene in enumerate(scenes):
        start = _story_start(document, scene.span)
        opening = Span(start, min(scene.span.end, start + _OPENING))
        said = [found[i] for i in index.starting_in(opening) if people.quote_at(found[i].span.start) is None]
        placed.append(_place(document, scene, said, now, before))
        if placed[-1].back == 0:
            now = at
        before = said
    return placed


def _place(document: Document, scene: Scene, said: Sequence[Found], now: int | None, before: Sequence[Found]) -> Placed:
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
    opening = first.of(document.text)[:80].lower()
    if any(words in opening for words in _MEANWHILE):
        return Placed(Relation.SAME, now, "", first, 0.0, _SAID)
    for one in said:
        if one.kind is TimeKind.OFFSET and one.reading.days >= 0:
            return Placed(Relation.AFTER, now, one.reading.value.lstrip("+"), one.span, 0.0, _SAID)
    return _reckoned(said, now, before, first)


def _reckoned(said: Sequence[Found], now: int, before: Sequence[Found], first: Span) -> Placed:
    """So many days on by the date, or else by the weekday; later by the clock."""
    for kind in (TimeKind.DATE, TimeKind.WEEKDAY, TimeKind.TIME_OF_DAY, TimeKind.SEASON):
        one = next((one for one in said if one.kind is kind), None)
        if one is not None:
            # A weekday beside a date says no more than the date.
            other = next((other for other in before if other.kind is kind), None)
            return Placed(Relation.AFTER, now, _gap(other, one) if other else "", one.span, 0.0, _RECKONED)
    return Placed(Relation.AFTER, now, "", first, 0.0, _BY_DEFAULT)


def _gap(before: Found, after: Found) -> str:
    """The length between two dates, weekdays or clock times, the later one told later; empty where that is open."""
    if after.kind is TimeKind.WEEKDAY:
        days = (WEEKDAYS.index(after.reading.value) - WEEKDAYS.index(before.reading.value)) % 7
        return f"P{days}D" if days else ""
    if after.kind is TimeKind.DATE:
        one, other = _day(before.reading.value), _day(after.reading.value)
        return f"P{(other - one).days}D" if one and other and other > one else ""
    if not (before.reading.value.startswith("T") and after.reading.value.startswith("T")):
        return ""
    minutes = round(((after.reading.hour or 0.0) - (before.reading.hour or 0.0)) * 60)
    return f"PT{minutes}M" if minutes > 0 else ""


def _day(value: str) -> date | None:
    """The day of a value with month and day; in a year like any other where it has none."""
    found = re.fullmatch(r"(\d{4}|-)-(\d\d)-(\d\d)", value)
    if found is None:
        return None
    year = int(found[1]) if found[1] != "-" else _ANY_YEAR
    try:
        return date(year, int(found[2]), int(found[3]))
    except ValueError:
        return None


def _first_words(document: Document, span: Span) -> Span:
    """The first sentence of a scene's story, or its first character."""
    start = _story_start(document, span)
    within = document.sentences.within(Span(start, span.end))
    if not len(within):
        return Span(span.start, min(span.end, span.start + 1))
    first = document.sentences[within[0]]
    return Span(first.start, min(first.end, span.end))


def _story_start(document: Document, span: Span) -> int:
    """Where the story of a scene begins, after its headings and mottoes."""
    at = document.block_at(span.start)
    at = bisect_right(document.blocks, span.start, key=lambda block: block.span.start) if at is None else at
    for block in document.blocks[at : at + _HEADINGS]:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LETTER) and block.span.start < span.end:
            return max(block.span.start, span.start)
    return span.start


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
