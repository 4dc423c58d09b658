"""Columns derived from the fields of a row type: what the ``.story`` file and the flat exports are made of.

=====================  =======================================================
field                  column
=====================  =======================================================
``span``               ``start`` and ``end``
another ``Span``       ``<field>_start`` and ``<field>_end``
``str`` ``Ref`` enum   TEXT
``int`` ``bool``       INTEGER
``float``              REAL
a tuple                TEXT holding JSON: ids, strings, or ``[start, end]`` pairs
``None``               NULL
=====================  =======================================================
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from diegesis.layer import Record, Ref
from diegesis.layers.register import registered
from diegesis.spans import Span

Stored = str | int | float | bytes | None


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a row type and the one or two columns it is stored in.

    Attributes:
        field: the field's name.
        names: the columns' names.
        sql: their SQLite type.
        store: field value -> one stored value per column.
        load: stored values -> field value.
        optional: whether the field has a default, so that a file of an older release may lack it.
    """

    field: str
    names: tuple[str, ...]
    sql: str
    store: Callable[[Any], tuple[Stored, ...]]
    load: Callable[..., Any]
    optional: bool = False


@lru_cache(maxsize=1)
def record_types() -> tuple[type[Record], ...]:
    """The row types of all registered layers, in the order of the register."""
    return tuple(kind for layer in registered() for kind in layer.makes)


def table_name(kind: type[Record]) -> str:
    """The table of a row type: its name in the plural, in snake case.

    >>> from diegesis.layers.characters.records import Alias
    >>> table_name(Alias)
    'aliases'
    """
    word = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


_KNOWN: dict[type[Record], tuple[Column, ...]] = {}


def columns_of(kind: type[Record]) -> tuple[Column, ...]:
    """The columns of a row type, in the order of its fields."""
    if kind not in _KNOWN:
        hints = typing.get_type_hints(kind)
        _KNOWN[kind] = tuple(
            replace(_column(field.name, hints[field.name]), optional=field.default is not MISSING)
            for field in fields(kind)
        )
    return _KNOWN[kind]


def _column(name: str, hint: Any) -> Column:
    bare, optional = _without_none(hint)
    if bare is Span:
        pair = ("start", "end") if name == "span" else (f"{name}_start", f"{name}_end")
        return Column(name, pair, "INTEGER", _store_span, _load_span)
    if typing.get_origin(bare) is tuple:
        return Column(name, (name,), "TEXT", _store_tuple, _load_tuple(typing.get_args(bare)[0]))
    sql, load = _scalar(bare)
    return Column(name, (name,), sql, _store_one, _or_none(load) if optional else load)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kept = [part for part in typing.get_args(hint) if part is not type(None)]
        if len(kept) == 1:
            return kept[0], True
        raise TypeError(f"a column cannot hold {hint}")
    return hint, False


def _scalar(bare: Any) -> tuple[str, Callable[[Any], Any]]:
    """SQLite type and loader of a plain value."""
    if typing.get_origin(bare) is Ref:
        return "TEXT", lambda value: Ref(loaded_text(value))
    if bare is bool:
        return "INTEGER", bool
    if bare is int:
        return "INTEGER", int
    if bare is float:
        return "REAL", float
    if bare is str:
        return "TEXT", loaded_text
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return "TEXT", bare
    raise TypeError(f"a column cannot hold {bare}")


def _or_none(load: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else load(value)


def _store_one(value: Any) -> tuple[Stored, ...]:
    if isinstance(value, str):
        return (storable(str(value)),)
    return (int(value) if isinstance(value, bool) else value,)


def _store_span(value: Span | None) -> tuple[Stored, ...]:
    return (None, None) if value is None else (value.start, value.end)


def _load_span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(int(start), int(end))


def _store_tuple(value: tuple[Any, ...]) -> tuple[Stored, ...]:
    return (json.dumps(value, separators=(",", ":")),)


def _load_tuple(member: Any) -> Callable[[Any], Any]:
    if member is Span:
        return lambda value: tuple(Span(*pair) for pair in json.loads(value))
    load = _scalar(member)[1]
    return lambda value: tuple(load(part) for part in json.loads(value))


def storable(text: str) -> str | bytes:
    """Text as SQLite can keep it to the last character.

    A lone surrogate is no UTF-8, and SQLite's own tools cut text at a NUL: such text is kept as bytes.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text.encode("utf-8") if "\x00" in text else text


def loaded_text(value: str | bytes) -> str:
    """The reverse of ``storable``."""
    return value.decode("utf-8", "surrogatepass") if isinstance(value, bytes) else value
