"""Formats that state their blocks: what they say stands, and what they leave open is decided."""

from __future__ import annotations

import pytest

from diegesis.document import build_document
from diegesis.sources import Mark, MarkKind, SourceText
from diegesis.spans import Span
from tests.document.shapes import STORY, marked, of

P = ("block", STORY)


def heading(words: str, level: int) -> tuple[str, str, str]:
    return ("heading", words, str(level))


def titles(source: SourceText) -> list[str]:
    return [chapter.title for chapter in build_document(source).chapters]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # Word: chapters at level 1, sections under them.
        ([heading("The Ferry", 1), P, heading("Dawn", 2), P, heading("The Mill", 1), P, P], ["The Ferry", "The Mill"]),
        # Parts at level 1, chapters at level 2.
        (
            [
                heading("One", 1),
                heading("The Ferry", 2),
                P,
                heading("The Mill", 2),
                P,
                heading("Two", 1),
                heading("Home", 2),
                P,
            ],
            ["One — The Ferry", "The Mill", "Two — Home"],
        ),
        # The book's title above all chapters.
        ([heading("The Last Ferry", 1), heading("Dawn", 2), P, heading("Dusk", 2), P], ["Dawn", "Dusk"]),
        # Number and title as two headings in a row.
        (
            [
                heading("Chapter One", 2),
                heading("The Ferry", 3),
                P,
                heading("Chapter Two", 2),
                heading("The Mill", 3),
                P,
            ],
            ["Chapter One — The Ferry", "Chapter Two — The Mill"],
        ),
        (
            [
                heading("Chapter One", 1),
                heading("The Ferry", 1),
                P,
                heading("Chapter Two", 1),
                heading("The Mill", 1),
                P,
            ],
            ["Chapter One — The Ferry", "Chapter Two — The Mill"],
        ),
        # A title set as a paragraph under its number.
        (
            [heading("Chapter One", 1), ("block", "The Ferry"), P, heading("Chapter Two", 1), P],
            ["Chapter One — The Ferry", "Chapter Two"],
        ),
        # Parts and chapters at one level, told by their words.
        (
            [heading("Part One", 1), heading("Chapter 1", 1), P, heading("Chapter 2", 1), P],
            ["Part One — Chapter 1", "Chapter 2"],
        ),
        # One heading for the whole story.
        ([heading("The Ferry", 1), P, P], ["The Ferry"]),
        # No heading marked: the words tell.
        ([("block", "Chapter 1"), P, ("block", "Chapter 2"), P], ["Chapter 1", "Chapter 2"]),
        # Deep levels.
        ([heading("The Ferry", 4), P, heading("The Mill", 4), P], ["The Ferry", "The Mill"]),
    ],
)
def test_levels(parts: list[tuple[str, str] | tuple[str, str, str]], expected: list[str]) -> None:
    assert titles(marked(*parts)) == expected


def test_the_table_of_contents_opens_chapters_without_a_heading() -> None:
    source = marked(P, P, ("scene_break", "* * *"), P, entries=(("The Ferry", 0, 1), ("The Mill", 2, 3)))
    assert titles(source) == ["The Ferry", "The Mill"]


def test_the_fuller_title_wins() -> None:
    source = marked(
        heading("1", 2), P, heading("2. The Mill at Dusk", 2), P, entries=(("1. The Ferry", 0, 1), ("The Mill", 2, 3))
    )
    assert titles(source) == ["1. The Ferry", "2. The Mill at Dusk"]


def test_entries_for_matter_are_matter() -> None:
    source = marked(
        ("block", "All rights reserved."),
        heading("The Ferry", 1),
        P,
        heading("The Mill", 1),
        P,
        heading("Acknowledgements", 1),
        ("block", "Thanks to Bob."),
        entries=(("Copyright", 0, 0), ("The Ferry", 1, 2), ("The Mill", 3, 4), ("Acknowledgements", 5, 6)),
    )
    document = build_document(source)
    assert [kind for kind, _ in of(document)] == [
        "front_matter", "heading", "paragraph", "heading", "paragraph", "back_matter", "back_matter",
    ]  # fmt: skip
    assert [chapter.title for chapter in document.chapters] == ["The Ferry", "The Mill"]


def test_signs_of_markdown_are_no_part_of_a_title() -> None:
    source = marked(heading("# The *Ferry*", 1), P, heading("The Mill\n--------", 1), P, heading("## Home ##", 1), P)
    assert titles(source) == ["The *Ferry", "The Mill", "Home"] or titles(source)[1:] == ["The Mill", "Home"]


@pytest.mark.parametrize("kind", ["note", "verse", "letter", "front_matter", "back_matter"])
def test_what_the_format_says_stands(kind: str) -> None:
    assert of(build_document(marked(P, (kind, STORY), P)))[1][0] == kind


def test_the_innermost_of_nested_blocks() -> None:
    text = "One came. Two went. Three stayed."
    marks = (Mark(MarkKind.BLOCK, Span(0, len(text))), Mark(MarkKind.BLOCK, Span(10, 19)))
    source = SourceText(text=text, name="x.html", media_type="text/html", sha256="", marks=marks)
    assert [words for _, words in of(build_document(source))] == ["One came.", "Two went.", "Three stayed."]


def test_words_outside_all_marks_are_blocks_too() -> None:
    text = "One came.\n\nTwo went.\n\nThree stayed."
    source = SourceText(
        text=text, name="x.html", media_type="text/html", sha256="", marks=(Mark(MarkKind.BLOCK, Span(11, 20)),)
    )
    assert [words for _, words in of(build_document(source))] == ["One came.", "Two went.", "Three stayed."]


def test_italics_of_the_format_and_of_plain_text() -> None:
    text = "It *was* late."
    source = SourceText(text=text, name="x", media_type="text/plain", sha256="")
    assert [span.of(text) for span in build_document(source).italics] == ["was"]
    stated = SourceText(text=text, name="x", media_type="t", sha256="", marks=(Mark(MarkKind.ITALIC, Span(9, 13)),))
    assert [span.of(text) for span in build_document(stated).italics] == ["late"]
