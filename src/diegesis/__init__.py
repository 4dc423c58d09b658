"""Diegesis reads prose fiction and rebuilds the world the text describes.

>>> import diegesis
>>> story = diegesis.read_text('"Come in," said Ann.')
>>> [story.name_of(row.speaker) for row in story.attributions]
['Ann']

The public names load on first use, so that ``import diegesis`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diegesis.version import __version__

if TYPE_CHECKING:
    from diegesis.document import Document
    from diegesis.pipeline import read, read_text
    from diegesis.story import Story

__all__ = ["Document", "Story", "__version__", "read", "read_text"]

_HOMES = {
    "Document": "diegesis.document",
    "Story": "diegesis.story",
    "read": "diegesis.pipeline",
    "read_text": "diegesis.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'diegesis' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
