"""Markdown: its own text with marks over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.errors import DiegesisError
from diegesis.sources import MarkKind, SourceText
from tests.sources.checks import damage, opened, values, words


def markdown(text: str) -> SourceText:
    source = opened(text.encode(), "story.md")
    assert source.text == text
    return source


def test_headings_breaks_and_quotations() -> None:
    source = markdown("# One\n\nIt *was* late.\n\n* * *\n\n> Dear **Ann**,\n> come.\n\nTwo\n---\n\nEnd.\n")
    assert words(source, MarkKind.HEADING) == ["# One", "Two\n---"]
    assert values(source, MarkKind.HEADING) == ["1", "2"]
    assert words(source, MarkKind.SCENE_BREAK) == ["* * *"]
    assert words(source, MarkKind.LETTER) == ["> Dear **Ann**,\n> come."]
    assert words(source, MarkKind.ITALIC) == ["was"]
    assert words(source, MarkKind.BOLD) == ["Ann"]
    assert source.media_type == "text/markdown"


def test_the_yaml_header_is_front_matter() -> None:
    source = markdown('---\ntitle: "The Late Ferry"\nauthor: Una Writer\nlang: en-GB\n---\n\nIt was late.\n')
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("Una Writer",), "en-GB")
    assert words(source, MarkKind.FRONT_MATTER)[0].endswith("lang: en-GB\n---")


def test_a_rule_right_under_a_sentence_breaks_the_scene() -> None:
    source = markdown("She left.\n---\nThe next day it rained.\n")
    assert words(source, MarkKind.SCENE_BREAK) == ["---"]
    assert words(source, MarkKind.BLOCK) == ["She left.", "The next day it rained."]


def test_indented_paragraphs_are_no_code() -> None:
    assert words(markdown("    It *was* late.\n\n    She left.\n"), MarkKind.ITALIC) == ["was"]


def test_lines_of_speech_keep_their_dash() -> None:
    assert words(markdown("- Late again, he said.\n- Never.\n"), MarkKind.BLOCK)[0].startswith("- Late")


def test_what_is_no_story_is_a_note() -> None:
    source = markdown("It was late.[^1]\n\n<!-- check -->\n\n[^1]: By an hour.\n\n[x]: http://example.org\n")
    assert words(source, MarkKind.NOTE) == ["<!-- check -->", "[^1]: By an hour.", "[x]: http://example.org"]


def test_raw_html_is_told() -> None:
    source = markdown("It was late.\n\n<div>\nx\n</div>\n\n<hr/>\n\nEnd.\n")
    assert words(source, MarkKind.SCENE_BREAK) == ["<hr/>"]
    assert set(damage(source)) == {"raw_html"}


@pytest.mark.parametrize(
    ("text", "italics"),
    [
        ("*a* b *a*", ["a", "a"]),
        ("_Never_ again, _never_.", ["Never", "never"]),
        (r"2 \* 3 * 4 and *so*", ["so"]),
        ("one *two\r\nthree* four", ["two\r\nthree"]),
        ("*a **b** c* snake_case_name", ["a **b** c"]),
        ("`*x*` <http://a_b_c> [*t*](u_v) *w*", ["t", "w"]),
        ("&amp; *and*", ["and"]),
    ],
)
def test_italics(text: str, italics: list[str]) -> None:
    assert words(markdown(text), MarkKind.ITALIC) == italics


@given(st.text(alphabet="ab *_#>-=\n\r\t.`[]<!&\\“”1)", min_size=1, max_size=80))
def test_any_markdown_is_kept_and_covered(text: str) -> None:
    try:
        markdown(text)
    except DiegesisError:
        assert not text.strip()
