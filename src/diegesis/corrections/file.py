"""``BOOK.corrections.jsonl``: corrections beside a book, one JSON object a line, only ever added to.

Several processes may append at once, and one may be killed while it writes: no line is lost, doubled or mixed with
another. A line that was cut off by a crash is passed over and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diegesis.corrections.corrections import Correction

SUFFIX = ".corrections.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file.

    Attributes:
        line: its number, from 1.
        row: the JSON object as it stands there.
        correction: what it means.
        undone: whether an undo takes it back.
    """

    line: int
    row: Mapping[str, Any]
    correction: Correction
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a corrections file holds.

    Attributes:
        entries: its lines, undone ones and undos too; of lines with one id the first alone.
        passed_over: lines that were cut off while they were written, in words for a person.
    """

    entries: tuple[Entry, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """All of them with the undos, in the order of the file: what ``read`` and ``Session`` take."""
        return tuple(entry.correction for entry in self.entries)


def corrections_path(book: str | Path) -> Path:
    """Where the corrections of a book are kept: ``emma.epub.corrections.jsonl`` beside ``emma.epub``."""
    path = Path(book)
    return path.with_name(path.name + SUFFIX)


def read(path: str | Path) -> Kept:
    """Read a corrections file; nothing for one that is not there.

    Raises:
        CorrectionsError: the file cannot be read, or a whole line of it cannot be used; the message names the line.
    """
    raise NotImplementedError


def append(path: str | Path, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Add corrections at the end of the file, all of them or none; the file is made where there is none.

    Args:
        path: the corrections file.
        rows: JSON objects as ``docs/corrections.md`` describes them. One without ``id`` is given one; one whose
            ``id`` the file has already is left out.

    Returns:
        The id of each row, in order, given ones and those that were there before too.

    Raises:
        CorrectionsError: a row cannot be used, or the file cannot be read; nothing was written.
        OutputError: the file could not be written.
    """
    raise NotImplementedError


def undo(path: str | Path, of: str, *, id: str = "") -> str:  # noqa: A002 -- the key of the file
    """Take a correction back (of an undo: let it hold again) by a line of its own; returns that line's id.

    Raises:
        UnknownName: the file has no correction with the id ``of``.
        CorrectionsError, OutputError: as for ``append``.
    """
    raise NotImplementedError
