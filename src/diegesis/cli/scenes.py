"""``diegesis scenes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story
from diegesis.cli.terminal import console, counted, shown
from diegesis.cli.world import names, place_of, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from diegesis.layers.scenes.records import Scene
    from diegesis.story import Story


@click.command(
    "scenes",
    help=f"""List the scenes of a story: where, when, who is on stage, through whose eyes.

    {STORY_HELP}""",
    epilog="""\b
Examples:
  diegesis scenes book.story
  diegesis scenes book.story --with Anna
  diegesis scenes book.story --json > scenes.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--with", "person", metavar="NAME", help="Only scenes with this person on stage.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, rows as in story.json.")
@heeding
def command(story: str, *, person: str | None, as_json: bool, **heed: Any) -> None:
    """List scenes."""
    from diegesis.story.queries import find_character

    opened = load_story(story, **heed)
    who = find_character(opened, person).id if person else None
    found = [row for row in opened.scenes if who is None or who in row.present]
    if as_json:
        write_json(opened, "scenes", {row.id for row in found})
        return
    screen = console()
    for row in found:
        _write(screen, opened, row, opened.scenes.index(row) + 1)
    screen.print(counted(len(found), "scene"), style="dim")


def _write(screen: Console, story: Story, row: Scene, number: int) -> None:
    from rich.text import Text

    head = Text.assemble((f"{number}", "bold"))
    for words in (shown(row.place), shown(row.time)):
        if words:
            head.append(f" · {words}", style="bold")
    where = place_of(story, row.span.start)
    head.append(f"  {where}" if where else "", style="dim")
    screen.print(head)
    telling = [row.pov_kind.value.replace("_", " "), f"{row.tense.value} tense"]
    telling += [row.kind.value] if row.kind.value != "now" else []
    if row.pov is not None:
        telling[0] = f"{telling[0]}, {shown(story.name_of(row.pov) or '')}"
    screen.print(f"  told: {' · '.join(telling)}", style="dim")
    if row.present:
        screen.print(f"  on stage: {names(story, row.present)}")
    if row.mentioned:
        screen.print(f"  mentioned: {names(story, row.mentioned)}", style="dim")
    opening = " ".join(row.span.of(story.document.text).split())[:70]
    screen.print(f"  {shown(opening)} …\n", style="italic")
