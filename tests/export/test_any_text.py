"""Whatever the text, nothing of it is lost in a file or an export."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from diegesis import read_text
from diegesis.export import render, render_files
from diegesis.export.story_json import schema
from diegesis.story import Story
from diegesis.story.columns import record_types
from diegesis.story.queries import covered_characters
from diegesis.testing.strategies import prose

TEXTS = st.one_of(prose(), st.text(max_size=200))
FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
VALIDATOR = jsonschema.Draft202012Validator(schema())


@FEW
@given(TEXTS)
def test_all_of_it_is_covered_and_in_the_script(text: str) -> None:
    story = read_text(text)
    assert covered_characters(story) == len(text)
    lines = [json.loads(line) for line in render(story, "script").split("\n")[:-1]]
    assert "".join(line["text"] for line in lines) == text


@FEW
@given(TEXTS)
def test_markup_holds_the_text(text: str) -> None:
    story = read_text(text)
    root = etree.fromstring(render(story, "ssml").encode(), etree.XMLParser(huge_tree=True))
    assert "".join(root.itertext()) == FORBIDDEN_IN_XML.sub("\ufffd", text)
    if "\u2060" not in text and not re.search(r"\[/?voice", text):
        sml = re.sub(r"\[/?voice(:[^\]]*)?\]", "", render(story, "sml"))
        assert sml.replace("\u2060", "") == text


@FEW
@given(TEXTS)
def test_json_is_valid_and_the_file_keeps_every_row(text: str) -> None:
    story = read_text(text)
    made = render(story, "json")
    VALIDATOR.validate(json.loads(made))
    with tempfile.TemporaryDirectory() as folder:
        story.save(Path(folder) / "a.story")
        opened = Story.open(Path(folder) / "a.story")
        assert all(opened.rows(kind) == story.rows(kind) for kind in record_types())
        assert render(opened, "json") == made
        assert render_files(opened, "csv") == render_files(story, "csv")
