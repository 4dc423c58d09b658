"""What GraphML and GEXF share: graphs whose words XML can hold."""

from __future__ import annotations

import re
from typing import Any

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def with_plain_words(graph: Any) -> Any:
    """A graph, its words without what XML forbids (controls, lone surrogates)."""
    for _, node in graph.nodes(data=True):
        node.update(_plain(node))
    for _, _, edge in graph.edges(data=True):
        edge.update(_plain(edge))
    return graph


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _FORBIDDEN.sub("\ufffd", value) for name, value in values.items() if isinstance(value, str)}
