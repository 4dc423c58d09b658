"""What a person says holds in the finished reading, and in the next draft."""

from __future__ import annotations

from diegesis import Story, read_text
from diegesis.corrections import parse_cast, parse_corrections

DRAFT = """“Come in,” said Ann Marsh. “Mind the step.”

Tom Lee minded it. “So this is the tower,” said Tom.

“Never go up,” said Ann.

“Who is there?”

“Only me,” said the porter.
"""
NEXT_DRAFT = "It had rained all night, and nobody had slept.\n\n" + DRAFT.replace("said Ann.", "said Ann at last.")

CORRECTIONS = parse_corrections(
    """{"do": "speaker", "quote": {"text": "Who is there?"}, "speaker": "Tom Lee", "addressees": ["Ann Marsh"]}
{"do": "speaker", "quote": {"text": "Never go up,"}, "speaker": "Tom Lee"}
{"do": "speaker", "quote": {"text": "So this is the tower,"}, "speaker": null}
"""
)


def said(story: Story, words: str) -> tuple[str | None, float, str]:
    """Speaker, probability and maker of the line with these words."""
    [quote] = [quote for quote in story.quotes if words in quote.span.of(story.document.text)]
    row = story.attribution_of(quote)
    assert row is not None
    return story.name_of(row.speaker), row.confidence, row.made_by


def test_corrections_hold_in_every_draft() -> None:
    for draft in (DRAFT, NEXT_DRAFT):
        story = read_text(draft, corrections=CORRECTIONS)
        assert story.unplaced == ()
        assert said(story, "Who is there?") == ("Tom Lee", 1.0, "person")
        assert said(story, "Never go up,") == ("Tom Lee", 1.0, "person")
        assert said(story, "So this is the tower,")[0] is None


def test_a_line_that_a_draft_drops_is_told() -> None:
    story = read_text(DRAFT.replace("“Who is there?”\n\n", ""), corrections=CORRECTIONS)
    assert story.unplaced == ("line 1: speaker Tom Lee for “Who is there?”: no quote says this",)


def test_a_rename_shows_everywhere() -> None:
    renames = parse_corrections('{"do": "rename", "name": "the porter", "to": "Pierre"}')
    assert said(read_text(DRAFT, corrections=renames), "Only me,")[0] == "Pierre"


def test_a_merge_makes_one_person() -> None:
    merges = parse_corrections('{"do": "merge", "names": ["Tom Lee", "the porter"]}')
    story = read_text(DRAFT, corrections=merges)
    assert said(story, "Only me,")[0] == "Tom Lee"
    assert "the porter" not in [person.name for person in story.characters]


def test_named_people_merge_and_change_their_names() -> None:
    fixes = parse_corrections(
        """{"do": "merge", "names": ["Ann Marsh", "Tom Lee"]}
{"do": "rename", "name": "Ann Marsh", "to": "Everybody"}
"""
    )
    story = read_text(DRAFT, corrections=fixes)
    assert story.unplaced == ()
    assert said(story, "Come in,")[0] == said(story, "So this is the tower,")[0] == "Everybody"


def test_a_cast_gives_name_and_pronouns() -> None:
    cast = parse_cast('[[character]]\nname = "Annabel Marsh"\naliases = ["Ann Marsh", "Ann"]\npronouns = "they/them"\n')
    story = read_text(DRAFT, clamps=cast)
    assert said(story, "Never go up,")[0] == "Annabel Marsh"
    [ann] = [person for person in story.characters if person.name == "Annabel Marsh"]
    assert ann.pronouns == "they/them"
