"""``docs/story-json.md`` and ``docs/exports.md`` say what the code does."""

from __future__ import annotations

import json
import re

from lxml import etree

from diegesis.export import FORMATS, render
from diegesis.export.story_json import schema
from tests.architecture.source import ROOT
from tests.story.made import made_story


def section(page: str, title: str) -> str:
    """The part of a page under a heading."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.split(r"^## ", text.partition(f"## {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(part: str) -> list[str]:
    """The words in code font in the first column of a table."""
    cells = re.findall(r"^\|([^|]+)\|", part, re.MULTILINE)
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def test_every_key_is_documented_in_order() -> None:
    assert first_cells(section("story-json.md", "Keys")) == list(schema()["properties"])


def test_every_field_of_the_large_tables_is_documented_in_order() -> None:
    worlds = ("scenes", "relationships", "facts", "events", "findings", "exchanges", "portrayals", "times")
    for table in ("characters", "mentions", "quotes", *worlds):
        fields = list(schema()["properties"][table]["items"]["properties"])
        assert first_cells(section("story-json.md", f"`{table}`")) == fields


def test_the_formats_are_those_there_are() -> None:
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    assert first_cells(text.partition("## ")[0]) == [known.name for known in FORMATS]


def test_every_field_of_a_script_is_documented_in_order() -> None:
    line = json.loads(render(made_story(), "script").splitlines()[0])
    assert first_cells(section("exports.md", "`script`")) == list(line)


def test_the_elements_of_ssml_are_documented() -> None:
    root = etree.fromstring(render(made_story(), "ssml").encode())
    used = {etree.QName(element).localname for element in root.iter()}
    assert set(first_cells(section("exports.md", "`ssml`"))) == used
