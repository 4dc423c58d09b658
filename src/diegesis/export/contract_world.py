"""The rows of ``story.json`` that tell of the story's world: scenes, ties, facts, events, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from diegesis.layers.facts.records import Fact, Portrayal
from diegesis.layers.findings.records import Finding
from diegesis.layers.relationships.records import Exchange, Relationship, Turn
from diegesis.layers.scenes.records import Scene
from diegesis.layers.timeline.records import Event, SceneTime, TimeExpression
from diegesis.spans import Span
from diegesis.story import Story

Row = dict[str, Any]
#: Who states what the narration states.
NARRATOR = "narrator"


def world_rows(story: Story, *, text: bool = True) -> dict[str, list[Row]]:
    """The tables of the world by name, each in text order; empty where nothing was found.

    Args:
        story: what to give out.
        text: whether events have a label: it is a clause of the book.
    """
    return {
        "scenes": _scenes(story),
        "relationships": _relationships(story),
        "facts": [_fact(row) for row in story.rows(Fact)],
        "events": [_event(row, text=text) for row in story.rows(Event)],
        "findings": [_finding(row) for row in story.rows(Finding)],
        "exchanges": [_exchange(row) for row in story.rows(Exchange)],
        "portrayals": [_portrayal(row) for row in story.rows(Portrayal)],
        "times": [_time(row) for row in story.rows(TimeExpression)],
    }


def _id(ref: str | None) -> str | None:
    return None if ref is None else str(ref)


def _ids(refs: Iterable[str]) -> list[str]:
    return [str(ref) for ref in refs]


def _places(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _sure(row: Fact | Event | Finding | Relationship | Portrayal | Scene | TimeExpression) -> float:
    return round(float(row.confidence), 4)


def _scenes(story: Story) -> list[Row]:
    times = {str(row.scene): row for row in story.rows(SceneTime)}
    return [_scene(row, times.get(row.id)) for row in story.rows(Scene)]


def _scene(row: Scene, when: SceneTime | None) -> Row:
    return {
        "id": row.id,
        "start": row.span.start,
        "end": row.span.end,
        "place": row.place or None,
        "time": row.time or None,
        "pov": _id(row.pov),
        "pov_kind": row.pov_kind.value,
        "tense": row.tense.value,
        "present": _ids(row.present),
        "mentioned": _ids(row.mentioned),
        "kind": row.kind.value,
        "evidence": _places(row.evidence),
        "boundary": row.boundary,
        "order": when.order if when and when.order >= 0 else None,
        "relation": when.relation.value if when else None,
        "gap": when.gap if when else "",
        "confidence": _sure(row),
    }


def _relationships(story: Story) -> list[Row]:
    changes: dict[str, list[Row]] = {}
    for turn in story.rows(Turn):
        change = {"scene": str(turn.scene), "change": turn.change, "evidence": _places(turn.evidence)}
        changes.setdefault(str(turn.relationship), []).append(change)
    return [
        {
            "id": row.id,
            "a": str(row.a),
            "b": str(row.b),
            "kind": row.kind.value,
            "direction": row.direction.value,
            "scenes": _ids(row.scenes),
            "changes": changes.get(row.id, []),
            "evidence": _places(row.evidence),
            "confidence": _sure(row),
            "reason": row.reason,
        }
        for row in story.rows(Relationship)
    ]


def _fact(row: Fact) -> Row:
    return {
        "id": row.id,
        "character": str(row.character),
        "attribute": row.attribute.value,
        "value": row.value,
        "negated": row.negated,
        "holder": NARRATOR if row.holder is None else str(row.holder),
        "from": _id(row.since),
        "until": _id(row.until),
        "evidence": _places(row.evidence),
        "confidence": _sure(row),
    }


def _event(row: Event, *, text: bool) -> Row:
    return {
        "id": row.id,
        "order": row.order,
        "label": row.label if text else "",
        "participants": _ids(row.participants),
        "when": row.when or None,
        "kind": row.kind.value,
        "evidence": _places(row.evidence),
        "confidence": _sure(row),
        "scene": _id(row.scene),
    }


def _finding(row: Finding) -> Row:
    return {
        "id": row.id,
        "code": row.code.value,
        "severity": row.severity.value,
        "message": row.message,
        "evidence": _places(row.evidence),
        "suggestion": row.suggestion or None,
        "confidence": _sure(row),
    }


def _exchange(row: Exchange) -> Row:
    plain = ("a_to_b", "b_to_a", "words", "a_about_b", "b_about_a", "near")
    counts = {name: getattr(row, name) for name in plain}
    tone = None if row.tone is None else round(float(row.tone), 4)
    return {
        "id": row.id,
        "scene": str(row.scene),
        "a": str(row.a),
        "b": str(row.b),
        **counts,
        "tone": tone,
        "evidence": _places(row.evidence),
    }


def _portrayal(row: Portrayal) -> Row:
    return {
        "id": row.id,
        "start": row.span.start,
        "end": row.span.end,
        "character": str(row.character),
        "role": row.role.value,
        "lemma": row.lemma,
        "negated": row.negated,
        "holder": NARRATOR if row.holder is None else str(row.holder),
        "confidence": _sure(row),
    }


def _time(row: TimeExpression) -> Row:
    return {
        "id": row.id,
        "start": row.span.start,
        "end": row.span.end,
        "kind": row.kind.value,
        "value": row.value,
        "scene": _id(row.scene),
        "anchor": row.anchor,
        "confidence": _sure(row),
    }
