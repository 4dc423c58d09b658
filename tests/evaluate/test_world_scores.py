"""Scores of scenes, ties, facts, events and findings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from diegesis.errors import GoldError
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.gold_stories import load_story
from diegesis.evaluate.wording import alike, head_noun
from diegesis.evaluate.world import WorldScore, score_world
from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.facts.records import Attribute
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.scenes.records import Scene, SceneKind, Tense
from diegesis.layers.timeline.records import Event, EventKind
from diegesis.spans import Span
from diegesis.story import Story
from tests.evaluate.tiny_corpora import write_story
from tests.story.made import made_world

SELF = {"c-tom": "c-tom", "c-ann": "c-ann"}


def book(story: Story, **kept: Any) -> GoldBook:
    return GoldBook(name="made", story=story, group="made", names={"c-tom": ["Tom"], "c-ann": ["Ann Marsh"]}, **kept)


def with_rows(story: Story, *rows: Record) -> Story:
    """The story with other rows of the types of these."""
    kinds = list(dict.fromkeys(type(row) for row in rows))
    return Story(story.document, story.tables.extended(kinds, rows))


def scored(gold: Story, found: Story, **kept: Any) -> WorldScore:
    score = score_world(book(gold, **kept), found, SELF)
    assert score is not None
    return score


def test_a_world_against_itself_is_all_right() -> None:
    score = scored(made_world(), made_world())
    scenes = score.scenes
    assert (scenes.pov_share, scenes.place_share, scenes.tense_share, scenes.kind_share) == (100.0,) * 4
    assert (scenes.on_stage.f1, score.ties.f1, score.facts.f1, score.events.recall) == (100.0,) * 4
    assert (score.findings.all.f1, score.findings.clean_words) == (100.0, 0)


def test_without_scenes_on_either_side_there_is_no_score() -> None:
    bare = Story(made_world().document, Tables())
    assert score_world(book(bare), made_world(), SELF) is None
    assert score_world(book(made_world()), bare, SELF) is None


def paragraphs(*words: str) -> tuple[str, list[int]]:
    """A text of paragraphs and where each begins."""
    starts, text = [], ""
    for word in words:
        starts.append(len(text))
        text += f"{word} is here.\n\n"
    return text, starts


def cut(text: str, starts: list[int]) -> Story:
    from diegesis.testing import document

    ends = [*starts[1:], len(text)]
    scenes = [Scene(id=f"s{a}", span=Span(a, b)) for a, b in zip(starts, ends, strict=True)]
    return Story(document(text), Tables({Scene: scenes}))


@pytest.mark.parametrize(
    ("found", "right", "predicted"),
    [([0, 2], 1, 1), ([0, 3], 1, 1), ([0, 1], 1, 1), ([0, 4], 0, 1), ([0], 0, 0), ([0, 1, 2, 3], 1, 3)],
)
def test_a_boundary_is_right_within_one_paragraph_and_counts_once(found: list[int], right: int, predicted: int) -> None:
    text, starts = paragraphs("Ann", "Bob", "Cat", "Dan", "Eve")
    gold = cut(text, [0, starts[2]])
    shares = scored(gold, cut(text, [starts[at] for at in found])).scenes.boundaries
    assert (shares.right_gold, shares.gold, shares.predicted) == (right, 1, predicted)


def test_a_scene_is_judged_field_by_field() -> None:
    gold = made_world()
    [scene] = gold.scenes
    stranger = Ref[Character]("c-stranger")
    other = replace(
        scene,
        place="a tower of glass",
        pov=None,
        tense=Tense.PRESENT,
        kind=SceneKind.DREAM,
        present=(scene.present[0], stranger),
    )
    scenes = scored(gold, with_rows(gold, other)).scenes
    assert (scenes.pov, scenes.tense, scenes.kind, scenes.places_right) == (0, 0, 0, 1)
    assert (scenes.on_stage.right_gold, scenes.on_stage.gold, scenes.on_stage.predicted) == (1, 2, 2)


def test_a_tie_needs_its_pair_and_kind_in_any_order() -> None:
    gold = made_world()
    [tie] = gold.relationships
    turned = replace(tie, a=tie.b, b=tie.a)
    assert scored(gold, with_rows(gold, turned)).ties.f1 == 100.0
    assert scored(gold, with_rows(gold, replace(tie, kind=TieKind.ENEMY))).ties.f1 == 0.0


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, 1),
        ({"value": "nine years old"}, 1),
        ({"value": "9"}, 1),
        ({"value": "eight"}, 0),
        ({"negated": True}, 0),
        ({"attribute": Attribute.HEIGHT}, 0),
        ({"character": Ref("c-ann")}, 0),
        ({"evidence": (Span(0, 3),)}, 0),
    ],
)
def test_a_fact_needs_person_attribute_denial_place_and_words(change: dict[str, Any], right: int) -> None:
    gold = made_world()
    [fact] = gold.facts
    assert scored(gold, with_rows(gold, replace(fact, **change))).facts.right_gold == right


def test_the_order_of_events_is_compared_pair_by_pair() -> None:
    gold = made_world()

    def told(*orders: int) -> Story:
        spans = [Span(at, at + 1) for at in range(len(orders))]
        rows = [
            Event(id=f"v{at}", order=order, label="", evidence=(span,), kind=EventKind.REPORTED)
            for at, (order, span) in enumerate(zip(orders, spans, strict=True))
        ]
        return with_rows(gold, *rows)

    assert scored(told(0, 1, 2), told(0, 1, 2)).events.tau == 1.0
    assert scored(told(0, 1, 2), told(2, 1, 0)).events.tau == -1.0
    assert scored(told(0, 1, 2), told(0, 0, 1)).events.tau == pytest.approx(2 / 3)
    assert scored(told(1, 1, 1), told(0, 1, 2)).events.pairs == 0


def test_a_finding_must_touch_every_passage_and_be_shown() -> None:
    gold = made_world()
    rows = [Finding(id="n1", code=Code.AGE, severity=Severity.ERROR, message="", evidence=(Span(0, 3), Span(20, 25)))]
    marked = with_rows(gold, *rows)
    half = with_rows(gold, replace(rows[0], evidence=(Span(0, 3),)))
    unsure = with_rows(gold, replace(rows[0], confidence=0.4))
    assert scored(marked, marked).findings.all.f1 == 100.0
    assert scored(marked, half).findings.all.right_gold == 0
    assert scored(marked, unsure).findings.all.predicted == 0


def test_findings_on_a_clean_story_are_false_alarms() -> None:
    story = made_world()
    clean = Story(story.document, story.tables.extended([Finding], []))
    [finding] = story.findings
    score = scored(clean, story, earned=(finding.evidence, (Span(0, 1),))).findings
    assert (score.clean_findings, score.earned) == (1, 1)
    assert score.clean_rate == pytest.approx(2000 / len(story.document.text.split()))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("sixteen", "16", True),
        ("so pale a blue", "pale blue", True),
        ("son of Tom Hale", "his son", True),
        ("brown", "blue", False),
        ("", "blue", False),
        ("the", "the", False),
    ],
)
def test_values_share_half_of_their_words(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same


@pytest.mark.parametrize(
    ("place", "noun"),
    [
        ("the kitchen of the pilot station", "kitchen"),
        ("A High Court room, Accra", "room"),
        ("her mother's flat", "flat"),
        ("in the garden behind the house", "garden"),
        ("Baker Street", "street"),
        ("", ""),
    ],
)
def test_the_head_noun_of_a_place(place: str, noun: str) -> None:
    assert head_noun(place) == noun


def test_own_gold_brings_its_world(tmp_path: Path) -> None:
    text = "Ann was nine. Bob was her brother.\n"
    world = {
        "scenes": [
            {"start": 0, "end": len(text), "place": "", "time": "", "pov": "omniscient", "tense": "past",
             "present": ["ann"], "kind": "now"}
        ],
        "relationships": [{"a": "bob", "b": "ann", "kind": "mentor", "direction": "b->a", "changes": None}],
        "facts": [{"character": "ann", "attribute": "age", "value": "nine", "negated": False, "holder": "narrator",
                   "evidence": [[8, 12]]}],
        "events": [{"order": 2.5, "kind": "planned", "participants": [], "when": "", "evidence": [[0, 3]]},
                   {"order": -1, "kind": "on_stage", "participants": [], "when": "", "evidence": [[4, 7]]}],
        "findings": [{"code": "age", "note": "nine", "evidence": [[8, 12]]}],
        "earned": [{"note": "fine", "evidence": [[0, 3], [14, 17]]}],
    }  # fmt: skip
    cast = {"ann": ["Ann"], "bob": ["Bob"]}
    folder = write_story(tmp_path, "young01", text, characters=cast, quotes=(), mentions=(), world=world)
    gold = load_story(folder, "young01")
    [tie] = gold.story.relationships
    assert (tie.a, tie.b) == ("ann", "bob")
    assert gold.story.scenes[0].pov is None
    assert [event.order for event in gold.story.events] == [1, 0]
    assert gold.earned == ((Span(0, 3), Span(14, 17)),)


def test_evidence_outside_the_text_is_refused(tmp_path: Path) -> None:
    world = {"findings": [{"code": "age", "note": "", "evidence": [[0, 99]]}]}
    folder = write_story(tmp_path, "young01", "Ann.\n", characters={}, quotes=(), mentions=(), world=world)
    with pytest.raises(GoldError, match="does not lie in the text"):
        load_story(folder, "young01")
