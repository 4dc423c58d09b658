"""Which findings are shown, and where their passages stand, in lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.check.settings import Settings
from diegesis.layers.findings.records import Finding
from diegesis.spans import Span
from diegesis.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage of a finding.

    Attributes:
        span: the words that clash.
        sentence: the sentence or sentences around them.
        line, column: where the words begin, counted from 1, in code points.
        end_line, end_column: behind the last of them.
        chapter: its number; ``None`` outside all chapters.
    """

    span: Span
    sentence: Span
    line: int
    column: int
    end_line: int
    end_column: int
    chapter: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding to show, with its passages in text order; there is at least one."""

    finding: Finding
    passages: tuple[Passage, ...]


def shown_findings(story: Story, settings: Settings) -> list[Shown]:
    """The findings that the settings let through, in text order of their first passage.

    Args:
        story: of the draft.
        settings: what the author wants to see.
    """
    lines = _Lines(story.document.text)
    return [
        Shown(finding=row, passages=tuple(_passage(story, lines, span) for span in row.evidence))
        for row in _wanted(story, settings)
    ]


def _wanted(story: Story, settings: Settings) -> Iterator[Finding]:
    text = story.document.text
    for row in story.findings:
        if row.confidence < settings.min_confidence or row.code in settings.ignore:
            continue
        if settings.select and row.code not in settings.select:
            continue
        passages = [_around(story, span).of(text) for span in row.evidence]
        if not any(ignored.fits(row.id, row.code, passages) for ignored in settings.ignored):
            yield row


def _passage(story: Story, lines: _Lines, span: Span) -> Passage:
    line, column = lines.place(span.start)
    end_line, end_column = lines.place(span.end)
    position = story.document.chapter_at(span.start)
    return Passage(
        span=span,
        sentence=_around(story, span),
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        chapter=None if position is None else story.document.chapters[position].number,
    )


def _around(story: Story, span: Span) -> Span:
    """The sentences that words stand in; the words themselves where they stand in none."""
    sentences = story.document.sentences
    first, last = sentences.before(span.start), sentences.before(max(span.start, span.end - 1))
    if first < 0 or sentences[first].end <= span.start:
        return span
    return Span(sentences[first].start, max(span.end, sentences[last].end))


class _Lines:
    """Offsets as lines and columns; a line ends at a line feed, a carriage return, or both."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for at, mark in enumerate(text):
            if mark == "\n" or (mark == "\r" and text[at + 1 : at + 2] != "\n"):
                self._starts.append(at + 1)

    def place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
