"""Headings that only the whole book can tell: numbers in a row, lines in capitals, titles under titles, levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from diegesis.document import headings
from diegesis.document.blocks import Draft
from diegesis.document.document import STORY_BLOCKS, BlockKind

#: Numbered lines that stand closer than this on average are a list.
_LEAST_NUMBERED = 1000
#: Lines in capitals that stand closer than this on average are signs and telegrams.
_LEAST_TITLED = 2500
#: No chapter in capitals is shorter.
_LEAST_CHAPTER = 800


def find_titles(text: str, blocks: list[Draft]) -> None:
    """Type headings, and settle their levels: 1 a part, 2 a chapter, 3 what stands below or under one."""
    stated = any(block.level and block.sure for block in blocks)
    if stated:
        _settle_levels(text, blocks)
    else:
        _settle_numbers(text, blocks)
        if not _has_chapters(text, blocks):
            _find_numbered(text, blocks)
        if not _has_chapters(text, blocks):
            _find_titled(text, blocks)
    _join_titles(text, blocks)


def _has_chapters(text: str, blocks: Sequence[Draft]) -> bool:
    """Whether two headings at least stand for chapters; a prologue alone does not."""
    found = [block for block in blocks if block.level == 2 and not headings.is_named(block.span.of(text))]
    return len(found) >= 2


def _settle_levels(text: str, blocks: list[Draft]) -> None:
    """Say which of the format's levels are chapters: those whose words say so, else the first that stand over story.

    Word processors set chapters at level 1, many e-books parts at 1 and chapters at 2; a single heading above all
    others that opens the book is its title.
    """
    stated = [i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING and block.sure]
    if not stated:
        return
    worded = Counter(blocks[i].level for i in stated if headings.is_chapter_heading(blocks[i].span.of(text)))
    chapter = worded.most_common(1)[0][0] if worded else _first_over_story(blocks, stated)
    for i in stated:
        level = blocks[i].level
        said = headings.heading_level(blocks[i].span.of(text)) if level >= chapter else 0
        blocks[i] = replace(blocks[i], level=1 if level < chapter or said == 1 else min(2 + level - chapter, 3))
    first = stated[0]
    alone = sum(blocks[i].level == 1 for i in stated) == 1 and blocks[first].level == 1
    opens = all(block.kind is BlockKind.FRONT_MATTER for block in blocks[:first])
    followed = first + 1 < len(blocks) and blocks[first + 1].kind not in STORY_BLOCKS
    if alone and opens and followed and not headings.heading_level(blocks[first].span.of(text)):
        blocks[first] = replace(blocks[first], kind=BlockKind.FRONT_MATTER, level=0)


def _first_over_story(blocks: Sequence[Draft], stated: Sequence[int]) -> int:
    """The uppermost level that has two headings, most of which no deeper heading follows at once."""
    levels = Counter(blocks[i].level for i in stated)
    followed = Counter(
        blocks[i].level
        for i in stated
        if i + 1 < len(blocks) and blocks[i + 1].kind is BlockKind.HEADING and blocks[i + 1].level > blocks[i].level
    )
    for level in sorted(levels):
        if levels[level] >= 2 and followed[level] <= 0.5 * levels[level]:
            return level
    return max(levels)


def _settle_numbers(text: str, blocks: list[Draft]) -> None:
    """A bare number opens a chapter where it continues a count; the ``L.`` under a letter is a name.

    Where chapters are called so, bare numbers are sections of them, or stanzas.
    """
    worded = sum(block.level == 2 and headings.is_chapter_heading(block.span.of(text)) for block in blocks) >= 2
    found: list[tuple[int, int]] = []
    for position, block in enumerate(blocks):
        if block.level == 2 and block.span.length <= 12:
            number = headings.number_of(block.span.of(text))
            if number is not None:
                found.append((position, number))
    first = next((i for i, block in enumerate(blocks) if block.kind in STORY_BLOCKS or block.level), 0)
    counted = _counted(found, opens=first)
    for position, _ in found:
        if position not in counted:
            blocks[position] = replace(blocks[position], kind=BlockKind.PARAGRAPH, level=0)
        elif worded:
            blocks[position] = replace(blocks[position], level=3)


def _counted(found: Sequence[tuple[int, int]], *, opens: int) -> set[int]:
    """Positions whose numbers go on from the one before (one may be missing) or start again at one.

    Args:
        found: positions and numbers in text order.
        opens: the position at which the text begins; an excerpt may begin with any number, and with nothing after it.
    """
    kept: set[int] = set()
    last, last_position = 0, -1
    last_two = max((position for position, number in found if number == 2), default=-1)
    for position, number in found:
        begins = position == opens or (number == 1 and position < last_two)
        if begins or (last and 0 <= number - last <= 2 and position > last_position + 1):
            kept.add(position)
            last, last_position = number, position
    return kept


def _find_numbered(text: str, blocks: list[Draft]) -> None:
    """``IV. The Red Ledger`` and ``I INTRODUCTION`` are headings where three at least count up, well apart."""
    found: list[tuple[int, int]] = []
    for position, block in enumerate(blocks):
        if block.kind is BlockKind.PARAGRAPH and block.span.length <= 120:
            number = headings.title_number(block.span.of(text))
            if number is not None:
                found.append((position, number))
    kept: list[int] = []
    last = 0
    for position, number in found:
        if number == 1 or (last and 0 < number - last <= 2):
            kept.append(position)
            last = number
    if len(kept) >= 3 and _spread(blocks, kept) > _LEAST_NUMBERED and last > 1:
        _retype(blocks, kept)


def _find_titled(text: str, blocks: list[Draft]) -> None:
    """A line in capitals is a heading after a gap wider than usual (``THE LAST HOUSE``), or where the book opens so.

    Without wide gaps, three such lines must stand well apart and the first at the beginning: a sign on a door or a
    telegram inside the story does not.
    """
    usual = _usual_gap(blocks)
    titles = [position for position in range(len(blocks)) if _is_titled(text, blocks, position)]
    wide = [position for position in titles if blocks[position].gap > max(usual, 1)]
    if wide:
        _retype(blocks, wide)
        return
    kept: list[int] = []
    for position in titles:
        if not kept or blocks[position].span.start - blocks[kept[-1]].span.end >= _LEAST_CHAPTER:
            kept.append(position)
    if kept and len(text) - blocks[kept[-1]].span.end < _LEAST_CHAPTER:
        kept.pop()
    opens = next((i for i, block in enumerate(blocks) if block.kind in STORY_BLOCKS), 0)
    if len(kept) >= 3 and kept[0] <= opens + 2 and _spread(blocks, kept) > _LEAST_TITLED:
        _retype(blocks, kept)


def _is_titled(text: str, blocks: Sequence[Draft], position: int) -> bool:
    block = blocks[position]
    if block.kind is not BlockKind.PARAGRAPH or block.span.length > 80:
        return False
    words = headings.folded(block.span.of(text))
    return words.isupper() and words[-1] != "!" and headings.is_title_line(words) and len(words) > 2


def _usual_gap(blocks: Sequence[Draft]) -> int:
    """The number of blank lines that most paragraphs stand apart."""
    gaps = Counter(block.gap for block in blocks[1:] if block.kind is BlockKind.PARAGRAPH)
    return gaps.most_common(1)[0][0] if gaps else 1


def _spread(blocks: Sequence[Draft], positions: Sequence[int]) -> float:
    """Characters from one of the blocks to the next, on average."""
    extent = blocks[positions[-1]].span.start - blocks[positions[0]].span.start
    return extent / max(1, len(positions) - 1)


def _retype(blocks: list[Draft], positions: Sequence[int]) -> None:
    for position in positions:
        blocks[position] = replace(blocks[position], kind=BlockKind.HEADING, level=2)


def _join_titles(text: str, blocks: list[Draft]) -> None:
    """``The Art of Boots`` under ``Chapter I`` is part of the heading; a heading with a title takes no other."""
    for position in range(1, len(blocks)):
        before, block = blocks[position - 1], blocks[position]
        if before.kind is not BlockKind.HEADING or before.level not in (1, 2):
            continue
        if block.kind is not BlockKind.PARAGRAPH or block.span.length > 80 or not _stands_over(blocks, position):
            continue
        if headings.is_bare_label(before.span.of(text)) and headings.is_title_line(block.span.of(text)):
            blocks[position] = replace(block, kind=BlockKind.HEADING, level=3)


def _stands_over(blocks: Sequence[Draft], position: int) -> bool:
    """Whether something follows that the title could stand over."""
    return position + 1 < len(blocks) and (blocks[position + 1].kind in STORY_BLOCKS or blocks[position + 1].level > 0)
