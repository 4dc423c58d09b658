"""``story.json`` follows the contract: keys, order, closed lists, and what is left out."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from diegesis.document import Document
from diegesis.export import render
from diegesis.export.jsonl import rows as jsonl_rows
from diegesis.export.story_json import schema
from diegesis.layer import Tables
from diegesis.story import Story
from tests.story.made import TEXT, made_story, made_world

# fmt: off
CONTRACT = {
    "document": ["name", "media_type", "sha256", "title", "authors", "language", "text"],
    "damage": ["code", "message", "start", "end"],
    "blocks": ["id", "start", "end", "kind"],
    "chapters": ["id", "start", "end", "number", "title"],
    "segments": ["start", "end", "kind", "quote"],
    "characters": ["id", "name", "aliases", "pronouns", "gender", "kind", "narrator", "mentions", "quotes", "first",
                   "confidence"],
    "entities": ["id", "name", "type", "character"],
    "mentions": ["id", "start", "end", "head_start", "head_end", "form", "entity", "characters", "confidence"],
    "quotes": ["id", "start", "end", "kind", "parent", "utterance", "speaker", "addressees", "confidence", "basis",
               "candidates", "evidence", "reason"],
    "scenes": ["id", "start", "end", "place", "time", "pov", "pov_kind", "tense", "present", "mentioned", "kind",
               "evidence", "boundary", "order", "relation", "gap", "confidence"],
    "relationships": ["id", "a", "b", "kind", "direction", "scenes", "changes", "evidence", "confidence", "reason"],
    "facts": ["id", "character", "attribute", "value", "negated", "holder", "from", "until", "evidence", "confidence"],
    "events": ["id", "order", "label", "participants", "when", "kind", "evidence", "confidence", "scene"],
    "findings": ["id", "code", "severity", "message", "evidence", "suggestion", "confidence"],
    "exchanges": ["id", "scene", "a", "b", "a_to_b", "b_to_a", "words", "a_about_b", "b_about_a", "near", "tone",
                  "evidence"],
    "portrayals": ["id", "start", "end", "character", "role", "lemma", "negated", "holder", "confidence"],
    "times": ["id", "start", "end", "kind", "value", "scene", "anchor", "confidence"],
}
# fmt: on
WORLD = ("scenes", "relationships", "facts", "events", "findings", "exchanges", "portrayals", "times")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(made_story(), "json"))
    return found


def test_it_is_valid_by_its_schema(made: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(made, schema(), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("text", ["", " \n", "“", "\x00\ud800"])
def test_odd_texts_are_valid_too(text: str) -> None:
    made = json.loads(render(Story(Document(text=text), Tables()), "json"))
    jsonschema.validate(made, schema(), jsonschema.Draft202012Validator)
    assert made["document"]["text"] == text


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("quotes", "kind", "song"),
        ("quotes", "confidence", 1.5),
        ("quotes", "basis", "guess"),
        ("mentions", "form", "NAME"),
        ("characters", "gender", "X"),
        ("segments", "kind", "emphasis"),
        ("blocks", "kind", "poem"),
        ("quotes", "start", -1),
    ],
)
def test_the_schema_refuses_what_is_not_in_the_closed_lists(table: str, key: str, value: object) -> None:
    made = json.loads(render(made_story(), "json"))
    made[table][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, schema(), jsonschema.Draft202012Validator)


def test_keys_and_their_order_are_those_of_the_contract(made: dict[str, Any]) -> None:
    assert list(made) == ["format", "generator", *CONTRACT]
    assert list(made["document"]) == CONTRACT["document"]
    for table, keys in CONTRACT.items():
        if table != "document":
            assert all(list(row) == keys for row in made[table]), table


def test_the_schema_lists_the_keys_of_the_contract() -> None:
    properties = schema()["properties"]
    assert list(properties) == schema()["required"] == ["format", "generator", *CONTRACT]
    for table, keys in CONTRACT.items():
        shape = properties[table]
        assert list((shape if table == "document" else shape["items"])["properties"]) == keys


def test_the_world_is_valid_by_the_schema_and_keeps_the_order_of_keys() -> None:
    made = json.loads(render(made_world(), "json"))
    jsonschema.validate(made, schema(), jsonschema.Draft202012Validator)
    for table in WORLD:
        assert [list(row) for row in made[table]] == [CONTRACT[table]], table
    assert made["relationships"][0]["changes"] == [{"scene": "sc-1", "change": "begins", "evidence": [[17, 30]]}]
    assert (made["scenes"][0]["order"], made["facts"][0]["holder"], made["facts"][0]["from"]) == (0, "c-ann", "sc-1")


def test_a_story_without_a_world_has_empty_lists(made: dict[str, Any]) -> None:
    assert [made[table] for table in WORLD] == [[]] * len(WORLD)


def test_the_segments_join_to_the_text(made: dict[str, Any]) -> None:
    text = made["document"]["text"]
    assert text == TEXT == "".join(text[row["start"] : row["end"]] for row in made["segments"])


def test_no_text_leaves_the_text_out() -> None:
    made = json.loads(render(made_story(), "json", text=False))
    assert "text" not in made["document"]
    assert "Come in" not in json.dumps(made)
    jsonschema.validate(made, schema(), jsonschema.Draft202012Validator)


def test_a_quote_joins_its_speaker_and_candidates(made: dict[str, Any]) -> None:
    said = made["quotes"][2]
    assert (said["speaker"], said["addressees"], said["basis"]) == ("c-tom", ["c-ann"], "anaphoric")
    assert said["candidates"] == [{"character": "c-tom", "p": 0.81}, {"character": "c-ann", "p": 0.095}]
    assert said["reason"] == "the tag names tom"


def test_emphasis_has_a_parent_and_no_speaker(made: dict[str, Any]) -> None:
    emphasis = made["quotes"][3]
    assert emphasis["parent"] == made["quotes"][2]["id"]
    assert (emphasis["speaker"], emphasis["confidence"], emphasis["reason"]) == (None, 0.0, "")


def test_a_line_without_a_speaker_says_why(made: dict[str, Any]) -> None:
    assert made["quotes"][6]["speaker"] is None
    assert made["quotes"][6]["reason"] == "nothing says who speaks"


def test_mentions_join_their_characters(made: dict[str, Any]) -> None:
    assert [row["characters"] for row in made["mentions"]] == [["c-tom"], ["c-ann"], ["c-tom"], ["c-ann"], []]
    assert [row["confidence"] for row in made["mentions"]] == [0.9, 0.9, 0.9, 0.9, 0.5]


def test_mentions_lead_to_their_entities(made: dict[str, Any]) -> None:
    assert made["entities"] == [
        {"id": "e-1", "name": "Tom", "type": "PER", "character": "c-tom"},
        {"id": "e-2", "name": "Ann Marsh", "type": "PER", "character": "c-ann"},
    ]
    assert [row["entity"] for row in made["mentions"]] == ["e-1", "e-2", "e-1", "e-2", None]


def test_a_character_counts_mentions_and_quotes(made: dict[str, Any]) -> None:
    ann = made["characters"][1]
    assert (ann["mentions"], ann["quotes"], ann["first"]) == (2, 3, TEXT.index("Ann Marsh"))
    assert ann["aliases"] == [
        {"text": "Ann", "form": "PROP", "count": 2},
        {"text": "Ann Marsh", "form": "PROP", "count": 1},
    ]


def test_the_version_is_that_of_the_release_that_read_the_book(made: dict[str, Any]) -> None:
    assert made["generator"] == {"version": "0.0.1", "models": {}}


def test_one_row_stands_on_a_line() -> None:
    lines = render(made_story(), "json").splitlines()
    assert sum(line.startswith('{"id": "q-') for line in lines) == 8


def test_the_same_story_gives_the_same_bytes() -> None:
    assert render(made_story(), "json") == render(made_story(), "json")


def test_jsonl_holds_the_same_rows(made: dict[str, Any]) -> None:
    lines = [json.loads(line) for line in render(made_story(), "jsonl").splitlines()]
    assert lines == list(jsonl_rows(made_story()))
    assert [row["table"] for row in lines[:2]] == ["story", "document"]
    for table in CONTRACT:
        if table != "document":
            assert [{k: v for k, v in row.items() if k != "table"} for row in lines if row["table"] == table] == made[
                table
            ]
