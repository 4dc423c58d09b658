"""Noun phrases that belong to a name, and those that do not."""

from __future__ import annotations

import pytest

import diegesis
from diegesis.layers.characters.records import Alias
from diegesis.layers.entities.records import MentionForm

_END = " Anna Orme sat down. “No,” said Tom Vale. Ruth Marsh laughed."
TIED = {
    "apposition": ("Anna Orme, the housekeeper, went in.", "Anna Orme", "the housekeeper"),
    "indefinite apposition": ("Anna Orme, a nurse, went in.", "Anna Orme", "the nurse"),
    "the phrase first": ("The housekeeper, Anna Orme, went in.", "Anna Orme", "the housekeeper"),
    "a kin word and a name": ("She saw her brother Tom Vale at the gate.", "Tom Vale", "the brother"),
    "copula": ("Tom Vale was the pilot.", "Tom Vale", "the pilot"),
    "copula the other way": ("The pilot was Tom Vale.", "Tom Vale", "the pilot"),
    "named": ("A student named Tom Vale stood there.", "Tom Vale", "the student"),
    "a word for anybody, set beside the name": ("Tom Vale, the boy, ran off.", "Tom Vale", "the boy"),
}
OPEN = {
    "a list": "She saw Anna Orme, the housekeeper, and a dog.",
    "the next clause begins": "Behind Anna Orme the housekeeper went in.",
    "a word for anybody": "Tom Vale was a man of few words.",
    "gender forbids it": "Tom Vale, her sister, went in.",
    "a part of the phrase": "Tom Vale was the captain kind of man.",
    "a negation": "Tom Vale was not the pilot.",
    "two bear it": "Tom Vale, the pilot, went in. Anna Orme, the pilot, stayed.",
    "said by somebody": "“Tom Vale was the pilot,” said Ruth Marsh.",
    "kin of several people": "Her brother, Tom Vale, went in. His brother stayed.",
    "a word for anybody, of many": "Tom Vale, the man, left." + " A man came." * 4,
    "a plural": "Tom Vale was the boys at once.",
}


def phrases(text: str) -> dict[str, str]:
    """Name by noun phrase, for the phrases that are somebody's alias."""
    story = diegesis.read_text(text + _END)
    rows = [alias for alias in story.rows(Alias) if alias.form is MentionForm.NOM]
    return {row.text: story.character(row.character).name for row in rows}


@pytest.mark.parametrize("what", TIED)
def test_a_phrase_tied_to_a_name_is_an_alias(what: str) -> None:
    text, name, phrase = TIED[what]
    assert phrases(text) == {phrase: name}


@pytest.mark.parametrize("what", OPEN)
def test_other_phrases_are_nobodys(what: str) -> None:
    assert phrases(OPEN[what]) == {}


def test_a_tied_phrase_that_speaks_is_no_second_person() -> None:
    story = diegesis.read_text("Anna Orme, the housekeeper, came in. “Sit,” said the housekeeper." + _END)
    assert [row.name for row in story.characters] == ["Anna Orme", "Tom Vale", "Ruth Marsh"]
    assert story.name_of(story.attributions[0].speaker) == "Anna Orme"
