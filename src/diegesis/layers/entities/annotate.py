from __future__ import annotations
from collections.abc import Sequence
from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Tables
from diegesis.layers.quotes.records import Quote
from diegesis.layers.entities.records import Mention

def annotate(document: Document, tables: Tables, *, encoded: None = None, clamps: Sequence[Clamp] = (), options: None = None) -> list[Record]:
    return []

LAYER = Layer(name="entities", makes=(Mention,), needs=(Quote,), annotate=annotate)
