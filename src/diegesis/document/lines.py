"""The layout of plain text: lines, and how a run of them becomes paragraphs.

Four layouts are told apart, chunk by chunk: hard-wrapped lines with a blank line between paragraphs, hard-wrapped
lines in which only a short last line ends a paragraph, one line a paragraph, and paragraphs that begin with an indent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diegesis.document import headings
from diegesis.spans import Span

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FIRST_WORD = re.compile(r"\S+")
_FIELD = re.compile(r"[A-Z][\w ]{0,20}:\s")
_SENTENCE_ENDS = frozenset(".!?…:\"”’'»」—–*_)]-")
#: Prose wider than this is hard-wrapped only where line ends show it, whatever the width says.
_WIDEST_WRAP = 110
#: Shorter lines are verse or dialogue and say nothing about the wrap; the width assumed then.
_NARROWEST_WRAP = 60
#: An indent of more columns than this sets a line in the middle or at the right; it opens no paragraph.
_DEEPEST_INDENT = 10


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
    """Runs of non-blank lines in ``text[span.start:span.end]``, in text order.

    A line that only separates, or that says that it is a chapter's heading, is a chunk of its own.
    """
    lines: list[Line] = []
    gap = pending = 0
    for line in _lines(text, span):
        if line is None:
            if lines:
                yield from _apart(text, lines, gap)
                lines, pending = [], 0
            pending += 1
        else:
            if not lines:
                gap = pending
            lines.append(line)
    if lines:
        yield from _apart(text, lines, gap)


def _apart(text: str, lines: Sequence[Line], gap: int) -> Iterator[Chunk]:
    """The chunk of the lines, or several where a scene break or a heading stands among them without a blank line."""
    begin = 0
    for position, line in enumerate(lines):
        if len(lines) > 1 and line.span.length <= 60 and _stands_alone(text, lines, position):
            if begin < position:
                yield Chunk(tuple(lines[begin:position]), gap)
                gap = 0
            yield Chunk((line,), gap)
            begin, gap = position + 1, 0
    if begin < len(lines):
        yield Chunk(tuple(lines[begin:]), gap)


def _stands_alone(text: str, lines: Sequence[Line], position: int) -> bool:
    """Whether a line is a scene break or a heading in the middle of prose; titles over titles stay together."""
    words = lines[position].span.of(text)
    if headings.is_scene_break(words):
        return True
    prose = any(line.span.length > 60 for line in lines[max(0, position - 1) : position + 2])
    before = position == 0 or text[lines[position - 1].span.end - 1] in _SENTENCE_ENDS
    heading = words[0].isupper() and headings.is_bare_label(words) and headings.number_of(words) is None
    return prose and before and heading and words[-1] not in ",;?!"


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
    ends = _ends_of_sentence(text, lines)
    if width == 0 or (max(line.width for line in lines) > max(_WIDEST_WRAP, width) and ends >= 0.5):
        return [(line,) for line in lines]
    if _hard_breaks(text, lines, width) >= 0.6 and ends >= 0.75:
        return [(line,) for line in lines]
    return _split_at_short_lines(text, lines, width)


def min_indent(lines: Sequence[Line]) -> int:
    """The smallest indent among lines."""
    return min(line.indent for line in lines)


def _indented(lines: Sequence[Line]) -> bool:
    """Whether a new paragraph begins at each indented line.

    Some lines are indented, and not nearly all: a flush line with only indented ones under it hangs, as the
    salutation of a letter does. Dialogue of short indented lines with a flush one here and there is no such thing.
    """
    margin = min_indent(lines)
    inner = [line for line in lines if line.indent - margin <= _DEEPEST_INDENT]
    indented = sum(line.indent > margin for line in inner)
    if not indented:
        return False
    hangs = lines[0].indent == margin and len(inner) - indented == 1
    return indented <= len(lines) * 0.7 or (not hangs and lines[0].indent > margin)


def _split_at_indents(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    groups: list[list[Line]] = []
    margin = min_indent(lines)
    centred = False
    for line in lines:
        if not groups or centred or line.indent > margin:
            groups.append([line])
        else:
            groups[-1].append(line)
        centred = line.indent - margin > _DEEPEST_INDENT
    return [tuple(group) for group in groups]


def _split_at_short_lines(text: str, lines: Sequence[Line], width: int) -> list[tuple[Line, ...]]:
    """Split wrapped lines where a line stops well short of the margin at the end of a sentence."""
    if max(line.width for line in lines) <= width * 0.7:
        return [tuple(lines)]
    groups: list[list[Line]] = [[]]
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        groups[-1].append(line)
        if following is None or line.width > width * 0.7 or not _may_end_paragraph(text, line):
            continue
        first = text[following.span.start]
        if following.indent == line.indent and not first.islower() and line.width + 20 < width:
            groups.append([])
    return [tuple(group) for group in groups]


def _may_end_paragraph(text: str, line: Line) -> bool:
    """Whether a line ends a sentence for certain."""
    return line.span.of(text)[-3:].rstrip("\"”’'»」*_)]")[-1:] in (".", "!", "?", "…")


def _hard_breaks(text: str, lines: Sequence[Line], width: int) -> float:
    """Share of line ends at which the next word would still have fitted."""
    hard = 0
    for line, following in pairwise(lines):
        first = _FIRST_WORD.match(text, following.span.start, following.span.end)
        room = width - line.width - 1
        hard += first is not None and first.end() - first.start() <= room
    return hard / (len(lines) - 1)


def _ends_of_sentence(text: str, lines: Iterable[Line]) -> float:
    """Share of lines that end as a sentence may; 1.0 of none."""
    ends = [text[line.span.end - 1] in _SENTENCE_ENDS for line in lines]
    return sum(ends) / len(ends) if ends else 1.0


def is_verse(text: str, chunk: Chunk, *, width: int) -> bool:
    """Whether a chunk is set as verse: short lines broken by will, most with a capital first.

    Two lines must at least be there, well short of the passage's wrap (or of 60 columns where it does not wrap). The
    end of a letter (``Yours ever,`` over a name) and the head of a message (``To: Ann``) are set so too and are none.
    """
    lines = chunk.lines
    longest = max(line.span.length for line in lines)
    if len(lines) < 2 or longest > min(60, width * 0.85 if width else 60):
        return False
    capitals = sum(text[line.span.start].isupper() or not text[line.span.start].isalpha() for line in lines)
    if capitals < 0.7 * len(lines) or _is_set_apart(text, lines):
        return False
    set_in = width > 0 and min_indent(lines) >= 2
    return set_in or (len(lines) >= 3 and _ends_of_sentence(text, lines) < 0.6)


def _is_set_apart(text: str, lines: Sequence[Line]) -> bool:
    """Whether short lines close a letter or are fields of a message."""
    fields = sum(_FIELD.match(text, line.span.start, line.span.end) is not None for line in lines)
    words = Span(lines[0].span.start, lines[-1].span.end).of(text).lstrip("\"“'‘")
    return fields >= 0.6 * len(lines) or headings.signs_off(words)


def wrap_width(text: str, run: Sequence[Chunk]) -> int:
    """The column at which a run of chunks is wrapped, or 0 where lines are paragraphs.

    Hard-wrapped prose fills its lines: of the lines that another follows in their chunk, most end near the longest.
    Lines wider than any usual wrap are wrapped ones only where most of them do not end a sentence.
    """
    narrow = [chunk for chunk in run if all(line.width <= _WIDEST_WRAP for line in chunk.lines)]
    inner = sorted(line.width for chunk in narrow for line in chunk.lines[:-1])
    if inner:
        widest = inner[int(len(inner) * 0.98)]
        return max(widest, _NARROWEST_WRAP) if len(inner) < 3 or widest < 50 else widest
    wide = sorted((line for chunk in run for line in chunk.lines[:-1]), key=lambda line: line.width)
    if len(wide) < 3:
        return 0
    widest = wide[int(len(wide) * 0.98)].width
    near = sum(line.width >= 0.85 * widest for line in wide)
    return widest if near >= 0.7 * len(wide) and _ends_of_sentence(text, wide) < 0.5 else 0
