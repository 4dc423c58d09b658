"""Reading all blocks in order, with quotes that run over a block's end without being re-opened.

A speaker may recite verse or a letter in the middle of a line::

    "She used to sing,

        Over the hill and far away,

    and then she would laugh."

The verse has no mark of its own. A quote left open is carried over the next blocks where that makes better sense
of the first mark that follows than closing it would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diegesis.layers.quotes.conventions import Convention
from diegesis.layers.quotes.marks import Mark
from diegesis.layers.quotes.pairing import Reading, pair_marks

#: How many blocks without a mark a quote may run over.
_REACH = 12


def read_blocks(
    marks: Sequence[Sequence[Mark]],
    conventions: Sequence[Convention],
    begins: Sequence[str | None],
    breaks_off: Sequence[bool],
) -> list[Reading]:
    """The reading of every block.

    Args:
        marks: the marks of each block.
        conventions: the convention of each block.
        begins: the family of the mark with which each block begins, or ``None``.
        breaks_off: whether a quote left open at a block's end is over there, whatever the next block begins with.

    Returns:
        One reading a block, in order.
    """
    following = [*begins[1:], None]
    reopened = [None if over else family for over, family in zip(breaks_off, following, strict=False)]
    readings: list[Reading] = []
    while len(readings) < len(marks):
        here = len(readings)
        told_on = bool(readings) and _continues(readings[-1])
        # In the middle of a tale that runs over paragraphs, the next mark goes on with the tale.
        reading = _read(marks, conventions, following if told_on else reopened, here)
        readings.append(reading)
        if reading.left_open is None or _continues(reading):
            continue
        bridged = _bridge(marks, conventions, begins, reopened, here + 1, reading.left_open)
        if bridged:
            readings[-1] = _going_on(reading)
            readings += bridged
    return readings


def _read(
    marks: Sequence[Sequence[Mark]],
    conventions: Sequence[Convention],
    reopened: Sequence[str | None],
    number: int,
    carried: str | None = None,
) -> Reading:
    return pair_marks(
        marks[number], outermost=conventions[number].outermost, reopened=reopened[number], carried=carried
    )


def _bridge(
    marks: Sequence[Sequence[Mark]],
    conventions: Sequence[Convention],
    begins: Sequence[str | None],
    reopened: Sequence[str | None],
    first: int,
    family: str,
) -> list[Reading]:
    """Readings of the blocks from ``first`` on to the one that closes the quote; empty where none does."""
    carried: list[Reading] = []
    for number in range(first, min(first + _REACH, len(marks))):
        if begins[number] == family:
            return []
        inside = _read(marks, conventions, reopened, number, family)
        if any(mark.family == family for mark in marks[number]):
            outside = _read(marks, conventions, reopened, number)
            if inside.left_open is not None and not _continues(inside):
                return []
            return [*carried, inside] if inside.cost < outside.cost else []
        carried.append(_going_on(inside))
    return []


def _continues(reading: Reading) -> bool:
    return any(pair.continues for pair in reading.pairs)


def _going_on(reading: Reading) -> Reading:
    """The reading with its last outermost quote going on in the next block."""
    pairs = list(reading.pairs)
    for position in range(len(pairs) - 1, -1, -1):
        if pairs[position].depth == 0:
            pairs[position] = replace(pairs[position], continues=True)
            break
    return replace(reading, pairs=tuple(pairs))
