"""``diegesis read``."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import Heeded, heeding, read_book, write_out
from diegesis.cli.terminal import console, counted, progress_of
from diegesis.errors import BadOption, DiegesisError, OutputError, UsageError

if TYPE_CHECKING:
    from diegesis.story import Story

_SUFFIX = ".story"


@click.command(
    "read",
    help="""Read books and keep each result in one .story file, BOOK.story in this folder.

    FILE is a .txt, .md, .html, .epub or .docx file; `-` is standard input. The text is kept to the last character.
    If one of several files cannot be read, the others are, and the exit code is 1. What `diegesis correct` has kept
    beside a book, in BOOK.corrections.jsonl, is heeded.""",
    epilog="""\b
Examples:
  diegesis read book.epub
  diegesis read drafts/*.docx -o stories/
  diegesis read book.txt --cast people.toml --corrections fixes.jsonl
  diegesis read book.txt --json book.json --no-text
  pandoc book.odt -t markdown | diegesis read - -o book.story""",
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("-o", "--output", metavar="PATH", help="The .story file, or a folder for several.")
@click.option("--json", "json_output", metavar="PATH", help="Write story.json too; a folder for several, - for stdout.")
@click.option("--no-text", is_flag=True, help="Leave the text of the book out of the JSON.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
@click.option("--cast", "cast_file", metavar="FILE", help="People you know: names, aliases, pronouns, narrator (TOML).")
@heeding
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="P",
    help="Leave a line without a speaker where the best one is less probable than P (0 to 1).",
)
@click.option("--no-model", is_flag=True, help="Decide by rules alone, without the trained reader: faster, less right.")
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Threads of the trained reader; the story is the same with any number.",
)
def command(
    files: tuple[str, ...],
    output: str | None,
    json_output: str | None,
    *,
    no_text: bool,
    quiet: bool,
    corrections_file: str | None,
    no_corrections: bool,
    **given: Any,
) -> None:
    """Read books."""
    jobs = plan(files, output, json_output)
    how = _known_beforehand(**given)
    failed = 0
    for number, job in enumerate(jobs):
        if number and not quiet:
            click.echo(err=job.json_to_stdout)
        try:
            heeded = Heeded.of(job.source, corrections_file=corrections_file, no_corrections=no_corrections)
            _do(job, how, heeded, text=not no_text, quiet=quiet)
        except DiegesisError as error:
            if len(jobs) == 1 or isinstance(error, UsageError):
                raise
            _report_and_go_on(error)
            failed += 1
    if failed:
        click.echo(f"{counted(failed, 'book')} of {len(jobs)} could not be read.", err=True)
        click.get_current_context().exit(1)


def _report_and_go_on(error: DiegesisError) -> None:
    from diegesis.cli.main import report

    report(error)


def _known_beforehand(
    *, cast_file: str | None, min_confidence: float | None, no_model: bool, threads: int
) -> dict[str, Any]:
    """What a person has said, as arguments of ``diegesis.read``; the cast file is checked before a book is read."""
    from diegesis.corrections import read_cast

    return {
        "clamps": read_cast(cast_file) if cast_file else (),
        "options": None if min_confidence is None else _speaker_options(min_confidence),
        "model": not no_model,
        "threads": threads,
    }


def _speaker_options(min_confidence: float) -> dict[str, Any]:
    from diegesis.layers.register import registered

    [layer] = [layer for layer in registered() if layer.name == "speakers"]
    if layer.options is None:
        raise BadOption("--min-confidence has nothing to act on: the speakers layer takes no options.")
    return {layer.name: layer.options(min_confidence=min_confidence)}


# ------------------------------------------------------------------------------------------- where results go


@dataclass(frozen=True, slots=True)
class Job:
    """One book and where its results go; ``json`` is ``None`` where no JSON is wanted."""

    source: str
    story: Path
    json: Path | None = None
    json_to_stdout: bool = False


def plan(files: Sequence[str], output: str | None, json_output: str | None) -> list[Job]:
    """Where each book's results go.

    Raises:
        BadOption: two results would have one name, a result would replace a book, or one file is named for the
            results of several books.
    """
    stories = _targets(files, output or ".", _SUFFIX, "-o")
    to_stdout = json_output == "-"
    if to_stdout and len(files) > 1:
        raise BadOption("--json - can hold one book only.", hint="Give a folder: --json FOLDER")
    jsons: Sequence[Path | None] = [None] * len(files)
    if json_output is not None and not to_stdout:
        jsons = _targets(files, json_output, ".json", "--json")
    jobs = [Job(*job, to_stdout) for job in zip(files, stories, jsons, strict=True)]
    _refuse_to_replace_books(jobs)
    return jobs


def _targets(files: Sequence[str], target: str, suffix: str, option: str) -> list[Path]:
    path = Path(target)
    if path.is_dir() or target.endswith(("/", "\\")):
        named = [path / f"{_stem(file)}{suffix}" for file in files]
    elif len(files) == 1:
        named = [path]
    else:
        raise BadOption(f"{option} names one file for {len(files)} books.", hint=f"Give a folder: {option} {target}/")
    twice = [path.name for path, count in Counter(named).items() if count > 1]
    if twice:
        raise BadOption(f"Several books would be kept as {twice[0]}.", hint="Read them in two steps, each with -o.")
    return named


def _stem(file: str) -> str:
    return "stdin" if file == "-" else Path(file).stem


def _refuse_to_replace_books(jobs: Sequence[Job]) -> None:
    """A book, or any file that is not ours, is never written over by a ``.story`` file."""
    from diegesis.story.store import is_story_file

    books = {Path(job.source).resolve() for job in jobs if job.source != "-"}
    for job in jobs:
        for target in (job.story, job.json):
            if target is not None and target.resolve() in books:
                raise BadOption(f"{target.name} is the book itself; it would be lost.", hint="Give another name.")
        if job.story.is_file() and job.story.stat().st_size and not is_story_file(job.story):
            hint = "Give another name with -o, or take that file away."
            raise BadOption(f"{job.story.name} is there already and is no .story file.", hint=hint)


# ------------------------------------------------------------------------------------------- reading one book


def _do(job: Job, how: dict[str, Any], heeded: Heeded, *, text: bool, quiet: bool) -> None:
    from diegesis.story.store import is_story_file

    if job.source != "-" and is_story_file(Path(job.source)):
        raise BadOption(f"{Path(job.source).name} is a .story file, not a book.", hint="Try: diegesis cast STORY")
    began = time.monotonic()
    with progress_of(Path(job.source).name, quiet=quiet) as on_progress:
        story = read_book(job.source, on_progress=on_progress, corrections=heeded.corrections, **how)
    _make_folder(job.story.parent)
    story.save(job.story)
    _write_json(job, story, text=text)
    if not quiet:
        from diegesis.cli.summary import print_summary

        screen = console(errors=job.json_to_stdout)
        heeded.tell(screen)
        print_summary(screen, story, job.story, seconds=time.monotonic() - began)


def _write_json(job: Job, story: Story, *, text: bool) -> None:
    from diegesis.export import render, write_whole

    if job.json_to_stdout:
        write_out(render(story, "json", text=text))
    elif job.json is not None:
        _make_folder(job.json.parent)
        write_whole(job.json, render(story, "json", text=text))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder.name}: the folder could not be made ({error.strerror}).") from error
