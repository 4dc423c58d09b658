"""The contract itself: a layer that breaks a rule is found out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Merge, Record, Ref, Rename, SpanRecord, Tables
from diegesis.spans import Span
from diegesis.testing import ContractBroken, check_layer, document
from diegesis.testing.contract import check_shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(SpanRecord):
    """A row with a span."""

    follows: Ref[Word] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying(Record):
    """A row without a place of its own."""

    words: tuple[Ref[Word], ...] = ()


Rows = Sequence[Record]


def layer_of(make: Callable[[Document], Rows]) -> Layer:
    def annotate(doc: Document, tables: Tables, **_: Any) -> Rows:
        return make(doc)

    return Layer(name="words", makes=(Word, Saying), needs=(), annotate=annotate)


FIRST = Word(id="w1", span=Span(0, 3))
SECOND = Word(id="w2", span=Span(4, 7), follows=Ref("w1"))

BROKEN: dict[str, Rows] = {
    "spans lie in the text": [Word(id="w1", span=Span(0, 99))],
    "are not empty": [Word(id="w1", span=Span(2, 2))],
    "ids are unique": [FIRST, FIRST],
    "every ref resolves": [SECOND],
    "leads back to the text": [Saying(id="s1")],
    "text order": [Word(id="w2", span=Span(4, 7)), FIRST],
    "declared kinds": [FIRST, SpanRecord(id="x", span=Span(0, 3))],
    "a probability": [Word(id="w1", span=Span(0, 3), confidence=1.5)],
    "plain values": [Word(id="w1", span=Span(0, 3), made_by=["a", "list"])],  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("rule", "rows"), BROKEN.items(), ids=BROKEN.keys())
def test_a_broken_rule_is_named(rule: str, rows: Rows) -> None:
    with pytest.raises(ContractBroken, match=rule):
        check_layer(layer_of(lambda _: rows), document("Ann saw Bob."), Tables())


def test_a_good_layer_passes() -> None:
    rows = [FIRST, SECOND, Saying(id="s1", words=(Ref("w1"), Ref("w2")))]
    tables = check_layer(layer_of(lambda _: rows), document("Ann saw Bob."), Tables())
    assert tables.rows(Word) == (FIRST, SECOND)


def test_two_runs_that_differ_are_found_out() -> None:
    counted: list[int] = []

    def make(_: Document) -> Rows:
        counted.append(1)
        return [FIRST][: len(counted) % 2]

    with pytest.raises(ContractBroken, match="two runs agree"):
        check_layer(layer_of(make), document("Ann saw Bob."), Tables())


@pytest.mark.parametrize("heeds", [(), (Merge,)])
def test_clamps_that_are_looked_at_and_not_named_are_found_out(heeds: tuple[type[Clamp], ...]) -> None:
    def annotate(doc: Document, tables: Tables, *, clamps: Sequence[Clamp], **_: Any) -> Rows:
        return [] if any(isinstance(clamp, Rename) for clamp in clamps) else [FIRST]

    layer = Layer(name="words", makes=(Word, Saying), needs=(), annotate=annotate, heeds=heeds)
    with pytest.raises(ContractBroken, match="looks at are in its heeds"):
        check_layer(layer, document("Ann saw Bob."), Tables())


def test_clamps_that_are_named_may_be_looked_at() -> None:
    def annotate(doc: Document, tables: Tables, *, clamps: Sequence[Clamp], **_: Any) -> Rows:
        return [] if any(isinstance(clamp, Rename) for clamp in clamps) else [FIRST]

    layer = Layer(name="words", makes=(Word, Saying), needs=(), annotate=annotate, heeds=(Rename,))
    assert check_layer(layer, document("Ann saw Bob."), Tables()).rows(Word) == (FIRST,)


def test_a_changed_document_is_found_out() -> None:
    def make(doc: Document) -> Rows:
        doc.italics.append(0, 1)
        return []

    with pytest.raises(ContractBroken, match="the document is unchanged"):
        check_layer(layer_of(make), document("Ann saw Bob."), Tables())


def test_a_layer_outside_its_folder_is_found_out() -> None:
    with pytest.raises(ContractBroken, match="one word for folder and layer"):
        check_shape(layer_of(lambda _: []))
