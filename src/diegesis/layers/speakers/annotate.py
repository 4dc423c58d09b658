from __future__ import annotations
from collections.abc import Sequence
from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Tables
from diegesis.layers.quotes.records import Quote
from diegesis.layers.entities.records import Mention
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.speakers.records import Attribution, Candidate

def annotate(document: Document, tables: Tables, *, encoded: None = None, clamps: Sequence[Clamp] = (), options: None = None) -> list[Record]:
    return []

LAYER = Layer(name="speakers", makes=(Attribution, Candidate), needs=(Quote, Mention, Character, Alias, Narration, Resolution), annotate=annotate)
