"""What a person says of the cast is heard where the rules hear no name."""

from __future__ import annotations

from diegesis.layer import CastMember
from diegesis.layers.entities.records import EntityType, MentionForm
from diegesis.pipeline import read_text

TEXT = (
    "It was raining in Custard Lane. “Bark,” said unit seven. “No,” said Ann.\n\n"
    "“Why not?” said unit seven. Ann looked at unit seven and put the lead away.\n"
)


def test_a_name_without_capitals_speaks_once_it_is_said() -> None:
    story = read_text(TEXT, clamps=[CastMember("Seven", ("unit seven",), "it/its")])
    seven = next(row for row in story.characters if row.name == "Seven")
    assert [story.name_of(row.speaker) for row in story.attributions] == ["Seven", "Ann", "Seven"]
    assert (seven.pronouns, seven.made_by) == ("it/its", "person")
    assert sum(m.form is MentionForm.PROP and m.span.of(TEXT) == "unit seven" for m in story.mentions) == 3


def test_a_name_taken_for_a_place_is_a_person_once_it_is_said() -> None:
    text = "She lived in Marlow. They went to Marlow, and from Marlow to the sea. “Yes,” she said.\n"
    before = {m.type for m in read_text(text).mentions if m.span.of(text) == "Marlow"}
    after = {m.type for m in read_text(text, clamps=[CastMember("Marlow")]).mentions if m.span.of(text) == "Marlow"}
    assert EntityType.PER not in before
    assert after == {EntityType.PER}


def test_a_name_that_the_text_does_not_hold_changes_no_mention() -> None:
    plain = read_text(TEXT).mentions
    assert read_text(TEXT, clamps=[CastMember("Nobody Here")]).mentions == plain
