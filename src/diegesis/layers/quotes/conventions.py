"""Which marks mean speech around here: decided block by block from the blocks nearby, never for a whole book."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Block
from diegesis.layers.quotes.marks import Mark
from diegesis.layers.quotes.tags import is_base_form, tag_after
from diegesis.spans import Span

#: How much one block counts for the block beside it; the weight falls by this factor with each block.
_FADING = 0.9
_FOREIGN_SINGLE = 1.6
_CLEAR = 0.5

_DASH_START = re.compile(r"(?:—{1,2}|–|―|⸺|-{1,3})[\s ]*(?=[\w¿¡‘'’“\"«(…*_.])")
_TAIL = 60
_CUT_SHORT = re.compile(r"[\w'’,](?:—|--+|–)$")
_BEFORE_TAG = re.compile(r"(?<=\w)[,!?]\s+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Convention:
    """What a block's surroundings say.

    Attributes:
        outermost: extra cost, by family, of an outermost quote (see ``pair_marks``).
        dash: whether a dash at the block's start opens speech.
    """

    outermost: dict[str, float]
    dash: bool


def opening_family(marks: Sequence[Mark]) -> str | None:
    """The family of the first mark of a block that plainly opens a quote, or ``None``."""
    for mark in marks:
        if mark.opens < _CLEAR and mark.opens < mark.skips:
            return mark.family
    return None


def begins_with(text: str, block: Span, marks: Sequence[Mark]) -> str | None:
    """The family of the mark with which a block begins (after a dash or asterisk), or ``None``."""
    if not marks or marks[0].opens > _CLEAR:
        return None
    before = text[block.start : marks[0].span.start].strip("*_ \t")
    return None if before else marks[0].family


def breaks_off(text: str, block: Span) -> bool:
    """Whether a quote that its block leaves open ends with the block all the same.

    ``"I never meant--`` is cut short by whoever opens the next paragraph; ``"Come in, said Ann.`` has lost its
    closing mark before the tag. Only ``:--`` leads over to what follows.
    """
    tail = text[max(block.start, block.end - _TAIL) : block.end].rstrip()
    if _CUT_SHORT.search(tail):
        return True
    for match in _BEFORE_TAG.finditer(tail):
        tag = tag_after(tail, match.end(), len(tail))
        if tag is not None and not tag.thinks and not is_base_form(tag.verb) and tail[tag.span.end :].strip() == ".":
            return True
    return False


def dash_start(text: str, block: Span) -> int | None:
    """Where the words after a block's initial dash begin, or ``None`` where it has none."""
    match = _DASH_START.match(text, block.start, block.end)
    return match.end() if match else None


def find_conventions(text: str, blocks: Sequence[Block], marks: Sequence[Sequence[Mark]]) -> list[Convention]:
    """The convention that holds in each block; linear in the number of blocks."""
    families = [opening_family(of_block) for of_block in marks]
    singles = _faded([1.0 if family == "single" else 0.0 for family in families])
    others = _faded([1.0 if family not in ("single", None) else 0.0 for family in families])
    dashes = [_dash_evidence(text, block.span) for block in blocks]
    around = _faded(dashes)
    found = []
    for position, block in enumerate(blocks):
        seen = singles[position] + others[position]
        foreign = others[position] / seen if seen else 0.5
        found.append(
            Convention(
                {"single": _FOREIGN_SINGLE * foreign},
                dashes[position] > 0 and _is_dash_speech(text, block.span, dashes[position], around[position]),
            )
        )
    return found


def _faded(values: Sequence[float]) -> list[float]:
    """For each position the sum of all values, each weighted by its distance."""
    sums = list(values)
    for order in (range(len(values)), range(len(values) - 1, -1, -1)):
        carried = 0.0
        for position in order:
            sums[position] += carried
            carried = (carried + values[position]) * _FADING
    return sums


def _dash_evidence(text: str, block: Span) -> float:
    """How much the beginning of a block looks like dash speech: 0 for no dash, less for hyphens and small letters."""
    begin = dash_start(text, block)
    if begin is None:
        return 0.0
    if text[begin] in '‘“"«':
        # -- "Come in," said Ann: the dash is ornament, the marks hold the speech.
        return 0.0
    letter = _LETTER.search(text, begin, min(block.end, begin + 40))
    weight = 0.5 if text[block.start] == "-" and text[block.start : block.start + 2] != "--" else 1.0
    if letter is None or letter.group().islower():
        weight *= 0.3
    return weight


def _is_dash_speech(text: str, block: Span, own: float, around: float) -> bool:
    """Whether a dash opens speech: others nearby do, or a tag follows (``— Come in, said Ann.``)."""
    if around - own >= 0.8 and own > 0.2:
        return True
    return own >= 0.5 and _has_tag(text, block)


def _has_tag(text: str, block: Span) -> bool:
    stop = re.compile(r"[,!?.…—–]\s+")
    for match in stop.finditer(text, block.start + 2, min(block.end, block.start + 400)):
        tag = tag_after(text, match.end(), min(block.end, match.end() + 80))
        if tag is not None and not (match.group()[0] == "." and tag.span.start == match.end()):
            return True
    return False
