"""The self-check finds speakers that contradict the tag beside their line, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from diegesis.layer import SpokenBy, Tables
from diegesis.layers.speakers.records import Attribution, Candidate
from diegesis.pipeline import read_text
from diegesis.story import Story
from diegesis.story.checks import contradictions

TEXT = "“Come in,” said Ann.\n\n“Thank you,” said Hugh.\n\n“Sit down,” said Ann.\n\n“I will,” said Hugh.\n"


def _with_first_speaker(story: Story, name: str) -> Story:
    who = next(row.id for row in story.characters if row.name == name)
    rows = list(story.attributions)
    rows[0] = replace(rows[0], speaker=who)
    return Story(story.document, story.tables.extended((Attribution, Candidate), [*rows, *story.rows(Candidate)]))


def test_a_sound_reading_has_none() -> None:
    assert contradictions(read_text(TEXT)) == ()


def test_a_speaker_against_the_tag_is_found() -> None:
    wrong = _with_first_speaker(read_text(TEXT), "Hugh")
    (found,) = contradictions(wrong)
    assert found.speaker.name == "Hugh"
    assert [row.name for row in found.named] == ["Ann"]
    assert found.quote.span.of(TEXT) == "“Come in,”"


def test_what_a_person_said_is_no_contradiction() -> None:
    story = read_text(TEXT)
    clamp = SpokenBy(story.quotes[0].span, "Hugh")
    assert contradictions(read_text(TEXT, clamps=[clamp])) == ()


def test_an_empty_story_has_none() -> None:
    story = read_text("")
    assert contradictions(Story(story.document, Tables())) == ()
