"""The file beside a book: only ever added to, whole lines or none, by several processes, killed at any time."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from diegesis.corrections.file import Kept, append, corrections_path, read, undo
from diegesis.errors import CorrectionsError, OutputError, UnknownName
from diegesis.layer import Rename

RENAME = {"do": "rename", "name": "Ann", "to": "Änne “the” Cat"}
MERGE = {"do": "merge", "names": ["Ann", "Bea"]}
#: Appends corrections with ids of its own, as fast as it can.
CHILD = """
import sys
from diegesis.corrections.file import append
path, word, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
for number in range(count):
    row = {"id": f"{word}-{number}", "do": "rename", "name": "N" * (number % 5000), "to": "O"}
    append(path, [{**row, "name": row["name"] or "N"}])
"""


def names(path: Path) -> list[str]:
    return [entry.correction.id for entry in read(path).entries]


def test_no_file_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == Kept()


def test_it_lies_beside_the_book() -> None:
    assert corrections_path("books/emma.epub") == Path("books/emma.epub.corrections.jsonl")


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    ids = append(path, [RENAME, {"id": "mine", **MERGE}])
    assert ids[1] == "mine"
    assert [entry.row for entry in read(path).entries] == [{"id": ids[0], **RENAME}, {"id": "mine", **MERGE}]
    assert [row.line for row in read(path).corrections] == [1, 2]
    assert read(path).corrections[0].does == Rename("Ann", "Änne “the” Cat")
    assert "Änne “the” Cat" in path.read_text(encoding="utf-8"), "people read it too"


def test_an_id_that_is_there_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    row = {"id": "once", **MERGE}
    append(path, [row])
    before = path.read_bytes()
    assert append(path, [row, row]) == ("once", "once")
    assert path.read_bytes() == before
    assert append(path, [{"id": "twice", **RENAME}, {"id": "twice", **RENAME}]) == ("twice", "twice")
    assert names(path) == ["once", "twice"]


def test_the_same_said_twice_is_two_lines_with_two_ids(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    first, second, third = (append(path, [MERGE])[0] for _ in range(3))
    assert (second, third) == (f"{first}-2", f"{first}-3")
    assert names(path) == [first, second, third]


def test_a_row_that_cannot_be_used_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    with pytest.raises(CorrectionsError, match="correction 2"):
        append(path, [MERGE, {"do": "merge", "names": []}])
    assert not path.exists()


def test_a_whole_line_that_is_wrong_is_named_and_nothing_is_added(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"do": "swap"}\n{"do": 1,,}\n')
    for call in (lambda: read(path), lambda: append(path, [MERGE])):
        with pytest.raises(CorrectionsError, match=r"c\.jsonl, line 1"):
            call()
    assert len(path.read_text().splitlines()) == 2


def test_cut_off_anywhere_the_lines_before_hold_and_the_next_is_whole(tmp_path: Path) -> None:
    """Every byte at which a crash may cut the file, one that halves a letter too."""
    whole = tmp_path / "whole.jsonl"
    append(whole, [{"id": "a", **MERGE}])
    start = len(whole.read_bytes())
    second = {"id": "b", "do": "speaker", "quote": {"text": "„Ä”", "start": 1, "end": 20}, "speaker": None}
    append(whole, [second])
    content = whole.read_bytes()
    for cut in range(start, len(content)):
        path = tmp_path / "cut.jsonl"
        path.write_bytes(content[:cut])
        is_whole = cut == len(content) - 1
        assert names(path) == (["a", "b"] if is_whole or cut == len(content) else ["a"])
        assert len(read(path).passed_over) == (0 if cut == start or is_whole else 1)
        append(path, [second, {"id": "c", **RENAME}])
        assert names(path) == ["a", "b", "c"]


def test_a_cut_line_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "a", "do": "merge", "nam\n{"id": "b", "do": "merge", "names": ["A", "B"]}\n')
    assert read(path).passed_over == ("line 1 was cut off while it was written, and is passed over",)
    assert names(path) == ["b"]


def child(path: Path, word: str, count: int) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    args = [sys.executable, "-c", CHILD, str(path), word, str(count)]
    return subprocess.Popen(args, stdout=subprocess.PIPE, env=env)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")
@pytest.mark.parametrize("wait", [0, 3, 11])
def test_a_writer_that_is_killed_leaves_whole_lines(tmp_path: Path, wait: int) -> None:
    """``wait`` lines are awaited before the kill, which then falls anywhere in a write."""
    path = tmp_path / "c.jsonl"
    writer = child(path, "w", 100_000)
    assert writer.stdout is not None
    writer.stdout.readline()
    while not path.exists() or path.read_bytes().count(b"\n") < wait:
        assert writer.poll() is None
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    there = names(path)
    assert there == [f"w-{number}" for number in range(len(there))]
    assert len(there) >= wait
    same = ({"do": "rename", "name": "N" * (number % 5000) or "N", "to": "O"} for number in range(len(there) + 2))
    append(path, [{"id": f"w-{number}", **row} for number, row in enumerate(same)])
    assert names(path) == [f"w-{number}" for number in range(len(there) + 2)]


def test_two_writers_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    writers = [child(path, word, 50) for word in ("x", "y")]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    wanted = {f"{word}-{number}" for word in "xy" for number in range(50)}
    assert len(names(path)) == 100
    assert set(names(path)) == wanted
    assert all(json.loads(line) for line in path.read_text().splitlines())


def test_undo_is_a_line_and_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    [first] = append(path, [MERGE])
    back = undo(path, first)
    assert [entry.undone for entry in read(path).entries] == [True, False]
    undo(path, back, id="u2")
    assert [entry.undone for entry in read(path).entries] == [False, True, False]
    assert undo(path, back, id="u2") == "u2"
    assert len(names(path)) == 3


def test_undo_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no correction has the id 'k-0'"):
        undo(tmp_path / "c.jsonl", "k-0")
    assert not (tmp_path / "c.jsonl").exists()


def test_a_disk_that_takes_half_a_write_gets_its_old_size_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.jsonl"
    append(path, [{"id": "a", **MERGE}])
    before = path.read_bytes()
    whole = os.write
    monkeypatch.setattr("diegesis.corrections.file.os.write", lambda d, content: whole(d, content[:10]))
    with pytest.raises(OutputError, match="disk is full"):
        append(path, [{"id": "b", **MERGE}])
    assert path.read_bytes() == before


def test_a_file_that_is_replaced_while_a_writer_waits_gets_the_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diegesis.corrections import file

    path = tmp_path / "c.jsonl"
    append(path, [{"id": "a", **MERGE}])
    lock = file._lock

    def replaced(descriptor: int) -> None:
        lock(descriptor)
        monkeypatch.setattr(file, "_lock", lock)
        (tmp_path / "new").write_text('{"id": "n", "do": "merge", "names": ["A", "B"]}\n')
        (tmp_path / "new").replace(path)

    monkeypatch.setattr(file, "_lock", replaced)
    append(path, [{"id": "b", **MERGE}])
    assert names(path) == ["n", "b"]


def test_an_id_that_another_correction_has_is_refused_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    append(path, [{"id": "mine", **RENAME}])
    before = path.read_bytes()
    with pytest.raises(CorrectionsError, match="has the id 'mine' already"):
        append(path, [{"id": "mine", **MERGE}])
    assert path.read_bytes() == before


def test_a_line_by_hand_with_the_id_of_another_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    lines = [{"id": "mine", **RENAME}, {"id": "mine", **RENAME}, {"id": "mine", **MERGE}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert names(path) == ["mine"]
    assert read(path).passed_over == ("line 3 has the id of line 1 and says something else, and is passed over",)


def test_an_id_with_blanks_around_it_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    [made] = append(path, [{"id": " mine\n", **RENAME}])
    assert append(path, [{"id": " mine\n", **RENAME}]) == (made,)
    undo(path, made)
    assert [entry.undone for entry in read(path).entries] == [True, False]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (json.dumps({"id": "a", **RENAME}).encode("utf-16"), "is UTF-16"),
        (b"null\n", "line 1: is not an object"),
        (b'{"do": "narrator", "name": "Ann", "chapter": ' + b"9" * 5000 + b"}\n", "line 1: has a number"),
    ],
)
def test_what_is_no_correction_is_refused_and_nothing_is_added_to_it(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(content)
    with pytest.raises(CorrectionsError, match=why):
        append(path, [RENAME])
    assert path.read_bytes() == content
