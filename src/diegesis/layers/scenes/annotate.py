"""scenes."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.document import BlockKind, Document
from diegesis.layer import Clamp, Layer, Record, Tables, stable_ids
from diegesis.layers.characters.records import Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.records import Appearance, Scene
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span
from diegesis.views.people import People


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """Scenes by breaks and chapters alone."""
    if not document.text:
        return ()
    starts = {0}
    blocks = document.blocks
    for before, block in zip(blocks, blocks[1:], strict=False):
        if before.kind is BlockKind.SCENE_BREAK or (
            block.kind is BlockKind.HEADING and before.kind is not BlockKind.HEADING
        ):
            starts.add(block.span.start)
    ordered = sorted(starts)
    spans = [Span(a, b) for a, b in zip(ordered, [*ordered[1:], len(document.text)], strict=True)]
    people = People(tables)
    rows = []
    for name, span in zip(stable_ids("sc", document, spans), spans, strict=True):
        present = dict.fromkeys(who for quote in people.quotes_in(span) if (who := people.speaker(quote)) is not None)
        rows.append(Scene(id=name, span=span, present=tuple(present)))
    return tuple(rows)


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
