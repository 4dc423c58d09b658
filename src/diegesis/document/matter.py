"""Matter before and after the story: contents, title pages, prefaces, endings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from diegesis.document import headings
from diegesis.document.blocks import Draft
from diegesis.document.document import STORY_BLOCKS, BlockKind
from diegesis.sources.source import Mark, MarkKind
from diegesis.spans import Span

#: So many headings with no story between them are a table of contents even where none of them comes again.
_CONTENTS = 4
MATTER = frozenset({BlockKind.FRONT_MATTER, BlockKind.BACK_MATTER})


def find_matter(text: str, blocks: list[Draft], marks: Sequence[Mark] = ()) -> None:
    """Type what stands before and after the story; ``marks`` are the format's, of which the chapters are used."""
    _entries(blocks, [mark for mark in marks if mark.kind is MarkKind.CHAPTER])
    _contents(text, blocks)
    _front(text, blocks)
    _back(text, blocks)


def _entries(blocks: list[Draft], chapters: Sequence[Mark]) -> None:
    """Type what the table of contents calls ``Copyright`` or ``Acknowledgements`` at the ends of the book."""
    starts = [block.span.start for block in blocks]
    front = [headings.is_front_heading(mark.value) for mark in chapters]
    back = [headings.is_back_heading(mark.value) for mark in chapters]
    first = front.index(False) if False in front else 0
    last = len(back) - back[::-1].index(False) if False in back else len(back)
    for kind, entries in ((BlockKind.FRONT_MATTER, chapters[:first]), (BlockKind.BACK_MATTER, chapters[last:])):
        for mark in entries:
            begin, end = (bisect_left(starts, edge) for edge in mark.span)
            _retype(blocks, (i for i in range(begin, end) if blocks[i].kind not in MATTER), kind)


def _retype(blocks: list[Draft], positions: Iterable[int], kind: BlockKind) -> None:
    for position in positions:
        blocks[position] = replace(blocks[position], kind=kind, level=0)


def _contents(text: str, blocks: list[Draft]) -> None:
    """Type a table of contents: a run of headings with nothing but titles and page numbers between, before the story.

    The headings at its end that stand over the story stay: from the one that repeats the first entry, or else the
    last with the part above it.
    """
    first = next((i for i, block in enumerate(blocks) if block.level), len(blocks))
    end = first
    while end < len(blocks) and _may_be_entry(text, blocks[end]):
        end += 1
    entries = [i for i in range(first, end) if blocks[i].level in (1, 2)]
    if end == len(blocks):
        return
    said = [_letters(blocks[i].span.of(text)) for i in entries]
    again = max((i for i, words in zip(entries[1:], said[1:], strict=True) if words == said[0]), default=None)
    if again is None and len(entries) < _CONTENTS:
        return
    if again is None:
        again = entries[-1]
        while again > first and blocks[again - 1].level == 1:
            again -= 1
    _retype(blocks, (i for i in range(first, again) if not blocks[i].sure), BlockKind.FRONT_MATTER)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _may_be_entry(text: str, block: Draft) -> bool:
    """Whether a block may stand in a table of contents: a heading, a title, a page number."""
    if block.level or block.kind in MATTER:
        return True
    if block.kind not in STORY_BLOCKS or block.span.length > 120:
        return False
    words = headings.folded(block.span.of(text))
    return words[-1:].isdigit() or headings.is_title_line(words)


def _front(text: str, blocks: list[Draft]) -> None:
    """Type the title page, the byline, and prefaces before the first chapter."""
    start = next((i for i, block in enumerate(blocks) if block.kind not in MATTER), len(blocks))
    position = _title_page(text, blocks, start)
    position = _before_first_heading(text, blocks, position, titled=position > start)
    while position < len(blocks) and (_opens_matter(text, blocks[position]) or blocks[position].kind in MATTER):
        position = _matter_section(text, blocks, position)


def _title_page(text: str, blocks: list[Draft], start: int) -> int:
    """Type the short lines that open the book as front matter; returns where they end.

    A byline among them settles it; without one a single title line before a heading or a wide gap does.
    """
    end = start
    limit = min(len(blocks), start + 12)
    while end < limit and blocks[end].kind is BlockKind.PARAGRAPH and _may_be_title_page(text, blocks[end]):
        end += 1
    named = any(headings.is_byline(block.span.of(text)) for block in blocks[start:end])
    apart = end < len(blocks) and blocks[end].gap >= 2
    opens = end < len(blocks) and (
        blocks[end].kind in (BlockKind.HEADING, BlockKind.SCENE_BREAK) or _opens_matter(text, blocks[end])
    )
    if end > start and (named or apart or opens):
        _retype(blocks, range(start, end), BlockKind.FRONT_MATTER)
        return end
    return start


def _may_be_title_page(text: str, block: Draft) -> bool:
    words = block.span.of(text) if block.span.length <= 120 else ""
    if not words or headings.is_front_heading(words):
        return False
    return headings.is_title_line(words) or headings.is_byline(words)


def _before_first_heading(text: str, blocks: list[Draft], start: int, *, titled: bool) -> int:
    """Type what stands under a title line and before the first heading: a date, a dedication, an editor's note.

    At most twelve blocks of 2,000 characters in all, in which nobody speaks; returns where they end.
    """
    end = next((i for i in range(start, min(start + 13, len(blocks))) if blocks[i].level), start)
    if end == start or blocks[start].span.length > 2000:
        return start
    extent = Span(blocks[start].span.start, blocks[end - 1].span.end)
    if not (titled or headings.is_title_line(blocks[start].span.of(text).splitlines()[0])):
        return start
    if extent.length > 2000 or any(mark in extent.of(text) for mark in '"“«'):
        return start
    _retype(blocks, range(start, end), BlockKind.FRONT_MATTER)
    return end


def _opens_matter(text: str, block: Draft) -> bool:
    short = block.span.length <= 60 and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return short and headings.is_front_heading(block.span.of(text))


def _matter_section(text: str, blocks: list[Draft], start: int) -> int:
    """Type a preface up to the next chapter heading; where there is none, it is left as it is."""
    end = start + 1
    while end < len(blocks) and not (blocks[end].kind is BlockKind.HEADING and not _opens_matter(text, blocks[end])):
        end += 1
    if end < len(blocks):
        _retype(blocks, range(start, end), BlockKind.FRONT_MATTER)
    return end


def _back(text: str, blocks: list[Draft]) -> None:
    """Type everything from ``THE END`` or a heading such as ``Acknowledgements`` as back matter.

    ``THE END`` counts where no chapter follows; ``End of Volume I`` inside the book is a line of matter by itself.
    """
    begin = len(blocks)
    chapters = False
    for position in range(len(blocks) - 1, len(blocks) // 2 - 1, -1):
        block = blocks[position]
        if block.span.length > 80 or block.kind in MATTER:
            continue
        words = block.span.of(text)
        if block.kind is BlockKind.HEADING and headings.is_back_heading(words):
            begin = position
            chapters = False
            continue
        if not chapters and headings.is_the_end(words):
            begin = begin if headings.is_said_end(words) and position + 3 < begin else position
        chapters = chapters or block.level in (1, 2)
    _retype(blocks, range(begin, len(blocks)), BlockKind.BACK_MATTER)
    for position in range(1, min(begin, len(blocks) - 1)):
        block = blocks[position]
        line = block.span.of(text) if block.kind is BlockKind.PARAGRAPH and block.span.length <= 80 else ""
        if blocks[position + 1].level and headings.is_the_end(line):
            _retype(blocks, [position], BlockKind.BACK_MATTER)
