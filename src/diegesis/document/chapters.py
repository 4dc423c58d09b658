"""Matter before and after the story, titles under headings, and the chapters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diegesis.document import headings
from diegesis.document.blocks import Draft
from diegesis.document.document import STORY_BLOCKS, BlockKind
from diegesis.spans import Span

#: A table of contents is at least so many headings with no story between them.
_CONTENTS = 4
_MATTER = (BlockKind.FRONT_MATTER, BlockKind.BACK_MATTER)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a chapter opens: the extent of its headings, and its title on one line."""

    span: Span
    title: str


def settle(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Decide what single blocks cannot tell: contents, title pages, prefaces, endings, titles under headings."""
    blocks = list(drafts)
    _numbered_headings(text, blocks)
    _capital_headings(text, blocks)
    _titles_under_headings(text, blocks)
    _contents(blocks)
    _front(text, blocks)
    _back(text, blocks)
    _letters(text, blocks)
    return blocks


def _numbered_headings(text: str, blocks: list[Draft]) -> None:
    """``IV. The Green Silk Purse`` is a heading where at least three such lines stand well apart."""
    if sum(block.level == 2 for block in blocks) > 2:
        return
    found = [
        position
        for position, block in enumerate(blocks)
        if block.kind is BlockKind.PARAGRAPH and headings.is_numbered_title(_words(text, block)[:100])
    ]
    extent = blocks[found[-1]].span.start - blocks[found[0]].span.start if found else 0
    if len(found) >= 3 and extent > 2000 * (len(found) - 1):
        for position in found:
            blocks[position] = replace(blocks[position], kind=BlockKind.HEADING, level=2)


def _capital_headings(text: str, blocks: list[Draft]) -> None:
    """A line in capitals after a wide gap is a heading where the book has no other: ``THE LAST HOUSE``."""
    if any(block.level for block in blocks):
        return
    for position, block in enumerate(blocks):
        words = block.span.of(text) if block.span.length <= 80 else ""
        if block.kind is BlockKind.PARAGRAPH and block.gap >= 2 and words.isupper() and headings.is_title_line(words):
            blocks[position] = replace(block, kind=BlockKind.HEADING, level=2)


def _titles_under_headings(text: str, blocks: list[Draft]) -> None:
    """``The Science of Boots`` under ``Chapter I`` is part of the heading."""
    for position in range(1, len(blocks)):
        before, block = blocks[position - 1], blocks[position]
        alone = before.kind is BlockKind.HEADING and before.level in (1, 2) and not before.sure
        if alone and block.kind is BlockKind.PARAGRAPH and block.span.length <= 80 and _next_is_story(blocks, position):
            if headings.is_title_line(block.span.of(text)):
                blocks[position] = replace(block, kind=BlockKind.HEADING, level=3)


def _next_is_story(blocks: Sequence[Draft], position: int) -> bool:
    """Whether something follows that the title could stand over."""
    return position + 1 < len(blocks) and blocks[position + 1].kind in STORY_BLOCKS


def _contents(blocks: list[Draft]) -> None:
    """A run of headings with nothing between them, before the first story block, is a table of contents.

    The last headings of the run stand over the story and stay: those after the last that repeats nothing.
    """
    first = next((i for i, block in enumerate(blocks) if block.kind in STORY_BLOCKS and block.span.length > 200), 0)
    run = [i for i in range(first) if blocks[i].kind is BlockKind.HEADING and blocks[i].level == 2]
    if len(run) < _CONTENTS:
        return
    for position in range(run[0], run[-1]):
        if not blocks[position].sure:
            blocks[position] = replace(blocks[position], kind=BlockKind.FRONT_MATTER, level=0)


def _front(text: str, blocks: list[Draft]) -> None:
    """Type the title page, the byline, and prefaces before the first chapter."""
    start = next((i for i, block in enumerate(blocks) if block.kind not in _MATTER), len(blocks))
    position = _title_page(text, blocks, start)
    position = _before_first_heading(text, blocks, position, titled=position > start)
    while position < len(blocks) and _opens_matter(text, blocks[position]):
        position = _matter_section(text, blocks, position)


def _title_page(text: str, blocks: list[Draft], start: int) -> int:
    """Type the short lines that open the book as front matter; returns where they end.

    A byline among them settles it; without one a single title line before a heading or a wide gap does.
    """
    end = start
    limit = min(len(blocks), start + 12)
    while end < limit and blocks[end].kind is BlockKind.PARAGRAPH and _may_be_title_page(text, blocks[end]):
        end += 1
    named = any(headings.is_byline(_words(text, block)) for block in blocks[start:end])
    apart = end < len(blocks) and blocks[end].gap >= 2
    if end > start and (named or apart or _next_heading(blocks, end) or _matter_next(text, blocks, end)):
        for position in range(start, end):
            blocks[position] = replace(blocks[position], kind=BlockKind.FRONT_MATTER)
        return end
    return start


def _before_first_heading(text: str, blocks: list[Draft], start: int, *, titled: bool) -> int:
    """Type what stands under a title line and before the first heading: a date, a dedication, an editor's note.

    At most twelve blocks of 2,000 characters in all, in which nobody speaks; returns where they end.
    """
    end = next((i for i in range(start, min(start + 13, len(blocks))) if blocks[i].level), start)
    if end == start or not (titled or headings.is_title_line(_words(text, blocks[start]).split("\n")[0])):
        return start
    extent = Span(blocks[start].span.start, blocks[end - 1].span.end)
    if extent.length > 2000 or any(mark in extent.of(text) for mark in '"“«'):
        return start
    for position in range(start, end):
        blocks[position] = replace(blocks[position], kind=BlockKind.FRONT_MATTER)
    return end


def _next_heading(blocks: Sequence[Draft], position: int) -> bool:
    return position < len(blocks) and blocks[position].kind in (BlockKind.HEADING, BlockKind.SCENE_BREAK)


def _matter_next(text: str, blocks: Sequence[Draft], position: int) -> bool:
    return position < len(blocks) and _opens_matter(text, blocks[position])


def _may_be_title_page(text: str, block: Draft) -> bool:
    words = _words(text, block)
    if block.span.length > 120 or headings.is_front_heading(words):
        return False
    return headings.is_title_line(words) or headings.is_byline(words)


def _words(text: str, block: Draft) -> str:
    return block.span.of(text)


def _opens_matter(text: str, block: Draft) -> bool:
    short = block.span.length <= 60 and block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
    return short and headings.is_front_heading(_words(text, block))


def _matter_section(text: str, blocks: list[Draft], start: int) -> int:
    """Type a preface up to the next chapter heading; where there is none, only its first line is matter."""
    end = start + 1
    while end < len(blocks) and not (blocks[end].kind is BlockKind.HEADING and not _opens_matter(text, blocks[end])):
        end += 1
    if end == len(blocks):
        return end
    for position in range(start, end):
        blocks[position] = replace(blocks[position], kind=BlockKind.FRONT_MATTER, level=0)
    return end


def _back(text: str, blocks: list[Draft]) -> None:
    """Type everything from ``THE END`` or a heading such as ``Acknowledgements`` as back matter."""
    last_story = max((i for i, block in enumerate(blocks) if block.level in (1, 2)), default=-1)
    for position in range(len(blocks) - 1, max(len(blocks) // 2, 0) - 1, -1):
        block = blocks[position]
        if block.span.length > 80 or block.kind in _MATTER:
            continue
        words = _words(text, block)
        heading = block.kind is BlockKind.HEADING and headings.is_back_heading(words)
        if heading or (headings.is_the_end(words) and last_story < position):
            for later in range(position, len(blocks)):
                blocks[later] = replace(blocks[later], kind=BlockKind.BACK_MATTER, level=0)
            last_story = max((i for i in range(position) if blocks[i].level in (1, 2)), default=-1)


def _letters(text: str, blocks: list[Draft]) -> None:
    """Type ``Dear Ann,`` and what follows up to ``Yours ever`` (twelve blocks at most) as a letter."""
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if block.kind is BlockKind.PARAGRAPH and headings.opens_letter(text[block.span.start : block.span.start + 60]):
            end = _letter_end(text, blocks, position)
            for inside in range(position, end):
                blocks[inside] = replace(blocks[inside], kind=BlockKind.LETTER)
            position = end
        else:
            position += 1


def _letter_end(text: str, blocks: Sequence[Draft], start: int) -> int:
    for position in range(start, min(start + 12, len(blocks))):
        if blocks[position].kind is not BlockKind.PARAGRAPH:
            break
        if position > start and headings.signs_off(_words(text, blocks[position])):
            return position + 1
    return start + 1


def openings(text: str, blocks: Sequence[Draft]) -> list[Opening]:
    """Where chapters open, in text order; headings with no story between them open one chapter together."""
    found: list[Opening] = []
    run: list[Draft] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING and (block.level <= 2 or run or block.sure):
            run.append(block)
        elif block.kind in STORY_BLOCKS and run:
            found.append(_opening(text, run))
            run = []
    return found


def _opening(text: str, run: Sequence[Draft]) -> Opening:
    parts = [headings.folded(block.span.of(text)) for block in run]
    return Opening(Span(run[0].span.start, run[-1].span.end), " — ".join(part for part in parts if part))


def chapter_spans(blocks: Sequence[Draft], opened: Sequence[Opening]) -> list[tuple[Span, str]]:
    """Disjoint chapters over the story: from each opening to the next, or to the end of the last story block."""
    story = [block.span for block in blocks if block.kind not in _MATTER]
    if not any(block.kind in STORY_BLOCKS for block in blocks):
        return []
    first = min(block.span.start for block in blocks if block.kind in STORY_BLOCKS)
    starts = [(opening.span.start, opening.title) for opening in opened]
    if not starts or first < starts[0][0]:
        starts.insert(0, (story[0].start if not starts else first, ""))
    ends = [start for start, _ in starts[1:]] + [story[-1].end]
    spans = []
    for (start, title), end in zip(starts, ends, strict=True):
        last = max((span.end for span in story if start <= span.start < end), default=end)
        spans.append((Span(start, last), title))
    return spans
