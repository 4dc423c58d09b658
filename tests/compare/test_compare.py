"""Stories side by side."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from diegesis.compare import Comparison, compare, portrait, render_json, render_markdown
from diegesis.compare.differ import differences
from diegesis.errors import BadOption
from diegesis.layers.entities.records import Gender
from diegesis.layers.facts.records import Attribute
from diegesis.layers.relationships.records import TieKind
from diegesis.story import Story
from diegesis.testing import StoryBuilder, story
from tests.bible.test_written import hostile
from tests.bible.worlds import World, lamp, sequel


@pytest.fixture(scope="module")
def compared() -> Comparison:
    return compare([lamp(), sequel()])


def test_who_is_in_both_and_who_in_one(compared: Comparison) -> None:
    assert [row.name for row in compared.people] == ["Ilse Brandt", "Jonas"]
    assert [[sheet.name for sheet in people] for people in compared.only] == [["Mrs. Coyle", "the ship"], ["Piet Moor"]]


def test_eyes_of_another_colour_contradict(compared: Comparison) -> None:
    (row,) = compared.people[0].differences
    assert row.lasting
    assert (row.attribute, row.values) == (Attribute.EYE_COLOUR, (("green eyes", "grey eyes"), ("brown eyes",)))


def test_a_portrait_line_by_line(compared: Comparison) -> None:
    rows = {label: (cells, mark) for label, cells, mark in portrait(compared.people[0], compared)}
    assert rows["Eyes"] == (("green eyes, grey eyes (according to Mrs. Coyle)", "brown eyes"), "differs")
    assert rows["Does"] == (("climb, drop", "open"), "")
    assert rows["Ties"] == (("brother: Jonas", "husband: Piet Moor, subordinate: Jonas"), "")


def two(attribute: Attribute, *values: str) -> list[Story]:
    made = []
    for value in values:
        world = World(StoryBuilder(f"Ann has {value}.").character("Ann"))
        made.append((world.fact("Ann", attribute, value, value) if value else world).build())
    return made


@pytest.mark.parametrize(
    ("attribute", "values", "expected"),
    [
        (Attribute.EYE_COLOUR, ("steel-grey eyes", "keen gray eye"), []),
        (Attribute.EYE_COLOUR, ("dark blue eyes", "blue"), []),
        (Attribute.EYE_COLOUR, ("blue eyes", "brown eyes"), [True]),
        (Attribute.EYE_COLOUR, ("blue eyes", ""), []),
        (Attribute.EYE_COLOUR, ("blue eyes", "", "brown eyes"), [True]),
        (Attribute.AGE, ("nineteen", "twenty-four"), [False]),
        (Attribute.OCCUPATION, ("a clerk", "the clerk"), []),
        (Attribute.POSSESSION, ("a dog", "a cat"), []),
        (Attribute.TEMPERAMENT, ("kind", "cruel"), []),
    ],
)
def test_what_counts_as_a_difference(attribute: Attribute, values: tuple[str, ...], expected: list[bool]) -> None:
    (person,) = compare(two(attribute, *values)).people
    assert [row.lasting for row in person.differences] == expected


def test_pronouns_that_differ() -> None:
    made = [
        StoryBuilder("Ann Vale.").character("Ann Vale", gender=gender, pronouns=pronouns).build()
        for gender, pronouns in ((Gender.F, "she/her"), (Gender.M, "he/him"))
    ]
    (person,) = compare(made).people
    assert [(row.attribute, row.values) for row in person.differences] == [(None, (("she/her",), ("he/him",)))]
    assert "other gender" in person.why
    assert differences([None, *person.sheets]) != ()


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [
        (("Ann", TieKind.PARENT, "Bob"), ("Bob", TieKind.PARENT, "Ann"), True),
        (("Ann", TieKind.SIBLING, "Bob"), ("Bob", TieKind.SIBLING, "Ann"), False),
        (("Ann", TieKind.SIBLING, "Bob"), ("Ann", TieKind.COUSIN, "Bob"), True),
        (("Ann", TieKind.LOVER, "Bob"), ("Ann", TieKind.SPOUSE, "Bob"), False),
    ],
)
def test_ties_that_cannot_both_be(
    first: tuple[str, TieKind, str], second: tuple[str, TieKind, str], differs: bool
) -> None:
    made = []
    for a, kind, b in (first, second):
        world = World(StoryBuilder("Ann met Bob.").character("Ann").character("Bob"))
        made.append(world.tie(a, kind, b, "met").build())
    (tie,) = compare(made).ties
    assert tie.differs is differs


def test_three_stories_and_titles_that_are_the_same() -> None:
    made = compare([lamp(), sequel(), story('"So," said Jonas.', [('"So,"', "Jonas")])])
    assert len(set(made.labels)) == 3
    jonas = next(row for row in made.people if row.name == "Jonas")
    assert all(sheet is not None for sheet in jonas.sheets)


def test_one_story_is_not_enough() -> None:
    with pytest.raises(BadOption, match="two stories"):
        compare([lamp()])


def test_as_json(compared: Comparison) -> None:
    written = json.loads(render_json(compared))
    assert written["format"] == "diegesis-comparison/1"
    assert [row["name"] for row in written["people"]] == ["Ilse Brandt", "Jonas"]
    assert written["people"][0]["differences"][0]["attribute"] == "eye_colour"
    assert written["people"][0]["stories"][1]["words"] == {"does": ["open"]}
    assert written["only"] == [["Mrs. Coyle", "the ship"], ["Piet Moor"]]


def test_as_markdown(compared: Comparison) -> None:
    written = render_markdown(compared)
    assert "2 people in common, 1 contradiction." in written
    assert "## What contradicts" in written
    assert "(differs)" in written
    assert "## Only in" in written


def test_markdown_of_hostile_words() -> None:
    kinds = {
        child.type
        for token in MarkdownIt("commonmark").enable("table").parse(render_markdown(compare([hostile(), hostile()])))
        for child in token.children or []
    }
    assert not kinds & {"html_inline", "link_open", "code_inline", "image"}


def test_the_same_bytes_twice() -> None:
    for render in (render_json, render_markdown):
        assert render(compare([lamp(), sequel()])) == render(compare([lamp(), sequel()]))


def test_stories_without_anybody() -> None:
    made = compare([story(""), story("")])
    assert made.people == ()
    assert render_markdown(made).endswith("\n")
