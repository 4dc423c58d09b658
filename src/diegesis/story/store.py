"""The ``.story`` file: one SQLite database that holds the text and every row.

``PRAGMA application_id`` is ``0x44494547`` ("DIEG") and ``PRAGMA user_version`` the format version. Tables:
``document`` (one row), ``blocks``, ``chapters``, ``damage``, ``positions`` (sentences, tokens and italics as
packed little-endian 32-bit offsets), ``unplaced`` (corrections that found no place), ``models``, ``given`` (what it was
read with), and one table per row type,
its columns derived from the type's fields (``columns``). A file is written whole or not at all, and opened
read-only; a table is read when it is first asked for.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from itertools import repeat
from pathlib import Path
from typing import Any, TypeVar, cast

from diegesis.document import Block, BlockKind, Chapter, Document, SpanArray
from diegesis.errors import FileMissing, StoryFileError
from diegesis.layer import Record, Tables
from diegesis.sources import Damage
from diegesis.spans import Span
from diegesis.story.columns import Column, Stored, columns_of, loaded_text, record_types, storable, table_name
from diegesis.story.given import Given, given_rows, loaded_given
from diegesis.story.story import Story
from diegesis.story.write import replacing, reporting_failure

APPLICATION_ID = 0x44494547
FORMAT_VERSION = 1
#: The first bytes of every SQLite file.
MAGIC = b"SQLite format 3\x00"
#: The span arrays of a document that are kept packed.
PACKED = ("sentences", "tokens", "italics")

R = TypeVar("R", bound=Record)


def is_story_file(path: Path) -> bool:
    """Whether a file begins as a ``.story`` file does; false where there is no such file."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


# --------------------------------------------------------------------------------------------------- writing


def save_story(story: Story, path: str | Path) -> None:
    """Write a story to one file, whole or not at all; an old file is replaced.

    Raises:
        OutputError: the file could not be written.
    """
    target = Path(path)
    with reporting_failure(target), replacing(target) as temporary:
        try:
            with closing(sqlite3.connect(temporary, isolation_level=None)) as base:
                _fill(base, story)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error


def _fill(base: sqlite3.Connection, story: Story) -> None:
    # A crash leaves a temporary file that nobody opens, so journal and waiting for the disk are not needed.
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    base.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
    base.execute("BEGIN")
    _fill_document(base, story)
    for kind in _sorted_kinds(story.tables.kinds()):
        columns = [(name, column.sql) for column in columns_of(kind) for name in column.names]
        _fill_table(base, table_name(kind), columns, (_stored(row) for row in story.rows(kind)))
    base.execute("COMMIT")


def _sorted_kinds(kinds: Iterable[type[Record]]) -> list[type[Record]]:
    """Row types in the order of the register, unregistered ones after them by name."""
    order = {kind: position for position, kind in enumerate(record_types())}
    return sorted(kinds, key=lambda kind: (order.get(kind, len(order)), kind.__name__))


def _stored(row: Record) -> tuple[Stored, ...]:
    return tuple(value for column in columns_of(type(row)) for value in column.store(getattr(row, column.field)))


def _fill_table(
    base: sqlite3.Connection,
    name: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Stored]],
) -> None:
    key = " PRIMARY KEY"
    wanted = ", ".join(f'"{column}" {sql}{key if column == "id" else ""}' for column, sql in columns)
    base.execute(f'CREATE TABLE "{name}" ({wanted})')
    places = ", ".join("?" * len(columns))
    base.executemany(f'INSERT INTO "{name}" VALUES ({places})', rows)


_DOCUMENT = ("name", "media_type", "sha256", "title", "language")
_OTHER_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "blocks": (("id", "TEXT"), ("start", "INTEGER"), ("end", "INTEGER"), ("kind", "TEXT")),
    "chapters": (("id", "TEXT"), ("start", "INTEGER"), ("end", "INTEGER"), ("number", "INTEGER"), ("title", "TEXT")),
    "damage": (("code", "TEXT"), ("message", "TEXT"), ("start", "INTEGER"), ("end", "INTEGER")),
    "positions": (("name", "TEXT"), ("starts", "BLOB"), ("ends", "BLOB")),
    "unplaced": (("message", "TEXT"),),
    "models": (("name", "TEXT"), ("version", "TEXT")),
    "given": (("sort", "TEXT"), ("content", "TEXT")),
}


def _fill_document(base: sqlite3.Connection, story: Story) -> None:
    doc = story.document
    columns = [(name, "TEXT") for name in ("generator", *_DOCUMENT, "authors", "text")] + [("words", "BLOB")]
    plain = tuple(storable(getattr(doc, name)) for name in _DOCUMENT)
    row = (story.generator, *plain, json.dumps(doc.authors), storable(doc.text), _packed_words(doc.words))
    _fill_table(base, "document", columns, [row])
    rows: dict[str, list[tuple[Stored, ...]]] = {
        "blocks": [(block.id, *block.span, block.kind.value) for block in doc.blocks],
        "chapters": [(c.id, *c.span, c.number, storable(c.title)) for c in doc.chapters],
        "damage": [(d.code, storable(d.message), *d.span) for d in doc.damage],
        "positions": [(name, *_packed(getattr(doc, name))) for name in PACKED],
        "unplaced": [(storable(message),) for message in story.unplaced],
        "models": sorted(story.models.items()),
        "given": [*given_rows(story.given)],
    }
    for name, shape in _OTHER_TABLES.items():
        _fill_table(base, name, shape, rows[name])


def _packed_words(words: Sequence[str]) -> bytes:
    return zlib.compress(json.dumps(list(words)).encode(), 6)


def _packed(spans: SpanArray) -> tuple[bytes, bytes]:
    return _little(spans.starts).tobytes(), _little(spans.ends).tobytes()


def _little(offsets: array[int]) -> array[int]:
    """The offsets as little-endian 32-bit numbers, whatever the machine's own order."""
    if sys.byteorder == "little":
        return offsets
    turned = array("I", offsets)
    turned.byteswap()
    return turned


# --------------------------------------------------------------------------------------------------- opening


def open_story(path: str | Path) -> Story:
    """Open a ``.story`` file read-only; the book is not read again.

    Raises:
        FileMissing: there is no such file, or it may not be read.
        StoryFileError: it is broken, of another format version, or not a story at all.
    """
    file = _StoryFile(Path(path))
    with file.connected() as base:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        document, generator = _load_document(base)
        unplaced = tuple(loaded_text(message) for (message,) in base.execute("SELECT message FROM unplaced"))
        models = dict(_all(base, "models")) if "models" in tables else {}
        given = loaded_given(list(_all(base, "given"))) if "given" in tables else Given()
    kinds = tuple(kind for kind in record_types() if table_name(kind) in tables)
    return Story(
        document, _StoredTables(file, kinds), generator=generator, models=models, unplaced=unplaced, given=given
    )


class _StoryFile:
    """The file behind an open story: connects for as long as one question takes, so nothing stays open."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.name = path.name
        if not path.is_file():
            raise FileMissing(f"{self.name}: there is no such file.", hint="Check the name and the folder.")
        self._stamp = self._look()

    def _look(self) -> tuple[int, int, int]:
        state = self.path.stat()
        return state.st_ino, state.st_size, state.st_mtime_ns

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """A read-only connection; every way the content can be wrong becomes a ``StoryFileError``."""
        try:
            self._check()
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro&immutable=1", uri=True)) as base:
                self._check_versions(base)
                yield base
        except (sqlite3.DatabaseError, ValueError, TypeError, zlib.error) as error:
            raise self._fault(f"is damaged ({error})") from error
        except OSError as error:
            raise FileMissing(f"{self.name}: cannot be read ({error.strerror}).") from error

    def _check(self) -> None:
        if not is_story_file(self.path):
            raise self._fault("is not a .story file")
        if self._look() != self._stamp:
            raise self._fault("was changed by somebody else while it was open")

    def _check_versions(self, base: sqlite3.Connection) -> None:
        if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise self._fault("is a SQLite file, but not a .story file")
        version = base.execute("PRAGMA user_version").fetchone()[0]
        if version != FORMAT_VERSION:
            raise self._fault(f"has format version {version}; this release reads version {FORMAT_VERSION}")

    def _fault(self, what: str) -> StoryFileError:
        return StoryFileError(f"{self.name}: the file {what}.", hint="Make it again with: diegesis read BOOK")

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """All rows of one type; a field that the file is too old to have gets its default."""
        table = table_name(kind)
        with self.connected() as base:
            there = {row[1] for row in base.execute(f'PRAGMA table_info("{table}")')}
            columns = [column for column in columns_of(kind) if there.issuperset(column.names)]
            if missing := [c.field for c in columns_of(kind) if c not in columns and not c.optional]:
                raise self._fault(f"is of another release ({table} has no {', '.join(missing)})")
            names = ", ".join(f'"{name}"' for column in columns for name in column.names)
            stored = base.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid').fetchall()
            return _rows(kind, columns, list(zip(*stored, strict=True)), len(stored))


def _rows(kind: type[R], columns: Sequence[Column], cells: Sequence[tuple[Any, ...]], count: int) -> tuple[R, ...]:
    """Rows from their stored values, column by column, which takes two thirds of the time of row by row.

    Args:
        kind: the row type; its slots are filled, since a row was whole when it was stored.
        columns: those that the file has; a field that it lacks gets its default.
        cells: the values of every stored column, in the order of the columns.
        count: rows.
    """
    made = [object.__new__(kind) for _ in range(count)]
    loaded = {column.field: column for column in columns}
    position = 0
    for field in fields(kind):
        fill = getattr(kind, field.name).__set__
        column = loaded.get(field.name)
        if column is None:
            values: Iterable[Any] = repeat(field.default, count)
        elif count:
            width = len(column.names)
            values = _loaded(column, cells[position : position + width])
            position += width
        else:
            values = ()
        deque(map(fill, made, values), maxlen=0)
    return tuple(made)


def _loaded(column: Column, cells: Sequence[tuple[Any, ...]]) -> list[Any]:
    """The values of a field; one that stands often is made once."""
    if len(cells) > 1:
        return list(map(column.load, *cells))
    known = {value: column.load(value) for value in set(cells[0])}
    return [known[value] for value in cells[0]]


class _StoredTables(Tables):
    """Tables that are read from the file when first asked for."""

    __slots__ = ("_file", "_kinds")

    def __init__(self, file: _StoryFile, kinds: tuple[type[Record], ...]) -> None:
        super().__init__()
        self._file = file
        self._kinds = kinds

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        if kind in self._kinds and kind not in self._rows:
            self._rows[kind] = self._file.rows(kind)
        return super().rows(kind)

    def kinds(self) -> Iterator[type[Record]]:
        return iter(self._kinds)

    def extended(self, kinds: Sequence[type[Record]], rows: Iterable[Record]) -> Tables:
        whole: dict[type[Record], Sequence[Record]] = {kind: self.rows(kind) for kind in self._kinds}
        return Tables(whole).extended(kinds, rows)


def _load_document(base: sqlite3.Connection) -> tuple[Document, str]:
    """The document and the version that made it."""
    names = ", ".join((*_DOCUMENT, "generator", "authors", "text", "words"))
    found = base.execute(f"SELECT {names} FROM document").fetchone()
    if found is None:
        raise ValueError("no document")
    name, media_type, sha256, title, language, generator, authors, text, words = found
    packed = {row[0]: _unpacked(row[1], row[2]) for row in _all(base, "positions")}
    document = Document(
        text=loaded_text(text),
        name=loaded_text(name),
        media_type=loaded_text(media_type),
        sha256=loaded_text(sha256),
        title=loaded_text(title),
        authors=tuple(json.loads(authors)),
        language=loaded_text(language),
        damage=tuple(Damage(c, loaded_text(m), Span(s, e)) for c, m, s, e in _all(base, "damage")),
        blocks=tuple(Block(id=i, span=Span(s, e), kind=BlockKind(k)) for i, s, e, k in _all(base, "blocks")),
        chapters=tuple(
            Chapter(id=i, span=Span(s, e), number=n, title=loaded_text(t)) for i, s, e, n, t in _all(base, "chapters")
        ),
        sentences=packed.get("sentences", SpanArray()),
        tokens=packed.get("tokens", SpanArray()),
        words=json.loads(zlib.decompress(words)),
        italics=packed.get("italics", SpanArray()),
    )
    return document, cast("str", generator)


def _all(base: sqlite3.Connection, table: str) -> sqlite3.Cursor:
    return base.execute(f'SELECT * FROM "{table}" ORDER BY rowid')


def _unpacked(starts: bytes, ends: bytes) -> SpanArray:
    spans = SpanArray()
    for offsets, stored in ((spans.starts, starts), (spans.ends, ends)):
        offsets.frombytes(stored)
        if sys.byteorder == "big":
            offsets.byteswap()
    return spans
