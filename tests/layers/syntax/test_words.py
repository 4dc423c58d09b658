"""Tokens are cut into words as Universal Dependencies cuts English."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.syntax.words import syntactic_words
from diegesis.spans import Span
from diegesis.testing import document
from diegesis.testing.strategies import prose

CASES = {
    # Contractions, with any apostrophe.
    "don't": "do|n't",
    "Don’t": "Do|n’t",
    "donʼt": "do|nʼt",
    "can't": "ca|n't",
    "WON'T": "WO|N'T",
    "I'm": "I|'m",
    "we’re": "we|’re",
    "they'll": "they|'ll",
    "she'd": "she|'d",
    "I've": "I|'ve",
    "Ann's": "Ann|'s",
    "Annʼs": "Ann|ʼs",
    "shouldn't've": "should|n't|'ve",
    # Written as one.
    "cannot": "can|not",
    "Cannot": "Can|not",
    "gonna": "gon|na",
    "gimme": "gim|me",
    # Hyphens, and the prefixes that keep theirs.
    "well-kept": "well|-|kept",
    "mother-in-law": "mother|-|in|-|law",
    "mother-in-law's": "mother|-|in|-|law|'s",
    "well‑kept": "well|‑|kept",
    "re-enter": "re-enter",
    "Ex-wife": "Ex-wife",
    "self-made-man": "self-made|-|man",
    "ex-wife's": "ex-wife|'s",
    "did-n't": "did|-|n't",
    # Words that only look so.
    "o'clock": "o'clock",
    "ma'am": "ma'am",
    "n't": "n't",
    "'s": "'s",
    "s": "s",
    "Hawaiʼi": "Hawaiʼi",
    # What is no word.
    "--": "--",
    "---": "---",
    "-----": "-----",
    "—": "—",
    ". . .": ". . .",
    "Mr.": "Mr.",
    "7:30": "7:30",
}


@pytest.mark.parametrize(("surface", "cut"), CASES.items(), ids=CASES)
def test_words_of_a_token(surface: str, cut: str) -> None:
    assert [word.of(surface) for word in syntactic_words(surface, Span(0, len(surface)))] == cut.split("|")


def test_offsets_are_those_of_the_text() -> None:
    text = "So don't."
    assert list(syntactic_words(text, Span(3, 8))) == [Span(3, 5), Span(5, 8)]


@given(st.one_of(st.text(min_size=1), st.text("an't’sʼ-‑d.", min_size=1, max_size=12)))
def test_words_tile_any_token(token: str) -> None:
    words = list(syntactic_words(token, Span(0, len(token))))
    assert "".join(word.of(token) for word in words) == token
    assert all(word.length for word in words)


@given(prose())
def test_words_tile_the_tokens_of_a_text(text: str) -> None:
    for token in document(text).tokens:
        words = list(syntactic_words(text, token))
        assert [words[0].start, words[-1].end] == [*token]
        assert all(word.end == after.start and word.length for word, after in pairwise(words))
