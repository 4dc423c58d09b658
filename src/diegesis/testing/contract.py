"""What every layer must keep, as one suite that runs over the register.

For each layer and any text: spans lie in the text and are not empty; ids are unique; every reference resolves; every
row leads back to the text; rows stand in text order; two runs agree; the document and the tables are unchanged; the
note and the options are documented. ``EDGE_TEXTS`` holds the texts on which layers break first.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from diegesis.document import Document
from diegesis.layer import (
    AlsoCalled,
    CastMember,
    Clamp,
    Described,
    Layer,
    Merge,
    NarratedBy,
    NotCharacter,
    QuoteIs,
    QuoteReaches,
    Record,
    Ref,
    RejectedFact,
    RejectedFinding,
    RejectedTie,
    Rename,
    SceneBreak,
    SpanRecord,
    Split,
    SpokenBy,
    Tables,
)
from diegesis.layers.register import registered
from diegesis.pipeline import run_order
from diegesis.spans import Span

#: Small texts that have broken readers of fiction: a name for each, for the test's id.
EDGE_TEXTS: Mapping[str, str] = {
    "empty": "",
    "blank": " \n\t\n",
    "one word": "Rain",
    "one letter": "I",
    "one chapter": "Chapter 1\n\nIt rained. Ann went out.\n",
    "no quotes": "Ann Lee went out into the rain. She did not come back.\n\nNobody asked where she was.\n",
    "only a quote": '"Come in."',
    "an unclosed quote": '"Come in, said Ann, and she shut the door.\n\nIt rained.',
    "an empty quote": 'She said "" and left.',
    "only marks": '"\'“”‘’«»—"',
    "carriage returns": '"Come in," said Ann.\r\n\r\n"Why?" said Bob.\r\n',
    "astral letters": "𝔄nn laughed. “😀,” said Ann. “Ünïcode!”",
    "combining marks": "Zoe\u0308 said, “Cafe\u0301?” and Zoë laughed.",
    "a lone surrogate": "Ann said, “\ud800.”",
    "a null": "Ann said,\x00 “Yes.”",
    "one long line": "“Yes,” said Ann. " * 200,
}

#: Spans that may be empty, with the reason.
_MAY_BE_EMPTY = {
    ("Quote", "inner"): "an author may write an empty pair of marks: He said “”.",
}

#: Fields that hold refs, by row type: found once, since looking at type hints is slow.
_REF_FIELDS: dict[type[Record], dict[str, type[Record]]] = {}

_PLAIN = (str, int, float, bool, type(None), Enum)
_MIN_NOTE_WORDS = 40
_PARAMETERS = ("document", "tables", "encoded", "clamps", "options")


class ContractBroken(AssertionError):
    """A layer does not keep the contract; the message says which layer, which rule and which row."""


def check_register(document: Document) -> Tables:
    """Run every registered layer over a document in order of need, checking each.

    Returns:
        The tables of all layers.

    Raises:
        ContractBroken: the first rule that a layer breaks.
    """
    tables = Tables()
    for layer in run_order(registered()):
        tables = check_layer(layer, document, tables)
    return tables


def check_layer(layer: Layer, document: Document, tables: Tables) -> Tables:
    """Run one layer twice and check what it made.

    Args:
        layer: an entry of the register.
        document: any document.
        tables: at least the tables the layer needs, made from the same document.

    Returns:
        The tables with the layer's own added.

    Raises:
        ContractBroken: the first rule that is broken.
    """
    document_before, tables_before = _snapshot(document), _rows_of(tables)
    options = layer.options() if layer.options else None
    rows = list(layer.annotate(document, tables, encoded=None, clamps=(), options=options))
    again = list(layer.annotate(document, tables, encoded=None, clamps=(), options=options))
    _require(rows == again, layer, "two runs agree", "the same input gave other rows the second time")
    _check_clamps(layer, document, tables, rows)
    _require(_snapshot(document) == document_before, layer, "the document is unchanged", "annotate changed it")
    _require(_rows_of(tables) == tables_before, layer, "tables are unchanged", "annotate changed them")
    strangers = {type(row).__name__ for row in rows} - {kind.__name__ for kind in layer.makes}
    _require(not strangers, layer, "rows are of the declared kinds", f"also made {sorted(strangers)}")
    extended = tables.extended(layer.makes, rows)
    for kind in layer.makes:
        _check_table(layer, document, extended, kind)
    return extended


def _check_clamps(layer: Layer, document: Document, tables: Tables, rows: Sequence[Record]) -> None:
    """A layer that says it heeds no clamps does not look at any; others do nothing for kinds they do not name."""
    options = layer.options() if layer.options else None
    unheard = tuple(clamp for clamp in _clamps_on(document) if not isinstance(clamp, layer.heeds))
    given = unheard if layer.heeds else _Untouched(unheard)
    told = list(layer.annotate(document, tables, encoded=None, clamps=given, options=options))
    looked = isinstance(given, _Untouched) and given.looked
    _require(not looked, layer, "the clamps a layer looks at are in its heeds", "it names none and looks at them")
    _require(
        told == list(rows), layer, "the clamps a layer looks at are in its heeds", "one that is not there changed rows"
    )


class _Untouched(Sequence[Clamp]):
    """Clamps that tell whether somebody looked at them."""

    def __init__(self, clamps: Sequence[Clamp]) -> None:
        self._clamps = clamps
        self.looked = False

    def __len__(self) -> int:
        self.looked = True
        return len(self._clamps)

    def __getitem__(self, at: Any) -> Any:
        self.looked = True
        return self._clamps[at]


def _clamps_on(document: Document) -> tuple[Clamp, ...]:
    """One of each kind that a document has a place for, about names and blocks that it has."""
    text = document.text
    words = [document.token_text(at) for at in range(len(document.words)) if document.token_text(at)[:1].isupper()]
    name, other = (words[0], words[-1]) if words else ("Ann", "Bob")
    clamps: list[Clamp] = [
        CastMember(name, aliases=(other,), pronouns="she/her", narrator=True),
        Merge((name, other)),
        Rename(name, "Nobody Else"),
        Split(name, (other,), "Nobody Else"),
        AlsoCalled(other, name),
        Described(name, "it/its", "N"),
        NotCharacter(name),
        NarratedBy(name),
        *(SceneBreak(block.span.start, begins=True) for block in document.blocks[2:3]),
    ]
    if text:
        whole = Span(0, len(text))
        clamps += [kind((whole,)) for kind in (RejectedFact, RejectedFinding, RejectedTie)]
        quotes = [Span(at, text.find("”", at) + 1) for at in [text.find("“")] if at >= 0 and "”" in text[at:]]
        for quote in quotes:
            clamps += [
                SpokenBy(quote, name),
                QuoteIs(quote, "quoted"),
                QuoteReaches(quote, Span(quote[0], quote[1] - 2)),
            ]
    return tuple(clamps)


def check_shape(layer: Layer) -> None:
    """Check what needs no text: names, the note, the options, the row types and the function's arguments.

    Raises:
        ContractBroken: the first rule that is broken.
    """
    package = layer.annotate.__module__.rpartition(".")[0]
    _require(
        package == f"diegesis.layers.{layer.name}", layer, "one word for folder and layer", f"it lies in {package}"
    )
    note = inspect.getdoc(sys.modules[package]) or ""
    _require(
        len(note.split()) >= _MIN_NOTE_WORDS,
        layer,
        "the folder begins with its note: how, on what data, how well, where it fails",
        f"it has {len(note.split())} words, {_MIN_NOTE_WORDS} at least are expected",
    )
    found = tuple(inspect.signature(layer.annotate).parameters)
    _require(found == _PARAMETERS, layer, f"annotate takes {', '.join(_PARAMETERS)}", f"it takes {found}")
    for kind in layer.makes:
        _check_kind(layer, kind)
    if layer.options:
        _check_options(layer, layer.options)


def _require(holds: bool, layer: Layer, rule: str, found: str) -> None:  # noqa: FBT001 -- a condition, as in assert
    if not holds:
        raise ContractBroken(f"layer {layer.name}: {rule}; {found}")


def _check_kind(layer: Layer, kind: type[Record]) -> None:
    _require(
        kind.__module__ == f"diegesis.layers.{layer.name}.records",
        layer,
        "row types stand in records.py",
        f"{kind.__name__} is from {kind.__module__}",
    )
    frozen = dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    _require(bool(frozen), layer, "row types are frozen dataclasses", kind.__name__)
    own = [field for field in dataclasses.fields(kind) if not field.kw_only]
    _require(not own, layer, "rows are made by keyword", f"{kind.__name__}: {[field.name for field in own]}")


def _check_options(layer: Layer, options: type[Any]) -> None:
    _require(dataclasses.is_dataclass(options), layer, "options are a dataclass", options.__name__)
    documented = inspect.getdoc(options) or ""
    for field in dataclasses.fields(options):
        _require(
            re.search(rf"\b{field.name}\b", documented) is not None,
            layer,
            "options are documented",
            f"{options.__name__}.{field.name} is not in its docstring",
        )


def _check_table(layer: Layer, document: Document, tables: Tables, kind: type[Record]) -> None:
    rows = tables.rows(kind)
    repeated = len(rows) - len({row.id for row in rows})
    _require(not repeated, layer, "ids are unique", f"{repeated} ids of {kind.__name__} are not")
    known = _Known(tables)
    for row in rows:
        _check_values(layer, document, row)
        _check_refs(layer, known, row)
        leads = known.place(row) is not None
        _require(leads, layer, "every row leads back to the text", f"{row!r} has neither span nor evidence")
    orders = [order for order in _orders(known, kind) if _sorted_by(order, rows)]
    _require(bool(orders), layer, "rows stand in text order", f"those of {kind.__name__} do not")


def _check_values(layer: Layer, document: Document, row: Record) -> None:
    _require(bool(row.id and row.made_by), layer, "rows have an id and a maker", repr(row))
    _require(0.0 <= row.confidence <= 1.0, layer, "confidence is a probability", repr(row))
    for field in dataclasses.fields(row):
        value = getattr(row, field.name)
        for part in value if isinstance(value, tuple) and not isinstance(value, Span) else (value,):
            _require(
                isinstance(part, (*_PLAIN, Span)),
                layer,
                "fields hold plain values, enums, spans, refs, or tuples of spans or refs",
                f"{type(row).__name__}.{field.name} holds {part!r}",
            )
            if isinstance(part, Span):
                least = 0 if (type(row).__name__, field.name) in _MAY_BE_EMPTY else 1
                inside = 0 <= part.start <= part.end - least and part.end <= len(document.text)
                rule = "spans lie in the text and are not empty"
                _require(inside, layer, rule, f"{type(row).__name__}.{field.name} is {part} in {row!r}")


def _check_refs(layer: Layer, known: _Known, row: Record) -> None:
    for name, kind in _ref_fields(type(row)).items():
        for ref in _refs(getattr(row, name)):
            found = known.row(kind, ref) is not None
            _require(found, layer, "every ref resolves", f"no {kind.__name__} has the id {ref!r} ({row!r})")


class _Known:
    """Rows by type and id, and the first place in the text that each leads to."""

    def __init__(self, tables: Tables) -> None:
        self._by_id: dict[type[Record], dict[str, Record]] = {}
        for made in tables.kinds():
            # A row is also one of the types it refines: a relative is a character.
            for kind in made.__mro__:
                if issubclass(kind, Record):
                    self._by_id.setdefault(kind, {}).update({row.id: row for row in tables.rows(made)})

    def row(self, kind: type[Record], ref: str) -> Record | None:
        return self._by_id.get(kind, {}).get(ref)

    def place(self, row: Record, *, depth: int = 4) -> int | None:
        """Offset of the first passage the row leads to, by itself or over refs; ``None`` where there is none."""
        own = _own_place(row)
        if own is not None or depth == 0:
            return own
        over = (self.over(row, name, depth) for name in _ref_fields(type(row)))
        return next((place for place in over if place is not None), None)

    def over(self, row: Record, name: str, depth: int = 4) -> int | None:
        """The place of the rows that one field refers to."""
        kind = _ref_fields(type(row))[name]
        rows = [self.row(kind, ref) for ref in _refs(getattr(row, name))]
        places = [self.place(other, depth=depth - 1) for other in rows if other is not None and other is not row]
        return min((place for place in places if place is not None), default=None)


def _own_place(row: Record) -> int | None:
    if isinstance(row, SpanRecord):
        return row.span.start
    evidence: Sequence[Span] = getattr(row, "evidence", ())
    return evidence[0].start if evidence else None


def _orders(known: _Known, kind: type[Record]) -> Iterator[Callable[[Record], int | None]]:
    """The orders that count as text order: by own place, or by the rows that a field refers to.

    An attribution stands where its quote does, though its evidence (a tag) comes later; an alias may stand with
    its character. A table must keep one of them throughout.
    """
    yield _own_place
    yield known.place
    for name in _ref_fields(kind):
        yield lambda row, name=name: known.over(row, name)  # type: ignore[misc]


def _sorted_by(order: Callable[[Record], int | None], rows: Sequence[Record]) -> bool:
    places = [order(row) for row in rows]
    known = [place for place in places if place is not None]
    return len(known) == len(places) and known == sorted(known)


def _refs(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _ref_fields(kind: type[Record]) -> dict[str, type[Record]]:
    """Fields of a row type that hold refs, and the row type they refer to."""
    if kind not in _REF_FIELDS:
        hints = typing.get_type_hints(kind)
        targets = {field.name: _ref_target(hints[field.name]) for field in dataclasses.fields(kind)}
        _REF_FIELDS[kind] = {name: target for name, target in targets.items() if target is not None}
    return _REF_FIELDS[kind]


def _ref_target(hint: Any) -> type[Record] | None:
    """``Quote`` for ``Ref[Quote]``, ``Ref[Quote] | None`` and ``tuple[Ref[Quote], ...]``; else ``None``."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Ref:
        referred: type[Record] = arguments[0]
        return referred
    if origin in (tuple, typing.Union, types.UnionType):
        return next((target for argument in arguments if (target := _ref_target(argument))), None)
    return None


def _snapshot(document: Document) -> tuple[object, ...]:
    """Everything a document holds, as values that later changes cannot reach."""
    fields = (getattr(document, field.name) for field in dataclasses.fields(document))
    return tuple(value if isinstance(value, str) else tuple(value) for value in fields)


def _rows_of(tables: Tables) -> dict[type[Record], tuple[Record, ...]]:
    return {kind: tables.rows(kind) for kind in tables.kinds()}
