"""From a source text to a document."""

from __future__ import annotations

from diegesis.document.document import Document
from diegesis.sources.source import SourceText


def build_document(source: SourceText) -> Document:
    """Find blocks, chapters, sentences and tokens."""
    return Document(text=source.text, name=source.name, media_type=source.media_type, sha256=source.sha256, title=source.title, authors=source.authors, language=source.language, damage=source.damage)
