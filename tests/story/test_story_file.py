"""The ``.story`` file: what goes in comes out, and whatever is wrong is a coded error."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from diegesis.document import Document
from diegesis.errors import FileMissing, OutputError, StoryFileError
from diegesis.layer import Tables
from diegesis.layers.quotes.records import Quote
from diegesis.story import Story
from diegesis.story.columns import columns_of, record_types, table_name
from tests.story.made import made_story


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "made.story"
    made_story().save(path)
    return path


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as base, base:
        yield base


def document_parts(document: Document) -> list[object]:
    arrays = [list(getattr(document, name)) for name in ("sentences", "tokens", "italics", "words")]
    plain = ("text", "name", "media_type", "sha256", "title", "authors", "language", "damage", "blocks", "chapters")
    return [*(getattr(document, name) for name in plain), *arrays]


def test_every_row_comes_back(saved: Path) -> None:
    made, opened = made_story(), Story.open(saved)
    assert document_parts(opened.document) == document_parts(made.document)
    assert set(opened.tables.kinds()) == set(made.tables.kinds())
    for kind in record_types():
        assert opened.rows(kind) == made.rows(kind)
    assert opened.generator == "0.0.1"


def test_refs_and_enums_have_their_types_again(saved: Path) -> None:
    opened = Story.open(saved)
    for made, read in zip(made_story().quotes, opened.quotes, strict=True):
        assert [type(getattr(made, c.field)) for c in columns_of(Quote)] == [
            type(getattr(read, c.field)) for c in columns_of(Quote)
        ]


def test_the_same_story_gives_the_same_bytes(saved: Path, tmp_path: Path) -> None:
    Story.open(saved).save(tmp_path / "again.story")
    assert (tmp_path / "again.story").read_bytes() == saved.read_bytes()


def test_the_file_says_what_it_is(saved: Path) -> None:
    with changed(saved) as base:
        assert base.execute("PRAGMA application_id").fetchone() == (0x44494547,)
        assert base.execute("PRAGMA user_version").fetchone() == (1,)


def test_one_table_for_each_row_type_named_in_the_plural(saved: Path) -> None:
    with changed(saved) as base:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= {
        *("quotes", "mentions", "characters", "aliases", "narrations", "refusals"),
        *("resolutions", "attributions", "candidates"),
    }
    assert tables >= {table_name(kind) for kind in made_story().tables.kinds()}


def test_spans_are_two_integer_columns(saved: Path) -> None:
    with changed(saved) as base:
        columns = {row[1]: row[2] for row in base.execute("PRAGMA table_info(quotes)")}
    assert {columns[name] for name in ("start", "end", "inner_start", "inner_end")} == {"INTEGER"}


def test_the_text_is_kept_to_the_last_character(tmp_path: Path) -> None:
    text = "a\x00b\r\n\ud800 “c”\x0b"
    document = Document(text=text, title="\x00", authors=("\udc80",), words=("a\x00b", "\ud800"))
    Story(document, Tables()).save(tmp_path / "odd.story")
    opened = Story.open(tmp_path / "odd.story").document
    assert (opened.text, opened.title, opened.authors) == (text, "\x00", ("\udc80",))
    assert list(opened.words) == ["a\x00b", "\ud800"]


def test_opening_needs_no_right_to_write(saved: Path) -> None:
    before = saved.read_bytes()
    saved.chmod(0o444)
    saved.parent.chmod(0o555)
    try:
        assert Story.open(saved).quotes
    finally:
        saved.parent.chmod(0o755)
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_corrections_without_a_place_are_kept(tmp_path: Path) -> None:
    Story(Document(text=""), Tables(), unplaced=("line 3: gone",)).save(tmp_path / "a.story")
    assert Story.open(tmp_path / "a.story").unplaced == ("line 3: gone",)


def test_tables_of_an_open_story_can_be_extended(saved: Path) -> None:
    opened = Story.open(saved)
    tables = opened.tables.extended((Quote,), opened.quotes[:1])
    assert len(tables.rows(Quote)) == 1
    assert {kind: tables.rows(kind) for kind in record_types() if kind is not Quote} == {
        kind: opened.rows(kind) for kind in record_types() if kind is not Quote
    }


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="no such file"):
        Story.open(tmp_path / "none.story")


def test_another_kind_of_file(tmp_path: Path) -> None:
    (tmp_path / "a.story").write_text("Call me Jory.")
    with pytest.raises(StoryFileError, match=r"is not a \.story file"):
        Story.open(tmp_path / "a.story")


def test_another_kind_of_database(tmp_path: Path) -> None:
    with changed(tmp_path / "a.story") as base:
        base.execute("CREATE TABLE t (c)")
    with pytest.raises(StoryFileError, match="is a SQLite file, but not"):
        Story.open(tmp_path / "a.story")


def test_another_format_version(saved: Path) -> None:
    with changed(saved) as base:
        base.execute("PRAGMA user_version = 9")
    with pytest.raises(StoryFileError, match="format version 9"):
        Story.open(saved)


def test_a_truncated_file(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes()[:5000])
    with pytest.raises(StoryFileError, match="is damaged"):
        Story.open(saved).rows(Quote)


def test_a_row_that_cannot_be(saved: Path) -> None:
    with changed(saved) as base:
        base.execute("UPDATE quotes SET kind = 'song'")
    with pytest.raises(StoryFileError, match="is damaged"):
        Story.open(saved).rows(Quote)


def test_a_missing_column(saved: Path) -> None:
    with changed(saved) as base:
        base.execute("ALTER TABLE quotes DROP COLUMN style")
    with pytest.raises(StoryFileError, match=r"of another release \(quotes has no style\)"):
        Story.open(saved).rows(Quote)


def test_a_field_that_came_later_has_its_default(saved: Path) -> None:
    with changed(saved) as base:
        base.execute("ALTER TABLE quotes DROP COLUMN repair")
        base.execute("ALTER TABLE quotes ADD COLUMN loudness INTEGER")
    assert [row.repair for row in Story.open(saved).rows(Quote)] == [""] * 8


def test_a_file_that_changes_under_an_open_story(saved: Path) -> None:
    opened = Story.open(saved)
    Story(Document(text="other"), Tables()).save(saved)
    with pytest.raises(StoryFileError, match="was changed"):
        opened.rows(Quote)


def test_saving_to_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        made_story().save(tmp_path / "none" / "a.story")
    assert not list(tmp_path.iterdir())
