"""``jsonl``: the rows of ``story.json``, one on each line, each with the name of its table under ``table``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from diegesis.export.contract import story_rows
from diegesis.export.json_text import json_line
from diegesis.story import Story


def render(story: Story, *, text: bool = True) -> str:
    """One line for the story, one for the document, then every row of every table."""
    return "".join(f"{json_line(row)}\n" for row in rows(story, text=text))


def rows(story: Story, *, text: bool = True) -> Iterator[dict[str, Any]]:
    """The rows, each with its table first."""
    whole = story_rows(story, text=text)
    yield {"table": "story", "format": whole.pop("format"), "generator": whole.pop("generator")}
    yield {"table": "document", **whole.pop("document")}
    for table, members in whole.items():
        for row in members:
            yield {"table": table, **row}
