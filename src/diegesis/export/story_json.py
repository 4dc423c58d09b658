"""``json``: the whole story in one object, one row on each line, so that two versions can be compared by line."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from diegesis.export.contract import story_rows
from diegesis.export.json_text import json_line
from diegesis.story import Story


def render(story: Story, *, text: bool = True) -> str:
    """``story.json``; ``text`` says whether the text of the book is in it."""
    parts = [f"{json_line(key)}: {_value(value)}" for key, value in story_rows(story, text=text).items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(json_line(row) for row in value) + "\n]"
    return json_line(value)


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """The JSON Schema of ``story.json`` (draft 2020-12), as shipped in the package."""
    import json

    found: dict[str, Any] = json.loads(files("diegesis.export").joinpath("story.schema.json").read_text("utf-8"))
    return found
