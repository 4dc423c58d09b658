"""Networks of people, from rows written by hand."""

from __future__ import annotations

from dataclasses import replace

from diegesis.layer import Ref
from diegesis.layers.relationships.records import Direction, Exchange, Relationship, TieKind
from diegesis.story import Story
from diegesis.story.networks import character_network, scene_networks
from tests.story.made import made_story, made_world


def test_everybody_is_a_node_of_the_whole() -> None:
    story = made_world()
    graph = character_network(story)
    assert list(graph.nodes) == [row.id for row in story.characters]
    assert graph.nodes["c-tom"]["quotes"] == story.quote_counts["c-tom"]


def test_a_scene_has_its_own_counts() -> None:
    story = made_world()
    [(scene, graph)] = scene_networks(story)
    assert scene.id == "sc-1"
    assert set(graph.nodes) == {"c-tom", "c-ann"}
    assert graph.nodes["c-ann"]["quotes"] == story.quote_counts["c-ann"]


def test_exchanges_add_up_and_tones_are_weighed_by_lines() -> None:
    story = made_world()
    [row] = story.rows(Exchange)
    more = replace(row, id="x-2", a_to_b=0, b_to_a=1, near=2, tone=-0.75)
    graph = character_network(Story(story.document, story.tables.extended([Exchange], [row, more])))
    edge = graph.edges["c-tom", "c-ann"]
    assert (edge["a_to_b"], edge["b_to_a"], edge["near"], edge["weight"]) == (1, 3, 2, 6)
    assert edge["tone"] == 0.0


def test_a_directed_tie_says_which_way() -> None:
    story = made_world()
    [row] = story.rows(Relationship)
    tie = replace(row, kind=TieKind.PARENT, direction=Direction.DIRECTED, a=Ref(row.b), b=Ref(row.a))
    graph = character_network(Story(story.document, story.tables.extended([Relationship], [row, tie])))
    assert graph.edges["c-tom", "c-ann"]["ties"] == "friend; parent b->a"


def test_a_story_without_a_world_has_people_and_no_edges() -> None:
    graph = character_network(made_story())
    assert len(graph) == len(made_story().characters)
    assert not graph.edges
    assert scene_networks(made_story()) == []
