"""Cuts a document into scenes and says of each where, when, who, through whose eyes and in which tense."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.characters.records import Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.boundaries import boundaries_of
from diegesis.layers.scenes.records import Appearance, Scene, StageRole
from diegesis.layers.scenes.stage import Shown, role_of, shown_in
from diegesis.layers.scenes.tense import tense_of
from diegesis.layers.scenes.told import Told
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """Scenes in text order, then who appears in each."""
    told = Told(document, tables)
    boundaries = boundaries_of(told)
    if not boundaries:
        return ()
    ends = [*(row.start for row in boundaries[1:]), len(document.text)]
    spans = [Span(row.start, end) for row, end in zip(boundaries, ends, strict=True)]
    usual = tense_of(told, Span(0, len(document.text)))
    scenes: list[Record] = []
    appearances: list[Record] = []
    for name, boundary, span in zip(stable_ids("sc", document, spans), boundaries, spans, strict=True):
        shown = shown_in(told, span)
        rows = _appearances(name, shown)
        appearances.extend(rows)
        scenes.append(
            Scene(
                id=name,
                span=span,
                confidence=boundary.confidence,
                boundary=boundary.reason,
                tense=tense_of(told, span, usual=usual),
                present=tuple(row.character for row in rows if row.role is StageRole.PRESENT),
                mentioned=tuple(row.character for row in rows if row.role is not StageRole.PRESENT),
            )
        )
    return (*scenes, *appearances)


def _appearances(scene: str, shown: dict[Ref[Character], Shown]) -> list[Appearance]:
    rows = []
    for who, seen in shown.items():
        role, confidence = role_of(seen)
        first = seen.first(*seen.signs)
        if first is not None:
            rows.append(
                Appearance(
                    id=f"{scene}-{who}",
                    scene=Ref[Scene](scene),
                    character=who,
                    role=role,
                    evidence=(first,),
                    confidence=confidence,
                )
            )
    return rows


LAYER = Layer(
    name="scenes",
    makes=(
        Appearance,
        Scene,
    ),
    needs=(
        Character,
        Narration,
        Resolution,
        Indication,
        Mention,
        Quote,
        Attribution,
        Sentence,
        Trigger,
    ),
    annotate=annotate,
)
