"""Who has to do with whom, as networkx graphs: of the whole book, or scene by scene."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from diegesis.layer import SpanRecord
from diegesis.layers.characters.records import Character
from diegesis.layers.relationships.records import Direction, Exchange, Relationship
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span
from diegesis.story.story import Story

_Placed = TypeVar("_Placed", bound=SpanRecord)
_COUNTS = ("a_to_b", "b_to_a", "words", "a_about_b", "b_about_a", "near")


def character_network(story: Story, scene: Scene | None = None) -> Any:
    """People and what passes between them, as a ``networkx.Graph``.

    Nodes are ids of characters, in order of first mention, with ``name``, ``gender``, ``kind``, ``mentions`` and
    ``quotes``. An edge stands where something passes between two people or a tie is told; its ``a`` and ``b`` are
    the two, and it has ``a_to_b`` and ``b_to_a`` (lines of the one to the other), ``words`` (in those lines),
    ``a_about_b`` and ``b_about_a`` (mentions of the one in lines of the other), ``near`` (sentences that mention both),
    ``tone`` (mean valence of the lines, by a word list; absent without lines), ``ties`` (such as ``parent a->b;
    friend``) and ``weight`` (lines and sentences together; 1 at the least).

    Args:
        story: a story with scenes.
        scene: for this scene alone: those on stage or concerned by an edge, with their mentions and quotes there, and
            the ties that the scene tells.

    >>> from diegesis.story import Story
    >>> from diegesis.document import Document
    >>> from diegesis.layer import Tables
    >>> len(character_network(Story(Document(text=""), Tables())))
    0
    """
    import networkx

    exchanges = [row for row in story.rows(Exchange) if scene is None or row.scene == scene.id]
    ties = [row for row in story.rows(Relationship) if scene is None or scene.id in row.scenes]
    graph = networkx.Graph()
    mentions, quotes = (story.mention_counts, story.quote_counts) if scene is None else _counts_in(story, scene)
    for character in _cast(story, scene, (*exchanges, *ties)):
        graph.add_node(character.id, **_node(character, mentions, quotes))
    for exchange in exchanges:
        _add_exchange(graph, exchange)
    for tie in ties:
        _add_tie(graph, tie)
    for _, _, edge in graph.edges(data=True):
        _finish(edge)
    return graph


def scene_networks(story: Story) -> list[tuple[Scene, Any]]:
    """Each scene with its network, in text order; empty where there are no scenes. See ``character_network``."""
    return [(scene, character_network(story, scene)) for scene in story.scenes]


def _cast(story: Story, scene: Scene | None, rows: Iterable[Exchange | Relationship]) -> list[Character]:
    if scene is None:
        return list(story.characters)
    there = {*scene.present, *(who for row in rows for who in (row.a, row.b))}
    return [character for character in story.characters if character.id in there]


def _node(character: Character, mentions: dict[str, int], quotes: dict[str, int]) -> dict[str, Any]:
    return {
        "name": character.name,
        "gender": character.gender.value,
        "kind": character.kind.value,
        "mentions": mentions.get(character.id, 0),
        "quotes": quotes.get(character.id, 0),
    }


def _counts_in(story: Story, scene: Scene) -> tuple[dict[str, int], dict[str, int]]:
    """Mentions and quotes of each character in a scene."""
    answers = (story.resolutions.get(mention.id) for mention in _within(story.mentions, scene.span))
    mentions = Counter(str(who) for answer in answers if answer is not None for who in answer.characters)
    said = (story.attribution_of(quote) for quote in _within(story.quotes, scene.span))
    quotes = Counter(str(row.speaker) for row in said if row is not None and row.speaker is not None)
    return mentions, quotes


def _within(rows: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    """Rows in text order that start in a stretch."""
    return rows[
        bisect_left(rows, span.start, key=lambda row: row.span.start) : bisect_left(
            rows, span.end, key=lambda row: row.span.start
        )
    ]


def _edge(graph: Any, a: str, b: str) -> dict[str, Any]:
    if not graph.has_edge(a, b):
        graph.add_edge(a, b, weight=0, a=str(a), b=str(b), **dict.fromkeys(_COUNTS, 0), tone=0.0, ties="")
    edge: dict[str, Any] = graph.edges[a, b]
    return edge


def _add_exchange(graph: Any, row: Exchange) -> None:
    edge = _edge(graph, row.a, row.b)
    for name in _COUNTS:
        edge[name] += getattr(row, name)
    lines = row.a_to_b + row.b_to_a
    edge["tone"] += lines * (row.tone or 0.0)
    edge["weight"] += lines + row.near


def _add_tie(graph: Any, tie: Relationship) -> None:
    edge = _edge(graph, tie.a, tie.b)
    arrow = " a->b" if edge["a"] == tie.a else " b->a"
    words = tie.kind.value + (arrow if tie.direction is Direction.DIRECTED else "")
    edge["ties"] = "; ".join(filter(None, (edge["ties"], words)))


def _finish(edge: dict[str, Any]) -> None:
    """From the sum of tones to their mean; what binds two people at all weighs something."""
    lines = edge["a_to_b"] + edge["b_to_a"]
    tone = edge.pop("tone")
    if lines:
        edge["tone"] = round(tone / lines, 3)
    edge["weight"] = max(1, edge["weight"])
