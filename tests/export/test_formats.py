"""The other formats: nothing of the book is lost in any of them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from lxml import etree

from diegesis.document import Chapter, Document
from diegesis.errors import BadOption, UnknownFormat, UnknownName
from diegesis.export import FORMATS, find_format, render, render_files
from diegesis.export.csv_tables import render_table, table_names
from diegesis.export.script import pieces
from diegesis.layer import Tables
from diegesis.layers.characters.records import Character
from diegesis.spans import Span
from diegesis.story import Story
from tests.layers.syntax.chained import parsed
from tests.story.made import TEXT, made_document, made_story, made_world, place

ODD = ["", "\n", "plain", "a\r\nb\rc", "<p>&amp; ]]>", "tab\tand\x0bodd\x00marks", "[voice:X]no[/voice] [ /pause ]"]
SSML = "{http://www.w3.org/2001/10/synthesis}"


def bare(text: str) -> Story:
    return Story(made_document(text), Tables())


def script_rows(story: Story) -> list[dict[str, object]]:
    return [json.loads(line) for line in render(story, "script").splitlines()]


# script


@pytest.mark.parametrize("text", [TEXT, *ODD])
def test_a_script_joins_to_the_book(text: str) -> None:
    story = made_story() if text == TEXT else bare(text)
    assert "".join(str(row["text"]) for row in script_rows(story)) == text


def test_a_script_names_speakers_and_leaves_narration_alone() -> None:
    rows = script_rows(made_story())
    said = next(row for row in rows if row["text"] == "“So this is the ‘tower’,”")
    assert said == {
        "text": "“So this is the ‘tower’,”",
        "kind": "speech",
        "speaker": "Tom",
        "speaker_id": "c-tom",
        "addressees": ["Ann Marsh"],
        "addressee_ids": ["c-ann"],
        "confidence": 0.81,
        "chapter": 1,
        "quote": said["quote"],
        "start": TEXT.index("“So"),
        "end": TEXT.index(" he said"),
    }
    for row in rows:
        if row["kind"] in ("narration", "heading", "matter"):
            assert (row["speaker"], row["quote"], row["confidence"]) == (None, None, None)


def test_a_line_without_a_speaker_stays_in_the_script() -> None:
    [row] = [row for row in script_rows(made_story()) if row["text"] == "“Who is there?”"]
    assert (row["kind"], row["speaker"], row["chapter"]) == ("speech", None, 2)


def test_narration_is_cut_where_a_chapter_begins() -> None:
    document = replace(
        Document(text="one two three"),
        chapters=(
            Chapter(id="c1", span=Span(0, 4), number=1, title=""),
            Chapter(id="c2", span=Span(4, 8), number=2, title=""),
        ),
    )
    story = Story(document, Tables())
    assert [piece.span for piece in pieces(story)] == [Span(0, 4), Span(4, 8), Span(8, 13)]
    assert [row["chapter"] for row in script_rows(story)] == [1, 2, None]


def test_a_script_without_text_keeps_the_places() -> None:
    rows = [json.loads(line) for line in render(made_story(), "script", text=False).splitlines()]
    assert all("text" not in row for row in rows)
    assert "".join(TEXT[row["start"] : row["end"]] for row in rows) == TEXT


# sml


@pytest.mark.parametrize("text", [TEXT, *ODD])
def test_sml_without_its_tags_is_the_book(text: str) -> None:
    made = render(made_story() if text == TEXT else bare(text), "sml")
    assert re.sub(r"\[/?voice(:[^\]]*)?\]", "", made).replace("\u2060", "") == text


def test_sml_tags_a_line_with_its_speaker() -> None:
    made = render(made_story(), "sml")
    assert "[voice:Ann Marsh]“Come in, Tom,”[/voice] said Ann Marsh. [voice:Ann Marsh]“Mind the step.”[/voice]" in made
    assert "\n“Who is there?”\n" in made


def test_what_looks_like_a_tag_in_the_book_is_none() -> None:
    made = render(made_story(), "sml")
    assert "[pause]" not in made
    assert "[\u2060pause]" in made


def test_voices_are_unique_and_hold_no_brackets() -> None:
    story = made_story()
    rows = [Character(id=f"c-{n}", name=name) for n, name in enumerate(["Al: [x]", "Al x", "AL X", "[]"])]
    people = Story(story.document, Tables({Character: rows}))
    from diegesis.export.voices import voice_names

    assert list(voice_names(people, forbidden=r"[\[\]:\s]+").values()) == ["Al x", "Al x 2", "AL X 3", "Unnamed"]


# ssml


@pytest.mark.parametrize("text", [TEXT, *ODD])
def test_ssml_is_well_formed_and_its_text_is_the_book(text: str) -> None:
    made = render(made_story() if text == TEXT else bare(text), "ssml")
    root = etree.fromstring(made.encode())
    assert "".join(root.itertext()) == re.sub("[\x00\x0b]", "\ufffd", text)


def test_ssml_gives_each_line_a_voice() -> None:
    root = etree.fromstring(render(made_story(), "ssml").encode())
    voices = [(e.get("name"), e.get("gender"), e.text) for e in root.iter(f"{SSML}voice")]
    assert voices[0] == ("Ann_Marsh", "female", "“Come in, Tom,”")
    assert voices[2] == ("Tom", "male", "“So this is the ‘tower’,”")
    assert len(voices) == 4


def test_ssml_uses_only_the_elements_it_documents() -> None:
    root = etree.fromstring(render(made_story(), "ssml").encode())
    assert {etree.QName(e).localname for e in root.iter()} == {"speak", "p", "voice", "break"}
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


# csv


def sheet(story: Story, table: str, *, text: bool = True) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_table(story, table, text=text))))


def test_csv_has_a_file_for_each_table() -> None:
    files = render_files(made_story(), "csv")
    assert list(files) == [f"{name}.csv" for name in table_names()]
    assert set(files) >= {
        "quotes.csv",
        "mentions.csv",
        "characters.csv",
        "entities.csv",
        "aliases.csv",
        "candidates.csv",
    }


def test_a_csv_of_quotes_can_be_read_alone() -> None:
    row = sheet(made_story(), "quotes")[2]
    assert row["text"] == "“So this is the ‘tower’,”"
    assert (row["speaker_name"], row["addressee_names"], row["chapter"]) == ("Tom", "Ann Marsh", "1")
    assert (row["speaker"], row["confidence"], row["basis"]) == ("c-tom", "0.81", "anaphoric")


def test_unknown_is_an_empty_cell_and_truth_is_lower_case() -> None:
    assert sheet(made_story(), "quotes")[6]["speaker"] == ""
    assert [row["narrator"] for row in sheet(made_story(), "characters")] == ["false", "true"]


def test_nested_rows_have_tables_of_their_own() -> None:
    story = made_story()
    assert sheet(story, "aliases")[0] == {"character": "c-tom", "text": "Tom", "form": "PROP", "count": "1"}
    assert sheet(story, "candidates")[0] == {"quote": story.quotes[0].id, "character": "c-ann", "p": "0.97"}
    tag = place(TEXT, "said Ann Marsh")
    row = {"table": "quotes", "row": story.quotes[0].id, "start": str(tag.start), "end": str(tag.end)}
    assert sheet(story, "evidence")[0] == row


def test_the_world_can_be_read_in_tables_alone() -> None:
    story = made_world()
    fact = sheet(story, "facts")[0]
    assert (fact["character_name"], fact["value"], fact["holder_name"], fact["chapter"]) == (
        "Tom",
        "nine",
        "Ann Marsh",
        "1",
    )
    assert sheet(story, "scenes")[0]["present_names"] == "Ann Marsh; Tom"
    tie = sheet(story, "relationships")[0]
    assert (tie["a_name"], tie["b_name"], tie["text"]) == ("Tom", "Ann Marsh", "“Come in, Tom,”")
    assert sheet(story, "changes")[0] == {"relationship": "r-1", "scene": "sc-1", "change": "begins"}
    assert "Come in" not in "".join(render_files(story, "csv", text=False).values())
    assert sheet(story, "events", text=False)[0]["label"] == ""


def test_a_csv_without_text_has_no_words() -> None:
    assert "text" not in sheet(made_story(), "quotes", text=False)[0]
    assert all("Come in" not in content for content in render_files(made_story(), "csv", text=False).values())


def test_an_empty_story_has_tables_with_headers() -> None:
    files = render_files(bare(""), "csv")
    assert all(content.count("\n") == 1 and "," in content for content in files.values())


def test_an_unknown_table_gets_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        render_table(made_story(), "quote")
    assert "'quotes'" in caught.value.hint


# the register


@pytest.mark.parametrize("made", FORMATS, ids=lambda made: made.name)
def test_every_format_is_the_same_twice(made: object) -> None:
    name = made.name  # type: ignore[attr-defined]
    story = parsed(made_story())
    both = [render_files(story, name) if find_format(name).folder else render(story, name) for _ in "ab"]
    assert both[0] == both[1]


def test_an_unknown_format_gets_the_nearest() -> None:
    with pytest.raises(UnknownFormat) as caught:
        find_format("scripts")
    assert caught.value.hint == "Did you mean 'script'?"
    with pytest.raises(UnknownFormat) as caught:
        find_format("docx")
    assert "json, jsonl, csv" in caught.value.hint


@pytest.mark.parametrize("name", ["sml", "ssml", "conllu"])
def test_formats_made_of_text_need_it(name: str) -> None:
    with pytest.raises(BadOption):
        render(made_story(), name, text=False)


def test_one_file_or_several() -> None:
    with pytest.raises(BadOption):
        render(made_story(), "csv")
    with pytest.raises(BadOption):
        render_files(made_story(), "json")
