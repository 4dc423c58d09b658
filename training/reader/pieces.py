"""Text to word pieces with offsets, letter case, quotation marks and paragraph starts; and overlapping windows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Integers = NDArray[np.int64]

START, END = 101, 102  #: [CLS] and [SEP]
WINDOW = 512  #: pieces of a window, [CLS] and [SEP] included
STRIDE = 384


@dataclass(frozen=True)
class Pieces:
    """The word pieces of a text. A *word* is what the tokenizer splits at white space and punctuation.

    Attributes:
        ids, case, quoted, opens: per piece, as in ``encoder.Window``.
        first, last: per word, its first and last piece.
        starts, ends: per word, its characters ``[start, end)``.
    """

    ids: Integers
    case: Integers
    quoted: Integers
    opens: Integers
    first: Integers
    last: Integers
    starts: Integers
    ends: Integers

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.first)


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    """The published tokenizer, without its cut at 128 pieces and its padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def letter_case(surface: str) -> int:
    """0 without letters, 1 lower, 2 Capital (a single capital letter too), 3 CAPS, 4 mixed.

    >>> [letter_case(word) for word in ("--", "tea", "Tea", "I", "TEA", "McTea")]
    [0, 1, 2, 2, 3, 4]
    """
    letters = [character for character in surface if character.isalpha()]
    if not letters:
        return 0
    upper = [letter.isupper() for letter in letters]
    if not any(upper):
        return 1
    if upper[0] and not any(upper[1:]):
        return 2
    return 3 if all(upper) else 4


def cut(text: str, tokenizer: Tokenizer, *, quotes: Sequence[tuple[int, int]], paragraphs: Sequence[int]) -> Pieces:
    """Cut a text into pieces.

    Args:
        text: any string.
        tokenizer: from ``load_tokenizer``.
        quotes: characters ``[start, end)`` inside quotation marks, in any order.
        paragraphs: where paragraphs begin, in characters.

    Returns:
        All pieces of the text, without [CLS] and [SEP]; a character no piece covers (a control character) is lost.
    """
    encoding = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    belongs = np.array(encoding.word_ids, dtype=np.int64)
    begins = np.flatnonzero(np.diff(belongs, prepend=-1)) if len(belongs) else np.zeros(0, dtype=np.int64)
    last = np.append(begins[1:], len(belongs))[: len(begins)] - 1
    inside = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end in quotes:
        inside[start:end] = 1
    opens = np.zeros(len(offsets), dtype=np.int64)
    at = np.searchsorted(offsets[:, 0], np.array(sorted(paragraphs), dtype=np.int64))
    opens[at[at < len(offsets)]] = 1
    return Pieces(
        ids=np.array(encoding.ids, dtype=np.int64),
        case=np.array([letter_case(text[start:end]) for start, end in offsets], dtype=np.int64),
        quoted=inside[offsets[:, 0]],
        opens=opens,
        first=begins,
        last=last,
        starts=offsets[begins, 0],
        ends=offsets[last, 1],
    )


def window_starts(length: int, *, size: int = WINDOW - 2, stride: int = STRIDE) -> list[int]:
    """First pieces of the windows over ``length`` pieces; the last window reaches the end.

    >>> window_starts(1000)
    [0, 384, 490]
    """
    starts = list(range(0, max(1, length - size), stride))
    if length > size and starts[-1] + size < length:
        starts.append(length - size)
    return starts


def homes(pieces: Pieces, starts: Sequence[int], *, size: int = WINDOW - 2) -> Integers:
    """Per word, the window that holds all of it with the most context on its poorer side, shape [words].

    A word longer than the overlap may be cut by every window; it then goes to the window of its first piece.
    """
    begins = np.array(starts)[:, None]
    ends = np.minimum(begins + size, len(pieces)) - 1
    before = np.where(begins == 0, len(pieces), pieces.first[None] - begins)
    after = np.where(ends == len(pieces) - 1, len(pieces), ends - pieces.last[None])
    context = np.minimum(before, after)
    outside = (pieces.first[None] < begins) | (pieces.first[None] > ends)
    return np.asarray(np.where(outside, -len(pieces) - 1, context).argmax(axis=0), dtype=np.int64)


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
