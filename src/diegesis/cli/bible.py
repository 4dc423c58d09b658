"""``diegesis bible``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from diegesis.cli.stories import STORY_HELP, heeding, least, load_story, write_out
from diegesis.errors import BadOption

if TYPE_CHECKING:
    from diegesis.story import Story


@click.command(
    "bible",
    help=f"""Write the story bible: who is who, with the passages that say so; ties, places, timeline, chapters, open
    questions, findings.

    {STORY_HELP} The format follows the ending of FILE: .md, .html (one page that needs nothing else) or .docx. Without
    -o it is Markdown on standard output. A file is written whole or not at all.

    \b
    What is less probable than --min-confidence stands under the open questions.""",
    epilog="""\b
Examples:
  diegesis bible book.story -o bible.html --plots
  diegesis bible draft.docx -o bible.docx
  diegesis bible book.story --min-confidence 0.8 > bible.md""",
)
@click.argument("story", metavar="STORY")
@click.option("-o", "--output", metavar="FILE", help="Where to write (default: Markdown to standard output).")
@click.option("--to", "form", metavar="FORMAT", help="md, html or docx, whatever the ending of FILE.")
@click.option("--plots", is_flag=True, help="Draw plots too; needs pip install 'diegesis[plots]'.")
@least("what is said")
@heeding
def command(
    story: str, *, output: str | None, form: str | None, plots: bool, min_confidence: float, **heed: Any
) -> None:
    """Write the story bible."""
    from diegesis.bible import build_bible, render

    path = None if output in (None, "-") else Path(output or "")
    name = _format(path, form)
    _check(path, name, plots=plots)
    opened = load_story(story, **heed)
    drawn = _plots(opened, name) if plots else {}
    beside = path.with_name(f"{path.stem}-plots") if path is not None and name == "md" else None
    links = {kind: quote(f"{beside.name}/{kind}.svg") for kind in drawn} if beside is not None else drawn
    content = render(build_bible(opened, least=min_confidence), name, plots=links)
    if path is None:
        write_out(content if isinstance(content, str) else content.decode())
        return
    from diegesis.export import write_whole

    if beside is not None and drawn:
        _write_plots(beside, drawn)
    write_whole(path, content)


def _format(path: Path | None, form: str | None) -> str:
    from diegesis.bible.write import FORMATS, known_format

    if form is not None:
        return known_format(form)
    if path is None:
        return "md"
    if not path.suffix:
        hint = f"Give FILE one of the endings {', '.join(f'.{name}' for name in FORMATS)}, or say --to FORMAT."
        raise BadOption(f"{path.name}: the ending does not say the format.", hint=hint)
    return known_format(path.suffix)


def _check(path: Path | None, name: str, *, plots: bool) -> None:
    """Refuse what cannot be before a long book is read."""
    if path is None and name == "docx":
        raise BadOption("A Word document cannot go to standard output.", hint="Say where with -o bible.docx.")
    if path is None and plots and name == "md":
        raise BadOption("Plots of a Markdown page are files beside it.", hint="Say where with -o bible.md.")
    if plots:
        from diegesis.bible.plots import require_matplotlib

        require_matplotlib()


def _plots(story: Story, name: str) -> dict[str, str] | dict[str, bytes]:
    from diegesis.bible.plots import drawn

    if name == "docx":
        return drawn(story, form="png")
    return {kind: picture.decode() for kind, picture in drawn(story).items()}


def _write_plots(folder: Path, drawn: dict[str, str] | dict[str, bytes]) -> None:
    """Plots as files in a folder beside a Markdown page."""
    from diegesis.export.write import reporting_failure, write_whole

    with reporting_failure(folder):
        folder.mkdir(exist_ok=True)
    for kind, picture in drawn.items():
        write_whole(folder / f"{kind}.svg", picture)
