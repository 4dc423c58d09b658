"""``diegesis diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import heeding, least, load_story, write_out
from diegesis.cli.terminal import console, counted, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from diegesis.diff import Changes
    from diegesis.diff.model import Passage

_SECTIONS = ("people", "lines", "scenes", "facts", "ties", "findings")
#: Columns from which what the drafts say stands side by side.
_SIDE_BY_SIDE = 90
#: Changes of one part that are shown when all parts are.
_MOST = 30


@click.command(
    "diff",
    help="""What changed in the world between two drafts: people, who says which line, scenes, facts, ties, findings.

    OLD and NEW are book files (.txt, .md, .html, .epub, .docx) or .story files, in any mixture. Counts come first, then
    each change with what either draft says there. Words alone that changed in the narration are no change of the world.
    Corrections beside a book are heeded; those of the old draft hold in the new one with --corrections.

    \b
    Exit code: 0 whether or not anything changed; with --exit-code 1 where something did.""",
    epilog="""\b
Examples:
  diegesis diff draft1.docx draft2.docx
  diegesis diff draft1.story draft2.story --section lines
  diegesis diff draft1.md draft2.md --to html -o changes.html
  diegesis diff draft1.story draft2.story --to json > changes.json""",
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--section", type=click.Choice(_SECTIONS), help="This part alone, all of it.")
@click.option(
    "--to",
    "form",
    type=click.Choice(("text", "json", "html")),
    default="text",
    show_default=True,
    help="Form of output.",
)
@click.option("-o", "--output", metavar="FILE", help="Write json or html to a file.")
@least("facts, ties and findings")
@click.option("--no-model", is_flag=True, help="Read books by rules alone, without the trained reader.")
@click.option("--exit-code", is_flag=True, help="End with 1 where something changed.")
@heeding
def command(
    old: str,
    new: str,
    *,
    section: str | None,
    form: str,
    output: str | None,
    min_confidence: float,
    no_model: bool,
    exit_code: bool,
    **heed: Any,
) -> None:
    """Compare two drafts."""
    from diegesis.diff import diff

    if output and form == "text":
        raise click.UsageError("-o writes json or html: say which with --to.")
    changes = diff(*(load_story(draft, model=not no_model, **heed) for draft in (old, new)), least=min_confidence)
    sections = (section,) if section else _SECTIONS
    if form == "text":
        _show(console(), changes, sections)
    else:
        _write(changes, form, sections, output)
    if exit_code and any(getattr(changes, name) for name in sections):
        click.get_current_context().exit(1)


def _write(changes: Changes, form: str, sections: tuple[str, ...], output: str | None) -> None:
    from diegesis.diff import changes_json, page
    from diegesis.export import write_whole

    content = (changes_json if form == "json" else page).render(changes, sections=sections)
    if output:
        write_whole(Path(output), content)
    else:
        write_out(content)


# ------------------------------------------------------------------------------------------- for a person


def _show(screen: Console, changes: Changes, sections: tuple[str, ...]) -> None:
    screen.print(f"{shown(changes.old.title)} → {shown(changes.new.title)}", style="bold")
    screen.print(_counts(changes, sections))
    for name in sections:
        _show_section(screen, changes, name, most=_MOST if len(sections) > 1 else 0)


def _counts(changes: Changes, sections: tuple[str, ...]) -> Table:
    from rich.table import Table

    from diegesis.diff.wording import TITLES, counts_words

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(style="dim", no_wrap=True, justify="right")
    table.add_column()
    for name in sections:
        told = counts_words(changes, name)
        kept = f"{changes.kept:,} kept" if name == "lines" else ""
        table.add_row(f"  {TITLES[name]}", kept, told or "no change", style="" if told else "dim")
    return table


def _show_section(screen: Console, changes: Changes, name: str, *, most: int) -> None:
    from diegesis.diff.wording import TITLES

    rows = getattr(changes, name)
    if not rows:
        return
    screen.print()
    screen.rule(TITLES[name], align="left", style="dim")
    for row in rows[: most or len(rows)]:
        _show_change(screen, name, row)
    if most and len(rows) > most:
        screen.print(f"and {counted(len(rows) - most, 'change')} more: --section {name} has all", style="dim")


def _show_change(screen: Console, section: str, change: Any) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from diegesis.diff.wording import head, kinds_words, rows

    title = Text.assemble((kinds_words(change.kinds), "bold cyan"))
    if about := head(section, change):
        title.append(f"  {shown(about)}", style="bold")
    screen.print(title)
    for label, old, new in rows(section, change):
        screen.print(Padding(_row(label, shown(old), shown(new)), (0, 0, 0, 2)))
    screen.print(Padding(_passages(screen, change), (0, 0, 0, 2)))
    screen.print()


def _row(label: str, old: str, new: str) -> Text:
    from rich.text import Text

    text = Text.assemble((f"{label}: ", "dim"))
    if old:
        text.append(f"− {old}", style="red")
    if old and new:
        text.append("  ")
    if new:
        text.append(f"+ {new}", style="green")
    return text


def _passages(screen: Console, change: Any) -> Table:
    """What each draft says there: side by side where there is room, else below each other."""
    from rich.table import Table

    old = [_passage("−", row) for row in change.old_passages]
    new = [_passage("+", row) for row in change.new_passages]
    table = Table.grid(padding=(0, 2, 0, 0))
    if old and new and screen.width >= _SIDE_BY_SIDE:
        table.expand = True
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.add_row(_stacked(old), _stacked(new))
    else:
        table.add_column()
        for text in (*old, *new):
            table.add_row(text)
    return table


def _stacked(texts: list[Text]) -> Text:
    from rich.text import Text

    return Text("\n").join(texts)


def _passage(sign: str, passage: Passage) -> Text:
    from rich.text import Text

    place = f"ch. {passage.chapter}, line {passage.line}" if passage.chapter else f"line {passage.line}"
    text = Text.assemble((f"{sign} {place}  ", "dim"))
    text.append(_plain(passage.before))
    text.append(_plain(passage.words), style="bold")
    text.append(_plain(passage.after))
    return text


def _plain(words: str) -> str:
    """Safe for a terminal, its outer blanks kept."""
    lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{lead and ' '}{shown(words)}{trail and ' '}" if words.strip() else " " * bool(words)
