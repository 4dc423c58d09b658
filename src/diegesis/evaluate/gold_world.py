"""Loads the world of a gold story: scenes, ties, facts, events and findings of ``diegesis-gold/1``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diegesis.layer import Record, Ref
from diegesis.layers.facts.records import Attribute, Fact
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.layers.relationships.records import Direction, Relationship, TieKind
from diegesis.layers.scenes.records import PovKind, Scene, SceneKind, Tense
from diegesis.layers.timeline.records import Event, EventKind
from diegesis.spans import Span

_Row = Mapping[str, Any]
_NOBODY = "omniscient"


def world_tables(gold: _Row, length: int) -> dict[type[Record], Sequence[Record]]:
    """The rows of the world, each table in the order of the file; empty tables where the file has none.

    Args:
        gold: the file's content.
        length: of the text, in characters.

    Raises:
        KeyError, TypeError, ValueError: a row lacks a field, or holds what no closed list has.
    """
    return {
        Scene: [_scene(row, number, length) for number, row in enumerate(gold.get("scenes") or ())],
        Relationship: [_tie(row, number) for number, row in enumerate(gold.get("relationships") or ())],
        Fact: [_fact(row, number, length) for number, row in enumerate(gold.get("facts") or ())],
        Event: _events(gold.get("events") or (), length),
        Finding: [_finding(row, number, length) for number, row in enumerate(gold.get("findings") or ())],
    }


def earned_changes(gold: _Row, length: int) -> tuple[tuple[Span, ...], ...]:
    """The passages of each change that the text explains."""
    return tuple(_evidence(row, length) for row in gold.get("earned") or ())


def _evidence(row: _Row, length: int) -> tuple[Span, ...]:
    spans = tuple(sorted(Span(int(start), int(end)) for start, end in row["evidence"]))
    outside = [span for span in spans if not 0 <= span.start < span.end <= length]
    if outside or not spans:
        raise ValueError(f"evidence {list(spans)} is empty or does not lie in the text of {length} characters")
    return spans


def _scene(row: _Row, number: int, length: int) -> Scene:
    span = Span(int(row["start"]), int(row["end"]))
    if not 0 <= span.start <= span.end <= length:
        raise ValueError(f"scene {span} does not lie in the text of {length} characters")
    nobody = row["pov"] in (None, "", _NOBODY)
    return Scene(
        id=f"sc{number}",
        span=span,
        place=row["place"] or "",
        time=row["time"] or "",
        pov=None if nobody else Ref(row["pov"]),
        pov_kind=PovKind.OMNISCIENT if nobody else PovKind.UNKNOWN,
        tense=Tense(row["tense"]),
        kind=SceneKind(row["kind"]),
        present=tuple(Ref(who) for who in row["present"]),
        made_by="gold",
    )


def _tie(row: _Row, number: int) -> Relationship:
    """A tie; ``b->a`` and ``ID->ID`` are brought into the order of ``a->b``."""
    a, b, way = row["a"], row["b"], row["direction"]
    if way in ("b->a", f"{b}->{a}"):
        a, b = b, a
    return Relationship(
        id=f"t{number}",
        a=Ref(a),
        b=Ref(b),
        kind=TieKind(row["kind"]),
        direction=Direction.MUTUAL if way == "mutual" else Direction.DIRECTED,
        evidence=(),
        made_by="gold",
    )


def _fact(row: _Row, number: int, length: int) -> Fact:
    return Fact(
        id=f"f{number}",
        character=Ref(row["character"]),
        attribute=Attribute(row["attribute"]),
        value=str(row["value"]),
        negated=bool(row["negated"]),
        holder=None if row["holder"] in (None, "narrator") else Ref(row["holder"]),
        evidence=_evidence(row, length),
        made_by="gold",
    )


def _events(rows: Sequence[_Row], length: int) -> list[Event]:
    """Events; their places in story time are counted from 0."""
    places = {order: place for place, order in enumerate(sorted({float(row["order"]) for row in rows}))}
    return [
        Event(
            id=f"e{number}",
            order=places[float(row["order"])],
            label=str(row.get("label") or ""),
            participants=tuple(Ref(who) for who in row["participants"]),
            when=row["when"] or "",
            kind=EventKind(row["kind"]),
            evidence=_evidence(row, length),
            made_by="gold",
        )
        for number, row in enumerate(rows)
    ]


def _finding(row: _Row, number: int, length: int) -> Finding:
    return Finding(
        id=f"n{number}",
        code=Code(row["code"]),
        severity=Severity.ERROR,
        message=row.get("note") or "",
        evidence=_evidence(row, length),
        made_by="gold",
    )
