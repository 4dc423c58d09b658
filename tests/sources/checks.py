"""What the tests of sources ask of every source text."""

from __future__ import annotations

import io
from itertools import pairwise

from diegesis.sources import Mark, MarkKind, SourceText, open_source
from diegesis.spans import Span, gaps

BLOCKS = frozenset({MarkKind.BLOCK, MarkKind.HEADING, MarkKind.SCENE_BREAK})


def opened(content: bytes, name: str) -> SourceText:
    """Read bytes as a file of that name, and check what holds for every source."""
    stream = io.BytesIO(content)
    stream.name = name
    source = open_source(stream)
    check(source)
    return source


def check(source: SourceText) -> None:
    """Marks lie in the text, are not empty and stand in order; blocks leave only white space between them."""
    marks = source.marks
    assert all(0 <= mark.span.start < mark.span.end <= len(source.text) for mark in marks)
    assert list(marks) == sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))
    blocks = [mark.span for mark in marks if mark.kind in BLOCKS]
    if blocks:
        assert all(before.end <= after.start for before, after in pairwise(blocks))
        assert not any(gap.of(source.text).strip() for gap in gaps(blocks, Span(0, len(source.text))))
        assert all(span.of(source.text) == span.of(source.text).strip() for span in blocks)
    assert all(0 <= damage.span.start <= damage.span.end <= len(source.text) for damage in source.damage)


def words(source: SourceText, kind: MarkKind) -> list[str]:
    """What the marks of a kind cover."""
    return [mark.span.of(source.text) for mark in source.marks if mark.kind is kind]


def values(source: SourceText, kind: MarkKind) -> list[str]:
    """The values of the marks of a kind."""
    return [mark.value for mark in source.marks if mark.kind is kind]


def story(source: SourceText) -> list[str]:
    """The blocks outside matter and notes, headings and scene breaks apart."""
    aside = (MarkKind.FRONT_MATTER, MarkKind.BACK_MATTER, MarkKind.NOTE)
    ranges = [mark.span for mark in source.marks if mark.kind in aside]
    return [
        mark.span.of(source.text) for mark in source.marks if mark.kind is MarkKind.BLOCK and _outside(mark, ranges)
    ]


def _outside(mark: Mark, ranges: list[Span]) -> bool:
    return not any(span.holds(mark.span) for span in ranges)


def damage(source: SourceText) -> dict[str, str]:
    """Damage code to message."""
    assert len({found.code for found in source.damage}) == len(source.damage)
    return {found.code: found.message for found in source.damage}
