"""Sentences with their trees, written by hand: ``Ann|Ann|PROPN|1|nsubj`` a word."""

from __future__ import annotations

from collections.abc import Iterable

from diegesis.layer import Tables
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span


def sentence(text: str, start: int, words: str) -> Sentence:
    """One row.

    Args:
        text: the whole text.
        start: where the sentence begins.
        words: surface, lemma, tag, position of the head (-1 for the root) and relation of each, parted by bars.
    """
    rows = [word.split("|") for word in words.split()]
    spans, at = [], start
    for surface, *_ in rows:
        at = text.index(surface, at)
        spans.append(Span(at, at + len(surface)))
        at += len(surface)
    return Sentence(
        id=f"s-{start}",
        span=Span(spans[0].start, spans[-1].end),
        words=tuple(spans),
        lemmas=tuple(row[1] for row in rows),
        tags=tuple(row[2] for row in rows),
        heads=tuple(int(row[3]) for row in rows),
        relations=tuple(row[4] for row in rows),
    )


def with_trees(tables: Tables, rows: Iterable[Sentence]) -> Tables:
    """A copy of tables with sentences."""
    return tables.extended([Sentence], rows)
