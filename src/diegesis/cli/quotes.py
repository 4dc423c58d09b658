"""``diegesis quotes``."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story, write_out
from diegesis.cli.terminal import console, counted, percent, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from diegesis.document import Chapter
    from diegesis.story import Story
    from diegesis.story.queries import Line


@click.command(
    "quotes",
    help=f"""List the lines of a story: id, speaker, whom it is said to, how sure, and the words.

    {STORY_HELP} The conditions can be combined. `diegesis why STORY ID` explains a line.""",
    epilog="""\b
Examples:
  diegesis quotes book.story --chapter 3
  diegesis quotes book.story --speaker Ngaire --to "Stellan"
  diegesis quotes book.story --unattributed --json > open-questions.json""",
)
@click.argument("story", metavar="STORY")
@click.option("--speaker", metavar="NAME", help="Only lines of this person (any of the names, or the id).")
@click.option("--to", "addressee", metavar="NAME", help="Only lines said to this person.")
@click.option("--chapter", type=int, metavar="N", help="Only lines of this chapter, counted from 1.")
@click.option("--unattributed", is_flag=True, help="Only lines without a speaker.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON: rows as in story.json, with names and words.")
@heeding
def command(
    story: str,
    *,
    unattributed: bool,
    as_json: bool,
    corrections_file: str | None,
    no_corrections: bool,
    **wanted: Any,
) -> None:
    """List lines."""
    if unattributed and wanted["speaker"]:
        raise click.UsageError("--speaker and --unattributed exclude each other.")
    opened = load_story(story, corrections_file=corrections_file, no_corrections=no_corrections)
    found = _chosen(opened, unattributed=unattributed, **wanted)
    if as_json:
        _write_json(opened, found)
    else:
        _write_list(opened, found)


def _chosen(
    story: Story, *, speaker: str | None, addressee: str | None, chapter: int | None, unattributed: bool
) -> list[Line]:
    from diegesis.story.queries import find_chapter, find_character, lines

    return list(
        lines(
            story,
            speaker=find_character(story, speaker) if speaker else None,
            addressee=find_character(story, addressee) if addressee else None,
            chapter=None if chapter is None else find_chapter(story, chapter),
            unattributed=unattributed,
        )
    )


def _write_json(story: Story, found: list[Line]) -> None:
    from diegesis.export.contract import story_tables
    from diegesis.export.json_text import json_rows

    by_id = {row["id"]: row for row in story_tables(story)["quotes"]}
    rows = [
        {
            **by_id[line.quote.id],
            "speaker_name": line.speaker.name if line.speaker else None,
            "addressee_names": [person.name for person in line.addressees],
            "chapter": line.chapter.number if line.chapter else None,
            "text": line.quote.span.of(story.document.text),
        }
        for line in found
    ]
    write_out(json_rows(rows))


def _write_list(story: Story, found: list[Line]) -> None:
    screen = console()
    for chapter, members in groupby(found, key=lambda line: line.chapter):
        if chapter is not None:
            screen.print(heading(chapter), style="bold", end="\n\n")
        for line in members:
            _write_line(screen, story, line)
        screen.print()
    screen.print(counted(len(found), "line"), style="dim")


def heading(chapter: Chapter) -> str:
    """A chapter's number and title on one line."""
    title = shown(chapter.title)
    return f"Chapter {chapter.number}" + (f" · {title}" if title else "")


def _write_line(screen: Console, story: Story, line: Line) -> None:
    """Speaker and id above, the words below and indented."""
    from rich.padding import Padding
    from rich.text import Text

    head = Text.assemble((line.quote.id, "dim"), "  ", who(line))
    if line.quote.kind.value != "speech":
        head.append(f"  {line.quote.kind.value}", style="italic dim")
    screen.print(head)
    screen.print(Padding(Text(shown(line.quote.span.of(story.document.text))), (0, 0, 0, 2), expand=False))


def who(line: Line) -> Text:
    """``Ann → Tom  93 %``; ``?`` for nobody known."""
    from rich.text import Text

    known = line.speaker is not None
    text = Text()
    text.append(shown(line.speaker.name) if line.speaker else "?", style="bold cyan" if known else "bold yellow")
    if line.addressees:
        text.append(" → ", style="dim")
        text.append(", ".join(shown(person.name) for person in line.addressees), style="cyan")
    if known:
        text.append(f"  {percent(line.confidence)}", style="dim")
    return text
