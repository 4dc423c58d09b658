"""LitBank as training documents: ``lay_out`` gives a text, its word pieces and labels on words, in a style of printing.

The files themselves are read by ``diegesis.evaluate.litbank_files``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from diegesis.document import build_document
from diegesis.evaluate.detokenise import Style, rebuild
from diegesis.evaluate.litbank_files import LitBank, Marked
from diegesis.inference.pieces import Pieces, cut
from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate
from diegesis.layers.quotes.records import Quote
from diegesis.sources import source_from_text

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TYPES = ("FAC", "GPE", "LOC", "ORG", "PER", "VEH")
FORMS = ("NOM", "PRON", "PROP")


@dataclass(frozen=True)
class Labelled:
    """A document laid out as text, with labels on words ``[first, last]`` (inclusive, as the heads use them).

    Attributes:
        name: of the document.
        pieces: its word pieces.
        entities: rows (first, last, type), shape [n, 3].
        mentions: rows (first, last, form, cluster), shape [m, 4].
        events: 1 on the first word of an event token, shape [words].
        token: per word, the token it lies in, shape [words].
        lost: labels that no run of words can express.
    """

    name: str
    pieces: Pieces
    entities: NDArray[np.int64]
    mentions: NDArray[np.int64]
    events: NDArray[np.int64]
    token: NDArray[np.int64]
    lost: int = field(default=0)


def lay_out(document: LitBank, tokenizer: Tokenizer, style: Style | None = None) -> Labelled:
    """Lay a document out as text and put its labels on words.

    Quotations are found by the package's own layer, as they are when a book is read.
    """
    rebuilt = rebuild(document.sentences, style)
    characters = [span for sentence in rebuilt.tokens for span in sentence]
    pieces = cut(rebuilt.text, tokenizer, quotes=quotations(rebuilt.text), paragraphs=rebuilt.paragraphs)
    starts = np.array([start for start, _ in characters])
    token = np.searchsorted(starts, pieces.starts, side="right") - 1
    first_word = {int(at): word for word, at in reversed(list(enumerate(token)))}
    last_word = {int(at): word for word, at in enumerate(token)}
    clean = _words_of_one_token(pieces, characters, token)

    def words(mark: Marked) -> tuple[int, int] | None:
        ends = (first_word.get(mark.start), last_word.get(mark.end - 1))
        if ends[0] is None or ends[1] is None or not (clean[ends[0]] and clean[ends[1]]):
            return None
        return ends[0], ends[1]

    entities = [(words(mark), TYPES.index(mark.label)) for mark in document.entities]
    mentions = [
        (words(mark), FORMS.index(mark.label), cluster)
        for mark, cluster in zip(document.mentions, document.clusters, strict=True)
    ]
    events = np.zeros(pieces.words, dtype=np.int64)
    events[[first_word[at] for at in document.events if at in first_word]] = 1
    kept_entities = [(*place, kind) for place, kind in entities if place]
    kept_mentions = [(*place, form, cluster) for place, form, cluster in mentions if place]
    return Labelled(
        name=document.name,
        pieces=pieces,
        entities=np.array(kept_entities, dtype=np.int64).reshape(-1, 3),
        mentions=np.array(kept_mentions, dtype=np.int64).reshape(-1, 4),
        events=events,
        token=token,
        lost=len(entities) + len(mentions) - len(kept_entities) - len(kept_mentions),
    )


def _words_of_one_token(
    pieces: Pieces, characters: Sequence[tuple[int, int]], token: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Per word, whether it lies in one token: *don't* without its apostrophe is one word of two tokens."""
    ends = np.array([end for _, end in characters])
    return np.asarray(pieces.ends <= ends[token])


def quotations(text: str) -> list[tuple[int, int]]:
    """Characters inside quotation marks, marks included, by the package's layer."""
    document = build_document(source_from_text(text, name="text"))
    rows = annotate(document, Tables())
    return [(row.span.start, row.span.end) for row in rows if isinstance(row, Quote)]
