"""Italics: from the format's marks, or from ``_so_`` and ``*so*`` in plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diegesis.document.blocks import Draft
from diegesis.document.document import STORY_BLOCKS, SpanArray
from diegesis.sources.source import MarkKind, SourceText

_SET_OFF = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_]{1,2000}?)(?<=\S)\1(?![\w*_])")


def find_italics(source: SourceText, blocks: Sequence[Draft]) -> SpanArray:
    """Disjoint spans set in italics, in text order, without the marks of plain text."""
    stated = [mark.span for mark in source.marks if mark.kind is MarkKind.ITALIC]
    if stated:
        return _disjoint(stated)
    found = SpanArray()
    for block in blocks:
        if block.kind in STORY_BLOCKS:
            for match in _SET_OFF.finditer(source.text, block.span.start, block.span.end):
                found.append(match.start(2), match.end(2))
    return found


def _disjoint(spans: Sequence[tuple[int, int]]) -> SpanArray:
    found = SpanArray()
    end = 0
    for start, stop in sorted(spans):
        if start >= end and stop > start:
            found.append(start, stop)
            end = stop
    return found
