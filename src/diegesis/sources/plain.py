"""Plain text."""

from __future__ import annotations

from hashlib import sha256

from diegesis.sources.source import SourceText


def source_from_text(text: str, *, name: str = "text") -> SourceText:
    """A source text from a string, with no marks; its digest is that of the UTF-8 bytes."""
    return SourceText(
        text=text,
        name=name,
        media_type="text/plain",
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
