"""Letters and messages inside the story: from the salutation to the name under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diegesis.document import headings
from diegesis.document.blocks import Draft
from diegesis.document.document import BlockKind

#: A close that stands more blocks away than this may be another letter's: then only the salutation is typed.
_LONGEST = 16


def find_letters(text: str, blocks: list[Draft]) -> None:
    """Type ``Dear Ann,`` and what follows up to ``Yours ever`` and the name as a letter."""
    position = 0
    while position < len(blocks):
        if not _opens(text, blocks[position]):
            position += 1
            continue
        end = _letter_end(text, blocks, position)
        for inside in range(position, end):
            blocks[inside] = replace(blocks[inside], kind=BlockKind.LETTER)
        position = end


def _opens(text: str, block: Draft) -> bool:
    start = block.span.start
    return block.kind is BlockKind.PARAGRAPH and headings.opens_letter(text[start : min(block.span.end, start + 160)])


def _letter_end(text: str, blocks: Sequence[Draft], start: int) -> int:
    """The position after the letter; right after its first block where no close is found before the next letter."""
    for position in range(start, min(start + _LONGEST, len(blocks))):
        block = blocks[position]
        if block.kind is not BlockKind.PARAGRAPH or (position > start + 1 and _opens(text, block)):
            break
        if headings.signs_off(text[max(block.span.start, block.span.end - 200) : block.span.end]):
            return _after_name(text, blocks, position + 1)
    return start + 1


def _after_name(text: str, blocks: Sequence[Draft], position: int) -> int:
    """The position after the signature, where one stands in a block of its own."""
    if position >= len(blocks) or blocks[position].kind is not BlockKind.PARAGRAPH or blocks[position].span.length > 40:
        return position
    name = headings.folded(blocks[position].span.of(text))
    words = name.split()
    is_name = name[-1:] not in "!?,:;" and len(words) <= 4 and all(word[0].isupper() for word in words)
    return position + 1 if is_name and words else position
