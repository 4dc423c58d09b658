"""Case and place of every token: the evidence for names that capitals give over a whole book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import BlockKind, Document
from diegesis.layers.quotes.records import Quote, QuoteKind

LOWER, CAPITAL, CAPITALS, MARK = range(4)
_OPENING = frozenset("“‘«‹「『(„")
_NO_STORY = frozenset({BlockKind.HEADING, BlockKind.FRONT_MATTER, BlockKind.BACK_MATTER, BlockKind.NOTE})


@dataclass(frozen=True, slots=True)
class Shapes:
    """Per token, by its position in ``document.tokens``.

    Attributes:
        case: LOWER, CAPITAL (first letter), CAPITALS (two letters or more, all) or MARK.
        opens: 1 where the token opens a sentence or a quote, so that its capital says nothing.
        quoted: how many quotes (thoughts and emphasis apart) hold the token.
        story: 0 in headings and matter, where no mention is looked for.
        lower, middle: how often each word stands without a capital, and with one where nothing asks for it.
    """

    case: bytearray
    opens: bytearray
    quoted: bytearray
    story: bytearray
    lower: Counter[str]
    middle: Counter[str]

    def is_name_word(self, position: int, word: str) -> bool:
        """Whether the token is capitalised as a name is, judged by the whole book where it opens a sentence."""
        if self.case[position] not in (CAPITAL, CAPITALS):
            return False
        if not self.opens[position] and self.case[position] == CAPITAL:
            return self.middle[word] * 4 >= self.lower[word]
        return self.middle[word] > 0 and self.middle[word] * 2 > self.lower[word]


def shapes(document: Document, quotes: Sequence[Quote]) -> Shapes:
    """Look at every token once."""
    case, opens = _cases(document)
    quoted = _quoted(document, quotes)
    story = _story(document)
    lower: Counter[str] = Counter()
    middle: Counter[str] = Counter()
    for word, shape, opening, inside in zip(document.words, case, opens, story, strict=True):
        if shape == LOWER and inside:
            lower[word] += 1
        elif shape == CAPITAL and inside and not opening:
            middle[word] += 1
    return Shapes(case, opens, quoted, story, lower, middle)


def _cases(document: Document) -> tuple[bytearray, bytearray]:
    text, starts, ends = document.text, document.tokens.starts, document.tokens.ends
    case, opens = bytearray(len(starts)), bytearray(len(starts))
    sentence_starts = set(document.sentences.starts)
    fresh = True
    for position, (start, end) in enumerate(zip(starts, ends, strict=True)):
        first = text[start]
        fresh = fresh or start in sentence_starts
        if first.isalnum():
            opens[position] = fresh
            fresh = False
            case[position] = _case_of(text, start, end, first)
        else:
            case[position] = MARK
            touching = end < len(text) and not text[end].isspace()
            fresh = fresh or first in _OPENING or (first in "\"'*_" and touching) or first == ":"
    return case, opens


def _case_of(text: str, start: int, end: int, first: str) -> int:
    if not first.isupper():
        return LOWER
    surface = text[start:end]
    return CAPITALS if end - start > 1 and surface.isupper() and not surface.endswith(".") else CAPITAL


def _quoted(document: Document, quotes: Sequence[Quote]) -> bytearray:
    depth = bytearray(len(document.tokens))
    for quote in quotes:
        if quote.kind not in (QuoteKind.EMPHASIS, QuoteKind.THOUGHT):
            for position in document.tokens.within(quote.span):
                depth[position] = min(depth[position] + 1, 9)
    return depth


def _story(document: Document) -> bytearray:
    inside = bytearray(b"\x01") * len(document.tokens)
    for block in document.blocks:
        if block.kind in _NO_STORY:
            for position in document.tokens.within(block.span):
                inside[position] = 0
    return inside
