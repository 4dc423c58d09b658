"""``diegesis ties``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story
from diegesis.cli.terminal import console, counted, shown
from diegesis.cli.world import print_passage, sureness, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from diegesis.layers.relationships.records import Relationship
    from diegesis.story import Story


@click.command(
    "ties",
    help=f"""List the ties between the people of a story and how they change, each with the words that show it.

    {STORY_HELP}""",
    epilog="""\b
Examples:
  diegesis ties book.story
  diegesis ties book.story --of Anna
  diegesis ties book.story --json > ties.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--of", "person", metavar="NAME", help="Only ties of this person.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, rows as in story.json.")
@heeding
def command(story: str, *, person: str | None, as_json: bool, **heed: Any) -> None:
    """List ties."""
    from diegesis.story.queries import find_character

    opened = load_story(story, **heed)
    who = find_character(opened, person).id if person else None
    found = [row for row in opened.relationships if who is None or who in (row.a, row.b)]
    if as_json:
        write_json(opened, "relationships", {row.id for row in found})
        return
    screen = console()
    for row in found:
        _write(screen, opened, row)
    screen.print(counted(len(found), "tie"), style="dim")


def _write(screen: Console, story: Story, row: Relationship) -> None:
    from rich.text import Text

    from diegesis.layers.relationships.records import Turn

    a, b = (shown(story.name_of(who) or "") for who in (row.a, row.b))
    mark = "↔" if row.direction.value == "mutual" else "→"
    text = Text.assemble((a, "bold cyan"), f" {mark} ", (b, "bold cyan"), f"  {row.kind.value.replace('_', ' ')}")
    text.append_text(sureness(row.confidence))
    screen.print(text)
    print_passage(story, row.evidence, indent=2)
    for turn in story.rows(Turn):
        if turn.relationship == row.id:
            screen.print(f"  {shown(turn.change)}", style="yellow")
            print_passage(story, turn.evidence, indent=4)
    screen.print()
