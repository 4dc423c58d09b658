"""Blocks: from the format's marks where it has them, from the layout of the text where it has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from diegesis.document import headings
from diegesis.document.document import BlockKind
from diegesis.document.lines import Chunk, chunks, is_verse, paragraphs, wrap_width
from diegesis.sources.source import Mark, MarkKind, SourceText
from diegesis.spans import Span, gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A block while its kind is still being found.

    Attributes:
        span: the words, without outer white space.
        kind: the best guess so far.
        level: 1 for a part's heading, 2 for a chapter's, 3 for what stands below one; 0 for no heading. For headings
            that the format states, its own level until ``titles`` has settled them.
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
#: More paragraphs than this share that begin with a small letter are meant.
_FEW = 0.03
#: The end of a paragraph in the middle of a sentence.
_UNFINISHED = re.compile(r"(?:\w|,|;|[,?!—–-][\"”’'»])$")
#: Longer blocks are neither headings nor scene breaks nor notes by their words.
_LONGEST_LINE = 400


def draft_blocks(source: SourceText) -> list[Draft]:
    """All blocks in text order, with kinds as far as single blocks tell; between them only white space."""
    marked = _from_marks(source)
    whole = Span(0, len(source.text))
    drafts = list(marked)
    for gap in gaps([draft.span for draft in marked], whole):
        drafts.extend(_from_layout(source.text, gap))
    drafts.sort(key=lambda draft: draft.span)
    stated = sum(draft.level > 0 for draft in marked)
    typed = list(_typed(source, drafts, by_words=stated < 2))
    return typed if marked else _rejoined(source.text, typed)


def _from_marks(source: SourceText) -> list[Draft]:
    """Blocks that the format states: the innermost of nested ones, but a heading whole."""
    marks = [
        (span, mark)
        for mark in source.marks
        if mark.kind in _BLOCK_MARKS and (span := trimmed(source.text, mark.span)).length
    ]
    marks.sort(key=lambda item: (item[0].start, -item[0].end, item[1].kind is not MarkKind.BLOCK))
    kept: list[tuple[Span, Mark]] = []
    for span, mark in marks:
        if kept and span.start < kept[-1][0].end:
            if kept[-1][1].kind is not MarkKind.BLOCK:
                continue
            kept.pop()
        kept.append((span, mark))
    ends = [0, *(span.end for span, _ in kept)]
    return [_marked(source.text, end, span, mark) for end, (span, mark) in zip(ends, kept, strict=False)]


def _marked(text: str, before: int, span: Span, mark: Mark) -> Draft:
    """The block of a mark; ``before`` is the end of the one before it."""
    gap = max(text.count("\n", before, span.start) - 1, 1)
    if mark.kind is MarkKind.HEADING:
        return Draft(span=span, kind=BlockKind.HEADING, level=int(mark.value or 2), gap=gap, sure=True)
    if mark.kind is MarkKind.SCENE_BREAK:
        return Draft(span=span, kind=BlockKind.SCENE_BREAK, gap=gap, sure=True)
    return Draft(span=span, gap=gap)


def trimmed(text: str, span: Span) -> Span:
    """The span without outer white space; empty at its start where it holds nothing else."""
    words = text[span.start : span.end]
    lead = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return Span(span.start + lead, span.start + lead + kept)


def _from_layout(text: str, span: Span) -> Iterator[Draft]:
    """Blocks found in the layout of a stretch of plain text."""
    for passage in _passages(chunks(text, span)):
        width = wrap_width(text, passage)
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


def _rejoined(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Join a paragraph that a blank line cuts in the middle of a sentence: ``"Come in,"``, blank, ``said Ann.``

    Page breaks and scanned books do that. Where many paragraphs begin with a small letter, that is the author's way.
    """
    cut = {i for i in range(1, len(drafts)) if _goes_on(text, drafts[i - 1], drafts[i])}
    if len(cut) > max(1, _FEW * len(drafts)):
        return list(drafts)
    joined: list[Draft] = []
    for position, draft in enumerate(drafts):
        if position in cut:
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, draft.span.end))
        else:
            joined.append(draft)
    return joined


def _goes_on(text: str, before: Draft, draft: Draft) -> bool:
    """Whether a paragraph goes on with the sentence of the one before it; ``by Ann Hale`` under a title does not."""
    if draft.kind is not BlockKind.PARAGRAPH or before.kind is not BlockKind.PARAGRAPH:
        return False
    words = draft.span.of(text) if draft.span.length <= 100 else ""
    if not text[draft.span.start].islower() or words == "by" or headings.is_byline(words):
        return False
    end = before.span.end
    return bool(_UNFINISHED.search(text, max(before.span.start, end - 4), end))


def _ranged(draft: Draft, kinds: Sequence[BlockKind]) -> BlockKind | None:
    """What the ranges around a block make of it; matter wins over all, headings stay headings in letters."""
    for kind in kinds:
        if kind in (BlockKind.FRONT_MATTER, BlockKind.BACK_MATTER):
            return kind
    if draft.kind is BlockKind.PARAGRAPH and kinds:
        return kinds[-1]
    return None


def _by_words(text: str, draft: Draft, *, by_words: bool) -> Draft:
    if draft.span.length > _LONGEST_LINE:
        return draft
    words = draft.span.of(text)
    if headings.is_scene_break(words):
        return replace(draft, kind=BlockKind.SCENE_BREAK)
    if headings.is_note(words):
        return replace(draft, kind=BlockKind.NOTE)
    if not by_words or draft.kind is not BlockKind.PARAGRAPH:
        return draft
    stated = headings.hash_level(words)
    level = stated or headings.heading_level(words)
    return replace(draft, kind=BlockKind.HEADING, level=level, sure=stated > 0) if level else draft
