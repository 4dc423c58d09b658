"""``graphml``: the network of the whole book, for Gephi, Cytoscape, yEd, igraph and networkx."""

from __future__ import annotations

from diegesis.export.networks import with_plain_words
from diegesis.story import Story
from diegesis.story.networks import character_network


def render(story: Story, *, text: bool = True) -> str:
    """The network as GraphML; it holds no words of the book but names, so ``text`` changes nothing."""
    import networkx

    graph = with_plain_words(character_network(story))
    return "".join(f"{line}\n" for line in networkx.generate_graphml(graph, named_key_ids=True))
