"""The STORY argument: a ``.story`` file, or a book that is read first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diegesis.cli.terminal import progress_of

if TYPE_CHECKING:
    from diegesis.pipeline.run import OnProgress
    from diegesis.story import Story

STORY_HELP = "STORY is a .story file, or a book, which is then read first."


def load_story(path: str) -> Story:
    """Open a ``.story`` file, or read a book (``-`` is standard input).

    Raises:
        DiegesisError: it is neither.
    """
    from diegesis.story.store import is_story_file, open_story

    if path != "-" and (is_story_file(Path(path)) or path.endswith(".story")):
        return open_story(path)
    with progress_of(path) as on_progress:
        return read_book(path, on_progress=on_progress)


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
