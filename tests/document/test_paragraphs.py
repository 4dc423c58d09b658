"""Which lines of plain text make a paragraph."""

from __future__ import annotations

import pytest

from tests.document.shapes import STORY, blocks, kinds, paragraphs

WRAPPED = """\
The ferry had gone, and the wind came over the flats with the smell of
weed and tar. Ann turned up her collar and walked back along the wall to
the house.

"You are late," said her aunt, who had been standing at the window since
four and had let the kettle boil dry.

"I know."
"""


def test_hard_wrapped_lines_join_and_blank_lines_part() -> None:
    assert paragraphs(WRAPPED) == [
        "The ferry had gone, and the wind came over the flats with the smell of weed and tar. Ann turned up her "
        "collar and walked back along the wall to the house.",
        '"You are late," said her aunt, who had been standing at the window since four and had let the kettle '
        "boil dry.",
        '"I know."',
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x0b"])
def test_every_line_ending_ends_a_line(line_end: str) -> None:
    assert paragraphs(WRAPPED.replace("\n", line_end)) == paragraphs(WRAPPED)


def test_one_line_a_paragraph_without_blank_lines() -> None:
    text = f"{STORY}\n“You are late,” said her aunt.\n“I know.”\n{STORY}\nShe went up.\n"
    assert paragraphs(text) == [STORY, "“You are late,” said her aunt.", "“I know.”", STORY, "She went up."]


def test_short_lines_of_dialogue_are_paragraphs() -> None:
    text = "“Are you there?” said Ann.\n“No.”\n“Then who is it?”\nNobody answered her.\n"
    assert paragraphs(text) == ["“Are you there?” said Ann.", "“No.”", "“Then who is it?”", "Nobody answered her."]


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t", "\u3000", "\u00a0\u00a0"])
def test_an_indent_opens_a_paragraph(indent: str) -> None:
    text = (
        f"{indent}The ferry had gone, and the wind came over the flats with the smell\n"
        "of weed and tar. Ann turned up her collar and walked back along the\n"
        "wall.\n"
        f"{indent}“You are late,” said her aunt, who had been standing at the window\n"
        "since four.\n"
        f"{indent}“I know.”\n"
    )
    assert [words[:9] for words in paragraphs(text)] == ["The ferry", "“You are ", "“I know.”"]


def test_indented_dialogue_with_few_flush_lines() -> None:
    text = (
        "    “Where is he?” asked Ann, and nobody in the long cold room so much as\n"
        "raised an eye.\n"
        "    “Gone.”\n"
        "    “Gone where?”\n"
        "    “Out.”\n"
        "    “When?”\n"
        "    “At six.”\n"
    )
    assert len(paragraphs(text)) == 6


def test_a_hanging_indent_opens_none() -> None:
    text = (
        "MY DEAR MADAM,\n"
        "    I have had the honour of receiving your letter, for which I beg to\n"
        "    return my thanks, and I am much concerned to find there was\n"
        "    anything in my behaviour last night that did not please you.\n"
    )
    assert len(paragraphs(text)) == 1


def test_a_line_in_the_middle_of_the_page_does_not_hide_the_indents() -> None:
    text = (
        "   The ferry had gone, and the wind came over the flats with the smell\n"
        "of weed.\n"
        "                             * * *\n"
        "   “You are late,” said her aunt, who had been standing at the window\n"
        "since four.\n"
    )
    assert kinds(text) == ["paragraph", "scene_break", "paragraph"]


def test_layouts_are_told_apart_in_one_file() -> None:
    lines = f"{STORY}\n“I know.”\n{STORY}\n"
    indented = "   One of them had left the gate open, and it swung in the wind and\nbanged.\n   Nobody came.\n"
    assert len(paragraphs(f"{WRAPPED}\n{lines}\n{indented}")) == 3 + 3 + 2


def test_a_short_last_line_ends_a_paragraph_of_wrapped_prose() -> None:
    text = (
        "The ferry had gone, and the wind came over the flats with the smell of\n"
        "weed and tar.\n"
        "Ann turned up her collar and walked back along the wall to the house in\n"
        "which the lamp was already lit, and in which her aunt had let the kettle\n"
        "boil dry.\n"
        "“You are late.”\n"
        "“I know. The ferry had gone when I came down, and I have walked the whole\n"
        "of the way.”\n"
    )
    assert len(paragraphs(text)) == 4


def test_one_long_line_does_not_break_up_a_wrapped_paragraph() -> None:
    wrapped = "\n".join(["the wind came over the flats with a smell of weed and of tar that no"] * 8)
    address = "https://example.org/" + "x" * 110
    found = f"She had found it at\n{address}\nand had read it through, twice, from the first word to the last of"
    text = f"{wrapped}\n\n{found}\nthem all.\n"
    assert len(paragraphs(text)) == 2


def test_lines_wrapped_wide_join() -> None:
    line = (
        "the wind came over the flats with the smell of weed and of tar and of what she knew but could not, even now,"
    )
    assert len(paragraphs("\n".join([f"{line} name,"] * 12) + "\nat all.\n")) == 1


def test_a_heading_and_a_break_without_blank_lines_stand_alone() -> None:
    prose = "   The ferry had gone, and the wind came over the flats with the smell\nof weed and of tar.\n"
    assert kinds(f"{prose}CHAPTER II\n{prose}***\n{prose}") == [
        "paragraph",
        "heading",
        "paragraph",
        "scene_break",
        "paragraph",
    ]


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0", "\u3000", "\x0c", "\u2009 "])
def test_a_line_of_blanks_is_a_blank_line(blank: str) -> None:
    assert paragraphs(f"One came.\n{blank}\nTwo went.") == ["One came.", "Two went."]


def test_nothing_but_blanks_has_no_blocks() -> None:
    for text in ("", " ", "\n\n\r\n", "\x0c\u3000\u00a0\t"):
        assert blocks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The moon was up and over the hill,\nThe miller was walking home,\nAnd nobody stirred at the mill",
        f"{WRAPPED}\n   The moon was over the hill,\n   The wheel at the mill was still,\n",
        "O ferryman, ferryman,\nHow deep is the water\nThat took the old miller\nAnd then took his daughter",
    ],
)
def test_verse(text: str) -> None:
    assert kinds(text)[-1] == "verse"


@pytest.mark.parametrize(
    "text",
    [
        '"Yours ever,"\n                                        "A. W."',
        "I am, Sir,\nYour most obedient\nHumble servant,\nJOHN HALE",
        "From: Ann Hale\nTo: Bob Lee\nDate: Monday\nSubject: The boat",
        "“Go.”\n“Where?”\n“Home.”",
        "ANN: Where is he\nBOB: Out\nANN: When",
        "Only one line",
    ],
)
def test_lines_that_are_no_verse(text: str) -> None:
    assert "verse" not in kinds(f"{WRAPPED}\n{text}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“Come in,”", "said Ann, and rose."),
        ("“Where?”", "he asked."),
        ("She took his hand and looked at the", "water."),
        ("He had thought of it—”", "she began."),
    ],
)
def test_a_blank_line_in_the_middle_of_a_sentence_parts_nothing(before: str, after: str) -> None:
    assert paragraphs(f"{STORY}\n\n{before}\n\n{after}\n\n{STORY}") == [STORY, f"{before} {after}", STORY]


@pytest.mark.parametrize(
    "text",
    [
        "it rained all night\n\nhe did not come\n\nthe lamp went out\n\nso she slept",
        "“Come in.”\n\n“Sit.”",
        "She rose.\n\nhe went.",
        f"{STORY}\n\n* * *\n\nand then it rained.",
    ],
)
def test_small_letters_alone_join_nothing(text: str) -> None:
    assert paragraphs(text) == text.split("\n\n")
