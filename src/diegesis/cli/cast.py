"""``diegesis cast``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story, write_out
from diegesis.cli.terminal import console, counted, shown

if TYPE_CHECKING:
    from rich.table import Table

    from diegesis.layers.characters.records import Character
    from diegesis.story import Story


@click.command(
    "cast",
    help=f"""List the people of a story with their other names, most lines first.

    {STORY_HELP}""",
    epilog="""\b
Examples:
  diegesis cast book.story
  diegesis cast book.epub --json > cast.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--json", "as_json", is_flag=True, help="Write the characters as JSON, as in story.json.")
@heeding
def command(story: str, *, as_json: bool, **heed: Any) -> None:
    """List the cast."""
    opened = load_story(story, **heed)
    if as_json:
        from diegesis.export.contract import story_tables
        from diegesis.export.json_text import json_rows

        write_out(json_rows(story_tables(opened)["characters"]))
        return
    screen = console()
    people = by_lines(opened)
    if not people:
        screen.print("Nobody was found in this story.")
        return
    screen.print(cast_table(opened, people))
    screen.print(counted(len(people), "character"), style="dim")


def by_lines(story: Story) -> list[Character]:
    """The cast, most lines first, then most mentions, then in order of first mention."""
    return sorted(
        story.characters,
        key=lambda row: (-story.quote_counts.get(row.id, 0), -story.mention_counts.get(row.id, 0)),
    )


#: Columns that all but the name and the other names take, with their gaps.
_FIXED = 41
_LONGEST_NAME = 28


def cast_table(story: Story, people: list[Character], *, one_line_of: int = 0) -> Table:
    """Name, lines with a bar, mentions, pronouns, other names.

    Args:
        story: whose cast.
        people: whom to show.
        one_line_of: where not 0, each person gets one line of so many columns, other names being cut.
    """
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Name", style="bold", max_width=_LONGEST_NAME, no_wrap=True)
    table.add_column("Lines", justify="right", no_wrap=True)
    table.add_column("", style="cyan", no_wrap=True)
    table.add_column("Mentions", justify="right", no_wrap=True)
    table.add_column("Pronouns", max_width=10, no_wrap=True)
    table.add_column("Also called", style="dim")
    most = max((story.quote_counts.get(row.id, 0) for row in people), default=0)
    longest = min(max((len(_name(row)) for row in people), default=0), _LONGEST_NAME)
    for row in people:
        count = story.quote_counts.get(row.id, 0)
        mentions = story.mention_counts.get(row.id, 0)
        others = _aliases(story, row, 6)
        if one_line_of:
            others = _cut(others, max(10, one_line_of - longest - _FIXED))
        table.add_row(_name(row), f"{count:,}", _bar(count, most), f"{mentions:,}", row.pronouns, others)
    return table


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else f"{words[: width - 1]}…"


def _name(row: Character) -> str:
    notes = [row.kind.value] if row.kind.value != "person" else []
    notes += ["narrator"] if row.narrator else []
    return shown(row.name) + (f" ({', '.join(notes)})" if notes else "")


def _bar(count: int, most: int, width: int = 8) -> str:
    """A bar in eighths of a character."""
    eighths = round(8 * width * count / most) if most else 0
    return "█" * (eighths // 8) + ("" if eighths % 8 == 0 else "▏▎▍▌▋▊▉"[eighths % 8 - 1])


def _aliases(story: Story, row: Character, limit: int) -> str:
    others = [shown(alias.text) for alias in story.aliases.get(row.id, ()) if alias.text != row.name]
    more = f" and {len(others) - limit} more" if len(others) > limit else ""
    return ", ".join(others[:limit]) + more
