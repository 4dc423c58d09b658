"""Names: what is levelled, and which name decides."""

from __future__ import annotations

import pytest

from diegesis.evaluate.names import NameTable, normal_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr. Van Der Luyden", "mr van der Luyden"),
        ("The Vicar'S Sister", "the vicar s sister"),
        ("Léonie", "Leonie"),
        ("Dr. Watson", "Doctor Watson"),
        ("Anne-Marie  Duval", "Anne Marie Duval"),
        ("the March Hare", "March Hare"),
        ("CAPTAIN BRIGHT", "Capt. Bright"),
    ],
)
def test_these_are_the_same_name(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Mr. Ames", "Mrs. Ames"), ("Anne", "Ann"), ("The", "A"), ("Ames", "Miss Ames")]
)
def test_these_are_not(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


def test_a_name_without_letters_means_nobody() -> None:
    table = NameTable.of({"a": ["—"], "b": ["Ann"]})
    assert normal_name("—") == ""
    assert table.who(["—", "!"]) is None


def test_the_first_unshared_name_decides() -> None:
    table = NameTable.of({"ann": ["Ann Ames", "Ames"], "bob": ["Bob Ames", "Ames"]})
    assert table.who(["Ames", "Bob Ames", "Ann Ames"]) == "bob"
    assert table.who(["Ames"]) is None
    assert table.everyone(["Ames", "Bob Ames", "Ann Ames"]) == {"ann", "bob"}
