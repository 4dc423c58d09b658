"""``diegesis compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, least, load_story, write_out
from diegesis.cli.terminal import console, counted, percent, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from diegesis.compare import Comparison
    from diegesis.compare.model import SharedPerson

#: Shared people who are shown, and names of those in one story alone.
_MOST_PEOPLE = 20
_MOST_NAMES = 15
_STYLES = {"differs": "bold red", "changes": "yellow", "": ""}
_SIGNS = {"differs": "≠ ", "changes": "~ ", "": ""}


@click.command(
    "compare",
    help=f"""Set the people of several stories side by side: books of a series, drafts, fan works of one world.

    People are aligned by their names. What should not change and does (eye colour, hair colour, height, origin,
    pronouns) is red and marked ≠, what may change (age, work, marriage) yellow and marked ~. {STORY_HELP}""",
    epilog="""\b
Examples:
  diegesis compare book1.story book2.story
  diegesis compare book1.epub book2.epub book3.epub --markdown series.md
  diegesis compare canon.story fanwork.story --json > shared.json""",
)
@click.argument("stories", metavar="STORY...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON to standard output.")
@click.option("--markdown", metavar="FILE", help="Write Markdown to a file.")
@least("what is said")
@heeding
def command(
    stories: tuple[str, ...], *, as_json: bool, markdown: str | None, min_confidence: float, **heed: Any
) -> None:
    """Compare stories."""
    from diegesis.compare import compare, render_json, render_markdown
    from diegesis.errors import BadOption

    if len(stories) < 2:
        raise BadOption("Comparing takes two stories or more.", hint="diegesis compare A.story B.story")
    compared = compare([load_story(story, **heed) for story in stories], least=min_confidence)
    if markdown is not None:
        from diegesis.export import write_whole

        write_whole(Path(markdown), render_markdown(compared))
    if as_json:
        write_out(render_json(compared))
    elif markdown is None:
        _show(console(), compared)


def _show(screen: Console, compared: Comparison) -> None:
    from rich.text import Text

    contradictions = sum(row.lasting for person in compared.people for row in person.differences)
    told = f"{counted(len(compared.people), 'person', 'people')} in common"
    screen.print(f"{told}, {counted(contradictions, 'contradiction')}", style="bold")
    for person in compared.people[:_MOST_PEOPLE]:
        screen.print()
        name = Text.assemble((shown(person.name), "bold"), (f"  {percent(person.score)}, {person.why}", "dim"))
        screen.print(name)
        screen.print(_portrait(compared, person))
    if len(compared.people) > _MOST_PEOPLE:
        screen.print(f"and {len(compared.people) - _MOST_PEOPLE} more: --markdown FILE has all", style="dim")
    _show_ties(screen, compared)
    _show_others(screen, compared)


def _portrait(compared: Comparison, person: SharedPerson) -> Table:
    from diegesis.compare import portrait

    table = _table(compared)
    for label, cells, mark in portrait(person, compared):
        table.add_row(f"{_SIGNS[mark]}{label}", *map(shown, cells), style=_STYLES[mark])
    return table


def _table(compared: Comparison) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2), header_style="dim", expand=True)
    table.add_column("", style="dim", no_wrap=True, width=13)
    for label in compared.labels:
        table.add_column(shown(label), ratio=1)
    return table


def _show_ties(screen: Console, compared: Comparison) -> None:
    if not compared.ties:
        return
    screen.print("\nTies between them", style="bold")
    table = _table(compared)
    for tie in compared.ties:
        cells = [shown("; ".join(words)) for words in tie.kinds]
        mark = "differs" if tie.differs else ""
        table.add_row(f"{_SIGNS[mark]}{'Kin' if mark else ''}", *cells, style=_STYLES[mark])
    screen.print(table)


def _show_others(screen: Console, compared: Comparison) -> None:
    for label, people in zip(compared.labels, compared.only, strict=True):
        if not people:
            continue
        names = ", ".join(shown(sheet.name) for sheet in people[:_MOST_NAMES])
        rest = f" and {len(people) - _MOST_NAMES} more" if len(people) > _MOST_NAMES else ""
        screen.print(f"\nOnly in {shown(label)} ({len(people)})", style="bold")
        screen.print(f"  {names}{rest}")
