"""Plain text: the decoded file is the text, to the last character.

Read: all of it. No ``BLOCK`` marks are made: the document layer finds blocks, headings and italics in the layout.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from diegesis.errors import TooLarge
from diegesis.sources.decode import decode
from diegesis.sources.defects import find_defects
from diegesis.sources.gutenberg import find_licence
from diegesis.sources.limits import LINE_CHARACTERS
from diegesis.sources.source import SourceText


def source_from_text(text: str, *, name: str = "text") -> SourceText:
    """A source text from a string, kept verbatim; its digest is that of the UTF-8 bytes. Never raises."""
    licence = find_licence(text)
    return SourceText(
        text=text,
        name=name,
        media_type="text/plain",
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=licence.title,
        authors=licence.authors,
        language=licence.language,
        marks=licence.marks(),
        damage=find_defects(text),
    )


def read_plain(content: bytes, *, name: str) -> SourceText:
    """Read the bytes of a plain-text file.

    Raises:
        NotText: the bytes are not text.
        TooLarge: a line is longer than any book.
    """
    decoded = decode(content, name=name)
    refuse_long_lines(decoded.text, name=name)
    source = source_from_text(decoded.text, name=name)
    return replace(source, sha256=sha256(content).hexdigest(), damage=(*decoded.damage, *source.damage))


def refuse_long_lines(text: str, *, name: str) -> None:
    """Refuse a text with a line longer than any book.

    Raises:
        TooLarge: such a line was found.
    """
    start = 0
    while len(text) - start > LINE_CHARACTERS:
        breaks = (text.rfind(mark, start, start + LINE_CHARACTERS + 1) for mark in "\n\r")
        end = max(breaks)
        if end < start:
            line = text.count("\n", 0, start) + 1
            raise TooLarge(
                f"{name}: line {line:,} is longer than {LINE_CHARACTERS:,} characters, more than any book has.",
                hint="Break the text into paragraphs, or give one book per file.",
            )
        start = end + 1
