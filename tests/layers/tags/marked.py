"""Tags of a text in which people are marked, so that no finder of mentions has to be right first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Tables, stable_ids
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.annotate import LAYER as QUOTES
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.annotate import annotate
from diegesis.layers.tags.records import Tag
from diegesis.lexicons.people import pronouns
from diegesis.spans import Span
from diegesis.testing import document

_MARKS = {"[": "]", "<": ">"}


@dataclass(frozen=True)
class Made:
    """What came of a marked text: the text without marks, its outermost quotes, its tags, and each mention's words."""

    text: str
    quotes: list[Quote]
    tags: list[Tag]
    surfaces: dict[str, str]


def read_marked(marked: str) -> Made:
    """Read a text with ``[names]`` and ``<noun phrases>``; a phrase may hold a name."""
    text, spans = _unmarked(marked)
    doc = document(text)
    assert doc.text == text
    tables = Tables().extended(QUOTES.makes, QUOTES.annotate(doc, Tables()))
    quotes = [quote for quote in tables.rows(Quote) if quote.parent is None]
    mentions = _mentions(doc, spans, quotes)
    tags = annotate(doc, tables.extended((Mention,), mentions))
    return Made(text, quotes, tags, {row.id: row.span.of(text) for row in mentions})


def _unmarked(marked: str) -> tuple[str, list[tuple[Span, MentionForm]]]:
    text, found, opened = "", [], []
    for letter in marked:
        if letter in _MARKS:
            opened.append((letter, len(text)))
        elif opened and letter == _MARKS[opened[-1][0]]:
            mark, start = opened.pop()
            found.append((Span(start, len(text)), MentionForm.PROP if mark == "[" else MentionForm.NOM))
        else:
            text += letter
    return text, found


def _mentions(doc: Document, marked: list[tuple[Span, MentionForm]], quotes: list[Quote]) -> list[Mention]:
    spans = dict(marked)
    for match in re.finditer(r"\w+", doc.text):
        if match.group().lower() in pronouns():
            spans.setdefault(Span(*match.span()), MentionForm.PRON)
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    return [
        Mention(
            id=name, span=span, head=span, form=spans[span], in_quote=any(quote.span.holds(span) for quote in quotes)
        )
        for name, span in zip(stable_ids("m", doc, ordered), ordered, strict=True)
    ]
