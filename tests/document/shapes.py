"""What tests of the document layer ask of a text."""

from __future__ import annotations

from diegesis.document import Document
from diegesis.sources import Mark, MarkKind, SourceText
from diegesis.spans import Span
from diegesis.testing import document

#: A paragraph long enough that nobody takes it for a title.
STORY = (
    "The ferry had gone, and the wind came over the flats with the smell of weed and tar, so that Ann turned up her "
    "collar and walked back along the wall to the house where the lamp was already lit."
)


def blocks(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return of(document(text))


def of(doc: Document) -> list[tuple[str, str]]:
    """Kind and words of each block of a document."""
    return [(block.kind.value, block.span.of(doc.text)) for block in doc.blocks]


def kinds(text: str) -> list[str]:
    """Kind of each block."""
    return [kind for kind, _ in blocks(text)]


def paragraphs(text: str) -> list[str]:
    """Words of each block, on one line each."""
    return [" ".join(words.split()) for _, words in blocks(text)]


def titles(text: str) -> list[str]:
    """Titles of the chapters."""
    return [chapter.title for chapter in document(text).chapters]


def sentences(text: str) -> list[str]:
    doc = document(text)
    return [span.of(doc.text) for span in doc.sentences]


def tokens(text: str) -> list[str]:
    doc = document(text)
    return [doc.token_text(position) for position in range(len(doc.tokens))]


def marked(
    *parts: tuple[str, str] | tuple[str, str, str], entries: tuple[tuple[str, int, int], ...] = ()
) -> SourceText:
    """A source of a format that states its blocks.

    Args:
        parts: kind of mark, words and value of each block, in order.
        entries: chapters of the table of contents: title, position of the first part and of the last.
    """
    text = "\n\n".join(part[1] for part in parts)
    marks: list[Mark] = []
    spans: list[Span] = []
    start = 0
    for part in parts:
        span = Span(start, start + len(part[1]))
        kind = MarkKind(part[0])
        if kind not in (MarkKind.BLOCK, MarkKind.HEADING, MarkKind.SCENE_BREAK):
            marks.append(Mark(MarkKind.BLOCK, span))
        marks.append(Mark(kind, span, part[2] if len(part) == 3 else ""))
        spans.append(span)
        start = span.end + 2
    marks.extend(Mark(MarkKind.CHAPTER, Span(spans[a].start, spans[b].end), title) for title, a, b in entries)
    marks.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    return SourceText(text=text, name="book.epub", media_type="application/epub+zip", sha256="", marks=tuple(marks))
