"""Pairing the marks of one block: the reading of all of them together that costs least.

A search over the marks from left to right. Its state is the stack of open quotes; each mark opens, closes or is no
quotation mark, at the costs that ``marks`` gave; a quote without its closing or opening mark costs extra. Only the
best way to each stack is kept, so the cost is linear in the number of marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diegesis.layers.quotes.marks import NEVER, Mark

#: How deep quotes may lie in one another.
MAX_DEPTH = 3

_MISSING_CLOSE = 3.0
_MISSING_OPEN = 3.2
_CONTINUES = 0.3
_NESTED = 0.3
_NESTED_IN_SAME = 5.0
_KEPT = 12


@dataclass(frozen=True, slots=True)
class Pair:
    """One quote as its marks give it.

    Attributes:
        opening: position of its opening mark in the block's marks, or ``None`` where it is missing.
        closing: position of its closing mark, or ``None``.
        depth: 0 for a quote that lies in no other.
        continues: whether the closing mark is missing because the next block re-opens the quote.
    """

    opening: int | None
    closing: int | None
    depth: int
    continues: bool = False


class _Step(NamedTuple):
    """What was decided at a mark, linked to the step before."""

    before: _Step | None
    mark: int
    action: str


class _Way(NamedTuple):
    """A way to read the marks so far: its cost, the families of the open quotes, the last step."""

    cost: float
    stack: tuple[str, ...]
    step: _Step | None


def pair_marks(marks: Sequence[Mark], *, outermost: Mapping[str, float], reopened: str | None) -> list[Pair]:
    """Pair the marks of a block.

    Args:
        marks: the block's marks, in text order.
        outermost: extra cost, by family, of opening a quote that lies in no other; families not named cost 0.
        reopened: the family of the mark with which the next block begins, or ``None``.

    Returns:
        The quotes, in order of their start; a quote always stands before those that lie in it.
    """
    ways = {(): _Way(0.0, (), None)}
    for position, mark in enumerate(marks):
        ways = _advance(ways, position, mark, outermost)
    best = min(ways.values(), key=lambda way: way.cost + _unclosed_cost(way.stack, reopened))
    return _replay(best.step, marks, reopened)


def _unclosed_cost(stack: tuple[str, ...], reopened: str | None) -> float:
    if not stack:
        return 0.0
    return (_CONTINUES if stack[0] == reopened else _MISSING_CLOSE) * len(stack)


def _advance(
    ways: Mapping[tuple[str, ...], _Way], position: int, mark: Mark, outermost: Mapping[str, float]
) -> dict[tuple[str, ...], _Way]:
    """The best ways after one more mark."""
    after: dict[tuple[str, ...], _Way] = {}
    for way in ways.values():
        for action, cost, stack in _choices(way.stack, mark, outermost):
            total = way.cost + cost
            known = after.get(stack)
            if known is None or total < known.cost:
                after[stack] = _Way(total, stack, _Step(way.step, position, action))
    if len(after) > _KEPT:
        kept = sorted(after.values(), key=lambda way: (way.cost, way.stack))[:_KEPT]
        return {way.stack: way for way in kept}
    return after


def _choices(
    stack: tuple[str, ...], mark: Mark, outermost: Mapping[str, float]
) -> list[tuple[str, float, tuple[str, ...]]]:
    """What a mark may be while ``stack`` is open: action, cost, stack after it."""
    family = mark.family
    choices = [("skip", mark.skips, stack)]
    if mark.closes < NEVER:
        if family in stack:
            depth = len(stack) - 1 - stack[::-1].index(family)
            inner = len(stack) - 1 - depth
            choices.append(("close", mark.closes + inner * _MISSING_CLOSE, stack[:depth]))
        elif not stack:
            choices.append(("close-only", mark.closes + _MISSING_OPEN, stack))
    if mark.opens < NEVER:
        choices += _openings(stack, mark, outermost)
    return choices


def _openings(
    stack: tuple[str, ...], mark: Mark, outermost: Mapping[str, float]
) -> list[tuple[str, float, tuple[str, ...]]]:
    family = mark.family
    if not stack:
        return [("open", mark.opens + outermost.get(family, 0.0), (family,))]
    found = []
    if family in stack:
        # "Come in, said Ann. "Sit down." -- the first quote has lost its closing mark.
        depth = stack.index(family)
        cost = mark.opens + _MISSING_CLOSE * (len(stack) - depth)
        found.append(("reopen", cost, (*stack[:depth], family)))
    if len(stack) < MAX_DEPTH:
        same = _NESTED_IN_SAME if stack[-1] == family else _NESTED
        found.append(("open", mark.opens + same, (*stack, family)))
    return found


def _replay(last: _Step | None, marks: Sequence[Mark], reopened: str | None) -> list[Pair]:
    """Turn the chosen steps into pairs."""
    steps: list[_Step] = []
    while last is not None:
        steps.append(last)
        last = last.before
    pairs: list[Pair] = []
    open_marks: list[int] = []
    for step in reversed(steps):
        family = marks[step.mark].family
        if step.action == "close-only":
            pairs.append(Pair(None, step.mark, 0))
        elif step.action == "close":
            while marks[open_marks[-1]].family != family:
                _close(pairs, open_marks, None)
            _close(pairs, open_marks, step.mark)
        elif step.action in ("open", "reopen"):
            if step.action == "reopen":
                depth = [marks[opened].family for opened in open_marks].index(family)
                while len(open_marks) > depth:
                    _close(pairs, open_marks, None)
            open_marks.append(step.mark)
    continues = bool(open_marks) and marks[open_marks[0]].family == reopened
    while open_marks:
        _close(pairs, open_marks, None, continues=continues)
    return sorted(pairs, key=lambda pair: _order(pair))


def _close(pairs: list[Pair], open_marks: list[int], closing: int | None, *, continues: bool = False) -> None:
    opening = open_marks.pop()
    pairs.append(Pair(opening, closing, len(open_marks), continues))


def _order(pair: Pair) -> tuple[int, int]:
    first = pair.opening if pair.opening is not None else pair.closing
    return (first if first is not None else 0, pair.depth)
