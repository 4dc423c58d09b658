"""Cuts a document into scenes and says of each where, when, who, through whose eyes and in which tense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, SceneBreak, Tables, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.scenes.boundaries import boundaries_of, with_said
from diegesis.layers.scenes.kinds import kinds_of
from diegesis.layers.scenes.outlook import Outlook, outlooks_of
from diegesis.layers.scenes.places import Place, place_of
from diegesis.layers.scenes.records import Appearance, PovKind, Scene, SceneKind, StageRole, Tense
from diegesis.layers.scenes.stage import Shown, role_of, shown_in
from diegesis.layers.scenes.tense import tenses_of
from diegesis.layers.scenes.times import Time, time_of
from diegesis.layers.scenes.told import Told
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.views.people import PEOPLE


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
    boundaries = with_said(boundaries_of(told), clamps)
    ends = [*(row.start for row in boundaries[1:]), len(document.text)]
    spans = [Span(row.start, end) for row, end in zip(boundaries, ends, strict=False)]
    if not spans:
        return ()
    ids = stable_ids("sc", document, spans)
    settings = _settings(told, spans, [boundary.headed for boundary in boundaries])
    outlooks = outlooks_of(told, spans, _chapters(document, spans), [setting.kind for setting in settings])
    casts = [
        _appearances(told, name, _shown(told, span, outlook))
        for name, span, outlook in zip(ids, spans, outlooks, strict=True)
    ]
    scenes = [
        Scene(
            id=name,
            span=span,
            confidence=boundary.confidence,
            boundary=boundary.reason,
            made_by=boundary.made_by,
            pov=outlook.who,
            pov_kind=outlook.kind,
            tense=setting.tense,
            kind=setting.kind,
            place=setting.place.words if setting.place else "",
            place_from=setting.place.span if setting.place else None,
            time=setting.time.words if setting.time else "",
            time_from=setting.time.span if setting.time else None,
            present=tuple(row.character for row in cast if row.role is StageRole.PRESENT),
            mentioned=tuple(row.character for row in cast if row.role is not StageRole.PRESENT),
        )
        for name, span, boundary, outlook, setting, cast in zip(
            ids, spans, boundaries, outlooks, settings, casts, strict=True
        )
    ]
    return (*scenes, *(row for cast in casts for row in cast))


@dataclass(frozen=True, slots=True)
class _Setting:
    tense: Tense
    kind: SceneKind
    place: Place | None
    time: Time | None


def _settings(told: Told, spans: Sequence[Span], headed: Sequence[bool]) -> list[_Setting]:
    """Where and when each scene stands.

    A place and a time that a scene does not name are those of the one before, but not across a heading: a chapter may
    begin anywhere.
    """
    tenses, usual = tenses_of(told, spans)
    kinds = kinds_of(told, spans, tenses, usual)
    found: list[_Setting] = []
    place, time = None, None
    for span, tense, kind, afresh in zip(spans, tenses, kinds, headed, strict=True):
        place = place_of(told, span, None if afresh else place)
        time = time_of(told, span) or (None if afresh else time)
        found.append(_Setting(tense, kind, place, time))
    return found


def _chapters(document: Document, scenes: Sequence[Span]) -> list[Span]:
    """For each scene its chapter; the whole text where it begins outside all chapters."""
    found = []
    for scene in scenes:
        at = document.chapter_at((scene.start + scene.end) // 2)
        found.append(Span(0, len(document.text)) if at is None else document.chapters[at].span)
    return found


def _shown(told: Told, span: Span, outlook: Outlook) -> dict[Ref[Character], Shown]:
    """Everybody a scene shows. The *I* of a letter in a book of letters is whoever writes that letter."""
    shown = shown_in(told, span)
    narrator = told.people.narrator_at((span.start + span.end) // 2)
    if outlook.kind is PovKind.FIRST and outlook.who is not None and narrator not in (None, outlook.who):
        own = shown.pop(narrator, None) if narrator in shown else None
        writer = shown.setdefault(outlook.who, Shown(outlook.who))
        for sign, places in own.signs.items() if own else ():
            writer.signs.setdefault(sign, []).extend(places)
    return shown


def _appearances(told: Told, scene: str, shown: dict[Ref[Character], Shown]) -> list[Appearance]:
    rows = []
    for who, seen in shown.items():
        role, confidence = role_of(seen, told.people.cast[who])
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
    needs=(*PEOPLE, Sentence),
    annotate=annotate,
    heeds=(SceneBreak,),
)
