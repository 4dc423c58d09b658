"""Rows of the syntax layer."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import SpanRecord
from diegesis.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(SpanRecord):
    """A sentence and its words, in the terms of Universal Dependencies; the tuples have one value a word.

    Attributes:
        words: where they stand.
        lemmas: the words as a dictionary lists them, in small letters but for proper nouns.
        tags: universal parts of speech, such as ``VERB``.
        heads: position of the word it depends on, in this sentence, from 0; -1 for the root.
        relations: to that word, such as ``nsubj`` or ``nsubj:pass``; ``root`` for the root.
    """

    words: tuple[Span, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
