"""Headings, scene breaks and chapters of plain text."""

from __future__ import annotations

import pytest

from diegesis.document import headings
from tests.document.shapes import STORY, blocks, kinds, titles

BREAKS = """***|* * *|*****|* * * * *|\\* \\* \\*|~|~ ~ ~|~*~|~ * ~|#|# # #|##|---|- - -|———|— — —|===|___|+++|• • •|
⁂|❧|❦|◆ ◇ ◆|※|§|
oOo|o0o|0o0|o0o0o|~oOo~|oooOOOooo|-x-|x x x|o o o|xXx|xxxxxx|
x-x-x|~x~|. . .|. . . .|[scene break]|(Scene Break)|*line break*|<>|///|★|♥♥♥|
"""
NO_BREAKS = """...|…|....|I|V|XX.|XXX|C|ooo|OOO|oooo|Ooh|
xxx|xoxo|XOXO|xo|x|X|0|000|0.0|100|—|–|-|?|!|?!|...!|“…”|No.|o.O|^_^|>_<|<3|OK|Oxo|II.|o|"""


@pytest.mark.parametrize("words", [word for word in BREAKS.replace("\n", "").split("|") if word])
def test_scene_breaks(words: str) -> None:
    assert headings.is_scene_break(words)
    assert kinds(f"{STORY}\n\n{words}\n\n{STORY}") == ["paragraph", "scene_break", "paragraph"]


@pytest.mark.parametrize("words", [word for word in NO_BREAKS.replace("\n", "").split("|") if word])
def test_no_scene_breaks(words: str) -> None:
    assert not headings.is_scene_break(words)
    assert "scene_break" not in kinds(f"{STORY}\n\n{words}\n\n{STORY}")


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Chapter 1", 2),
        ("CHAPTER I.", 2),
        ("chapter iv", 2),
        ("Chapter the Third", 2),
        ("Chapter Twenty-One", 2),
        ("CHAPTER IV. In which Ann goes out", 2),
        ("Chapter 4: The Ferry", 2),
        ("Chapter 4 - The Ferry", 2),
        ("Chapter II ~ Of the Ferry", 2),
        ("Chapter Four\nThe Ferry", 2),
        ("**Chapter Four**", 2),
        ("_Chapter Four_", 2),
        ("THE LAST CHAPTER", 2),
        ("STAVE ONE", 2),
        ("SCENE II", 2),
        ("Letter III", 2),
        ("Prologue", 2),
        ("EPILOGUE.", 2),
        ("The Epilogue", 2),
        ("Prologue: The Ferry", 2),
        ("Introduction", 2),
        ("Part Two", 1),
        ("PART II. THE FERRY", 1),
        ("Book the First", 1),
        ("The Second Part: Of the Ferry", 1),
        ("VOLUME I", 1),
        ("Vol. II.", 1),
        ("Act One", 1),
        ("PERIOD I .", 1),
        ("XII", 2),
        ("7.", 2),
        ("TEN", 2),
        ("§ 3", 2),
        ("Part of me wanted to go.", 0),
        ("Part two was worse.", 0),
        ("Part One was a lie, and he knew it.", 0),
        ("Chapter and verse.", 0),
        ("Chapter one was dull.", 0),
        ("Book Two? She had not read it.", 0),
        ("Volume one, page six.", 0),
        ("Act two of the play was worse.", 0),
        ("Letter I wrote never came.", 0),
        ("Conclusion: he was guilty.", 0),
        ("Introductions were made.", 0),
        ("The conclusion was clear.", 0),
        ("ILL", 0),
        ("CIVIL", 0),
        ("MIX", 0),
        ("1909", 0),
        ("one", 0),
        ("I.e.", 0),
        ("", 0),
    ],
)
def test_heading_level(words: str, level: int) -> None:
    assert headings.heading_level(words) == level


def book(*heads: str, between: str = "\n\n", story: str = STORY) -> str:
    """Chapters of some length under the headings."""
    return between.join(f"{head}{between}{between.join([story] * 20)}" for head in heads) + "\n"


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Chapter 1", "Chapter 2"), ["Chapter 1", "Chapter 2"]),
        (("I", "II", "III"), ["I", "II", "III"]),
        (("1.", "2.", "3."), ["1.", "2.", "3."]),
        (("ONE", "TWO"), ["ONE", "TWO"]),
        (
            ("Chapter One\n\nThe Ferry", "Chapter Two\n\nThe Mill"),
            ["Chapter One — The Ferry", "Chapter Two — The Mill"],
        ),
        (("I\n\nTHE FERRY", "II\n\nTHE MILL"), ["I — THE FERRY", "II — THE MILL"]),
        (("PART ONE\n\nChapter 1", "Chapter 2"), ["PART ONE — Chapter 1", "Chapter 2"]),
        (("BOOK I.\n\nTHE FERRY.\n\nCHAPTER I.", "CHAPTER II."), ["BOOK I. — THE FERRY. — CHAPTER I.", "CHAPTER II."]),
        (("Prologue", "1", "2", "Epilogue"), ["Prologue", "1", "2", "Epilogue"]),
        (
            ("I. The Ferry", "II. The Mill", "III. Home, sweet Home!"),
            ["I. The Ferry", "II. The Mill", "III. Home, sweet Home!"],
        ),
        (("I INTRODUCTION", "II THE FERRY", "III THE MILL"), ["I INTRODUCTION", "II THE FERRY", "III THE MILL"]),
        (("THE FERRY", "A COLD HOUSE", "WHAT THE MILLER SAW"), ["THE FERRY", "A COLD HOUSE", "WHAT THE MILLER SAW"]),
        (("# The Ferry", "# The Mill"), ["The Ferry", "The Mill"]),
        (
            ("# Part One\n\n## The Ferry", "## The Mill", "# Part Two\n\n## Home"),
            ["Part One — The Ferry", "The Mill", "Part Two — Home"],
        ),
        (("**Chapter 1**", "**Chapter 2**"), ["Chapter 1", "Chapter 2"]),
        (("PART I\n\n“No bird sings.”\n\nCHAPTER I", "CHAPTER II"), ["PART I — CHAPTER I", "CHAPTER II"]),
        (("It began in May.",), [""]),
    ],
)
def test_chapters(heads: tuple[str, ...], expected: list[str]) -> None:
    assert titles(book(*heads)) == expected


def test_bare_numbers_under_chapters_are_sections() -> None:
    text = book("Chapter 1\n\n1", "2", "Chapter 2\n\n1", "2")
    assert titles(text) == ["Chapter 1", "Chapter 2"]
    assert kinds(text).count("heading") == 6


@pytest.mark.parametrize("name", ["L.", "C.", "M", "X", "V.", "I"])
def test_an_initial_under_a_letter_is_no_chapter(name: str) -> None:
    text = f"{STORY}\n\n{STORY}\n\n{name}\n\n{STORY}"
    assert titles(text) == [""]
    assert kinds(text) == ["paragraph"] * 4


def test_an_excerpt_may_begin_with_any_number() -> None:
    assert titles(book("XIV", "XV")) == ["XIV", "XV"]


def test_a_list_is_no_chapters() -> None:
    assert titles(f"{STORY}\n\n1. The boat\n\n2. The oars\n\n3. The rope\n\n{STORY}") == [""]


def test_a_sign_on_a_door_is_no_chapter() -> None:
    story = "\n\n".join([STORY] * 8)
    assert titles(f"{story}\n\nNO ENTRY\n\n{story}\n\nKEEP OUT\n\n{story}\n\nBEWARE OF THE DOG\n\n{story}") == [""]


def test_capitals_after_a_wide_gap_are_a_heading() -> None:
    assert titles(f"{STORY}\n\n{STORY}\n\n\n\nTHE MILL\n\n{STORY}\n\n{STORY}") == ["", "THE MILL"]


def test_a_headline_under_a_chapter_is_no_chapter() -> None:
    text = book("THE FERRY", "A COLD HOUSE", "WHAT THE MILLER SAW") + "\nMURDER AT THE MILL\n\nShe read no further.\n"
    assert titles(text) == ["THE FERRY", "A COLD HOUSE", "WHAT THE MILLER SAW"]


def test_an_epigraph_belongs_to_the_first_chapter() -> None:
    text = f"“The sea gives back what it likes, and when it likes.”\n\n{book('Chapter 1', 'Chapter 2', 'Chapter 3')}"
    assert titles(text) == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_a_heading_with_a_title_takes_no_other() -> None:
    assert blocks(f"Chapter 1: The Ferry\n\nLondon, May 1890\n\n{STORY}")[1] == ("paragraph", "London, May 1890")


def test_the_end_of_a_volume_inside_the_book_is_matter() -> None:
    text = book("Chapter 1") + "\nEND OF VOL. I.\n\n" + book("Chapter 2")
    assert titles(text) == ["Chapter 1", "Chapter 2"]
    assert kinds(text).count("back_matter") == 1
