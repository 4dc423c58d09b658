"""Slips of names, pronouns and tags, on hand-made stories."""

from __future__ import annotations

import pytest

from diegesis.layers.entities.records import Gender
from diegesis.layers.findings.naming import NAMING
from diegesis.layers.findings.records import SHOWN, Code
from diegesis.layers.findings.view import Draft, View
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.layers.findings.trees import sentence, with_trees


def drafts(story: Story) -> list[Draft]:
    """What the detectors of names find and would show."""
    view = View(story.document, story.tables)
    return [draft for detector in NAMING for draft in detector(view) if draft.confidence >= SHOWN]


def named(text: str, names: list[str]) -> Story:
    """A story with each name marked where it stands, in text order; every spelling is somebody."""
    builder = StoryBuilder(text)
    for name in dict.fromkeys(names):
        builder.character(name)
    after = 0
    for name in names:
        builder.mention(name, of=[name], after=after)
        after = builder.find(name, after=after).end
    return builder.build()


SPELLINGS = [
    (["Brannick", "Brannick", "Brannick", "Branncik"], True),
    (["Tollerton", "Tollerton", "Tollerton", "Tolerton"], True),
    (["Maria", "Maria", "Maria", "Marie"], False),
    (["Grant", "Grant", "Grant", "Giant"], False),
    (["Tollerton", "Tollerton", "Tollerton", "Tollertons"], False),
    (["Brannick", "Brannick", "Branncik", "Branncik"], False),
]


@pytest.mark.parametrize(("names", "wrong"), SPELLINGS)
def test_names_spelt_two_ways(names: list[str], wrong: bool) -> None:
    story = named(" ".join(f"There came {name}." for name in names), names)
    codes = [draft.code for draft in drafts(story)]
    assert codes == ([Code.NAME_SPELLING] if wrong else [])


def test_two_names_of_one_sentence_are_two_people() -> None:
    text = "There came Brannick. There came Brannick. Brannick saw Brannock there."
    assert drafts(named(text, ["Brannick", "Brannick", "Brannick", "Brannock"])) == []


PRONOUNS = [
    ("Ann shook his head.", "shake", "head", "his", True),
    ("Ann shook his hand.", "shake", "hand", "his", False),
    ("Ann shook her head.", "shake", "head", "her", False),
    ("Ann changed his mind.", "change", "mind", "his", True),
    ("Ann held his coat.", "hold", "coat", "his", False),
]


@pytest.mark.parametrize(("text", "verb", "thing", "owner", "wrong"), PRONOUNS)
def test_what_can_only_be_ones_own(text: str, verb: str, thing: str, owner: str, wrong: bool) -> None:
    made = StoryBuilder(text).character("Ann", gender=Gender.F).mention("Ann", of=["Ann"]).build()
    surface = text.split()[1]
    words = (
        f"Ann|Ann|PROPN|1|nsubj {surface}|{verb}|VERB|-1|root {owner}|he|PRON|3|nmod:poss {thing}|{thing}|NOUN|1|obj"
    )
    story = Story(made.document, with_trees(made.tables, [sentence(text, 0, words)]))
    assert [draft.code for draft in drafts(story)] == ([Code.PRONOUN] if wrong else [])
