"""``diegesis evaluate``: score the reading on published gold."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from diegesis.evaluate import CorpusReport
    from diegesis.evaluate.tables import Table

_FOLDERS = {"pdnc": "pdnc", "litbank": "litbank", "gold": "stories", "gap": "gap", "ud": "ud_ewt"}
#: Options that say nothing to corpora that are scored by part: they have no books, and no speakers.
_OF_BOOKS = ("systems", "predictions", "leave_out", "save", "split", "floors", "repairs", "details")
#: Columns where the output is no terminal, so that a file never has folded cells.
_WIDE = 220


@click.command(
    "evaluate",
    short_help="Score the reading on published gold.",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="See docs/evaluation.md for what each score means.",
)
@click.argument("corpus", type=click.Choice(sorted(_FOLDERS)))
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option(
    "--system",
    "systems",
    type=click.Choice(["diegesis", "saved", "booknlp"]),
    multiple=True,
    default=["diegesis"],
    show_default=True,
    help="Whose reading (saved: what --save kept); give it twice for a table of both.",
)
@click.option(
    "--pred",
    "predictions",
    type=click.Path(path_type=Path),
    help="Folder of the saved predictions, or of BookNLP's output files.",
)
@click.option("--save", type=click.Path(path_type=Path), help="Keep what is read in this folder, a file a book.")
@click.option(
    "--leave-out",
    type=click.Path(path_type=Path),
    help="JSON file that names, for each book, decoder weights and a reader fitted without it.",
)
@click.option("--books", metavar="A,B", help="Score these books only (gap, ud: these parts).")
@click.option("--split", type=click.Choice(["dev", "report", "all"]), help="Default: dev for gold, all for the rest.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes.")
@click.option("--floors/--no-floors", default=True, show_default=True, help="Also score the trivial floors.")
@click.option("--repairs/--no-repairs", default=True, show_default=True, help="Repair the published lists of names.")
@click.option("--details/--no-details", default=False, show_default=True, help="Show every score of every book.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write the report as JSON.")
@click.option("--markdown", "markdown_path", type=click.Path(path_type=Path), help="Write the report as Markdown.")
def command(
    corpus: str,
    directory: Path | None,
    *,
    systems: tuple[str, ...],
    predictions: Path | None,
    save: Path | None,
    leave_out: Path | None,
    books: str | None,
    split: str | None,
    jobs: int,
    floors: bool,
    repairs: bool,
    details: bool,
    json_path: Path | None,
    markdown_path: Path | None,
) -> None:
    """Score who says what against gold: raw text in, names out.

    CORPUS is pdnc, litbank (also nested entities, coreference and event words), gold (Diegesis's own stories), gap
    (pronouns between two names) or ud (parts of speech and dependencies). DIRECTORY is the corpus in its published
    layout; by default the folder pdnc, litbank, stories, gap or ud_ewt under $DIEGESIS_DATA.

    \b
    diegesis evaluate pdnc data/pdnc --jobs 2
    diegesis evaluate pdnc data/pdnc --system diegesis --system booknlp --pred data/booknlp_pdnc
    diegesis evaluate pdnc data/pdnc --leave-out training/turns/left_out.json --save predictions
    diegesis evaluate pdnc data/pdnc --system saved --pred predictions
    diegesis evaluate gold data/stories --markdown gold.md --json gold.json
    diegesis evaluate gap data/gap --books development --jobs 2
    diegesis evaluate ud data/ud_ewt --books dev,test --json ud.json
    """
    from diegesis.evaluate import left_out_options, report_json, report_markdown, report_tables

    chosen = [name.strip() for name in books.split(",") if name.strip()] if books else None
    if corpus in _BY_PART:
        _refuse(_OF_BOOKS)
        report = _by_part(corpus, directory or _default_folder(corpus), chosen, jobs)
        _put(report, json_path, markdown_path)
        return
    reports = _reports(
        corpus,
        directory or _default_folder(corpus),
        systems,
        predictions=predictions,
        save=save,
        options=left_out_options(leave_out) if leave_out else None,
        books=chosen,
        split=split,
        repairs=repairs,
        floors=floors,
        jobs=jobs,
    )
    tables = report_tables(reports, details=details)
    _put(_Report(tables, report_json(reports), report_markdown(reports)), json_path, markdown_path)
    if leave_out is None:
        _tell_fitted(reports)


class _Report(NamedTuple):
    """The scores on a corpus, in each form there is."""

    tables: list[Table]
    json: str
    markdown: str


def _put(report: _Report, json_path: Path | None, markdown_path: Path | None) -> None:
    """Show the tables, and write what is wanted in a file."""
    _show(report.tables)
    if json_path:
        _write(json_path, report.json)
    if markdown_path:
        _write(markdown_path, report.markdown)


def _reports(corpus: str, directory: Path, systems: tuple[str, ...], **choices: Any) -> list[CorpusReport]:
    """One report per system, with a progress bar on the error stream where that is a terminal."""
    from diegesis.evaluate import corpus_books, evaluate_corpus

    total = len(choices["books"] or corpus_books(corpus, directory, choices["split"]))
    reports = []
    with _progress() as progress:
        for system in dict.fromkeys(systems):
            task = progress.add_task(f"{system} on {corpus}", total=total)
            step = partial(_advance, progress, task)
            reports.append(evaluate_corpus(corpus, directory, system=system, on_book=step, **choices))
    return reports


def _refuse(names: tuple[str, ...]) -> None:
    """Say which of some options was given, where the corpus has no use for it."""
    context = click.get_current_context()
    given = [name for name in names if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE]
    options = {option.name: option.opts[0] for option in context.command.params}
    if given:
        raise click.UsageError(f"{options[given[0]]} says nothing to this corpus.", context)


def _by_part(corpus: str, directory: Path, parts: list[str] | None, jobs: int) -> _Report:
    """Score a corpus by part, with a progress bar."""
    with _progress() as progress:
        task = progress.add_task(f"diegesis on {corpus}", total=None)
        return _BY_PART[corpus](directory, parts, jobs, partial(_advance, progress, task))


def _gap(directory: Path, parts: list[str] | None, jobs: int, step: Callable[[], None]) -> _Report:
    from diegesis.evaluate import evaluate_gap, gap_json, gap_markdown, gap_table

    scores = evaluate_gap(directory, parts=parts, jobs=jobs, on_row=step)
    return _Report([gap_table(scores)], gap_json(scores), gap_markdown(scores))


def _ud(directory: Path, parts: list[str] | None, jobs: int, step: Callable[[], None]) -> _Report:
    from diegesis.evaluate import evaluate_ud, ud_json, ud_markdown, ud_table

    scores = evaluate_ud(directory, parts=parts or ("dev",), jobs=jobs, on_document=step)
    return _Report([ud_table(scores)], ud_json(scores), ud_markdown(scores))


_BY_PART = {"gap": _gap, "ud": _ud}


def _progress() -> Progress:
    """A progress bar on the error stream, where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress as ProgressBar

    console = Console(stderr=True)
    return ProgressBar(console=console, transient=True, disable=not console.is_terminal)


def _tell_fitted(reports: list[CorpusReport]) -> None:
    """Say which of the scored books the shipped weights have seen."""
    from diegesis.evaluate import fitted_on

    seen = fitted_on()
    scored = {score.name for report in reports if report.system == "diegesis" for score in report.scores}
    if scored & seen:
        click.echo(
            f"Note: the shipped models were trained on {len(scored & seen)} of these {len(scored)} books. For "
            "scores on unseen books: --system saved --pred benchmarks/predictions/CORPUS",
            err=True,
        )


def _advance(progress: Progress, task: TaskID, _book: str = "") -> None:
    progress.advance(task)


def _default_folder(corpus: str) -> Path:
    from diegesis.errors import FileMissing

    home = os.environ.get("DIEGESIS_DATA")
    if not home:
        raise FileMissing(f"No folder of the corpus {corpus} was given.", hint="Give one, or set DIEGESIS_DATA.")
    return Path(home) / _FOLDERS[corpus]


def _write(path: Path, content: str) -> None:
    from diegesis.export.write import write_whole

    write_whole(path, content)


def _show(tables: list[Table]) -> None:
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    for table in tables:
        console.print(_rich_table(table))
        if table.note:
            console.print(table.note, style="dim", markup=False, highlight=False)
        console.print()


def _rich_table(table: Table) -> object:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable

    shown = RichTable(title=table.title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, name in enumerate(table.header):
        shown.add_column(name, justify="left" if number == 0 else "right", overflow="fold")
    for row in table.rows:
        shown.add_row(*row)
    return shown
