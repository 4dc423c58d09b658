"""What requests about the story's world answer: scenes, events, ties, facts, findings."""

from __future__ import annotations

from collections import defaultdict

from diegesis.layers.facts.records import Fact
from diegesis.layers.relationships.records import Exchange, Turn
from diegesis.layers.scenes.records import Scene
from diegesis.reader.view import Row, View, identities, identity, probability
from diegesis.spans import Span

_FIRST_WORDS = 80


def scenes(view: View) -> Row:
    """The scenes, in text order."""
    return {"scenes": [_scene(view, number, row) for number, row in enumerate(view.story.scenes, start=1)]}


def _scene(view: View, number: int, row: Scene) -> Row:
    at = view.document.chapter_at(view.first_letter(row.span.start))
    return {
        "id": row.id,
        "number": number,
        "chapter": None if at is None else view.document.chapters[at].number,
        "start": row.span.start,
        "end": row.span.end,
        "block": view.block(row.span.start),
        "place": row.place or None,
        "time": row.time or None,
        "pov": identity(row.pov),
        "pov_kind": row.pov_kind.value,
        "tense": row.tense.value,
        "kind": row.kind.value,
        "present": identities(row.present),
        "mentioned": identities(row.mentioned),
        "first_words": _first_words(view, row.span),
        "confidence": probability(row.confidence),
        "evidence": view.passages(row.evidence),
    }


def _first_words(view: View, span: Span) -> str:
    words = " ".join(view.document.text[span.start : min(span.end, span.start + 4 * _FIRST_WORDS)].split())
    return words if len(words) <= _FIRST_WORDS else f"{words[:_FIRST_WORDS].rsplit(' ', 1)[0]} …"


def timeline(view: View) -> Row:
    """What happens, in the order of the story's time; told order decides between equals."""
    rows = sorted(view.story.events, key=lambda row: (row.order, row.evidence[0]))
    return {
        "events": [
            {
                "id": row.id,
                "order": row.order,
                "label": row.label,
                "participants": identities(row.participants),
                "when": row.when or None,
                "kind": row.kind.value,
                "confidence": probability(row.confidence),
                "block": view.block(row.evidence[0].start),
                "start": row.evidence[0].start,
                "scene": identity(row.scene),
                "evidence": view.passages(row.evidence),
            }
            for row in rows
        ]
    }


def ties(view: View) -> Row:
    """Ties between people, and who speaks with whom in which scene."""
    exchanges = [
        {
            "scene": str(row.scene),
            "a": str(row.a),
            "b": str(row.b),
            "lines": row.a_to_b + row.b_to_a,
            "near": row.near,
        }
        for row in view.story.rows(Exchange)
    ]
    return {"ties": tie_rows(view), "exchanges": exchanges}


def tie_rows(view: View) -> list[Row]:
    """Every tie with its changes."""
    changes: dict[str, list[Row]] = defaultdict(list)
    for turn in view.story.rows(Turn):
        change = {"scene": str(turn.scene), "change": turn.change, "evidence": view.passages(turn.evidence)}
        changes[turn.relationship].append(change)
    return [
        {
            "id": row.id,
            "a": str(row.a),
            "b": str(row.b),
            "kind": row.kind.value,
            "direction": row.direction.value,
            "confidence": probability(row.confidence),
            "reason": row.reason,
            "evidence": view.passages(row.evidence),
            "scenes": identities(row.scenes),
            "changes": changes.get(row.id, []),
        }
        for row in view.story.relationships
    ]


def facts(view: View) -> Row:
    """What the text states about somebody, in text order."""
    return {"facts": [fact_row(view, row) for row in view.story.facts]}


def fact_row(view: View, row: Fact) -> Row:
    """One fact; ``holder`` is who says so, ``None`` for the narration."""
    return {
        "id": row.id,
        "character": str(row.character),
        "attribute": row.attribute.value,
        "value": row.value,
        "negated": row.negated,
        "holder": identity(row.holder),
        "from": identity(row.since),
        "until": identity(row.until),
        "confidence": probability(row.confidence),
        "evidence": view.passages(row.evidence),
    }


def findings(view: View) -> Row:
    """Where the text may be wrong, as far as probable enough to be shown, in text order."""
    return {
        "findings": [
            {
                "id": row.id,
                "code": row.code.value,
                "severity": row.severity.value,
                "message": row.message,
                "suggestion": row.suggestion or None,
                "confidence": probability(row.confidence),
                "evidence": view.passages(row.evidence),
            }
            for row in view.shown_findings
        ]
    }
