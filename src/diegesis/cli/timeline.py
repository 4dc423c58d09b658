"""``diegesis timeline``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story
from diegesis.cli.terminal import console, counted, shown
from diegesis.cli.world import names, place_of, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from diegesis.layers.timeline.records import Event
    from diegesis.story import Story

_KINDS = ("on_stage", "reported", "flashback", "planned")


@click.command(
    "timeline",
    help=f"""List what happens in a story, in the order in which it happens.

    {STORY_HELP} Events told together and of one time stand in the order in which they are told.""",
    epilog="""\b
Examples:
  diegesis timeline book.story
  diegesis timeline book.story --with Anna --kind reported
  diegesis timeline book.story --told --json > events.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--with", "person", metavar="NAME", help="Only events this person takes part in.")
@click.option("--kind", type=click.Choice(_KINDS), help="Only events of this kind.")
@click.option("--told", is_flag=True, help="In the order in which they are told.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, rows as in story.json, in told order.")
@heeding
def command(story: str, *, person: str | None, kind: str | None, told: bool, as_json: bool, **heed: Any) -> None:
    """List events."""
    from diegesis.story.queries import find_character

    opened = load_story(story, **heed)
    who = find_character(opened, person).id if person else None
    found = [
        row for row in opened.events if (who is None or who in row.participants) and kind in (None, row.kind.value)
    ]
    if as_json:
        write_json(opened, "events", {row.id for row in found})
        return
    screen = console()
    for row in found if told else sorted(found, key=lambda row: row.order):
        _write(screen, opened, row)
    screen.print(counted(len(found), "event"), style="dim")


def _write(screen: Console, story: Story, row: Event) -> None:
    from rich.text import Text

    text = Text.assemble((f"{row.order:>4}  ", "dim"), shown(row.label))
    if row.when:
        text.append(f"  {shown(row.when)}", style="yellow")
    if row.kind.value != "on_stage":
        text.append(f"  {row.kind.value}", style="magenta")
    if row.participants:
        text.append(f"  {names(story, row.participants)}", style="cyan")
    where = place_of(story, row.evidence[0].start)
    text.append(f"  {where}" if where else "", style="dim")
    screen.print(text)
