"""Overlapping windows over a text's pieces, each word judged where it has most context."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diegesis.inference.pieces import END, START, WINDOW, Integers, Pieces, homes, window_starts


@dataclass(frozen=True)
class Windows:
    """Windows of [CLS] pieces [SEP], padded with zeros to the longest.

    Attributes:
        ids, case, quoted, opens: as in ``Pieces``, [windows, pieces].
        home: per word, its window.
        first, last: per word, positions of its first and last piece in that window.
    """

    ids: Integers
    case: Integers
    quoted: Integers
    opens: Integers
    home: Integers
    first: Integers
    last: Integers

    def __len__(self) -> int:
        return len(self.ids)


def arrange(pieces: Pieces) -> Windows:
    """Lay windows over a text; one that is empty gets one window without words."""
    starts = window_starts(len(pieces))
    width = min(WINDOW, len(pieces) + 2)
    home = homes(pieces, starts)
    begin = np.array(starts, dtype=np.int64)[home]
    size = WINDOW - 3  # A word longer than a window is judged by what fits.
    return Windows(
        ids=_stack(pieces.ids, starts, width, framed=True),
        case=_stack(pieces.case, starts, width),
        quoted=_stack(pieces.quoted, starts, width),
        opens=_stack(pieces.opens, starts, width),
        home=home,
        first=pieces.first - begin + 1,
        last=np.minimum(pieces.last - begin, size) + 1,
    )


def _stack(values: Integers, starts: Sequence[int], width: int, *, framed: bool = False) -> Integers:
    rows = np.zeros((len(starts), width), dtype=np.int64)
    for row, start in zip(rows, starts, strict=True):
        content = values[start : start + width - 2]
        row[1 : 1 + len(content)] = content
        if framed:
            row[0], row[1 + len(content)] = START, END
    return rows
