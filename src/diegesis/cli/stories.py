"""The STORY argument: a ``.story`` file, or a book that is read first, with the corrections beside it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.terminal import console, counted, progress_of, shown

if TYPE_CHECKING:
    from rich.console import Console

    from diegesis.corrections import Correction
    from diegesis.pipeline.run import OnProgress
    from diegesis.story import Story

STORY_HELP = (
    "STORY is a .story file, or a book, which is then read first, with what BOOK.corrections.jsonl beside it says."
)


def heeding(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that takes books ``--corrections`` and ``--no-corrections``: arguments of ``load_story``."""
    more = click.option("--corrections", "corrections_file", metavar="FILE", help="Further corrections (JSON Lines).")
    none = click.option("--no-corrections", is_flag=True, help="Leave the corrections that lie beside a book.")
    return more(none(command))


def least(of: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command ``--min-confidence``, the least probability of what it tells; ``of`` names that in its help."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=0.5,
        show_default=True,
        metavar="P",
        help=f"Least probability of {of}.",
    )


@dataclass(frozen=True, slots=True)
class Heeded:
    """The corrections a book is read with.

    Attributes:
        corrections: of the file beside the book, then of the file that was named.
        file: the file beside the book; ``None`` where there is none, or where it is left or was named anyway.
        told: for a person: that this file is heeded, and its lines that were passed over.
    """

    corrections: tuple[Correction, ...] = ()
    file: Path | None = None
    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, source: str, *, corrections_file: str | None = None, no_corrections: bool = False) -> Heeded:
        """What holds for the book at ``source``; ``-`` is standard input and has nothing beside it.

        Raises:
            CorrectionsError: a file cannot be read or used.
        """
        from diegesis.corrections import effective, read_corrections
        from diegesis.corrections.file import read

        given = tuple(read_corrections(corrections_file)) if corrections_file else ()
        file = None if no_corrections else _beside(source, corrections_file)
        if file is None:
            return cls(given)
        kept = read(file)
        holding, _ = effective(kept.corrections)
        told = f"With {counted(len(holding), 'correction')} of {shown(file.name)}"
        return cls((*kept.corrections, *given), file, (told, *(f"  {line}" for line in kept.passed_over)))

    def tell(self, screen: Console) -> None:
        """Say which corrections are heeded."""
        for number, line in enumerate(self.told):
            screen.print(line, style="yellow" if number else "")


def _beside(source: str, corrections_file: str | None) -> Path | None:
    from diegesis.corrections.file import corrections_path

    path = corrections_path(source)
    there = source != "-" and path.is_file()
    return path if there and not (corrections_file is not None and path.samefile(corrections_file)) else None


def load_story(path: str, *, corrections_file: str | None = None, no_corrections: bool = False, **how: Any) -> Story:
    """Open a ``.story`` file, or read a book (``-`` is standard input), and say on standard error what is heeded.

    Args:
        path: the file.
        corrections_file: further corrections, for a book.
        no_corrections: leave those that lie beside the book.
        how: more arguments of ``diegesis.read``, for a book.

    Raises:
        DiegesisError: it is neither, or a corrections file cannot be used.
    """
    from diegesis.story.store import is_story_file, open_story

    if path != "-" and (is_story_file(Path(path)) or path.endswith(".story")):
        return open_story(path)
    heeded = Heeded.of(path, corrections_file=corrections_file, no_corrections=no_corrections)
    with progress_of(path) as on_progress:
        story = read_book(path, on_progress=on_progress, corrections=heeded.corrections, **how)
    screen = console(errors=True)
    heeded.tell(screen)
    if story.unplaced:
        screen.print(f"{counted(len(story.unplaced), 'correction')} without a place: diegesis read BOOK tells why")
    return story


def read_book(path: str, *, on_progress: OnProgress | None = None, **how: Any) -> Story:
    """Read a book by its path; ``-`` is standard input. ``how`` goes to ``diegesis.read``."""
    from diegesis.pipeline import read

    if path == "-":
        return read(sys.stdin.buffer, on_progress=on_progress, **how)
    return read(Path(path), on_progress=on_progress, **how)


def write_out(content: str) -> None:
    """Write to standard output exactly these characters, as UTF-8, with no change of line ends."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
