"""One count of words for the terminal, the pages and the bible."""

from __future__ import annotations

from diegesis import read_text
from diegesis.bible.counting import WordCount
from diegesis.document import Document
from diegesis.export import render


def test_marks_and_dashes_are_no_words() -> None:
    story = read_text("“Come in,” said Ann — and she came.\n\n* * *\n\nThen 12 more.", model=False)
    assert story.document.word_count == 10
    assert WordCount(story).total == 10
    assert "10 words" in str(render(story, "html"))


def test_no_text_has_no_words() -> None:
    assert Document(text="").word_count == 0
