"""Events: their words, their kind, their place in story time."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from diegesis.layer import Ref, Tables
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.records import Scene, SceneKind
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.timeline import LAYER
from diegesis.layers.timeline.ordering import Telling, ranks
from diegesis.layers.timeline.records import Event, EventKind, Relation, SceneTime
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.testing import document
from tests.layers.timeline.trees import sentences

_ANN_BURNT = "Ann/Ann/PROPN/2/nsubj burned/burn/VERB/0/root both/both/DET/4/det letters/letter/NOUN/2/obj"
_TOM_SOLD = "Tom/Tom/PROPN/3/nsubj had/have/AUX/3/aux sold/sell/VERB/0/root two/two/NUM/5/nummod boats/boat/NOUN/3/obj"


def events(text: str, *trees: str) -> list[Event]:
    """Events of a text read as one scene, every verb an event word."""
    doc = document(text)
    rows = sentences(doc, *trees)
    triggers = [
        Trigger(id=f"t-{word.start}", span=word, confidence=0.99)
        for row in rows
        for word, tag in zip(row.words, row.tags, strict=True)
        if tag == "VERB"
    ]
    tables = Tables(
        {
            Sentence: list(rows),
            Trigger: triggers,
            Scene: [Scene(id="sc", span=Span(0, len(text)))],
            Quote: [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)],
        }
    )
    return [row for row in LAYER.annotate(doc, tables) if isinstance(row, Event)]


def test_an_event_is_its_clause() -> None:
    found = events("Ann burned both letters.", _ANN_BURNT)
    assert [(row.label, row.kind) for row in found] == [("Ann burned both letters", EventKind.ON_STAGE)]


def test_a_pluperfect_comes_before_what_it_is_told_after() -> None:
    told = events("Ann burned both letters. Tom had sold two boats.", _ANN_BURNT, _TOM_SOLD)
    assert [row.kind for row in told] == [EventKind.ON_STAGE, EventKind.REPORTED]
    assert told[1].order < told[0].order


def test_what_somebody_says_has_happened_is_reported_and_what_will_is_planned() -> None:
    found = events(
        "“Ann burned both letters. Tom will sell two boats tomorrow.”",
        _ANN_BURNT,
        "Tom/Tom/PROPN/3/nsubj will/will/AUX/3/aux sell/sell/VERB/0/root two/two/NUM/5/nummod boats/boat/NOUN/3/obj"
        " tomorrow/tomorrow/NOUN/3/obl:tmod",
    )
    assert [(row.kind, row.order) for row in found] == [(EventKind.REPORTED, 0), (EventKind.PLANNED, 1)]
    assert found[1].when == "tomorrow"


def test_what_is_asked_or_supposed_does_not_happen() -> None:
    asked = (
        "Did/do/AUX/3/aux Ann/Ann/PROPN/3/nsubj burn/burn/VERB/0/root both/both/DET/5/det letters/letter/NOUN/3/obj"
        " ?/?/PUNCT/3/punct"
    )
    supposed = (
        "If/if/SCONJ/3/mark Ann/Ann/PROPN/3/nsubj burned/burn/VERB/0/root both/both/DET/5/det letters/letter/NOUN/3/obj"
    )
    assert events("“Did Ann burn both letters?”", asked) == []
    assert events("If Ann burned both letters.", supposed) == []


@pytest.mark.xfail(reason="a pluperfect of what has just been done before our eyes is read as backstory", strict=True)
def test_a_pluperfect_of_the_scene_is_on_stage() -> None:
    tree = (
        "Tom/Tom/PROPN/3/nsubj had/have/AUX/3/aux torn/tear/VERB/0/root two/two/NUM/5/nummod packets/packet/NOUN/3/obj"
        " open/open/ADJ/3/xcomp"
    )
    assert [row.kind for row in events("Tom had torn two packets open.", tree)] == [EventKind.ON_STAGE]


def test_without_trees_there_are_none() -> None:
    assert events("Ann burned both letters.") == []


def _ranks(*tellings: tuple[EventKind, int, float]) -> Sequence[int]:
    return ranks([Telling(kind, 0, scene, at, back) for at, (kind, scene, back) in enumerate(tellings)])


def test_reports_stand_by_how_far_back_they_lie() -> None:
    said = EventKind.REPORTED
    assert _ranks((EventKind.ON_STAGE, 0, 0.0), (said, 0, 3.0), (said, 0, 4000.0), (said, 0, 30.0)) == [3, 2, 0, 1]


def test_plans_come_last() -> None:
    assert _ranks((EventKind.PLANNED, 0, 1.0), (EventKind.ON_STAGE, 0, 0.0), (EventKind.ON_STAGE, 1, 0.0)) == [2, 0, 1]


_SCENES = (
    "They met at the gate. It was cold.\n\nFour years ago they had parted there.\n\nThe next morning it thawed.\n\n"
    "Meanwhile Tom slept."
)


def _scene_times() -> list[SceneTime]:
    doc = document(_SCENES)
    starts = [block.span.start for block in doc.blocks]
    kinds = [SceneKind.NOW, SceneKind.FLASHBACK, SceneKind.NOW, SceneKind.NOW]
    scenes = [
        Scene(id=f"sc{at}", span=Span(start, end), kind=kind)
        for at, (start, end, kind) in enumerate(zip(starts, [*starts[1:], len(doc.text)], kinds, strict=True))
    ]
    return [row for row in LAYER.annotate(doc, Tables({Scene: scenes})) if isinstance(row, SceneTime)]


def test_scenes_are_reckoned_from_the_last_one_of_the_now() -> None:
    rows = _scene_times()
    assert [(row.relation, row.gap) for row in rows] == [
        (Relation.UNKNOWN, ""),
        (Relation.BEFORE, "P4Y"),
        (Relation.AFTER, "P1D"),
        (Relation.SAME, ""),
    ]
    assert [row.after for row in rows] == [None, Ref[Scene]("sc0"), Ref[Scene]("sc0"), Ref[Scene]("sc2")]


def test_a_flashback_stands_where_it_happens() -> None:
    assert [row.order for row in _scene_times()] == [1, 0, 2, 2]
