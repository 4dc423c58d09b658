"""``gexf``: the network as it changes, for Gephi's time line. The unit of time is the scene, counted from 1.

A person is there in the scenes in which they are on stage or concerned by an edge, an edge in those in which
something passes or a tie is told. The counts of an edge stand for each of its scenes (``weight`` for the whole book).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from diegesis.export.networks import with_plain_words
from diegesis.story import Story
from diegesis.story.networks import character_network, scene_networks

_PER_SCENE = ("a_to_b", "b_to_a", "words", "a_about_b", "b_about_a", "near", "tone")
#: The day of writing and the version of networkx would make two files of one story differ.
_META = re.compile(r"<meta\b.*?</meta>", re.DOTALL)


def render(story: Story, *, text: bool = True) -> str:
    """The network as GEXF 1.2; it holds no words of the book but names, so ``text`` changes nothing."""
    import networkx

    graph = with_plain_words(_dynamic(story))
    made = "\n".join(networkx.generate_gexf(graph))
    meta = "<meta><creator>Diegesis</creator></meta>"
    return _META.sub(meta, made, count=1) + "\n"


def _dynamic(story: Story) -> Any:
    """The network of the book, with spells and values by scene where there are scenes."""
    graph = character_network(story)
    for _, node in graph.nodes(data=True):
        node["label"] = node.pop("name")
    scenes = list(enumerate((network for _, network in scene_networks(story)), start=1))
    if not scenes:
        return graph
    graph.graph["mode"] = "dynamic"
    for who, node in graph.nodes(data=True):
        node["spells"] = _spells(at for at, network in scenes if who in network)
    for one, other, edge in graph.edges(data=True):
        there = [(at, network.edges[one, other]) for at, network in scenes if network.has_edge(one, other)]
        edge["spells"] = _spells(at for at, _ in there)
        for name in _PER_SCENE:
            edge.pop(name, None)
            if values := [(counts[name], at, at + 1) for at, counts in there if name in counts]:
                edge[name] = values
    return graph


def _spells(places: Iterable[int]) -> list[tuple[int, int]]:
    """Scenes in a row as one stretch: from the first to behind the last.

    >>> _spells([1, 2, 5])
    [(1, 3), (5, 6)]
    """
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found
