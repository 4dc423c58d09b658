"""On stage, reported, in a flashback or planned: from the tense, the quotation marks and the time a clause names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layers.quotes.records import QuoteKind
from diegesis.layers.scenes.records import Scene, SceneKind, Tense
from diegesis.layers.timeline.expressions import Found
from diegesis.layers.timeline.happenings import Happening, near
from diegesis.layers.timeline.records import EventKind, TimeKind
from diegesis.layers.timeline.tenses import VerbTense
from diegesis.lexicons.load import listed

#: How sure each reading of a clause is of its kind (development stories).
_ON_STAGE, _RESULT, _EARLIER, _SPOKEN, _SPOKEN_PERFECT, _AHEAD, _PAST_IN_PRESENT = (
    0.93,
    0.7,
    0.65,
    0.94,
    0.92,
    0.7,
    0.75,
)
_FLASHBACK = 0.9
#: Verbs whose pluperfect says what has just come about before our eyes: *he had sat down on the floor*.
_RESULTS = listed(
    "come go sit get open stop begin start rise turn set fall climb arrive reach close stand shut finish fold enter"
    " appear step lie kneel gather settle slip disappear vanish reappear return halt cease grow move walk run"
)
#: Adverbs and conjunctions with which a past is not the scene's.
_EARLIER_WORDS = listed("once since formerly always ever originally before already long never")
_PAST = frozenset({VerbTense.PAST, VerbTense.PERFECT, VerbTense.PLUPERFECT})
_DISTANT = frozenset({TimeKind.OFFSET, TimeKind.SEASON, TimeKind.WEEKDAY, TimeKind.AGE})
_LENGTHS = frozenset({TimeKind.DURATION, TimeKind.AGE, TimeKind.SET})


@dataclass(frozen=True, slots=True)
class KindRead:
    """The kind of a clause's event, and how surely."""

    kind: EventKind
    confidence: float


def kind_of(happening: Happening, scene: Scene | None, times: Sequence[Found]) -> KindRead | None:
    """How a clause's event stands to the stage; ``None`` where the clause tells none.

    Args:
        happening: the clause.
        scene: where it stands.
        times: the time expressions of its sentence.
    """
    if happening.quote is not None and happening.quote.kind is not QuoteKind.EMPHASIS:
        return _spoken(happening, times)
    told = scene.tense if scene else Tense.PAST
    if scene is not None and scene.kind is SceneKind.FLASHBACK and happening.tense in _PAST:
        return KindRead(EventKind.FLASHBACK, _FLASHBACK)
    if told is Tense.PRESENT:
        return _in_present(happening, times)
    return _in_past(happening, times)


def _spoken(happening: Happening, times: Sequence[Found]) -> KindRead | None:
    if happening.tense in _PAST:
        sure = _SPOKEN if happening.tense is VerbTense.PAST else _SPOKEN_PERFECT
        return KindRead(EventKind.REPORTED, sure)
    if happening.tense is VerbTense.FUTURE or (happening.tense is VerbTense.PRESENT and _arranged(happening, times)):
        return KindRead(EventKind.PLANNED, _AHEAD)
    return None


def _arranged(happening: Happening, times: Sequence[Found]) -> bool:
    """Whether a present tense tells a plan: *I am leaving on Friday*, *he comes back tomorrow*."""
    if any(one.kind is TimeKind.SET for one in times):
        return False
    going = happening.verb.lemma != "be" and happening.verb.child("aux") is not None
    return any(
        distance(one) > 0 or one.kind is TimeKind.WEEKDAY or (going and one.kind not in _LENGTHS and distance(one) == 0)
        for one in times
    )


def _in_present(happening: Happening, times: Sequence[Found]) -> KindRead | None:
    if happening.tense is VerbTense.PRESENT:
        return KindRead(EventKind.ON_STAGE, _ON_STAGE)
    if happening.tense in _PAST:
        return KindRead(EventKind.REPORTED, _PAST_IN_PRESENT)
    if happening.tense is VerbTense.FUTURE or _ahead(times):
        return KindRead(EventKind.PLANNED, _AHEAD)
    return None


def _in_past(happening: Happening, times: Sequence[Found]) -> KindRead | None:
    tense = happening.tense
    if tense is VerbTense.PLUPERFECT:
        if _is_result(happening, times):
            return KindRead(EventKind.ON_STAGE, _RESULT)
        return KindRead(EventKind.REPORTED, _EARLIER)
    if tense is VerbTense.PAST:
        if _is_backstory(happening, times):
            return KindRead(EventKind.REPORTED, _EARLIER)
        return KindRead(EventKind.ON_STAGE, _ON_STAGE)
    if tense is VerbTense.FUTURE or (tense is VerbTense.CONDITIONAL and _ahead(times)):
        return KindRead(EventKind.PLANNED, _AHEAD)
    return None


def _is_result(happening: Happening, times: Sequence[Found]) -> bool:
    verb = happening.verb
    if verb.lemma not in _RESULTS or verb.relation not in ("root", "conj", "parataxis") or verb.negated:
        return False
    earlier = any(word.lemma in _EARLIER_WORDS for word in verb.children)
    return not earlier and not any(distance(one) < -0.3 for one in times)


def _is_backstory(happening: Happening, times: Sequence[Found]) -> bool:
    """Whether a past tense tells of an earlier time: *since we buried him*, *when she was six*, *four years ago*."""
    verb = happening.verb
    if any(word.lemma == "since" for word in verb.children_by("mark")):
        return True
    beside = near(happening.span, verb.parse.row.span)
    return any(distance(one) < -2 and one.span.touches(beside) for one in times)


def _ahead(times: Sequence[Found]) -> bool:
    """Whether a time still to come is named: *tomorrow*, *on Friday*, *in the morning*."""
    return any(
        one.kind in (TimeKind.WEEKDAY, TimeKind.DATE, TimeKind.TIME_OF_DAY) or distance(one) > 0
        for one in times
        if one.kind not in _LENGTHS
    )


def distance(one: Found) -> float:
    """How far from now an expression lies, in days; negative before it, 0 where it does not say."""
    return one.reading.days if one.kind in _DISTANT else 0.0
