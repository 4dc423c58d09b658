"""Blocks: from the format's marks where it has them, from the layout of the text where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from diegesis.document import headings
from diegesis.document.document import BlockKind
from diegesis.document.lines import Chunk, chunks, is_verse, paragraphs, wrap_width
from diegesis.sources.source import MarkKind, SourceText
from diegesis.spans import Span, gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block while its kind is still being found.

    Attributes:
        span: the words, without outer white space.
        kind: the best guess so far.
        level: 1 for a part's heading, 2 for a chapter's, 3 for what stands below one; 0 for no heading.
        gap: blank lines before it; 1 where the format tells no gaps.
        sure: the format says so, no rule may say otherwise.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    gap: int = 1
    sure: bool = False


_TYPED = {
    MarkKind.SCENE_BREAK: BlockKind.SCENE_BREAK,
    MarkKind.NOTE: BlockKind.NOTE,
    MarkKind.VERSE: BlockKind.VERSE,
    MarkKind.LETTER: BlockKind.LETTER,
    MarkKind.FRONT_MATTER: BlockKind.FRONT_MATTER,
    MarkKind.BACK_MATTER: BlockKind.BACK_MATTER,
}
_BLOCK_MARKS = frozenset({MarkKind.BLOCK, MarkKind.HEADING, MarkKind.SCENE_BREAK})
#: Passages of at most so many chunks share one judgement about their wrap.
_PASSAGE = 60


def draft_blocks(source: SourceText) -> list[Draft]:
    """All blocks in text order, with kinds as far as single blocks tell; between them only white space."""
    marked = _from_marks(source)
    whole = Span(0, len(source.text))
    drafts = list(marked)
    for gap in gaps([draft.span for draft in marked], whole):
        drafts.extend(_from_layout(source.text, gap))
    drafts.sort(key=lambda draft: draft.span)
    if marked and any(draft.level for draft in marked):
        return list(_typed(source, drafts, by_words=False))
    return list(_typed(source, drafts, by_words=True))


def _from_marks(source: SourceText) -> list[Draft]:
    """Blocks that the format states: the innermost of nested ones."""
    drafts: list[Draft] = []
    end = 0
    marks = [mark for mark in source.marks if mark.kind in _BLOCK_MARKS]
    marks.sort(key=lambda mark: (mark.span.start, mark.span.end, mark.kind is MarkKind.BLOCK))
    for mark in marks:
        span = trimmed(source.text, mark.span)
        if span.start < end or not span.length:
            continue
        level = 0
        kind = BlockKind.PARAGRAPH
        if mark.kind is MarkKind.HEADING:
            kind, level = BlockKind.HEADING, int(mark.value or 2)
        elif mark.kind is MarkKind.SCENE_BREAK:
            kind = BlockKind.SCENE_BREAK
        gap = source.text.count("\n", end, span.start) - 1
        drafts.append(Draft(span=span, kind=kind, level=level, gap=max(gap, 1), sure=kind is not BlockKind.PARAGRAPH))
        end = span.end
    return drafts


def trimmed(text: str, span: Span) -> Span:
    """The span without outer white space; empty at its start where it holds nothing else."""
    words = text[span.start : span.end]
    lead = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return Span(span.start + lead, span.start + lead + kept)


def _from_layout(text: str, span: Span) -> Iterator[Draft]:
    """Blocks found in the layout of a stretch of plain text."""
    for passage in _passages(chunks(text, span)):
        width = wrap_width(passage)
        for chunk in passage:
            yield from _chunk_drafts(text, chunk, width)


def _passages(found: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    """Runs of chunks that are judged together."""
    passage: list[Chunk] = []
    for chunk in found:
        passage.append(chunk)
        if len(passage) == _PASSAGE:
            yield passage
            passage = []
    if passage:
        yield passage


def _chunk_drafts(text: str, chunk: Chunk, width: int) -> Iterator[Draft]:
    if is_verse(text, chunk, width=width) and not headings.heading_level(_words(text, chunk)):
        yield Draft(span=_extent(chunk), kind=BlockKind.VERSE, gap=chunk.gap)
        return
    gap = chunk.gap
    for lines in paragraphs(text, chunk, width=width):
        yield Draft(span=Span(lines[0].span.start, lines[-1].span.end), gap=gap)
        gap = 0


def _extent(chunk: Chunk) -> Span:
    return Span(chunk.lines[0].span.start, chunk.lines[-1].span.end)


def _words(text: str, chunk: Chunk) -> str:
    return _extent(chunk).of(text)


def _typed(source: SourceText, drafts: Sequence[Draft], *, by_words: bool) -> Iterator[Draft]:
    """Kinds that single blocks and the format's ranges tell."""
    ranges = [mark for mark in source.marks if mark.kind in _TYPED and mark.kind is not MarkKind.SCENE_BREAK]
    ranges.sort(key=lambda mark: mark.span)
    open_ranges: list[tuple[int, BlockKind]] = []
    position = 0
    for draft in drafts:
        while position < len(ranges) and ranges[position].span.start <= draft.span.start:
            open_ranges.append((ranges[position].span.end, _TYPED[ranges[position].kind]))
            position += 1
        open_ranges = [item for item in open_ranges if item[0] > draft.span.start]
        kind = _ranged(draft, [kind for _, kind in open_ranges])
        if kind is not None:
            yield replace(draft, kind=kind, level=0, sure=True)
        else:
            yield draft if draft.sure else _by_words(source.text, draft, by_words=by_words)


def _ranged(draft: Draft, kinds: Sequence[BlockKind]) -> BlockKind | None:
    """What the ranges around a block make of it; matter wins over all, headings stay headings in letters."""
    for kind in kinds:
        if kind in (BlockKind.FRONT_MATTER, BlockKind.BACK_MATTER):
            return kind
    if draft.kind is BlockKind.PARAGRAPH and kinds:
        return kinds[-1]
    return None


def _by_words(text: str, draft: Draft, *, by_words: bool) -> Draft:
    if draft.span.length > 400:
        return draft
    words = draft.span.of(text)
    if headings.is_scene_break(words):
        return replace(draft, kind=BlockKind.SCENE_BREAK)
    if headings.is_note(words):
        return replace(draft, kind=BlockKind.NOTE)
    level = headings.heading_level(words) if by_words and draft.kind is BlockKind.PARAGRAPH else 0
    if level:
        return replace(draft, kind=BlockKind.HEADING, level=level)
    return draft
