"""A corrections file that a person wrote: JSON Lines, one correction a line.

Blank lines and lines that begin with ``#`` are left out. ``corrections.file`` holds the file beside a book.
"""

from __future__ import annotations

import json
from pathlib import Path

from diegesis.corrections.corrections import Correction
from diegesis.corrections.parse import parse_correction, wrong
from diegesis.errors import CorrectionsError


def read_corrections(path: str | Path) -> tuple[Correction, ...]:
    """Read a corrections file.

    Returns:
        One correction per line, in the order of the file, undos too.

    Raises:
        CorrectionsError: there is no such file, or a line cannot be used; the message names the line.
    """
    file = Path(path)
    try:
        content = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorrectionsError(f"{file.name}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise CorrectionsError(f"{file.name}: is not UTF-8 text.", hint="Save it as UTF-8.") from error
    return parse_corrections(content, name=file.name)


def parse_corrections(content: str, *, name: str = "corrections") -> tuple[Correction, ...]:
    """Read corrections from a string; ``name`` is what error messages call it. See ``read_corrections``."""
    found = []
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            found.append(_correction(line, number, f"{name}, line {number}"))
    return tuple(found)


def _correction(line: str, number: int, place: str) -> Correction:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise wrong(place, f"is not JSON ({error})") from error
    return parse_correction(row, place=place, line=number)
