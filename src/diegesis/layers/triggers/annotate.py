"""Event words, as the model that read the text marked them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Tables, stable_ids
from diegesis.layers.triggers.records import Trigger
from diegesis.spans import Span


class Event(Protocol):
    """An event word of the encoded text."""

    @property
    def span(self) -> Span:
        """The word."""

    @property
    def probability(self) -> float:
        """That it asserts an event, 0 to 1."""


class Encoded(Protocol):
    """What this layer asks of the encoded text."""

    @property
    def events(self) -> Iterable[Event]:
        """The event words, in any order."""


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Encoded | None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Trigger, ...]:
    """One row per event word, in text order; none where no model has read the text."""
    if encoded is None:
        return ()
    events = sorted(encoded.events, key=lambda event: event.span)
    ids = stable_ids("t", document, [event.span for event in events])
    return tuple(
        Trigger(id=name, span=event.span, confidence=event.probability, made_by="reader")
        for name, event in zip(ids, events, strict=True)
    )


LAYER = Layer(name="triggers", makes=(Trigger,), needs=(), annotate=annotate, reader=True)
