"""Sentences with their trees, written down by hand."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span


def sentence(document: Document, words: str, *, after: int = 0) -> Sentence:
    """A row for words written ``surface/lemma/TAG/head/relation``, in order of the text; heads count from 1, 0 is root.

    Args:
        document: the text, which holds the surfaces in that order at or after an offset.
        words: the words, separated by white space.
        after: where to begin to look.
    """
    spans: list[Span] = []
    at = after
    entries = [word.split("/") for word in words.split()]
    for surface, *_ in entries:
        start = document.text.index(surface, at)
        at = start + len(surface)
        spans.append(Span(start, at))
    return Sentence(
        id=f"s-{spans[0].start}",
        span=Span(spans[0].start, spans[-1].end),
        words=tuple(spans),
        lemmas=tuple(entry[1] for entry in entries),
        tags=tuple(entry[2] for entry in entries),
        heads=tuple(int(entry[3]) - 1 for entry in entries),
        relations=tuple(entry[4] for entry in entries),
    )


def sentences(document: Document, *trees: str) -> Sequence[Sentence]:
    """Rows for several sentences, one after another in the text."""
    rows: list[Sentence] = []
    for tree in trees:
        rows.append(sentence(document, tree, after=rows[-1].span.end if rows else 0))
    return rows
