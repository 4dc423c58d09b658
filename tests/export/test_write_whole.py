"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import OutputError
from diegesis.export.write import replacing, write_whole


def test_text_keeps_its_line_ends_and_is_utf8(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", "one\r\ntwo\n“three”")
    assert (tmp_path / "a.txt").read_bytes() == "one\r\ntwo\n“three”".encode()


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"\x00\xff")
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\xff"


def test_an_old_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"a\.txt: could not be written"):
        write_whole(tmp_path / "none" / "a.txt", "words")


def test_a_folder_in_the_way_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError):
        write_whole(tmp_path / "a", "words")


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def fail() -> None:
        with replacing(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
