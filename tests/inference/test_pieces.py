"""Word pieces keep their characters, and every word is judged where it has most context."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diegesis.inference import pieces as module
from diegesis.inference.pieces import Pieces, cut, homes, letter_case, window_starts
from tests.inference.made_up import letters, pieces_of

TOKENIZER = letters()


@pytest.mark.parametrize(
    ("surface", "case"),
    [("", 0), ("--", 0), ("1815", 0), ("tea", 1), ("Tea", 2), ("I", 2), ("TEA", 3), ("McTea", 4), ("é", 1), ("tE", 4)],
)
def test_letter_case(surface: str, case: int) -> None:
    assert letter_case(surface) == case


@pytest.mark.parametrize("length", [0, 1, 509, 510, 511, 894, 895, 5000])
def test_windows_cover_everything_and_step_by_the_stride(length: int) -> None:
    starts = window_starts(length)
    covered = {at for start in starts for at in range(start, min(start + 510, length))}
    assert covered == set(range(length))
    assert all(later - earlier <= 384 for earlier, later in pairwise(starts))
    assert starts[-1] + 510 <= max(length, 510)


def best_window(pieces: Pieces, starts: Sequence[int], size: int, word: int) -> int:
    """The window a word belongs to, by looking at all of them; of equal ones the first."""
    first, last, end = int(pieces.first[word]), int(pieces.last[word]), len(pieces)

    def context(start: int) -> int:
        before = end if start == 0 else first - start
        after = end if start + size >= end else start + size - 1 - last
        return min(before, after)

    holding = [at for at, start in enumerate(starts) if start <= first < start + size]
    return max(holding, key=lambda at: (context(starts[at]), -at))


@given(
    st.lists(st.one_of(st.integers(1, 4), st.integers(1, 50)), min_size=1, max_size=120),
    st.sampled_from([(20, 12), (20, 15), (20, 19), (12, 8), (5, 3)]),
)
def test_words_lie_in_the_best_of_all_windows(lengths: list[int], sizes: tuple[int, int]) -> None:
    size, stride = sizes
    pieces = pieces_of(lengths)
    starts = window_starts(len(pieces), size=size, stride=stride)
    expected = [best_window(pieces, starts, size, word) for word in range(len(lengths))]
    assert homes(pieces, starts, size=size, stride=stride).tolist() == expected


@given(st.lists(st.integers(1, 4), min_size=1, max_size=80))
def test_a_word_is_never_cut_where_windows_overlap_enough(lengths: list[int]) -> None:
    pieces = pieces_of(lengths)
    starts = window_starts(len(pieces), size=20, stride=12)
    begins = np.array(starts)[homes(pieces, starts, size=20, stride=12)]
    assert (begins <= pieces.first).all()
    assert (pieces.last < begins + 20).all()


def words(text: str, pieces: Pieces) -> list[str]:
    return [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]


def test_a_text_is_cut_with_its_marks() -> None:
    text = "“Ah, Élise!”\n\nHartfield’s TEA."
    start = text.index("\n\n") + 2
    pieces = cut(text, TOKENIZER, quotes=[(0, start - 2)], paragraphs=[start, 0])
    assert words(text, pieces) == ["“", "Ah", ",", "Élise", "!", "”", "Hartfield", "’", "s", "TEA", "."]
    assert pieces.quoted[pieces.first].tolist() == [1] * 6 + [0] * 5
    assert pieces.opens[pieces.first].tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert pieces.opens.sum() == 2
    assert pieces.case[pieces.first].tolist() == [0, 2, 0, 2, 0, 0, 2, 0, 1, 2, 0]
    assert (pieces.last - pieces.first + 1).tolist() == [1, 2, 1, 5, 1, 1, 9, 1, 1, 3, 1]


@pytest.mark.parametrize("text", ["", " \n\n", "\u200b\x00"])
def test_a_text_without_words_has_no_pieces(text: str) -> None:
    pieces = cut(text, TOKENIZER, quotes=[(0, len(text))], paragraphs=[0])
    assert len(pieces) == pieces.words == 0


def test_a_paragraph_after_the_last_word_opens_nothing() -> None:
    assert cut("Tea. ", TOKENIZER, quotes=(), paragraphs=[5]).opens.tolist() == [0, 0, 0, 0]


FIELDS = ("ids", "case", "quoted", "opens", "first", "last", "starts", "ends")


@given(st.text("aB1.’— \n\r\t\u200bé\u0301漢☃", max_size=60), st.integers(0, 12))
@example("a\n\n\nb\n", 0)
@example("\n\u0301a\n.b", 0)
def test_a_text_cut_in_parts_has_the_same_pieces(text: str, size: int) -> None:
    given = {"quotes": [(1, 4)] if len(text) > 4 else [], "paragraphs": [0, len(text) // 2]}
    whole = cut(text, TOKENIZER, **given)
    with patch.object(module, "PART", size):
        parts = cut(text, TOKENIZER, **given)
    for field in FIELDS:
        assert getattr(parts, field).tolist() == getattr(whole, field).tolist(), field


def test_a_long_text_is_given_to_the_tokenizer_in_parts() -> None:
    seen: list[str] = []

    class Listening:
        def encode(self, text: str, *, add_special_tokens: bool) -> object:
            seen.append(text)
            return TOKENIZER.encode(text, add_special_tokens=add_special_tokens)

    text = "One line.\nAnother line.\nA third.\n"
    with patch.object(module, "PART", 4):
        cut(text, Listening(), quotes=(), paragraphs=())  # type: ignore[arg-type]
    assert seen == ["One line.\n", "Another line.\n", "A third.\n"]
