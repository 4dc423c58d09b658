"""What stands before and after the story; letters and notes inside it."""

from __future__ import annotations

import pytest

from diegesis.document import headings
from tests.document.shapes import STORY, blocks, kinds, titles

CHAPTERS = f"Chapter 1\n\n{STORY}\n\n{STORY}\n\nChapter 2\n\n{STORY}\n\n{STORY}\n"


@pytest.mark.parametrize(
    ("front", "count"),
    [
        ("THE LAST FERRY", 1),
        ("The Last Ferry\n\nby Ann Hale", 2),
        ("The Last Ferry\n\nBY\n\nANN HALE", 3),
        ("The Last Ferry\n\nBy Ann Hale\n\n(1811)", 3),
        ("The Last Ferry\n\nby Ann Hale\n\nTo my mother, who waited", 3),
        ("The Last Ferry\n\nDedication\n\nTo my mother, who waited.", 3),
        (f"PREFACE\n\n{STORY}\n\nA. H.", 3),
        (f"The Last Ferry\n\nAuthor's Note\n\n{STORY}", 3),
        ("CONTENTS\n\nChapter 1\n\nChapter 2", 3),
        ("Contents\n\nChapter 1 ..... 1\nChapter 2 ..... 30", 2),
        ("Summary\n\nAnn misses the ferry.", 2),
    ],
)
def test_front_matter(front: str, count: int) -> None:
    found = kinds(f"{front}\n\n{CHAPTERS}")
    assert found[: count + 1] == ["front_matter"] * count + ["heading"]
    assert titles(f"{front}\n\n{CHAPTERS}") == ["Chapter 1", "Chapter 2"]


def test_contents_without_a_heading() -> None:
    names = [f"Chapter {number}" for number in range(1, 7)]
    story = "\n\n".join(f"{name}\n\n{STORY}" for name in names)
    text = "\n\n".join(names) + f"\n\n{story}"
    assert kinds(text)[:7] == ["front_matter"] * 6 + ["heading"]
    assert titles(text) == names


def test_very_short_chapters_are_no_contents() -> None:
    text = "\n\n".join(f"Chapter {number}\n\n“Go,” said Ann." for number in range(1, 7))
    assert titles(text) == [f"Chapter {number}" for number in range(1, 7)]


@pytest.mark.parametrize(
    "opening",
    [
        "By noon there were seventy people in the boat, and the water was coming in.",
        "By eleven o’clock they had gone.",
        f"{STORY}\n\nby Ann Hale",
        "“Go,” said Ann.",
        "Ann Hale was late.",
    ],
)
def test_a_story_that_begins_at_once_has_no_front_matter(opening: str) -> None:
    assert "front_matter" not in kinds(f"{opening}\n\n{STORY}\n\n{STORY}")


@pytest.mark.parametrize(
    "back",
    [
        "THE END",
        "The End.",
        "FINIS",
        "- end -",
        "End of Book One",
        "THE END\n\nPrinted by Hale & Sons, Exeter",
        f"THE END\n\nAbout the Author\n\n{STORY}",
    ],
)
def test_back_matter(back: str) -> None:
    found = kinds(f"{CHAPTERS}\n{back}\n")
    assert set(found[6:]) == {"back_matter"}
    assert "back_matter" not in found[:6]


@pytest.mark.parametrize(
    "words",
    [
        "The end of the story was sad.",
        "The end. Or so she thought.",
        "The end\n\nOr so she thought.\n\n“Not yet,” said Ann.\n\nShe rose.\n\nShe went.",
    ],
)
def test_the_end_in_a_sentence_ends_nothing(words: str) -> None:
    assert "back_matter" not in kinds(f"{STORY}\n\n{words}\n\n{STORY}\n\n{STORY}")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("Dear Ann,", True),
        ("My dear Mr. Hale:", True),
        ("My dearest,", True),
        ("DEAR JENNY:", True),
        ("Dear Sir or Madam,", False),
        ("Dear Count de Virieu—", True),
        ("Dearest Mamma,—I got here safe.", True),
        ("My dear Philip,--Thank you for the books.", True),
        ("From: Ann\nTo: Bob\nSubject: The boat", True),
        ("My dear child, what a storm you have had!", False),
        ("Dear friend, far off, my lost desire,", False),
        ("My dear lady seemed restless.", False),
        ("Dear me, how late it is.", False),
        ("Dear God!", False),
    ],
)
def test_opens_letter(words: str, is_one: bool) -> None:
    assert headings.opens_letter(words) is is_one


def test_a_letter_from_salutation_to_name() -> None:
    text = f"{STORY}\n\nDear Ann,\n\nThe boat is sold.\n\nCome home.\n\nYours ever,\n\nBob\n\n{STORY}"
    assert kinds(text) == ["paragraph", *["letter"] * 5, "paragraph"]


@pytest.mark.parametrize(
    "close",
    [
        "I remain, Yours with devotion, EDWARD CASE.",
        "Come soon.—Yours sincerely,",
        "Your loving grandmother,\nLeonora",
        "With much love, Bob",
    ],
)
def test_a_letter_may_close_in_its_last_paragraph(close: str) -> None:
    text = f"{STORY}\n\nDear Ann,\n\nThe boat is sold.\n\n{close}\n\n{STORY}"
    assert kinds(text) == ["paragraph", *["letter"] * 3, "paragraph"]


def test_a_letter_without_a_close_is_its_salutation() -> None:
    assert kinds(f"Dear Ann,\n\n{STORY}\n\n{STORY}") == ["letter", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "words",
    [
        "[Illustration: The ferry]",
        "[Footnote 1: A kind of boat.]",
        "A/N: Thank you for reading!",
        "Author's note: late, sorry.",
    ],
)
def test_notes(words: str) -> None:
    assert blocks(f"{STORY}\n\n{words}\n\n{STORY}")[1] == ("note", words)
