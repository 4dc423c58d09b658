"""Sentences and their words, as the model that read the text sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Tables, stable_ids
from diegesis.layers.syntax.lemmas import lemma
from diegesis.layers.syntax.records import Sentence
from diegesis.layers.syntax.words import syntactic_words
from diegesis.spans import Span


class Parsed(Protocol):
    """A sentence; see ``Sentence`` for the values."""

    @property
    def tags(self) -> tuple[str, ...]:
        """Parts of speech."""

    @property
    def heads(self) -> tuple[int, ...]:
        """Positions of heads."""

    @property
    def relations(self) -> tuple[str, ...]:
        """Relations to them."""


class Encoded(Protocol):
    """What this layer asks of the encoded text."""

    def parse(self, sentences: Sequence[Sequence[Span]]) -> Sequence[Parsed]:
        """Parse sentences, given as the spans of their words."""


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: Encoded | None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Sentence, ...]:
    """One row per sentence, in text order; none where no model has read the text."""
    if encoded is None:
        return ()
    text = document.text
    spans = list(document.sentences)
    words = [
        tuple(word for at in document.tokens.within(span) for word in syntactic_words(text, document.tokens[at]))
        for span in spans
    ]
    rows = zip(stable_ids("s", document, spans), spans, words, encoded.parse(words), strict=True)
    return tuple(
        Sentence(
            id=name,
            span=span,
            words=own,
            lemmas=tuple(lemma(word.of(text), tag) for word, tag in zip(own, parsed.tags, strict=True)),
            tags=parsed.tags,
            heads=parsed.heads,
            relations=_rooted(parsed.heads, parsed.relations),
            made_by="reader",
        )
        for name, span, own, parsed in rows
    )


def _rooted(heads: Sequence[int], relations: Sequence[str]) -> tuple[str, ...]:
    """The relations, ``root`` for roots and for nothing else: a model scores them apart from the heads."""
    return tuple(
        "root" if head < 0 else "dep" if relation == "root" else relation
        for head, relation in zip(heads, relations, strict=True)
    )


LAYER = Layer(name="syntax", makes=(Sentence,), needs=(), annotate=annotate, reader=True)
