"""What a bible says of a story."""

from __future__ import annotations

import pytest

from diegesis.bible import Bible, build_bible
from diegesis.bible.model import Sheet
from diegesis.bible.settings import weight_of
from diegesis.layer import Ref
from diegesis.layers.facts.records import Attribute
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.timeline.records import Event
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder, story
from tests.bible.worlds import LAMP, World, lamp, lamp_builder
from tests.story.made import made_story, made_world


@pytest.fixture(scope="module")
def bible() -> Bible:
    return build_bible(lamp())


def sheet(bible: Bible, name: str) -> Sheet:
    return next(row for row in (*bible.sheets, *bible.others) if row.name == name)


def test_who_matters_stands_first_and_who_is_hardly_named_apart(bible: Bible) -> None:
    assert [row.name for row in bible.sheets] == ["Ilse Brandt", "Jonas", "Mrs. Coyle"]
    assert [row.name for row in bible.others] == ["the ship"]


def test_a_sheet_counts_what_it_counts(bible: Bible) -> None:
    ilse = sheet(bible, "Ilse Brandt")
    assert (ilse.lines, ilse.mentions, ilse.scenes, ilse.chapters) == (1, 5, (1, 2), (1, 2))
    assert ilse.aliases == (("Ilse", LAMP.count("Ilse")),)
    assert sum(row.speech for row in bible.sheets) < 1  # one line has no speaker


def test_a_sheet_says_where_somebody_is_named_and_where_on_stage(bible: Bible) -> None:
    coyle = sheet(bible, "Mrs. Coyle")
    assert (coyle.named.chapter, coyle.staged and coyle.staged.chapter) == (1, 2)
    assert bible.where(coyle.named) == "ch.\u00a01"
    assert sheet(bible, "the ship").staged is None


def test_a_trait_quotes_its_passage(bible: Bible) -> None:
    eyes = [row for row in sheet(bible, "Ilse Brandt").traits if row.attribute is Attribute.EYE_COLOUR]
    assert [row.words for row in eyes] == ["green eyes", "grey eyes"]
    passage = bible.passages[eyes[0].cites[0] - 1]
    assert passage.words == "Ilse Brandt climbed to the lamp room with green eyes full of salt."
    assert [words for words, marked in passage.pieces if marked] == ["green eyes"]


def test_who_says_so_is_said_and_what_is_denied(bible: Bible) -> None:
    traits = sheet(bible, "Ilse Brandt").traits
    assert [row.note for row in traits] == ["", "", "according to Mrs. Coyle"]
    assert [row.words for row in sheet(bible, "Mrs. Coyle").traits] == ["not kept the shop"]


def test_one_fact_stated_twice_is_one_trait() -> None:
    world = World(lamp_builder())
    for words in ("Her brother Jonas", "Jonas carried"):
        world.fact("Jonas", Attribute.BUILD, "Tall", words, confidence=0.6)
    world.fact("Jonas", Attribute.BUILD, "tall", "said Jonas", holder="Jonas", confidence=0.8)
    (trait,) = sheet(build_bible(world.build()), "Jonas").traits
    assert (trait.words, trait.sure, trait.note, len(trait.cites)) == ("Tall", 0.8, "", 3)


def test_what_somebody_says_of_themselves() -> None:
    world = World(lamp_builder()).fact("Jonas", Attribute.FEAR, "the sea", "The oil", holder="Jonas")
    assert sheet(build_bible(world.build()), "Jonas").traits[0].note == "by own account"


def test_what_is_unsure_is_asked_and_not_said(bible: Bible) -> None:
    assert not sheet(bible, "Jonas").traits
    asked = {row.title: [claim.words for claim in row.shown] for row in bible.questions}
    assert asked == {
        "Who says these lines?": ["“Who told you that?”"],
        "Are these facts right?": ["Jonas, has: the bell"],
        "Are these ties right?": ["Mrs. Coyle is Ilse Brandt’s mentor"],
        "Where do these scenes happen?": ["Scene 3"],
    }
    sure = build_bible(lamp(), least=0.0)
    assert [row.title for row in sure.questions] == ["Who says these lines?", "Where do these scenes happen?"]
    assert len(sure.ties) == 2


def test_ties_stand_on_both_sheets(bible: Bible) -> None:
    (tie,) = bible.ties
    assert (tie.words, tie.scenes, tie.spoken) == ("Ilse Brandt and Jonas are siblings", 1, 20)
    assert [turn.words for turn in tie.turns] == ["ends: the ship burns"]
    for name, role, other in (("Ilse Brandt", "brother", "Jonas"), ("Jonas", "sister", "Ilse Brandt")):
        assert [(row.role, bible.names[row.other]) for row in sheet(bible, name).ties] == [(role, other)]


def test_words_that_tell_of_somebody(bible: Bible) -> None:
    assert [(row.label, [word.words for word in row.words]) for row in sheet(bible, "Ilse Brandt").lists] == [
        ("Does", ["climb", "drop"])
    ]


def test_scenes_stand_in_story_order(bible: Bible) -> None:
    assert bible.ordered
    assert [(row.scene, row.when, row.kind) for row in bible.timeline] == [
        (3, "before scene 1", "flashback"),
        (1, "", ""),
        (2, "2 weeks later", ""),
    ]
    assert [event.words for row in bible.timeline for event in row.happenings] == [
        "a ship had burned",
        "Ilse Brandt climbed to the lamp room",
        "Ilse dropped",
    ]


def test_chapters_at_a_glance(bible: Bible) -> None:
    first, second, third = bible.chapters
    assert [bible.names[key] for key in first.people] == ["Ilse Brandt", "Jonas"]
    assert (first.places, second.places, third.places) == (("the lamp room",), ("the shop",), ())
    assert (second.eyes, third.eyes) == (("Ilse Brandt",), ())
    assert first.dialogue > third.dialogue == 0
    assert sum(row.words for row in bible.chapters) == bible.words


def test_places_say_who_is_there(bible: Bible) -> None:
    assert [(row.name, row.scenes, [bible.names[key] for key in row.people]) for row in bible.places] == [
        ("the lamp room", (1,), ["Ilse Brandt", "Jonas"]),
        ("the shop", (2,), ["Ilse Brandt", "Mrs. Coyle"]),
    ]


def test_places_that_differ_by_an_article_are_one() -> None:
    world = World(lamp_builder()).scene("CHAPTER I", place="the stair").scene("CHAPTER II", place="stair")
    assert [(row.name, row.scenes) for row in build_bible(world.build()).places] == [("the stair", (1, 2))]


def test_findings_that_are_sure_enough(bible: Bible) -> None:
    assert [(row.title, row.words, len(row.cites)) for row in bible.slips] == [
        ("Eyes of two colours", "Ilse Brandt has green eyes and grey eyes.", 2)
    ]


def test_passages_are_numbered_as_they_are_cited_each_once(bible: Bible) -> None:
    assert [row.number for row in bible.passages] == list(range(1, len(bible.passages) + 1))
    assert len({(row.start, row.pieces) for row in bible.passages}) == len(bible.passages)


def test_a_long_passage_is_cut_at_words() -> None:
    text = f"{'Before it went on and on, ' * 30}Anna had red hair{', and so it ended' * 30}."
    world = World(StoryBuilder(text).character("Anna")).fact("Anna", Attribute.HAIR_COLOUR, "red hair", "red hair")
    (passage,) = build_bible(world.build()).passages
    assert passage.words.startswith("… ")
    assert passage.words.endswith(" …")
    assert len(passage.words) < 400
    assert all(word in {*text.split(), "…"} for word in passage.words.split())


@pytest.mark.parametrize("given", [story(""), story("Nobody."), made_story(), made_world()])
def test_any_story_has_a_bible(given: Story) -> None:
    built = build_bible(given)
    assert len(built.names) == len(given.characters) == len(built.sheets) + len(built.others)


def test_the_same_bible_twice() -> None:
    assert build_bible(lamp()) == build_bible(lamp())


def test_a_name_is_not_told_again() -> None:
    text = "Tom's aunt came. She was his aunt. Tom laughed."
    builder = StoryBuilder(text).character("Tom").character("Tom's aunt")
    world = (
        World(builder)
        .fact("Tom's aunt", Attribute.FAMILY, "his aunt", "his aunt")
        .fact("Tom's aunt", Attribute.FAMILY, "his aunt", "his aunt", confidence=0.1)
        .tie("Tom's aunt", TieKind.AUNT_UNCLE, "Tom", "Tom's aunt")
    )
    bible = build_bible(world.build())
    assert not sheet(bible, "Tom's aunt").traits
    assert not bible.questions
    assert [tie.words for tie in bible.ties] == ["Tom has an aunt"]


@pytest.mark.parametrize("label", ["said Ann", "who rowed home", "Sit,” said Ann", "and Ann rowed home", "Ann"])
def test_events_that_tell_something_come_first(label: str) -> None:
    def event(words: str) -> Event:
        return Event(id="v", order=0, label=words, participants=(Ref("c"),), evidence=(Span(0, 1),))

    assert weight_of(event(label)) < weight_of(event("Ann rowed home"))
