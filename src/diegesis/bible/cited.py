"""Passages that claims stand on: numbered as they are cited, each once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from diegesis.bible.model import Passage, Place
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.evidence import passages

#: Characters of a long passage that are shown on each side of the words that count.
_AROUND = 160
_ELLIPSIS = "…"


class Atlas:
    """Chapter and scene of any place in the text."""

    def __init__(self, story: Story) -> None:
        self._document = story.document
        self._starts = [scene.span.start for scene in story.scenes]
        self.scene_numbers = {scene.id: number for number, scene in enumerate(story.scenes, start=1)}

    def at(self, offset: int) -> Place:
        """Where an offset stands."""
        return Place(self.chapter(offset), self.scene(offset))

    def chapter(self, offset: int) -> int | None:
        """Number of the chapter that holds an offset; ``None`` outside all chapters."""
        position = self._document.chapter_at(offset)
        return None if position is None else self._document.chapters[position].number

    def scene(self, offset: int) -> int | None:
        """Number of the scene that holds an offset, counted from 1; ``None`` where no scenes are known."""
        return bisect_right(self._starts, offset) or None


class Citations:
    """Gives numbers to passages as they are asked for."""

    def __init__(self, story: Story, atlas: Atlas) -> None:
        self._document = story.document
        self._atlas = atlas
        self._numbers: dict[tuple[Span, tuple[Span, ...]], int] = {}
        self.passages: list[Passage] = []

    def cite(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """Numbers of the passages that hold some spans, in text order; a passage with the same marks keeps its number.

        Args:
            spans: non-empty, in any order.
        """
        return tuple(self._number(found.span, found.marks) for found in passages(self._document, spans))

    def _number(self, span: Span, marks: tuple[Span, ...]) -> int:
        known = self._numbers.get((span, marks))
        if known is not None:
            return known
        number = len(self.passages) + 1
        self._numbers[span, marks] = number
        start = marks[0].start
        pieces = _pieces(self._document.text, span, marks)
        self.passages.append(Passage(number=number, start=start, at=self._atlas.at(start), pieces=pieces))
        return number


def _pieces(text: str, span: Span, marks: tuple[Span, ...]) -> tuple[tuple[str, bool], ...]:
    """The words of a passage on one line; what is far from the marks of a long one is left out."""
    shown = Span(max(span.start, marks[0].start - _AROUND), min(span.end, marks[-1].end + _AROUND))
    shown = Span(_word_start(text, shown.start, span.start), _word_end(text, shown.end, span.end))
    edges = [shown.start]
    for mark in marks:
        edges += [max(mark.start, edges[-1]), max(mark.end, edges[-1])]
    edges.append(max(shown.end, edges[-1]))
    found = [(re.sub(r"\s+", " ", text[a:b]), i % 2 == 1) for i, (a, b) in enumerate(pairwise(edges)) if a < b]
    if shown.start > span.start:
        found.insert(0, (f"{_ELLIPSIS} ", False))
    if shown.end < span.end:
        found.append((f" {_ELLIPSIS}", False))
    return _trimmed(found)


def _word_start(text: str, start: int, least: int) -> int:
    """The start of the word that a cut would fall into."""
    while start > least and not text[start - 1].isspace():
        start -= 1
    return start


def _word_end(text: str, end: int, most: int) -> int:
    while end < most and not text[end].isspace():
        end += 1
    return end


def _trimmed(pieces: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    if pieces:
        pieces[0] = (pieces[0][0].lstrip(), pieces[0][1])
        pieces[-1] = (pieces[-1][0].rstrip(), pieces[-1][1])
    return tuple(piece for piece in pieces if piece[0])
