"""What passes between two people, and its tone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layers.relationships.records import Exchange
from diegesis.layers.relationships.tone import tone
from tests.layers.relationships.telling import rows_of, story_of

TEXT = "“I love this house,” Ann told Tom. “Hugh hates it.” Tom saw Ann. “He would.”"


def test_lines_words_and_who_is_near() -> None:
    mentions = [("Ann", "Ann"), ("Tom", "Tom"), ("Hugh", "Hugh"), ("Tom", "Tom"), ("Ann", "Ann"), ("He", "Hugh")]
    quotes = [("“I love this house,”", "Ann", "Tom"), ("“Hugh hates it.”", "Ann", "Tom"), ("“He would.”", "Tom", "Ann")]
    rows = [row for row in rows_of(story_of(TEXT, mentions, quotes=quotes)) if isinstance(row, Exchange)]
    counted = {(row.a, row.b): row for row in rows}
    assert len(counted) == 3
    first = rows[0]
    assert (first.a_to_b, first.b_to_a, first.words, first.near) == (2, 1, 9, 2)
    assert first.evidence[0].of(TEXT) == "“I love this house,”"
    about = [row for row in rows if row.a_about_b]
    assert [(row.a_about_b, row.a_to_b, row.tone) for row in about] == [(1, 0, None), (1, 0, None)]


def test_without_scenes_there_are_no_exchanges() -> None:
    story = story_of("", [])
    assert not rows_of(story)


#: As the package vaderSentiment 3.3.2 scores them.
VADER = [
    ("i love you very much", 0.637),
    ("you are not my friend", -0.388),
    ("i hate him , but he is kind", 0.502),
    ("what a wonderful day !", 0.611),
    ("she is hardly happy .", 0.528),
]


@pytest.mark.parametrize(("words", "score"), VADER)
def test_tone_is_that_of_the_published_rules(words: str, score: float) -> None:
    assert tone(words.split()) == pytest.approx(score, abs=0.001)


def test_no_listed_word_no_tone() -> None:
    assert tone("the table stood there".split()) is None


@given(st.lists(st.sampled_from(["love", "hate", "not", "very", "but", "!", "table", "no", "kind", "hardly"])))
def test_tone_keeps_its_bounds(words: list[str]) -> None:
    found = tone(words)
    assert found is None or -1 <= found <= 1
