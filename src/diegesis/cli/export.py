"""``diegesis export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story, write_out
from diegesis.errors import BadOption

if TYPE_CHECKING:
    from diegesis.export import Format
    from diegesis.story import Story

#: As in the register of ``diegesis.export`` (a test compares them); written here to keep ``--help`` light.
FORMATS = {
    "json": "the whole story, by the JSON Schema",
    "jsonl": "the same rows, one per line, each with its table",
    "csv": "one table per file, for spreadsheets, R and pandas",
    "script": "the whole book in pieces with their speakers, for audiobooks",
    "sml": "the text with [voice:Name] tags, for ebook2audiobook",
    "ssml": "the text as SSML 1.1, for speech engines",
    "html": "one page to read: speakers in colours, cast, why each line has its speaker",
    "conllu": "sentences with parts of speech and dependencies, for corpus tools",
    "graphml": "the network of people, for Gephi, Cytoscape, igraph and networkx",
    "gexf": "the network of people scene by scene, for Gephi's time line",
}
_HELP = f"""Write a story in another format, to standard output or to a file.

{STORY_HELP} A file is written whole or not at all.

\b
Formats:
"""


@click.command(
    "export",
    help=_HELP + "\n".join(f"  {name:<7} {about}" for name, about in FORMATS.items()),
    epilog="""\b
Examples:
  diegesis export book.story --to script -o book.script.jsonl
  diegesis export book.story --to csv -o book-tables
  diegesis export book.story --to csv --table quotes > quotes.csv
  diegesis export book.epub --to sml -o book.sml.txt
  diegesis export book.story --to html -o book.html
  diegesis export book.story --to conllu -o book.conllu
  diegesis export book.story --to gexf -o book.gexf""",
)
@click.argument("story", metavar="STORY")
@click.option("--to", "name", required=True, metavar="FORMAT", help="One of the formats above.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; a folder for csv. Default: standard output.")
@click.option("--table", metavar="NAME", help="For csv: this table alone.")
@click.option("--no-text", is_flag=True, help="Leave the words of the book out.")
@heeding
def command(story: str, name: str, output: str | None, table: str | None, *, no_text: bool, **heed: Any) -> None:
    """Write a story in another format."""
    from diegesis.export import find_format

    chosen = find_format(name)
    _check(chosen, output, table)
    opened = load_story(story, **heed)
    if chosen.folder and table is None:
        _write_folder(opened, chosen, Path(output or ""), text=not no_text)
        return
    content = _content(opened, chosen, table, text=not no_text)
    if output in (None, "-"):
        write_out(content)
    else:
        from diegesis.export import write_whole

        write_whole(Path(output or ""), content)


def _check(chosen: Format, output: str | None, table: str | None) -> None:
    """Refuse options that do not go together before a long book is read."""
    if table is not None and not chosen.folder:
        raise BadOption(f"--table is for csv; {chosen.name} is one file.", hint="Leave out --table.")
    if chosen.folder and table is None and output in (None, "-"):
        hint = "Give a folder with -o FOLDER, or one table with --table quotes."
        raise BadOption(f"{chosen.name} makes several files, which standard output cannot hold.", hint=hint)


def _content(story: Story, chosen: Format, table: str | None, *, text: bool) -> str:
    from diegesis.export import render
    from diegesis.export.csv_tables import render_table

    if table is not None:
        return render_table(story, table, text=text)
    return render(story, chosen.name, text=text)


def _write_folder(story: Story, chosen: Format, folder: Path, *, text: bool) -> None:
    from diegesis.export import render_files
    from diegesis.export.write import reporting_failure, write_whole

    files = render_files(story, chosen.name, text=text)
    with reporting_failure(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
