"""``BOOK.corrections.jsonl``: corrections beside a book, one JSON object a line, only ever added to.

Several processes may append at once, and one may be killed while it writes: no line is lost, doubled or mixed with
another. A line that was cut off by a crash is passed over and told.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import Any

from diegesis.corrections.corrections import Correction, in_force
from diegesis.corrections.parse import parse_correction, wrong
from diegesis.errors import CorrectionsError, UnknownName
from diegesis.story.write import reporting_failure

SUFFIX = ".corrections.jsonl"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BINARY = getattr(os, "O_BINARY", 0)  # Else Windows writes other line ends.


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file.

    Attributes:
        line: its number, from 1.
        row: the JSON object as it stands there.
        correction: what it means.
        undone: whether an undo takes it back.
    """

    line: int
    row: Mapping[str, Any]
    correction: Correction
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """What a corrections file holds.

    Attributes:
        entries: its lines, undone ones and undos too; of lines with one id the first alone.
        passed_over: lines that were cut off while they were written, or have the id of another, in words for a person.
    """

    entries: tuple[Entry, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """All of them with the undos, in the order of the file: what ``read`` and ``Session`` take."""
        return tuple(entry.correction for entry in self.entries)


def corrections_path(book: str | Path) -> Path:
    """Where the corrections of a book are kept: ``emma.epub.corrections.jsonl`` beside ``emma.epub``."""
    path = Path(book)
    return path.with_name(path.name + SUFFIX)


def read(path: str | Path) -> Kept:
    """Read a corrections file; nothing for one that is not there.

    Raises:
        CorrectionsError: the file cannot be read, or a whole line of it cannot be used; the message names the line.
    """
    file = Path(path)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Kept()
    except OSError as error:
        raise CorrectionsError(f"{file.name}: cannot be read ({error.strerror}).") from error
    return _parsed(content, file.name)


def append(path: str | Path, rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Add corrections at the end of the file, in one write; the file is made where there is none.

    Should the process be killed in the middle of the write, the same call again adds what is missing and no more.

    Args:
        path: the corrections file.
        rows: JSON objects as ``docs/corrections.md`` describes them. One without ``id`` is given one, made of its
            content and of how many such lines the file has; one whose ``id`` the file has already is left out.

    Returns:
        The id of each row, in order, also of those that were there before.

    Raises:
        CorrectionsError: a row cannot be used, or the file cannot be read; nothing was written.
        OutputError: the file could not be written; it is as it was.
    """
    file = Path(path)
    for number, row in enumerate(rows, start=1):
        parse_correction(row, place=f"correction {number}")
    if not rows:
        return ()
    with reporting_failure(file), _locked(file) as descriptor:
        content = _content(descriptor)
        kept = _parsed(content, file.name)
        named = with_ids(kept, rows)
        _refuse_taken(kept, named)
        known = {entry.correction.id for entry in kept.entries}
        fresh = {str(row["id"]): row for row in reversed(named) if row["id"] not in known}
        lines = [_line(row) for row in reversed(fresh.values())]
        if lines:
            torn = bool(content) and not content.endswith(b"\n")
            _write(descriptor, b"\n" * torn + b"".join(lines), size=len(content))
    return tuple(str(row["id"]) for row in named)


def undo(path: str | Path, of: str, *, id: str = "") -> str:
    """Take a correction back (of an undo: let it hold again) by a line of its own; returns that line's id.

    Raises:
        UnknownName: the file has no correction with the id ``of``.
        CorrectionsError, OutputError: as for ``append``.
    """
    if of not in {entry.correction.id for entry in read(path).entries}:
        hint = "diegesis correct BOOK --list shows all ids."
        raise UnknownName(f"{Path(path).name}: no correction has the id {of!r}.", hint=hint)
    row = {"do": "undo", "of": of}
    [made] = append(path, [{"id": id, **row} if id else row])
    return made


# ------------------------------------------------------------------------------------------------- reading


def _parsed(content: bytes, name: str) -> Kept:
    """The lines of a file, those that were cut off told."""
    if content.startswith(_UTF16):
        raise CorrectionsError(f"{name}: is UTF-16, not UTF-8 text.", hint="Save the file as UTF-8.")
    entries: list[Entry] = []
    torn: list[str] = []
    seen: dict[str, Entry] = {}
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip() or line.lstrip().startswith(b"#"):
            continue
        row = _object(line, f"{name}, line {number}")
        if row is None:
            torn.append(f"line {number} was cut off while it was written, and is passed over")
            continue
        correction = parse_correction(row, place=f"{name}, line {number}", line=number)
        entry = Entry(number, row, correction)
        first = seen.setdefault(correction.id, entry) if correction.id else entry
        if first is entry:
            entries.append(entry)
        elif first.correction.does != correction.does:
            torn.append(f"line {number} has the id of line {first.line} and says something else, and is passed over")
    holds = in_force([entry.correction for entry in entries])
    marked = [Entry(e.line, e.row, e.correction, not held) for e, held in zip(entries, holds, strict=True)]
    return Kept(tuple(marked), tuple(torn))


def _object(line: bytes, place: str) -> Any:
    """The object of a line; ``None`` for one that was cut off: it ends before its JSON does.

    Raises:
        CorrectionsError: the line is no JSON for another reason.
    """
    try:
        words = line.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        if not line.rstrip().endswith(b"}"):
            return None
        raise CorrectionsError(f"{place}: is not UTF-8 text.", hint="Save the file as UTF-8.") from error
    try:
        row = json.loads(words)
    except json.JSONDecodeError as error:
        if error.pos >= len(words) or not words.endswith("}"):
            return None
        raise wrong(place, f"is not JSON ({error})") from error
    except RecursionError as error:
        raise wrong(place, "is not JSON (too deep)") from error
    except ValueError as error:  # Python turns no digits without end into a number.
        raise wrong(place, "has a number with too many digits") from error
    if row is None:
        raise wrong(place, "is not an object")
    return row


# ------------------------------------------------------------------------------------------------- writing


def with_ids(kept: Kept, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows as ``append`` would write them: each with its id, which comes first."""
    times = Counter(_digest(entry.row) for entry in kept.entries)
    named = []
    for row in rows:
        name = str(row.get("id", "")).strip()
        if not name:
            digest = _digest(row)
            name = f"k-{digest}" + (f"-{times[digest] + 1}" if times[digest] else "")
            times[digest] += 1
        named.append({"id": name, **{key: value for key, value in row.items() if key != "id"}})
    return named


def _refuse_taken(kept: Kept, rows: Sequence[Mapping[str, Any]]) -> None:
    """A repeated request does nothing; another correction under the same id would be lost in silence.

    Raises:
        CorrectionsError: an id is that of a correction which says something else.
    """
    known = {entry.correction.id: entry.correction.does for entry in kept.entries}
    for row in rows:
        correction = parse_correction(row)
        if known.setdefault(correction.id, correction.does) != correction.does:
            hint = "Leave the id out, and the correction gets one of its own."
            raise CorrectionsError(f"Another correction has the id {correction.id!r:.60} already.", hint=hint)


def _line(row: Mapping[str, Any]) -> bytes:
    """As UTF-8 for people to read; what UTF-8 cannot say (half of a pair, out of a damaged text) as an escape."""
    try:
        return (json.dumps(row, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(row) + "\n").encode()


def _digest(row: Mapping[str, Any]) -> str:
    content = {key: value for key, value in row.items() if key != "id"}
    plain = json.dumps(content, sort_keys=True, default=str).encode()
    return blake2s(plain, digest_size=5).hexdigest()


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    parts = []
    while part := os.read(descriptor, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _write(descriptor: int, content: bytes, *, size: int) -> None:
    """One write, on the disk before this returns; where not all of it fits, the file gets its old size back."""
    written = 0
    try:
        written = os.write(descriptor, content)
        if written < len(content):
            raise OSError(None, "the disk is full")
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The file, open for appending and for nobody else to append to.

    A file that is replaced by another (``git checkout``) while we wait for it is opened anew.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY, 0o666)
        try:
            _lock(descriptor)
            if _is_still(path, descriptor):
                yield descriptor
                return
        finally:
            _unlock(descriptor)
            os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(descriptor)
    return (there.st_ino, there.st_dev) == (ours.st_ino, ours.st_dev)


if sys.platform == "win32":
    import msvcrt

    #: A byte far behind the end: Windows keeps others from reading what is locked.
    _FAR = 1 << 30

    def _lock(descriptor: int) -> None:
        while True:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.01)
            else:
                return

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
