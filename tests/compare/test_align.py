"""Who of one story is who of another."""

from __future__ import annotations

import pytest

from diegesis.bible import build_bible
from diegesis.bible.model import Sheet
from diegesis.compare.align import align
from diegesis.layers.entities.records import Gender
from diegesis.story.likeness import LEAST, match
from diegesis.testing import StoryBuilder


def person(name: str, *aliases: str, gender: Gender = Gender.U) -> Sheet:
    built = build_bible(StoryBuilder("So.").character(name, aliases=aliases, gender=gender).build())
    (sheet,) = (*built.sheets, *built.others)
    return sheet


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (person("Ann Vale"), person("Ann Vale")),
        (person("ann vale".title()), person("Anñ Valé")),
        (person("Ann Vale", "Ann"), person("Ann")),
        (person("Mr. Vale"), person("Mr Vale")),
        (person("Doctor Vale"), person("Dr. Vale")),
        (person("Mr. Vale"), person("Robert Vale", gender=Gender.M)),
        (person("Robert Vale", "Bob"), person("Bob")),
        (person("Robert"), person("Bob")),
        (person("Katherine Vale"), person("Catherine Vale")),
        (person("Lindqvist"), person("Lindquist")),
        (person("Ann Vale", gender=Gender.F), person("Ann Vale-Moor", gender=Gender.F)),
        (person("Ann Vale", gender=Gender.F), person("Ann Moor", gender=Gender.F)),
        (person("Max Vale", gender=Gender.F), person("Max Vale", gender=Gender.M)),
    ],
    ids=lambda sheet: sheet.name,
)
def test_names_of_one_person(a: Sheet, b: Sheet) -> None:
    assert match(a, b).score >= LEAST
    assert match(a, b).why
    assert match(b, a) == match(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (person("Ann Vale"), person("Robert Vale")),
        (person("Ann Vale", "Ann"), person("Ann Moor", "Ann")),
        (person("Mr. Vale"), person("Mrs. Vale")),
        (person("the man"), person("the man")),
        (person("Mum"), person("Mum")),
        (person("the old captain", "Vale"), person("the old captain", "Moor")),
        (person("Robert", gender=Gender.M), person("Roberta", gender=Gender.F)),
        (person("Bert"), person("Berto")),
        (person("Lieutenant"), person("Lieutenant")),
    ],
    ids=lambda sheet: sheet.name,
)
def test_names_of_two_people(a: Sheet, b: Sheet) -> None:
    assert match(a, b).score < LEAST


def names(groups: list[object]) -> list[list[str | None]]:
    return [[None if row is None else row.name for row in group.members] for group in groups]  # type: ignore[attr-defined]


def test_everybody_is_in_one_group() -> None:
    groups = align(
        [
            [person("Ann Vale"), person("Robert Vale")],
            [person("Bob Vale"), person("Judith")],
            [person("Judith"), person("Ann")],
        ]
    )
    assert names(list(groups)) == [
        ["Ann Vale", None, "Ann"],
        ["Robert Vale", "Bob Vale", None],
        [None, "Judith", "Judith"],
    ]
    assert [group.shared for group in groups] == [True, True, True]
    assert groups[0].score < groups[2].score == 1


def test_the_better_match_wins() -> None:
    groups = align([[person("Ann Vale")], [person("Ann"), person("Ann Vale")]])
    assert names(list(groups)) == [["Ann Vale", "Ann Vale"], [None, "Ann"]]


def test_a_surname_that_two_people_have_says_nothing() -> None:
    groups = align([[person("Vale")], [person("Ann Vale"), person("Judith Vale")]])
    assert not any(group.shared for group in groups)


def test_no_story_loses_anybody() -> None:
    assert align([[], []]) == []
    assert names(list(align([[], [person("Ann")]]))) == [[None, "Ann"]]
