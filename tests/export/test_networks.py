"""GraphML and GEXF: networks of people, the same file every time."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import networkx
import pytest
from lxml import etree

from diegesis.export import render
from diegesis.layer import Tables
from diegesis.layers.characters.records import Character
from diegesis.story import Story
from tests.export.test_docs_of_exports import first_cells, section
from tests.story.made import made_story, made_world

GEXF = "{http://www.gexf.net/1.2draft}"


def parsed(story: Story) -> networkx.Graph:
    return networkx.parse_graphml(render(story, "graphml"))


def test_graphml_holds_people_and_what_passes_between_them() -> None:
    graph = parsed(made_world())
    assert graph.nodes["c-ann"]["name"] == "Ann Marsh"
    edge = graph.edges["c-ann", "c-tom"]
    assert (edge["a"], edge["a_to_b"], edge["b_to_a"], edge["tone"], edge["ties"]) == ("c-tom", 1, 2, 0.25, "friend")
    assert edge["weight"] == 3


def test_the_fields_of_graphml_are_documented() -> None:
    graph = parsed(made_world())
    there = {name for _, node in graph.nodes(data=True) for name in node}
    there |= {name for *_, edge in graph.edges(data=True) for name in edge}
    assert set(first_cells(section("exports.md", "`graphml`"))) == there


def test_gexf_counts_time_in_scenes() -> None:
    root = etree.fromstring(render(made_world(), "gexf").encode())
    graph = root.find(f"{GEXF}graph")
    assert graph.get("mode") == "dynamic"
    spells = [(spell.get("start"), spell.get("end")) for spell in root.iter(f"{GEXF}spell")]
    assert set(spells) == {("1", "2")}
    assert {node.get("label") for node in root.iter(f"{GEXF}node")} >= {"Tom", "Ann Marsh"}


def test_gexf_can_be_read_back() -> None:
    graph = networkx.read_gexf(io.BytesIO(render(made_world(), "gexf").encode()))
    assert graph.has_edge("c-ann", "c-tom")


def test_gexf_tells_neither_day_nor_version() -> None:
    made = render(made_world(), "gexf")
    assert "lastmodified" not in made
    assert networkx.__version__ not in made


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_without_scenes_and_people_there_is_still_a_file(name: str) -> None:
    etree.fromstring(render(made_story(), name).encode())
    etree.fromstring(render(Story(made_story().document, Tables()), name).encode())


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_name_that_xml_cannot_hold(name: str) -> None:
    story = made_world()
    people = [replace(row, name='A\x01 <meta creator="b">') for row in story.characters]
    odd = Story(story.document, story.tables.extended([Character], people))
    assert "\x01" not in etree.tostring(etree.fromstring(render(odd, name).encode()), encoding="unicode")


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_no_words_of_the_book_are_in_it(name: str) -> None:
    made = render(made_world(), name)
    assert made == render(made_world(), name, text=False)
    assert not re.search("minded|tower", made)
