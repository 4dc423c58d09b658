"""Scenes of a text without a model, for the tests of this folder."""

from __future__ import annotations

from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate as find_quotes
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.annotate import annotate
from diegesis.layers.scenes.records import Scene
from diegesis.layers.scenes.told import Told
from diegesis.testing import document


def told_of(text: str) -> Told:
    """A text with its quotes and nothing else."""
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    return Told(doc, Tables({Quote: quotes}))


def scenes_of(text: str) -> list[Scene]:
    """The scenes of a text, by typography and words alone."""
    doc = document(text)
    quotes = [row for row in find_quotes(doc, Tables()) if isinstance(row, Quote)]
    return [row for row in annotate(doc, Tables({Quote: quotes})) if isinstance(row, Scene)]


def openings(text: str, words: int = 3) -> list[str]:
    """The first words of each scene."""
    return [" ".join(scene.span.of(text).split()[:words]) for scene in scenes_of(text)]
