"""``csv``: one table per file, for spreadsheets, R and pandas.

The columns are those of ``story.json``, with names and words beside the ids so that a table can be read alone. A
list of ids or names is joined by ``; ``; what is nested has a table of its own (``aliases``, ``candidates``,
``evidence``). UTF-8, comma, quotation marks where needed, lines end with ``\\n``; ``None`` is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from diegesis.errors import UnknownName
from diegesis.export.contract import NOT_YET, Row, story_tables
from diegesis.export.story_json import schema
from diegesis.story import Story
from diegesis.story.queries import suggestion

#: table -> (list inside its rows, table it becomes, column that says whose it is)
_NESTED = {
    "characters": ("aliases", "aliases", "character"),
    "quotes": ("candidates", "candidates", "quote"),
}
_LEFT_OUT = frozenset(NOT_YET)
#: Columns beside those of the format: id column -> column with the names, and whether there is one with the words.
_NAMED = {"speaker": "speaker_name", "addressees": "addressee_names", "characters": "character_names"}
_WITH_WORDS = {"quotes", "mentions"}


def render(story: Story, *, text: bool = True) -> dict[str, str]:
    """The content of each table's file by the table's name.

    Args:
        story: what to give out.
        text: whether quotes and mentions have a column with their words.
    """
    tables = flat_tables(story, text=text)
    return {name: _csv(headers(name, text=text), rows) for name, rows in tables.items()}


def render_table(story: Story, table: str, *, text: bool = True) -> str:
    """The content of one table's file.

    Raises:
        UnknownName: there is no such table.
    """
    tables = render(story, text=text)
    if table not in tables:
        hint = suggestion(table, tables) or f"Tables: {', '.join(tables)}."
        raise UnknownName(f"There is no table {table!r}.", hint=hint)
    return tables[table]


def table_names() -> tuple[str, ...]:
    """The tables there are, in order."""
    names = [name for name in schema()["properties"] if name not in ("format", "generator", "document")]
    kept = [name for name in names if name not in _LEFT_OUT]
    return (*kept, *(table for _, table, _ in _NESTED.values()), "evidence")


def headers(table: str, *, text: bool = True) -> list[str]:
    """The columns of a table, from the JSON Schema, so that a table without rows has them too."""
    if table == "evidence":
        return ["quote", "start", "end"]
    for outer, (key, inner, owner) in _NESTED.items():
        if inner == table:
            return [owner, *_properties(outer)[key]["items"]["properties"]]
    nested = _NESTED.get(table, ("",))[0]
    columns: list[str] = []
    for name in _properties(table):
        if name not in (nested, "evidence"):
            columns.append(name)
            columns += [_NAMED[name]] if name in _NAMED and table in _WITH_WORDS else []
    if table == "quotes":
        columns.append("chapter")
    return [*columns, "text"] if text and table in _WITH_WORDS else columns


def _properties(table: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema()["properties"][table]["items"]["properties"]
    return found


def flat_tables(story: Story, *, text: bool = True) -> dict[str, list[Row]]:
    """The tables with nothing nested, rows in text order."""
    whole = {name: rows for name, rows in story_tables(story).items() if name not in _LEFT_OUT}
    for outer, (key, inner, owner) in _NESTED.items():
        whole[inner] = [{owner: row["id"], **part} for row in whole[outer] for part in row[key]]
    whole["evidence"] = [
        {"quote": row["id"], "start": start, "end": end} for row in whole["quotes"] for start, end in row["evidence"]
    ]
    for table in _WITH_WORDS:
        whole[table] = [_readable(story, row, text=text) for row in whole[table]]
    return whole


def _readable(story: Story, row: Row, *, text: bool) -> Row:
    """The row with names and words beside the ids."""
    added: Row = {}
    for column, names in _NAMED.items():
        if column in row:
            ids = row[column] if isinstance(row[column], list) else [row[column]]
            added[names] = [story.name_of(ref) for ref in ids if ref is not None]
    chapter = story.document.chapter_at(row["start"])
    added["chapter"] = None if chapter is None else story.document.chapters[chapter].number
    if text:
        added["text"] = story.document.text[row["start"] : row["end"]]
    return {**row, **added}


def _csv(columns: list[str], rows: Iterable[Row]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return sheet.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else value
