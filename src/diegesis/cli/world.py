"""What the commands that list the story's world share: passages, places in the book, JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diegesis.cli.stories import write_out
from diegesis.cli.terminal import console, marked, percent, shown

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from rich.text import Text

    from diegesis.spans import Span
    from diegesis.story import Story


def write_json(story: Story, table: str, wanted: Container[str]) -> None:
    """Rows of a table as JSON, as in story.json."""
    from diegesis.export.contract_world import world_rows
    from diegesis.export.json_text import json_rows

    write_out(json_rows([row for row in world_rows(story)[table] if row["id"] in wanted]))


def names(story: Story, people: Iterable[str]) -> str:
    """Names joined by commas."""
    return ", ".join(shown(story.name_of(who) or "") for who in people)


def place_of(story: Story, offset: int) -> str:
    """``ch. 3`` in a book of several chapters, else nothing."""
    position = story.document.chapter_at(offset)
    several = len(story.document.chapters) > 1 and position is not None
    return f"ch. {story.document.chapters[position].number}" if several and position is not None else ""


def print_passage(story: Story, evidence: tuple[Span, ...], *, indent: int = 2) -> None:
    """The first passage that supports a row, its words marked."""
    from rich.padding import Padding

    from diegesis.story.evidence import passages

    for passage in passages(story.document, evidence[:1]):
        text = marked(story.document, passage.span, passage.marks)
        console().print(Padding(text, (0, 0, 0, indent), expand=False), style="dim")


def sureness(confidence: float) -> Text:
    """How sure a row is, dimmed."""
    from rich.text import Text

    return Text(f"  {percent(confidence)}", style="dim")
