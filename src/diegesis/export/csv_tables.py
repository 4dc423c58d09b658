"""``csv``: one table per file, for spreadsheets, R and pandas.

The columns are those of ``story.json``, with names and words beside the ids so that a table can be read alone. A
list of ids or names is joined by ``; ``; what is nested has a table of its own (``aliases``, ``candidates``,
``changes``, ``evidence``). UTF-8, comma, quotation marks where needed, lines end with ``\\n``; ``None`` is an empty
cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from diegesis.errors import UnknownName
from diegesis.export.contract import Row, story_tables
from diegesis.export.contract_world import NARRATOR
from diegesis.export.story_json import schema
from diegesis.story import Story
from diegesis.story.queries import suggestion

#: table -> (list inside its rows, table it becomes, column that says whose it is)
_NESTED = {
    "characters": ("aliases", "aliases", "character"),
    "quotes": ("candidates", "candidates", "quote"),
    "relationships": ("changes", "changes", "relationship"),
}
#: Columns beside those of the format: id column -> column with the names.
_NAMED = {
    "speaker": "speaker_name",
    "addressees": "addressee_names",
    "characters": "character_names",
    "character": "character_name",
    "pov": "pov_name",
    "present": "present_names",
    "mentioned": "mentioned_names",
    "a": "a_name",
    "b": "b_name",
    "holder": "holder_name",
    "participants": "participant_names",
}
#: Tables with a column for the chapter of a row, and those with one for its words or those of its first evidence.
_IN_CHAPTERS = frozenset({"quotes", "scenes", "facts", "events", "findings"})
_WITH_WORDS = frozenset({"quotes", "mentions", "relationships", "facts", "events", "findings", "portrayals", "times"})
_WITH_NAMES = _WITH_WORDS | {"scenes", "exchanges"}


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
    return (*names, *(table for _, table, _ in _NESTED.values()), "evidence")


def headers(table: str, *, text: bool = True) -> list[str]:
    """The columns of a table, from the JSON Schema, so that a table without rows has them too."""
    if table == "evidence":
        return ["table", "row", "start", "end"]
    for outer, (key, inner, owner) in _NESTED.items():
        if inner == table:
            return [owner, *_without_places(_properties(outer)[key]["items"]["properties"])]
    nested = _NESTED.get(table, ("",))[0]
    columns: list[str] = []
    for name in _without_places(_properties(table)):
        if name != nested:
            columns += [name, _NAMED[name]] if name in _NAMED and table in _WITH_NAMES else [name]
    if table in _IN_CHAPTERS:
        columns.append("chapter")
    return [*columns, "text"] if text and table in _WITH_WORDS else columns


def _without_places(names: Iterable[str]) -> list[str]:
    """The columns but the places that support a row, which have a table of their own."""
    return [name for name in names if name != "evidence"]


def _properties(table: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema()["properties"][table]["items"]["properties"]
    return found


def flat_tables(story: Story, *, text: bool = True) -> dict[str, list[Row]]:
    """The tables with nothing nested, rows in text order."""
    whole = story_tables(story, text=text)
    for outer, (key, inner, owner) in _NESTED.items():
        whole[inner] = [{owner: row["id"], **part} for row in whole[outer] for part in row[key]]
    whole["evidence"] = [
        {"table": table, "row": row["id"], "start": start, "end": end}
        for table, rows in whole.items()
        for row in rows
        for start, end in row.get("evidence", ())
        if "id" in row
    ]
    for table in _WITH_NAMES:
        whole[table] = [_readable(story, row, words=text and table in _WITH_WORDS) for row in whole[table]]
    return whole


def _readable(story: Story, row: Row, *, words: bool) -> Row:
    """The row with names and words beside the ids."""
    added: Row = {}
    for column, names in _NAMED.items():
        if column in row:
            ids = row[column] if isinstance(row[column], list) else [row[column]]
            added[names] = [ref if ref == NARRATOR else story.name_of(ref) for ref in ids if ref is not None]
    start, end = (row["start"], row["end"]) if "start" in row else row["evidence"][0]
    chapter = story.document.chapter_at(start)
    added["chapter"] = None if chapter is None else story.document.chapters[chapter].number
    if words:
        added["text"] = story.document.text[start:end]
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
