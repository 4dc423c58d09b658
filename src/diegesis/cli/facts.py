"""``diegesis facts``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story
from diegesis.cli.terminal import console, counted, shown
from diegesis.cli.world import place_of, print_passage, sureness, write_json

if TYPE_CHECKING:
    from rich.console import Console

    from diegesis.layers.facts.records import Fact
    from diegesis.story import Story


@click.command(
    "facts",
    help=f"""List what a story states about its people, each fact with the words that state it.

    {STORY_HELP}""",
    epilog="""\b
Examples:
  diegesis facts book.story --about Anna
  diegesis facts book.story --attribute eye_colour
  diegesis facts book.story --json > facts.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--about", metavar="NAME", help="Only facts about this person.")
@click.option("--attribute", metavar="WORD", help="Only facts of this sort, such as age or eye_colour.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON, rows as in story.json.")
@heeding
def command(story: str, *, about: str | None, attribute: str | None, as_json: bool, **heed: Any) -> None:
    """List facts."""
    from diegesis.story.queries import find_character

    opened = load_story(story, **heed)
    who = find_character(opened, about).id if about else None
    wanted = _known(attribute) if attribute else None
    found = [row for row in opened.facts if who in (None, row.character) and wanted in (None, row.attribute.value)]
    if as_json:
        write_json(opened, "facts", {row.id for row in found})
        return
    screen = console()
    order = {row.id: number for number, row in enumerate(opened.characters)}
    for character, rows in groupby(sorted(found, key=lambda row: order[row.character]), key=lambda row: row.character):
        screen.print(shown(opened.name_of(character) or ""), style="bold cyan")
        for row in rows:
            _write(screen, opened, row)
        screen.print()
    screen.print(counted(len(found), "fact"), style="dim")


def _known(attribute: str) -> str:
    from diegesis.errors import UnknownName
    from diegesis.layers.facts.records import Attribute
    from diegesis.story.queries import suggestion

    known = [one.value for one in Attribute]
    if attribute not in known:
        hint = suggestion(attribute, known) or f"Attributes: {', '.join(known)}."
        raise UnknownName(f"There is no attribute {attribute!r}.", hint=hint)
    return attribute


def _write(screen: Console, story: Story, row: Fact) -> None:
    from rich.text import Text

    denied = "not " if row.negated else ""
    text = Text.assemble(f"  {row.attribute.value.replace('_', ' ')}: ", (f"{denied}{shown(row.value)}", "bold"))
    if row.holder is not None:
        text.append(f"  says {shown(story.name_of(row.holder) or '')}", style="yellow")
    where = place_of(story, row.evidence[0].start)
    text.append(f"  {where}" if where else "", style="dim")
    text.append_text(sureness(row.confidence))
    screen.print(text)
    print_passage(story, row.evidence, indent=4)
