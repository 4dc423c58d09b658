"""Where sentences end."""

from __future__ import annotations

import pytest

from tests.document.shapes import sentences


@pytest.mark.parametrize(
    "text",
    [
        # A bar stands between sentences.
        "Ann came.| Bob went.",
        "Mr. Hale came.| Mrs. Lee and Dr. O’Brien went.",
        "Capt. Hale saw Lieut. Lee on St. Mary’s pier.",
        "J. R. Hale wrote it.| He was proud.",
        "“Come in!” said Ann.| “Sit.”",
        "“Come in!”| Ann said.",
        "“Who?” he asked.| “Me?”| “You.”",
        '"Come in!" said Ann.| "Sit down."| He did.',
        "‘Come in,’ said Ann.| ‘Sit.’",
        "She waited . . . and waited.",
        "She waited...| Nobody came.",
        "She waited… and went.",
        "“No.| I will not.”",
        "He lived at No. 5.| She did not.",
        "It was six a.m. and cold.",
        "Hale & Co. paid.| He left Hale & Co.| Then he died.",
        "It cost 3.5 pounds.| £5 was left.",
        "—Come in.| —No.",
        "What?!| Never!",
        "It was over.)| Then it rained.",
        "He said e.g. this and i.e. that.",
        "*Run!*| She ran.",
        "Is it?| yes",
        "One\nline. Two\nlines.",
        "Nothing ends it",
        "...",
        "It was I.| Then we went.",
    ],
)
def test_sentences(text: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    if text == "Is it?| yes":
        expected = ["Is it? yes"]  # a small letter goes on, as after a quotation
    if text.startswith("One\n"):
        expected = ["One\nline.", "Two\nlines."]
    assert sentences(text.replace("|", "")) == expected


def test_a_sentence_does_not_cross_a_paragraph() -> None:
    assert sentences("One came and\n\nWent away.") == ["One came and", "Went away."]
