"""The layout of plain text: lines, and how a run of them becomes paragraphs.

Three layouts are told apart per passage: hard-wrapped lines with a blank line between paragraphs, one line a
paragraph, and paragraphs that begin with an indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.spans import Span

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FIRST_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?…:\"”’'»」—–*_)\]-]\s*$")
#: Nobody hard-wraps prose wider than this.
_WIDEST_WRAP = 110


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its outer white space.

    Attributes:
        span: the words; never empty.
        indent: columns of white space before them (a tab counts 4).
    """

    span: Span
    indent: int

    @property
    def width(self) -> int:
        """Columns from the margin to the end of the words."""
        return self.indent + self.span.length


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines with no blank line between them.

    Attributes:
        lines: at least one.
        gap: blank lines before the chunk.
    """

    lines: tuple[Line, ...]
    gap: int


def chunks(text: str, span: Span) -> Iterator[Chunk]:
    """Runs of non-blank lines in ``text[span.start:span.end]``, in text order."""
    lines: list[Line] = []
    gap = pending = 0
    for line in _lines(text, span):
        if line is None:
            if lines:
                yield Chunk(tuple(lines), gap)
                lines, pending = [], 0
            pending += 1
        else:
            if not lines:
                gap = pending
            lines.append(line)
    if lines:
        yield Chunk(tuple(lines), gap)


def _lines(text: str, span: Span) -> Iterator[Line | None]:
    """Every line; ``None`` for a blank one."""
    position = span.start
    while position < span.end:
        match = _LINE_END.search(text, position, span.end)
        stop, following = (match.start(), match.end()) if match else (span.end, span.end)
        raw = text[position:stop]
        words = raw.strip()
        if words:
            lead = raw[: len(raw) - len(raw.lstrip())]
            begin = position + len(lead)
            yield Line(Span(begin, begin + len(words)), len(lead) + 3 * lead.count("\t"))
        else:
            yield None
        position = following


def paragraphs(text: str, chunk: Chunk, *, width: int) -> list[tuple[Line, ...]]:
    """Split a chunk into paragraphs, each a run of lines.

    Args:
        text: the whole text.
        chunk: the lines.
        width: the column at which the passage wraps; 0 where it does not.
    """
    lines = chunk.lines
    if len(lines) == 1:
        return [lines]
    if _indented(lines):
        return _split_at_indents(lines)
    if width == 0 or max(line.width for line in lines) > _WIDEST_WRAP:
        return [(line,) for line in lines]
    if _hard_breaks(text, lines, width) >= 0.6 and _ends_of_sentence(text, lines) >= 0.75:
        return [(line,) for line in lines]
    return [lines]


def min_indent(lines: Sequence[Line]) -> int:
    """The smallest indent among lines."""
    return min(line.indent for line in lines)


def _indented(lines: Sequence[Line]) -> bool:
    """Whether a new paragraph begins at each indented line: some are, and not nearly all."""
    margin = min_indent(lines)
    inner = sum(line.indent > margin for line in lines)
    return 0 < inner <= len(lines) * 0.7 and all(line.indent - margin <= 10 for line in lines)


def _split_at_indents(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    groups: list[list[Line]] = []
    margin = min_indent(lines)
    for line in lines:
        if not groups or line.indent > margin:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [tuple(group) for group in groups]


def _hard_breaks(text: str, lines: Sequence[Line], width: int) -> float:
    """Share of line ends at which the next word would still have fitted."""
    hard = 0
    for line, following in zip(lines, lines[1:], strict=False):
        first = _FIRST_WORD.match(text, following.span.start, following.span.end)
        room = width - line.width - 1
        hard += first is not None and first.end() - first.start() <= room
    return hard / (len(lines) - 1)


def _ends_of_sentence(text: str, lines: Sequence[Line]) -> float:
    """Share of lines that end as a sentence may."""
    return sum(bool(_SENTENCE_END.search(line.span.of(text))) for line in lines) / len(lines)


def is_verse(text: str, chunk: Chunk, *, width: int) -> bool:
    """Whether a chunk is set as verse: short lines broken by will, most with a capital first.

    Two lines must at least be there, well short of the passage's wrap (or of 60 columns where it does not wrap).
    """
    lines = chunk.lines
    longest = max(line.span.length for line in lines)
    if len(lines) < 2 or longest > min(60, width * 0.85 if width else 60):
        return False
    capitals = sum(text[line.span.start].isupper() or not text[line.span.start].isalpha() for line in lines)
    if capitals < 0.7 * len(lines):
        return False
    set_in = width > 0 and min_indent(lines) >= 2
    return set_in or (len(lines) >= 3 and _ends_of_sentence(text, lines) < 0.6)


def wrap_width(run: Sequence[Chunk]) -> int:
    """The column at which a run of chunks is wrapped, or 0 where lines are paragraphs.

    Hard-wrapped prose fills its lines: of the lines that another follows in their chunk, most end near the
    longest.
    """
    inner = sorted(line.width for chunk in run for line in chunk.lines[:-1])
    if len(inner) < 3:
        return 0 if not inner or inner[-1] > _WIDEST_WRAP else max(inner[-1], 60)
    widest = inner[int(len(inner) * 0.98)]
    if widest > _WIDEST_WRAP:
        return 0
    return widest
