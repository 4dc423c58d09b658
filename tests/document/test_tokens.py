"""What is one token."""

from __future__ import annotations

import pytest

from diegesis.testing import document
from tests.document.shapes import tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don't know.", "I don't know ."),
        ("I don’t. She’d’ve.", "I don’t . She’d’ve ."),
        ("Ann’s boat", "Ann’s boat"),
        ("the boys’ boat", "the boys ’ boat"),
        ("’Tis nothin’, ’em", "’ Tis nothin ’ , ’ em"),
        ("o’clock ma’am O’Brien", "o’clock ma’am O’Brien"),
        ("a well-kept, mother-in-law", "a well-kept , mother-in-law"),
        ("a well‑kept house", "a well‑kept house"),
        ("wait--what", "wait -- what"),
        ("wait—what – no", "wait — what – no"),
        ("Mr. Hale, Esq. and Mrs. Lee", "Mr. Hale , Esq. and Mrs. Lee"),
        ("J. R. Hale", "J. R. Hale"),
        ("No. 5", "No. 5"),
        ("“No.”", "“ No . ”"),
        ("It was I.", "It was I ."),
        ("no...", "no ..."),
        ("no. . .", "no . . ."),
        ("no…", "no …"),
        ("1,200 at 7:30 on the 21st, 3.5", "1,200 at 7:30 on the 21st , 3.5"),
        ("the 1890s", "the 1890s"),
        ("“Go!” ‘No?’", "“ Go ! ” ‘ No ? ’"),
        ("_so_ *so*", "_ so _ * so *"),
        ("Zoë naïve Ægir", "Zoë naïve Ægir"),
        ("Zoe\u0308 came", "Zoe\u0308 came"),
        ("so\u00adft", "so\u00adft"),
        ("Kenji-kun", "Kenji-kun"),
        ("£5 & 6%", "£ 5 & 6 %"),
        ("北京 приве́т", "北京 приве́т"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    found = tokens(text)
    if text == "no. . .":
        assert found == ["no", ". . ."]
    else:
        assert found == expected.split(" ")


def test_words_are_small_with_straight_apostrophes_and_hyphens() -> None:
    assert list(document("Don’t, Mr. O’Brien: WELL‑kept so\u00adft").words) == [
        "don't",
        ",",
        "mr.",
        "o'brien",
        ":",
        "well-kept",
        "soft",
    ]


def test_a_soft_hyphen_by_itself_is_still_a_word_of_its_own() -> None:
    found = document("They entered the inn-\xadparlour.\xad\n")
    assert len(found.words) == len(found.tokens)
    assert all(found.words)
