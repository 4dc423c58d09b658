"""The passages of the text that a row stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.spans import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more whole sentences with the words in them that count.

    Attributes:
        span: the sentences, or the block where no sentence is known.
        marks: the words, each inside ``span``, in text order.
    """

    span: Span
    marks: tuple[Span, ...]


def passages(document: Document, spans: Iterable[Span]) -> tuple[Passage, ...]:
    """The sentences that hold each span, in text order; passages that touch become one.

    Args:
        document: the text.
        spans: non-empty spans, in any order.
    """
    found: list[Passage] = []
    for span in sorted(set(spans)):
        around = _sentences_around(document, span)
        if found and found[-1].span.touches(around):
            last = found.pop()
            around = Span(last.span.start, max(last.span.end, around.end))
            found.append(Passage(around, (*last.marks, span)))
        else:
            found.append(Passage(around, (span,)))
    return tuple(found)


def _sentences_around(document: Document, span: Span) -> Span:
    """From the start of the sentence that holds the span's start to the end of the one that holds its end."""
    first = document.sentences.at(span.start)
    last = document.sentences.at(max(span.start, span.end - 1))
    start = document.sentences[first].start if first is not None else span.start
    end = document.sentences[last].end if last is not None else span.end
    return Span(min(start, span.start), max(end, span.end))
