"""``diegesis check``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import heeding, load_story, write_out
from diegesis.cli.terminal import console, counted, marked, percent, shown

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from diegesis.check import Passage, Settings, Shown
    from diegesis.story import Story

_FORMATS = ("text", "json", "sarif", "github")
#: Columns from which two passages stand side by side.
_SIDE_BY_SIDE = 90
#: Characters shown on each side of the words of a long sentence.
_AROUND = 120
_COLOURS = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}


@click.command(
    "check",
    help="""Check a draft's continuity: what contradicts itself, and slips of the craft.

    DRAFT is a book file (.txt, .md, .html, .epub, .docx), `-` for standard input, or a .story file. Each finding names
    its passages by line and column, with an estimate of how probable it is; those of 0.5 and more are shown. They are
    pencil marks, not verdicts: docs/layers/findings.md says how often they are right.

    \b
    Exit code: 0 nothing found, 1 findings or an unreadable draft, 2 a wrong call or wrong settings.
    Settings: [tool.diegesis.check] in pyproject.toml, and DRAFT.check beside the draft for what is as it should be.
    Corrections in DRAFT.corrections.jsonl beside the draft are heeded, as by `diegesis read`.""",
    epilog="""\b
Examples:
  diegesis check draft.docx
  diegesis check chapters/*.md --ignore confusable_names,pov_slip
  diegesis check draft.txt --select eye_colour,age --min-confidence 0.3
  diegesis check draft.txt --format sarif -o draft.sarif
  diegesis check --explain tense_slip""",
)
@click.argument("drafts", metavar="DRAFT...", nargs=-1)
@click.option("--select", metavar="CODES", help="Only these codes, separated by commas.")
@click.option("--ignore", metavar="CODES", help="Not these codes.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Least probability (default: 0.5).")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Form of output."
)
@click.option("-o", "--output", metavar="FILE", help="Write json, sarif or github to a file.")
@click.option("--cast", "cast_file", metavar="FILE", help="People you know (TOML), as for `diegesis read`.")
@click.option("--no-model", is_flag=True, help="Read by rules alone, without the trained reader.")
@click.option("--explain", metavar="CODE", help="Show what a code means, with an example, and end.")
@heeding
def command(
    drafts: tuple[str, ...],
    *,
    select: str | None,
    ignore: str | None,
    min_confidence: float | None,
    form: str,
    output: str | None,
    explain: str | None,
    **how: Any,
) -> None:
    """Check drafts."""
    if explain:
        _explain(explain)
        return
    if not drafts:
        raise click.UsageError("Missing argument 'DRAFT...'.")
    if output and form == "text":
        raise click.UsageError("-o writes json, sarif or github: say which with --format.")
    wanted = {"select": _listed(select), "ignore": _listed(ignore), "min_confidence": min_confidence}
    checked, failed = _checked(drafts, wanted, how)
    if form == "text":
        for name, story, found in checked:
            _show(console(), name, story, found)
    else:
        _write(form, checked, output)
    if failed or any(found for _, _, found in checked):
        click.get_current_context().exit(1)


def _listed(codes: str | None) -> list[str]:
    return [code.strip() for code in (codes or "").split(",") if code.strip()]


def _checked(
    drafts: tuple[str, ...], wanted: dict[str, Any], how: dict[str, Any]
) -> tuple[list[tuple[str, Story, list[Shown]]], int]:
    """Each draft that can be read with what is shown of it, and how many cannot be."""
    from diegesis.check import shown_findings
    from diegesis.cli.main import report
    from diegesis.errors import DiegesisError, UsageError

    settings = {draft: _settings(draft, wanted) for draft in drafts}
    done, failed = [], 0
    for draft in drafts:
        try:
            story = _story(draft, **how)
        except DiegesisError as error:
            if len(drafts) == 1 or isinstance(error, UsageError):
                raise
            report(error)
            failed += 1
            continue
        done.append((draft, story, shown_findings(story, settings[draft])))
    return done, failed


def _settings(draft: str, wanted: dict[str, Any]) -> Settings:
    """Of the pyproject.toml above the draft, the file beside it, and the command line."""
    from dataclasses import replace

    from diegesis.check import ignored_beside, read_settings

    path = Path(draft)
    found = read_settings(Path() if draft == "-" else path.parent).overridden(**wanted)
    return found if draft == "-" else replace(found, ignored=ignored_beside(path))


def _story(draft: str, *, cast_file: str | None, no_model: bool, **heed: Any) -> Story:
    """Open or read a draft."""
    from diegesis.corrections import read_cast

    return load_story(draft, clamps=read_cast(cast_file) if cast_file else (), model=not no_model, **heed)


def _write(form: str, checked: list[tuple[str, Story, list[Shown]]], output: str | None) -> None:
    from diegesis.check.formats import WRITERS
    from diegesis.export import write_whole

    content = WRITERS[form](checked)
    if output:
        write_whole(Path(output), content)
    else:
        write_out(content)


# ------------------------------------------------------------------------------------------- for a person


def _show(screen: Console, name: str, story: Story, found: list[Shown]) -> None:
    for row in found:
        _show_one(screen, name, story, row)
    counts = Counter(row.finding.severity.value for row in found)
    parts = ", ".join(counted(counts[kind], kind) for kind in _COLOURS if counts[kind])
    told = f"{counted(len(found), 'finding')} in {shown(name)}" + (f": {parts}" if found else "")
    screen.print(told, style="bold" if found else "green")


def _show_one(screen: Console, name: str, story: Story, row: Shown) -> None:
    from rich.text import Text

    finding, first = row.finding, row.passages[0]
    place = f"{shown(name)}:{first.line}:{first.column}"
    colour = _COLOURS[finding.severity.value]
    head = Text.assemble((place, "bold"), "  ", (finding.severity.value, colour), " ", finding.code.value)
    head.append(f"  {percent(finding.confidence)}  {finding.id}", style="dim")
    screen.print(head, soft_wrap=True)
    screen.print(f"  {shown(finding.message)}")
    screen.print(_passages(screen, story, row))
    if finding.suggestion:
        screen.print(f"  → {shown(finding.suggestion)}", style="dim")
    screen.print()


def _passages(screen: Console, story: Story, row: Shown) -> RenderableType:
    """Two passages side by side where there is room, any others below each other."""
    from rich.padding import Padding
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    cells = [_passage(story, passage) for passage in row.passages]
    if len(cells) == 2 and screen.width >= _SIDE_BY_SIDE:
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        table.expand = True
        table.add_row(*cells)
    else:
        table.add_column()
        for cell in cells:
            table.add_row(cell)
    return Padding(table, (0, 0, 0, 2))


def _passage(story: Story, passage: Passage) -> Text:
    """The sentence with its place before it; of a long one, what stands around the words."""
    from rich.text import Text

    from diegesis.spans import Span

    start = max(passage.sentence.start, passage.span.start - _AROUND)
    end = min(passage.sentence.end, max(passage.span.start, passage.span.end) + _AROUND)
    chapter = f"ch. {passage.chapter}, " if passage.chapter and len(story.document.chapters) > 1 else ""
    text = Text.assemble((f"{chapter}{passage.line}:{passage.column}  ", "dim"))
    text.append("… " if start > passage.sentence.start else "")
    text.append_text(marked(story.document, Span(start, end), (passage.span,)))
    text.append(" …" if end < passage.sentence.end else "")
    return text


def _explain(code: str) -> None:
    """One code's entry of the catalogue."""
    from diegesis.check.settings import known_code
    from diegesis.layers.findings.catalogue import CATALOGUE

    entry = CATALOGUE[known_code(code)]
    screen = console()
    screen.print(f"{code}: {entry.title} ({entry.severity.value})", style="bold")
    screen.print(f"\n{entry.about}\nNot reported: {entry.spared}")
    for title, words in (("Found in", entry.wrong), ("Not found in", entry.right)):
        screen.print(f"\n{title}:", style="bold")
        for paragraph in words.split("\n\n"):
            screen.print(f"  {paragraph}")
