"""A parser without a model: every word is a noun and depends on the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layer import Tables
from diegesis.layers.syntax.annotate import annotate
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.story import Story


@dataclass(frozen=True)
class Parse:
    """A sentence."""

    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


class Chained:
    """What the layer asks of the encoded text; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[Span, ...]] = []

    def parse(self, sentences: Sequence[Sequence[Span]]) -> list[Parse]:
        self.asked = [tuple(words) for words in sentences]
        return [
            Parse(
                tags=("NOUN",) * len(words),
                heads=tuple(range(-1, len(words) - 1)),
                relations=("root", *["dep"] * len(words))[: len(words)],
            )
            for words in sentences
        ]


def parsed(story: Story) -> Story:
    """The story with its sentences parsed so."""
    rows = annotate(story.document, Tables(), encoded=Chained())
    return Story(story.document, story.tables.extended((Sentence,), rows), generator=story.generator)
