"""Word pieces in training: the published tokenizer, and passages of a text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diegesis.inference.pieces import Pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The published tokenizer, without its cut at 128 pieces and its padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def passages(pieces: Pieces, *, length: int, shift: int = 0) -> Iterator[tuple[int, int]]:
    """Runs of words ``[start, end)`` of at most ``length`` pieces (one word at least) that tile the text.

    Args:
        pieces: the whole text.
        length: pieces of a run.
        shift: pieces of the first run, 0 for the same as the others; moves the seams from epoch to epoch.
    """
    start = 0
    limit = shift or length
    while start < pieces.words:
        end = int(np.searchsorted(pieces.last, pieces.first[start] + limit))
        end = max(end, start + 1)
        yield start, end
        start, limit = end, length


def part(pieces: Pieces, start: int, end: int) -> Pieces:
    """The words ``[start, end)`` as pieces of their own; characters still count from the text's beginning."""
    low, high = int(pieces.first[start]), int(pieces.last[end - 1]) + 1
    return Pieces(
        ids=pieces.ids[low:high],
        case=pieces.case[low:high],
        quoted=pieces.quoted[low:high],
        opens=pieces.opens[low:high],
        first=pieces.first[start:end] - low,
        last=pieces.last[start:end] - low,
        starts=pieces.starts[start:end],
        ends=pieces.ends[start:end],
    )


def words_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """First and last word of characters ``[start, end)``."""
    first = max(0, int(np.searchsorted(pieces.starts, start, side="right")) - 1)
    last = max(first, int(np.searchsorted(pieces.starts, end, side="left")) - 1)
    return first, last
