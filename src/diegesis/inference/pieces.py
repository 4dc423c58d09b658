"""Text to word pieces with offsets, letter case, quotation marks and paragraph starts; and overlapping windows.

A *word* here is what the tokenizer splits at white space and punctuation, which is finer than a token of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Integers = NDArray[np.int64]

START, END = 101, 102  #: [CLS] and [SEP]
WINDOW = 512  #: pieces of a window, [CLS] and [SEP] included
STRIDE = 384
PART = 200_000  #: characters given to the tokenizer at once, at least


@dataclass(frozen=True)
class Pieces:
    """The word pieces of a text.

    Attributes:
        ids, case, quoted, opens: per piece: its number, its letter case (see ``letter_case``), 1 inside quotation
            marks, and 1 where a paragraph begins.
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
        tokenizer: without a cut at a length, and without padding.
        quotes: characters ``[start, end)`` inside quotation marks, in any order.
        paragraphs: where paragraphs begin, in characters.

    Returns:
        All pieces of the text, without [CLS] and [SEP]; a character no piece covers (a control character) is lost.
    """
    ids, offsets, belongs = _encoded(text, tokenizer)
    begins = np.flatnonzero(np.diff(belongs, prepend=-1)) if len(belongs) else np.zeros(0, dtype=np.int64)
    last = np.append(begins[1:], len(belongs))[: len(begins)] - 1
    inside = np.zeros(len(text) + 1, dtype=np.int64)
    for start, end in quotes:
        inside[start:end] = 1
    opens = np.zeros(len(offsets), dtype=np.int64)
    at = np.searchsorted(offsets[:, 0], np.array(sorted(paragraphs), dtype=np.int64))
    opens[at[at < len(offsets)]] = 1
    return Pieces(
        ids=ids,
        case=np.array([letter_case(text[start:end]) for start, end in offsets], dtype=np.int64),
        quoted=inside[offsets[:, 0]],
        opens=opens,
        first=begins,
        last=last,
        starts=offsets[begins, 0],
        ends=offsets[last, 1],
    )


def _encoded(text: str, tokenizer: Tokenizer) -> tuple[Integers, Integers, Integers]:
    """Numbers, characters and words of all pieces; long texts by parts, cut at line ends, to bound memory."""
    ids: list[Integers] = []
    offsets: list[Integers] = []
    words: list[Integers] = []
    at = word = 0
    while at < len(text):
        end = text.find("\n", at + PART) + 1 or len(text)
        encoding = tokenizer.encode(text[at:end], add_special_tokens=False)
        ids.append(np.array(encoding.ids, dtype=np.int64))
        offsets.append(np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2) + at)
        words.append(np.array(encoding.word_ids, dtype=np.int64) + word)
        at, word = end, word + (int(words[-1][-1]) - word + 1 if len(words[-1]) else 0)
    empty = np.zeros(0, dtype=np.int64)
    return (
        np.concatenate([empty, *ids]),
        np.concatenate([empty.reshape(0, 2), *offsets]),
        np.concatenate([empty, *words]),
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


def homes(pieces: Pieces, starts: Sequence[int], *, size: int = WINDOW - 2, stride: int = STRIDE) -> Integers:
    """Per word, the window that holds all of it with the most context on its poorer side, shape [words].

    A word longer than the overlap may be cut by every window; it then goes to the window of its first piece.
    """
    last_window = len(starts) - 1
    nearest = np.minimum(pieces.first // stride, last_window)
    nearby = [np.clip(nearest + step, 0, last_window) for step in (-2, -1, 0, 1)]
    choices = np.stack([*nearby, np.full_like(nearest, last_window)])  # In ascending order, so that ties go left.
    begins = np.array(starts, dtype=np.int64)[choices]
    ends = np.minimum(begins + size, len(pieces)) - 1
    before = np.where(begins == 0, len(pieces), pieces.first[None] - begins)
    after = np.where(ends == len(pieces) - 1, len(pieces), ends - pieces.last[None])
    context = np.minimum(before, after)
    outside = (pieces.first[None] < begins) | (pieces.first[None] > ends)
    best = np.where(outside, -len(pieces) - 1, context).argmax(axis=0)
    return np.asarray(choices[best, np.arange(len(nearest))], dtype=np.int64)
