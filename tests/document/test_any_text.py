"""What must hold for any text at all."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.document import STORY_BLOCKS, Document, build_document
from diegesis.sources import Mark, MarkKind, SourceText
from diegesis.spans import Span, gaps
from diegesis.testing import EDGE_TEXTS, document
from diegesis.testing.strategies import texts

_LINES = (
    "***|I|II|Chapter 1|CHAPTER II.|Part One|THE END|by Ann|Contents|Preface|Dear Ann,|Yours ever,|"
    "THE MILL|# A|It rained on the mill and the wind blew.|1. The Mill|“Go,” said Ann.|Acknowledgements|"
    "A/N: hi|End of Book I|From: a|To: b"
).split("|")
_BLANKS = ("", "", " ", "\t", "\x0c", "\u200b", "\u00a0", "    It rained." * 3)
LINES = st.lists(st.sampled_from((*_LINES, *_BLANKS)), max_size=24).map("\n".join)
ANY = st.one_of(texts(), LINES, st.text(alphabet=" \n\r\t.!?…\"“”'’*_-—#IVX1aA\u0301\u00ad\x85\x1c", max_size=120))


def check(doc: Document) -> None:
    """Blocks cover the text but for white space, sentences lie in blocks, tokens in sentences, story in chapters."""
    text = doc.text
    spans = [block.span for block in doc.blocks]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.length and span.of(text) == span.of(text).strip() for span in spans)
    assert all(not gap.of(text).strip() for gap in gaps(spans, Span(0, len(text))))
    for inner, outer in ((list(doc.sentences), spans), (list(doc.tokens), list(doc.sentences))):
        assert all(before.end <= after.start for before, after in pairwise(inner))
        assert all(not gap.of(text).strip() for gap in gaps(inner, Span(0, len(text))))
        holders = iter(outer)
        holder = next(holders, Span(0, 0))
        for span in inner:
            assert span.length
            while holder.end <= span.start:
                holder = next(holders)
            assert holder.holds(span)
    assert len(doc.words) == len(doc.tokens)
    chapters = [chapter.span for chapter in doc.chapters]
    assert all(before.end <= after.start for before, after in pairwise(chapters))
    assert [chapter.number for chapter in doc.chapters] == list(range(1, len(chapters) + 1))
    story = [block.span for block in doc.blocks if block.kind in STORY_BLOCKS]
    assert all(any(chapter.holds(span) for chapter in chapters) for span in story)
    assert bool(chapters) == bool(story)
    for ids in ([block.id for block in doc.blocks], [chapter.id for chapter in doc.chapters]):
        assert len(set(ids)) == len(ids)
    assert all(span.length and text[span.start : span.end] for span in doc.italics)


@given(ANY)
def test_any_text_joins_to_itself(text: str) -> None:
    doc = document(text)
    assert doc.text == text
    check(doc)


@pytest.mark.parametrize("text", EDGE_TEXTS)
def test_edges(text: str) -> None:
    check(document(text))


@st.composite
def sources(draw: st.DrawFn) -> SourceText:
    """Any text with any marks on it, sorted as sources sort them."""
    text = draw(ANY.filter(bool))
    edges = st.integers(0, len(text))
    marks = []
    for _ in range(draw(st.integers(0, 8))):
        start, end = sorted((draw(edges), draw(edges)))
        if start < end:
            kind = draw(st.sampled_from(list(MarkKind)))
            value = (
                str(draw(st.integers(1, 6)))
                if kind is MarkKind.HEADING
                else draw(st.sampled_from(("", "Copyright", "The Mill")))
            )
            marks.append(Mark(kind, Span(start, end), value))
    marks.sort(key=lambda mark: (mark.span.start, -mark.span.end))
    return SourceText(text=text, name="x", media_type="text/html", sha256="", marks=tuple(marks))


@given(sources())
def test_any_marks_join_to_the_text(source: SourceText) -> None:
    check(build_document(source))


@given(ANY)
def test_the_same_text_gives_the_same_document(text: str) -> None:
    one, two = document(text), document(text)
    assert (one.blocks, one.chapters, list(one.tokens)) == (two.blocks, two.chapters, list(two.tokens))
