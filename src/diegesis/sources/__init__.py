"""From a file to a source text, one module per format."""

from diegesis.sources.open import open_source
from diegesis.sources.plain import source_from_text
from diegesis.sources.source import Damage, Mark, MarkKind, SourceText

__all__ = ["Damage", "Mark", "MarkKind", "SourceText", "open_source", "source_from_text"]
