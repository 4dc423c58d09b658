"""timeline."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Tables
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.timeline.events import EventReader
from diegesis.layers.timeline.expressions import expression_rows, find
from diegesis.layers.timeline.records import Event, SceneTime, TimeExpression
from diegesis.layers.timeline.scene_times import place, scene_rows, story_order
from diegesis.layers.triggers.records import Trigger
from diegesis.views.people import PEOPLE, People


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """Time expressions, scenes in story time, and events, each in text order."""
    people = People(tables)
    scenes = tables.rows(Scene)
    found = find(document, people)
    placed = place(document, scenes, found, people)
    return (
        *EventReader(document, tables, found, people).rows(story_order(placed)),
        *scene_rows(document, scenes, placed),
        *expression_rows(document, found, scenes, people),
    )


LAYER = Layer(
    name="timeline",
    makes=(
        Event,
        SceneTime,
        TimeExpression,
    ),
    needs=(*PEOPLE, Sentence, Trigger, Scene),
    annotate=annotate,
)
