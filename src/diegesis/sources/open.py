"""Picks the reader for a file."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from diegesis.sources.plain import source_from_text
from diegesis.sources.source import SourceText


def open_source(path: str | Path | BinaryIO) -> SourceText:
    """Read a file into a source text."""
    if isinstance(path, (str, Path)):
        return source_from_text(Path(path).read_bytes().decode("utf-8"), name=Path(path).name)
    return source_from_text(path.read().decode("utf-8"))
