"""What a person says holds in the finished reading, and in the next draft."""

from __future__ import annotations

import json

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


# ------------------------------------------------------------------------------------------- further kinds

TOLD = """Chapter 1

I had not slept. My mother was in the kitchen. “Come in, Ann,” said Young Vale. I went in. I sat down with him.

“Sit,” said Mr. Vale. “The Major asked for you, Ann Marsh.” He had grey eyes. Young Vale laughed.

Chapter 2

I came late to the station. “You are late,” said Mr. Vale. I said nothing. Young Vale was there too. I went home.

Providence was kind. “Well,” said Providence. “Quite well.”
"""


def corrected(*lines: str, text: str = TOLD) -> Story:
    story = read_text(text, corrections=parse_corrections("\n".join(lines)), model=False)
    assert story.unplaced == (), story.unplaced
    return story


def cast(story: Story) -> dict[str, list[str]]:
    return {row.name: sorted(alias.text for alias in story.aliases[row.id]) for row in story.characters}


def test_a_split_makes_two_people_and_their_lines_follow() -> None:
    merged = '{"do": "merge", "names": ["Mr. Vale", "Young Vale"]}'
    split = '{"do": "split", "name": "Mr. Vale", "aliases": ["Young Vale"], "to": "Peter Vale"}'
    story = corrected(merged, split)
    assert cast(story)["Peter Vale"] == ["Young Vale"]
    assert "Young Vale" not in cast(story)["Mr. Vale"]
    assert said(story, "Come in, Ann")[0] == "Peter Vale"
    assert said(story, "Sit")[0] == "Mr. Vale"
    [peter] = [row for row in story.characters if row.name == "Peter Vale"]
    assert peter.gender.value == "M", "by his first name"


def test_an_alias_leads_to_its_person() -> None:
    story = corrected('{"do": "alias", "alias": "Young Vale", "name": "Ann Marsh"}')
    assert "Young Vale" in cast(story)["Ann Marsh"]
    assert said(story, "Come in, Ann")[0] == "Ann Marsh"


def test_nobody_is_called_so() -> None:
    assert said(read_text(TOLD, model=False), "Sit")[0] == "Young Vale"
    story = corrected('{"do": "not_character", "name": "Young Vale"}')
    assert "Young Vale" not in cast(story)
    assert said(story, "Sit")[0] != "Young Vale"


def test_pronouns_and_gender() -> None:
    story = corrected('{"do": "person", "name": "Ann Marsh", "pronouns": "he/him"}')
    [ann] = [row for row in story.characters if row.name == "Ann Marsh"]
    assert (ann.pronouns, ann.gender.value, ann.made_by) == ("he/him", "M", "person")
    story = corrected('{"do": "person", "name": "Ann Marsh", "gender": "N"}')
    [ann] = [row for row in story.characters if row.name == "Ann Marsh"]
    assert ann.gender.value == "N"


def narrators(story: Story) -> list[str | None]:
    return [story.name_of(row.character) for row in story.narrations]


def test_a_narrator_of_the_book_and_of_a_chapter() -> None:
    book = '{"do": "narrator", "name": "Ann Marsh"}'
    chapter = '{"do": "narrator", "name": "Zoe", "chapter": 2}'
    assert narrators(corrected(book)) == ["Ann Marsh", "Ann Marsh"]
    assert narrators(corrected(book, chapter)) == ["Ann Marsh", "Zoe"]
    assert narrators(corrected(chapter, book)) == ["Ann Marsh", "Ann Marsh"], "the later one holds"
    story = corrected(book, chapter)
    assert {row.name for row in story.characters if row.narrator} == {"Ann Marsh", "Zoe"}


def test_a_narrator_who_is_nobody_has_no_name() -> None:
    story = corrected('{"do": "narrator", "name": "Ann Marsh"}', '{"do": "not_character", "name": "Ann Marsh"}')
    assert narrators(story) == ["Narrator", "Narrator"]


def test_the_nameless_narrator_gets_a_name() -> None:
    text = "I went home. I slept. I woke up late and I ate.\n\n“Come in,” said Tom Lee. I came in.\n"
    assert narrators(read_text(text, model=False)) == ["Narrator"]
    assert narrators(corrected('{"do": "rename", "name": "Narrator", "to": "Nora"}', text=text)) == ["Nora"]


def test_a_relative_is_renamed_taken_out_and_found_in_the_cast() -> None:
    text = "“Come in,” said Ann Marsh. Her mother sat there. Her mother smiled.\n\n“Sit,” said Rose Hale.\n"
    relative = "Marsh's mother" if "Marsh's mother" in cast(read_text(text, model=False)) else "Ann Marsh's mother"
    assert relative in cast(read_text(text, model=False))
    for line, there in (
        ('{"do": "rename", "name": "%s", "to": "Nan"}', "Nan"),
        ('{"do": "merge", "names": ["Rose Hale", "%s"]}', "Rose Hale"),
        ('{"do": "not_character", "name": "%s"}', "Ann Marsh"),
    ):
        story = corrected(line % relative, text=text)
        assert relative not in cast(story)
        assert there in cast(story)
    speaks = json.dumps({"do": "speaker", "quote": {"text": "Sit"}, "speaker": relative})
    story = corrected(speaks, text=text)
    assert said(story, "Sit")[0] == relative
    assert [row.name for row in story.characters].count(relative) == 1


def test_lines_follow_a_new_name() -> None:
    speaker = '{"do": "speaker", "quote": {"text": "Well,"}, "speaker": "A Stranger"}'
    rename = '{"do": "rename", "name": "A Stranger", "to": "Bea"}'
    assert said(corrected(speaker, rename), "Well")[0] == "Bea"
    merge = '{"do": "merge", "names": ["Ann Marsh", "A Stranger"]}'
    assert said(corrected(speaker, merge), "Well")[0] == "Ann Marsh"


def test_scene_breaks_come_and_go() -> None:
    begins = [row.span.start for row in read_text(TOLD, model=False).scenes]
    at = TOLD.index("Providence was kind")
    assert at not in begins
    line = '{"do": "scene_break", "at": {"text": "Providence was kind"}, "break": %s}'
    made = corrected(line % "true")
    assert [row.span.start for row in made.scenes] == sorted([*begins, at])
    assert "".join(row.span.of(TOLD) for row in made.scenes) == TOLD
    assert [row.span.start for row in corrected(line % "true", line % "false").scenes] == begins
    heading = '{"do": "scene_break", "at": {"text": "Chapter 2"}, "break": false}'
    assert [row.span.start for row in corrected(heading).scenes] == [0]


def test_the_first_scene_cannot_be_taken_away() -> None:
    line = '{"do": "scene_break", "at": {"text": "Chapter 1"}, "break": false}'
    story = read_text(TOLD, corrections=parse_corrections(line), model=False)
    assert story.unplaced == ("line 1: no scene begins at “Chapter 1”: a scene begins there all the same",)


def test_kinds_give_and_take_speakers() -> None:
    quoted = '{"do": "kind", "quote": {"text": "You are late,"}, "kind": "quoted"}'
    story = corrected(quoted)
    assert said(story, "You are late")[0] is None
    lost = parse_corrections(quoted + '\n{"do": "speaker", "quote": {"text": "You are late,"}, "speaker": "Ann Marsh"}')
    [told] = read_text(TOLD, corrections=lost, model=False).unplaced
    assert told.endswith("the line has another speaker")


def test_boundaries_take_along_what_was_said_of_the_line() -> None:
    speaker = '{"do": "speaker", "quote": {"text": "The Major asked for you, Ann Marsh."}, "speaker": "Zoe"}'
    shorter = '{"do": "boundary", "quote": {"text": "The Major asked for"}, "to": {"text": "The Major asked"}}'
    again = '{"do": "boundary", "quote": {"text": "The Major asked"}, "to": {"text": "Major asked"}}'
    story = corrected(speaker, shorter, again)
    assert "Major asked" in [row.inner.of(TOLD) for row in story.quotes]
    assert said(story, "Major asked")[0] == "Zoe"
    after = '{"do": "speaker", "quote": {"text": "Major asked"}, "speaker": "Bea"}'
    assert said(corrected(speaker, shorter, again, after), "Major asked")[0] == "Bea"


def test_several_lines_at_once() -> None:
    line = '{"do": "speaker", "quotes": [{"text": "Sit,"}, {"text": "Well,"}%s], "speaker": "Zoe"}'
    story = corrected(line % "")
    assert said(story, "Sit")[0] == said(story, "Well")[0] == "Zoe"
    [told] = read_text(TOLD, corrections=parse_corrections(line % ', {"text": "Gone"}'), model=False).unplaced
    assert told == "line 1: speaker Zoe for “Sit,” and 2 more: 1 of 3 lines: no quote says this"


def test_rejected_rows_are_left_out() -> None:
    text = "Ann Marsh had grey eyes. She was a nurse. “Come in,” said Ann Marsh. Tom Lee was her brother.\n"
    story = read_text(text)
    [grey] = [row for row in story.facts if row.value == "grey eyes"]
    [tie] = story.relationships
    rejects = [
        {"do": "reject", "table": "facts", "evidence": [{"text": "grey eyes"}], "what": "blue"},
        {"do": "reject", "table": "facts", "evidence": [{"text": "grey eyes"}], "what": "Grey  eyes"},
        {"do": "reject", "table": "relationships", "evidence": [{"text": "her brother"}], "what": tie.kind.value},
    ]
    assert story.correct(rejects[0]).facts == story.facts
    corrected = story.correct(*rejects)
    assert corrected.facts == tuple(row for row in story.facts if row != grey)
    assert corrected.relationships == ()


def test_a_chapter_that_is_not_there() -> None:
    line = parse_corrections('{"do": "narrator", "name": "Ann Marsh", "chapter": 9}')
    assert read_text(TOLD, corrections=line, model=False).unplaced == (
        "line 1: narrator Ann Marsh of chapter 9: the book has no chapter 9",
    )
