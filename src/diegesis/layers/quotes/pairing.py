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
#: A way this much dearer than the best one is dropped: no later mark can make up for it.
_HOPELESS = 8.0
_CARRIED = -1
#: "Get on with it,' he said: opened by one kind of mark and closed by the other.
_MIXED = 2.2
_MIXABLE = frozenset({"single", "double"})
_PLAINLY = 0.1

_Stack = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One quote as its marks give it.

    Attributes:
        opening: position of its opening mark in the block's marks, or ``None`` where it is missing.
        closing: position of its closing mark, or ``None``.
        depth: 0 for a quote that lies in no other.
        carried: whether it was open already when the block began.
        continues: whether it goes on in the next block.
    """

    opening: int | None
    closing: int | None
    depth: int
    carried: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How the marks of a block were read.

    Attributes:
        pairs: the quotes in order of their start; a quote stands before those that lie in it.
        cost: what the reading costs; 0 where every mark is what it looks like.
        left_open: the family of the outermost quote that is open at the block's end, or ``None``.
        skipped: positions of marks that were read as no quotation marks though they cost something to skip.
    """

    pairs: tuple[Pair, ...]
    cost: float
    left_open: str | None
    skipped: tuple[int, ...]


class _Step(NamedTuple):
    """What was decided at a mark, linked to the step before."""

    before: _Step | None
    mark: int
    action: str


class _Way(NamedTuple):
    """A way to read the marks so far: its cost, the families of the open quotes, the last step."""

    cost: float
    stack: _Stack
    step: _Step | None


def pair_marks(
    marks: Sequence[Mark],
    *,
    outermost: Mapping[str, float],
    reopened: str | None = None,
    carried: str | None = None,
) -> Reading:
    """Pair the marks of a block.

    Args:
        marks: the block's marks, in text order.
        outermost: extra cost, by family, of opening a quote that lies in no other; families not named cost 0.
        reopened: the family of the mark with which the next block begins, or ``None``.
        carried: the family of a quote that is open already when the block begins, or ``None``.
    """
    start: _Stack = (carried,) if carried is not None else ()
    ways: dict[_Stack, _Way] = {start: _Way(0.0, start, None)}
    for position, mark in enumerate(marks):
        ways = _advance(ways, position, mark, outermost)
    best = min(ways.values(), key=lambda way: way.cost + _unclosed_cost(way.stack, reopened))
    pairs, skipped = _replay(best.step, marks, reopened, carried)
    cost = best.cost + _unclosed_cost(best.stack, reopened)
    return Reading(tuple(pairs), cost, best.stack[0] if best.stack else None, tuple(skipped))


def _unclosed_cost(stack: _Stack, reopened: str | None) -> float:
    if not stack:
        return 0.0
    return (_CONTINUES if stack[0] == reopened else _MISSING_CLOSE) * len(stack)


def _advance(
    ways: Mapping[_Stack, _Way], position: int, mark: Mark, outermost: Mapping[str, float]
) -> dict[_Stack, _Way]:
    """The best ways after one more mark."""
    after: dict[_Stack, _Way] = {}
    for way in ways.values():
        for action, cost, stack in _choices(way.stack, mark, outermost):
            total = way.cost + cost
            known = after.get(stack)
            if known is None or total < known.cost:
                after[stack] = _Way(total, stack, _Step(way.step, position, action))
    bound = min(way.cost for way in after.values()) + _HOPELESS
    kept = [way for way in after.values() if way.cost <= bound]
    if len(kept) > _KEPT:
        kept = sorted(kept, key=lambda way: (way.cost, way.stack))[:_KEPT]
    return {way.stack: way for way in kept}


def _choices(stack: _Stack, mark: Mark, outermost: Mapping[str, float]) -> list[tuple[str, float, _Stack]]:
    """What a mark may be while ``stack`` is open: action, cost, stack after it."""
    family = mark.family
    choices = [("skip", mark.skips, stack)]
    if mark.closes < NEVER:
        if family in stack:
            depth = len(stack) - 1 - stack[::-1].index(family)
            inner = len(stack) - 1 - depth
            choices.append(("close", mark.closes + inner * _MISSING_CLOSE, stack[:depth]))
        else:
            if not stack:
                choices.append(("close-only", mark.closes + _MISSING_OPEN, stack))
            elif mark.closes <= _PLAINLY and {stack[-1], family} == _MIXABLE:
                choices.append(("close-mixed", mark.closes + _MIXED, stack[:-1]))
    if mark.opens < NEVER:
        choices += _openings(stack, mark, outermost)
    return choices


def _openings(stack: _Stack, mark: Mark, outermost: Mapping[str, float]) -> list[tuple[str, float, _Stack]]:
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


def _replay(
    last: _Step | None, marks: Sequence[Mark], reopened: str | None, carried: str | None
) -> tuple[list[Pair], list[int]]:
    """Turn the chosen steps into pairs and skipped marks."""
    steps: list[_Step] = []
    while last is not None:
        steps.append(last)
        last = last.before
    nest = _Nest(marks, carried)
    skipped: list[int] = []
    for step in reversed(steps):
        if step.action == "skip":
            if marks[step.mark].skips >= _MISSING_CLOSE / 2:
                skipped.append(step.mark)
        elif step.action == "close-only":
            nest.pairs.append(Pair(None, step.mark, 0))
        elif step.action == "close":
            nest.close(step.mark)
        elif step.action == "close-mixed":
            nest.close_mixed(step.mark)
        else:
            nest.open(step.mark, again=step.action == "reopen")
    nest.end(reopened)
    return sorted(nest.pairs, key=_order), skipped


class _Nest:
    """The quotes that are open while the steps are replayed."""

    def __init__(self, marks: Sequence[Mark], carried: str | None) -> None:
        self.pairs: list[Pair] = []
        self._marks = marks
        self._open: list[tuple[int, str]] = [(_CARRIED, carried)] if carried is not None else []

    def open(self, mark: int, *, again: bool) -> None:
        family = self._marks[mark].family
        if again:
            depth = [opened for _, opened in self._open].index(family)
            while len(self._open) > depth:
                self._pop(None)
        self._open.append((mark, family))

    def close(self, mark: int) -> None:
        while self._open[-1][1] != self._marks[mark].family:
            self._pop(None)
        self._pop(mark)

    def close_mixed(self, mark: int) -> None:
        self._pop(mark)

    def end(self, reopened: str | None) -> None:
        continues = bool(self._open) and self._open[0][1] == reopened
        while self._open:
            self._pop(None, continues=continues)

    def _pop(self, closing: int | None, *, continues: bool = False) -> None:
        opening, _ = self._open.pop()
        carried = opening == _CARRIED
        self.pairs.append(
            Pair(None if carried else opening, closing, len(self._open), carried=carried, continues=continues)
        )


def _order(pair: Pair) -> tuple[int, int]:
    if pair.carried:
        return _CARRIED, 0
    first = pair.opening if pair.opening is not None else pair.closing
    return (first if first is not None else 0, pair.depth)
