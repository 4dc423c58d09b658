"""Lemmas by part of speech, and of what is no word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.syntax.lemmas import lemma

TAGS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X _".split()

CASES = {
    # The part of speech decides.
    ("left", "VERB"): "leave",
    ("left", "ADJ"): "left",
    ("saw", "VERB"): "see",
    ("saw", "NOUN"): "saw",
    ("'s", "AUX"): "be",
    ("’s", "PART"): "'s",
    ("her", "PRON"): "she",
    ("meeting", "NOUN"): "meeting",
    ("meeting", "VERB"): "meet",
    ("tired", "ADJ"): "tired",
    ("better", "ADV"): "well",
    # Contractions.
    ("n’t", "PART"): "not",
    ("nʼt", "PART"): "not",
    ("wo", "AUX"): "will",
    ("ca", "AUX"): "can",
    ("’ll", "AUX"): "will",
    # The dictionary.
    ("said", "VERB"): "say",
    ("Geese", "NOUN"): "goose",
    ("women", "NOUN"): "woman",
    ("Spoken", "VERB"): "speak",
    ("I", "PRON"): "I",
    ("i", "PRON"): "I",
    ("me", "PRON"): "I",
    # Where the dictionary has an old spelling, or a noun.
    ("playing", "VERB"): "play",
    ("thinking", "VERB"): "think",
    ("gone", "VERB"): "go",
    ("singing", "VERB"): "sing",
    ("writing", "VERB"): "write",
    ("building", "VERB"): "build",
    ("living", "VERB"): "live",
    ("sitting", "VERB"): "sit",
    ("means", "VERB"): "mean",
    ("discuss", "VERB"): "discuss",
    ("need", "VERB"): "need",
    ("lives", "NOUN"): "life",
    ("leaves", "NOUN"): "leaf",
    ("leaves", "VERB"): "leave",
    ("dost", "AUX"): "do",
    # Names keep their letters.
    ("Ann", "PROPN"): "Ann",
    ("O’Brien", "PROPN"): "O'Brien",
    # No word.
    ("", "NOUN"): "",
    ("—", "PUNCT"): "—",
    ("7:30", "NUM"): "7:30",
    ("\u200b", "NOUN"): "\u200b",
    ("\u200d", "VERB"): "\u200d",
    ("😀", "NOUN"): "😀",
    ("\ud800", "X"): "\ud800",
    ("\ud800a", "NOUN"): "\ud800a",
    ("\ud800ing", "VERB"): "\ud800ing",
}


@pytest.mark.parametrize(("pair", "found"), CASES.items(), ids=map(repr, CASES))
def test_lemmas(pair: tuple[str, str], found: str) -> None:
    assert lemma(*pair) == found


@given(st.text(), st.sampled_from(TAGS))
def test_any_word_has_a_lemma(word: str, tag: str) -> None:
    found = lemma(word, tag)
    assert isinstance(found, str)
    assert bool(found) == bool(word)


@pytest.mark.parametrize(
    "word", ["a" * 100_000, "ab" * 50_000, "a-" * 50_000, "😀" * 100_000, "a\u200d" * 50_000, "ing" * 40_000]
)
@pytest.mark.parametrize("tag", ["NOUN", "VERB", "X"])
def test_a_very_long_word_is_no_trouble(word: str, tag: str) -> None:
    began = time.process_time()
    assert lemma(word, tag)
    assert time.process_time() - began < 2
