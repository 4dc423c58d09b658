"""Where scenes begin: marks, headings, gaps, and paragraphs that open with a move or a jump in time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diegesis.document import STORY_BLOCKS, Block, BlockKind
from diegesis.layer import Clamp, SceneBreak
from diegesis.layers.scenes.shifts import shift_at
from diegesis.layers.scenes.told import Told
from diegesis.spans import Span

#: How often a boundary of each sort is one on the development stories.
_MARKED, _HEADED, _SPACED = 0.99, 0.97, 0.92
#: A gap says something only in a text whose paragraphs stand evenly apart.
_EVEN = 0.85
#: A gap is one of a pair around a letter, a sign or verse where the next stands within so many paragraphs.
_INSET = 2
#: A jump begins a scene where it is sure enough, and where so many characters stand before and after it.
_ENOUGH, _LEAST_SCENE, _LEAST_LAST = 0.6, 600, 300
#: A paragraph that is a number and no more numbers the parts of a text: *ii.*, *(3)*, *+1*, *Two*.
_NUMBER = re.compile(
    r"[*_#(\[\s+]*(?:\d{1,3}|[ivx]{1,6}|[IVX]{1,6}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve)"
    r"[*_#)\].\s:]*"
)
_NUMBERED = 0.95
#: How surely the story goes on afresh behind a letter that opens a stretch, and how long such a letter is at least.
_LETTERED, _LEAST_LETTER = 0.8, 400
#: Paragraphs in italics, one after another, that are a scene of their own; a letter is shorter.
_RUN, _SLANTED = 3, 0.8


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a scene begins.

    Attributes:
        start: an offset.
        reason: why, in words.
        confidence: how surely, 0 to 1.
        headed: whether a heading stands there.
        made_by: ``rules`` or ``person``.
    """

    start: int
    reason: str
    confidence: float
    headed: bool = False
    made_by: str = "rules"


def boundaries_of(told: Told) -> list[Boundary]:
    """Where scenes begin, in text order; the first at 0. Empty for a text without a character."""
    if not told.text:
        return []
    outer = [Boundary(0, "the text begins", 1.0), *_outer(told)]
    found: list[Boundary] = []
    for here, after in zip(outer, [*outer[1:], None], strict=True):
        end = after.start if after else len(told.text)
        found.append(here)
        found.extend(_inner(told, Span(here.start, end)))
    return found


def with_said(boundaries: Sequence[Boundary], clamps: Sequence[Clamp]) -> list[Boundary]:
    """The boundaries after what a person said of them, in text order; the first scene begins with the text always."""
    found = {row.start: row for row in boundaries}
    for clamp in clamps:
        if not isinstance(clamp, SceneBreak) or not boundaries:
            continue
        if clamp.begins:
            headed = clamp.at in found and found[clamp.at].headed
            found[clamp.at] = Boundary(clamp.at, "a person said so", 1.0, headed, made_by="person")
        elif clamp.at != boundaries[0].start:
            found.pop(clamp.at, None)
    return [found[start] for start in sorted(found)]


def _outer(told: Told) -> list[Boundary]:
    """Boundaries that the page shows. Each has story before it, since the one before, and after it."""
    found: list[Boundary] = []
    gaps, numbers = _gaps(told), _numbers(told)
    blocks = told.document.blocks
    last = max((at for at, block in enumerate(blocks) if block.kind in STORY_BLOCKS), default=-1)
    has_story = False
    for at, (before, block) in enumerate(pairwise(blocks), start=1):
        has_story = has_story or before.kind in STORY_BLOCKS
        boundary = _between(before, block, gap=block.span.start in gaps)
        if boundary is None and block.span.start in numbers:
            boundary = Boundary(block.span.start, "a number stands alone", _NUMBERED)
        if boundary is not None and has_story and at <= last:
            found.append(boundary)
            has_story = False
    return found


def _between(before: Block, block: Block, *, gap: bool) -> Boundary | None:
    start = block.span.start
    if block.kind is BlockKind.SCENE_BREAK:
        return None
    if before.kind is BlockKind.SCENE_BREAK and block.kind is not BlockKind.HEADING:
        return Boundary(start, "a break is marked", _MARKED)
    if block.kind is BlockKind.HEADING and before.kind is not BlockKind.HEADING:
        return Boundary(start, "a heading", _HEADED, headed=True)
    return Boundary(start, "a wider gap", _SPACED) if gap else None


def _numbers(told: Told) -> set[int]:
    """Starts of the paragraphs that are a number; none where it is always the same one: that is an initial."""
    text = told.text
    found = {
        block.span.start: block.span.of(text)
        for block, after in pairwise(told.document.blocks)
        if after.kind in STORY_BLOCKS and _NUMBER.fullmatch(text, block.span.start, block.span.end)
    }
    return set(found) if len(set(found.values())) > 1 else set()


def _gaps(told: Told) -> set[int]:
    """Starts of the story blocks that a wider gap than usual sets off, pairs around an inset left out."""
    pairs = [
        (told.text.count("\n", before.span.end, block.span.start), at)
        for at, (before, block) in enumerate(pairwise(told.document.blocks), start=1)
        if before.kind in STORY_BLOCKS and block.kind in STORY_BLOCKS
    ]
    sizes = Counter(size for size, _ in pairs)
    usual, count = sizes.most_common(1)[0] if sizes else (0, 0)
    if count < _EVEN * len(pairs):
        return set()
    wide = [at for size, at in pairs if size > usual]
    alone = [
        at
        for before, at, after in zip([-9, *wide], wide, [*wide[1:], 10**9], strict=False)
        if at - before > _INSET and after - at > _INSET
    ]
    return {told.document.blocks[at].span.start for at in alone}


def _inner(told: Told, span: Span) -> list[Boundary]:
    """Boundaries inside a stretch without a break: paragraphs that open with a jump, and remembered ones in italics."""
    blocks = told.story_blocks_in(span)
    found = [Boundary(start, "a stretch in italics", _SLANTED) for start in _slanted(told, blocks)]
    last = span.start
    behind = _behind_letter(blocks)
    if behind is not None and span.end - behind >= _LEAST_SCENE:
        found.append(Boundary(behind, "a letter ends", _LETTERED))
        last = behind
    for block in blocks[1:]:
        shift = shift_at(told, block.span)
        if shift is None or shift.confidence < _ENOUGH:
            continue
        if block.span.start - last >= _LEAST_SCENE and span.end - block.span.start >= _LEAST_LAST:
            found.append(Boundary(block.span.start, shift.reason, shift.confidence))
            last = block.span.start
    best = {row.start: row for row in sorted(found, key=lambda row: (row.start, row.confidence))}
    return list(best.values())


def _behind_letter(blocks: list[Block]) -> int | None:
    """Where the story goes on behind a letter that opens a stretch, if it does."""
    first = next((at for at, block in enumerate(blocks[:2]) if block.kind is BlockKind.LETTER), None)
    if first is None:
        return None
    end = next((at for at in range(first, len(blocks)) if blocks[at].kind is not BlockKind.LETTER), None)
    if end is None or blocks[end].span.start - blocks[first].span.start < _LEAST_LETTER:
        return None
    return blocks[end].span.start


def _slanted(told: Told, blocks: list[Block]) -> list[int]:
    """Where runs of paragraphs wholly in italics begin and end inside a stretch: a memory, a dream, another voice."""
    slanted = [told.is_slanted(block.span) for block in blocks]
    found: list[int] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and slanted[end] == slanted[at]:
            end += 1
        if slanted[at] and end - at >= _RUN:
            found.extend(blocks[i].span.start for i in (at, end) if 0 < i < len(blocks))
        at = end
    return found
