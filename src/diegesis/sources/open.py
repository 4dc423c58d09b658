"""Picks the reader for a file: by content first, by extension second."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from diegesis.errors import EmptySource, FileMissing, TooLarge
from diegesis.sources.language import require_english
from diegesis.sources.limits import FILE_BYTES
from diegesis.sources.sniff import Format, find_format
from diegesis.sources.source import SourceText

#: Format -> module and function that read it; loaded when first needed.
_READERS = {
    Format.PLAIN: ("plain", "read_plain"),
    Format.MARKDOWN: ("markdown", "read_markdown"),
    Format.HTML: ("html", "read_html"),
    Format.EPUB: ("epub", "read_epub"),
    Format.DOCX: ("docx", "read_docx"),
}
_GIVE_FILE = "Give a .txt, .md, .html, .epub or .docx file, or - for standard input."


def open_source(path: str | Path | BinaryIO) -> SourceText:
    """Read a book into a source text.

    Args:
        path: a file, ``"-"`` for standard input, or an open binary stream.

    Returns:
        The text with what the format says about it, and a report of what could not be used.

    Raises:
        FileMissing: there is no such file, or it may not be read.
        EmptySource: it holds no text.
        TooLarge: it is over a limit.
        NotText, UnsupportedFormat: it is no text, or a format that is not read.
        Encrypted, DamagedFile, UnsafeArchive: its container cannot or should not be opened.
        NotEnglish: its text is clearly not English.
    """
    content, name = _content(path)
    if not content.strip():
        raise EmptySource(f"{name}: the file is empty.", hint="Check that it was saved or downloaded completely.")
    source = _reader(find_format(content, name=name))(content, name=name)
    if not source.text.strip():
        raise EmptySource(
            f"{name}: no text was found in it.", hint="A book of scanned pages has to be recognised first."
        )
    require_english(source)
    return source


def _reader(kind: Format) -> Callable[..., SourceText]:
    module, function = _READERS[kind]
    return cast("Callable[..., SourceText]", getattr(import_module(f"diegesis.sources.{module}"), function))


def _content(path: str | Path | BinaryIO) -> tuple[bytes, str]:
    """The bytes and the name without folders."""
    if not isinstance(path, (str, Path)):
        given = getattr(path, "name", "")
        return _limited(path, Path(given).name if isinstance(given, str) and given else "stream")
    if str(path) == "-":
        return _limited(sys.stdin.buffer, "stdin")
    name = Path(path).name or str(path)
    try:
        if Path(path).is_dir():
            raise FileMissing(f"{path}: is a folder.", hint=_GIVE_FILE)
        with Path(path).open("rb") as stream:
            return _limited(stream, name)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise FileMissing(f"{path}: cannot be read ({reason}).", hint=_GIVE_FILE) from problem


def _limited(stream: BinaryIO, name: str) -> tuple[bytes, str]:
    chunks: list[bytes] = []
    size = 0
    while chunk := stream.read(FILE_BYTES + 1 - size):
        chunks.append(chunk)
        size += len(chunk)
        if size > FILE_BYTES:
            raise TooLarge(
                f"{name}: more than {FILE_BYTES:,} bytes; a long novel has 2,000,000.", hint="Give one book per file."
            )
    return chunks[0] if len(chunks) == 1 else b"".join(chunks), name
