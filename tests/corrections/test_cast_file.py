"""The cast file."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.corrections import parse_cast, read_cast
from diegesis.errors import CastFileError
from diegesis.layer import CastMember

GOOD = """# my people
[[character]]
name = "Ann Marsh"
aliases = ["Ann", "Mrs. Marsh"]
pronouns = "she/her"
narrator = true

[[character]]
name = "Tom"
"""


def test_people_with_and_without_details() -> None:
    ann = CastMember("Ann Marsh", aliases=("Ann", "Mrs. Marsh"), pronouns="she/her", narrator=True)
    assert parse_cast(GOOD) == (ann, CastMember("Tom"))


def test_a_file_with_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "cast.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_cast(path) == parse_cast(GOOD)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[[character]]\nname = Ann", "at line 2"),
        ("", "has no [[character]]"),
        ("[character]\nname = 'Ann'", "has no [[character]]"),
        ("character = [3]", "must be a table"),
        ("title = 'x'\n[[character]]\nname = 'Ann'", "beside [[character]]: title"),
        ("\n[[character]]\nname = 'Ann'\n[[character]]\nname = 3", "cast.toml, line 4: name must be"),
        ("[[character]]\naliases = ['Ann']", "line 1: name must be"),
        ("[[character]]\nname = 'Ann'\naliases = 'A'", "aliases must be a list"),
        ("[[character]]\nname = 'Ann'\naliases = ['']", "aliases must be a list"),
        ("[[character]]\nname = 'Ann'\nnarrator = 'yes'", "narrator must be true or false"),
        ("[[character]]\nname = 'Ann'\ngender = 'F'", "gender is no key"),
    ],
)
def test_what_is_wrong_is_named(content: str, complaint: str) -> None:
    with pytest.raises(CastFileError) as caught:
        parse_cast(content, name="cast.toml")
    assert complaint in caught.value.problem
    assert caught.value.problem.startswith("cast.toml")
    assert caught.value.hint


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CastFileError, match="cannot be read"):
        read_cast(tmp_path / "none.toml")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "cast.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(CastFileError, match="not UTF-8"):
        read_cast(tmp_path / "cast.toml")
