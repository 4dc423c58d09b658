"""LitBank as training documents: nested entities, mentions with their clusters, events.

Bamman et al. (NAACL 2019; LREC 2020), Sims et al. (ACL 2019). Positions in a ``LitBank`` document count its tokens;
``laid_out`` gives a text, its word pieces and the labels on words, in a style of printing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from diegesis.document import build_document
from diegesis.layer import Tables
from diegesis.layers.quotes.annotate import annotate
from diegesis.layers.quotes.records import Quote
from diegesis.sources import source_from_text
from training.reader.data.detokenise import Style, rebuild
from training.reader.pieces import Pieces, cut

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TYPES = ("FAC", "GPE", "LOC", "ORG", "PER", "VEH")
FORMS = ("NOM", "PRON", "PROP")
_ENDING = "_brat"


@dataclass(frozen=True)
class Marked:
    """A stretch of tokens ``[start, end)`` with a label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class LitBank:
    """One document.

    Attributes:
        name: such as ``158_emma``.
        sentences: its tokens.
        entities: of the entity layer, with types; sorted.
        mentions: of the coreference layer, with forms; sorted.
        clusters: per mention, its cluster.
        events: tokens that name an event.
    """

    name: str
    sentences: list[list[str]]
    entities: list[Marked]
    mentions: list[Marked]
    clusters: list[int]
    events: list[int]

    @property
    def tokens(self) -> int:
        """Number of tokens."""
        return sum(map(len, self.sentences))

    def published_spans(self) -> list[tuple[int, int]]:
        """Characters of every token in the published text: one blank between tokens, a line a sentence."""
        spans, at = [], 0
        for sentence in self.sentences:
            for token in sentence:
                spans.append((at, at + len(token)))
                at += len(token) + 1
        return spans


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


def names(folder: Path) -> list[str]:
    """Names of the documents, sorted."""
    return sorted(path.stem.removesuffix(_ENDING) for path in (folder / "entities" / "tsv").glob("*.tsv"))


def load(folder: Path, name: str) -> LitBank:
    """Read one document.

    Raises:
        FileNotFoundError: a file of it is absent.
        ValueError: its layers do not have the same tokens.
    """
    text = (folder / "entities" / "brat" / f"{name}{_ENDING}.txt").read_text(encoding="utf-8")
    sentences = [line.split(" ") for line in text.split("\n") if line]
    tokens = [token for sentence in sentences for token in sentence]
    entities = _entities(_rows(folder / "entities" / "tsv" / f"{name}{_ENDING}.tsv"), tokens)
    events = _rows(folder / "events" / "tsv" / f"{name}{_ENDING}.tsv")
    if [row[0] for row in events] != tokens:
        raise ValueError(f"{name}: the events have other tokens than the text.")
    mentions = _mentions(_rows(folder / "coref" / "tsv" / f"{name}{_ENDING}.ann"), sentences)
    clusters = _clusters(folder / "coref" / "conll" / f"{name}{_ENDING}.conll", tokens)
    ordered = sorted(mentions, key=lambda mark: (mark.start, -mark.end))
    return LitBank(
        name=name,
        sentences=sentences,
        entities=sorted(entities, key=lambda mark: (mark.start, -mark.end)),
        mentions=ordered,
        clusters=[clusters[mark.start, mark.end] for mark in ordered],
        events=[at for at, row in enumerate(events) if row[1] == "EVENT"],
    )


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line.strip()]


def _entities(rows: Sequence[Sequence[str]], tokens: Sequence[str]) -> Iterator[Marked]:
    """A column is not a depth: the inner entity may stand left or right of the outer one."""
    if [row[0] for row in rows] != list(tokens):
        raise ValueError("The entities have other tokens than the text.")
    for column in range(1, max(map(len, rows))):
        start = None
        for at in range(len(rows) + 1):
            label = rows[at][column] if at < len(rows) and column < len(rows[at]) else ""
            if start is not None and not label.startswith("I-"):
                yield Marked(start, at, rows[start][column].removeprefix("B-"))
                start = None
            if label.startswith("B-"):
                start = at


def _mentions(rows: Sequence[Sequence[str]], sentences: Sequence[Sequence[str]]) -> Iterator[Marked]:
    firsts = np.cumsum([0, *map(len, sentences)])
    for row in rows:
        if row[0] == "MENTION":
            sentence, start, last_sentence, last = map(int, row[2:6])
            yield Marked(int(firsts[sentence] + start), int(firsts[last_sentence] + last + 1), row[-1])


def _clusters(path: Path, tokens: Sequence[str]) -> dict[tuple[int, int], int]:
    """Cluster by tokens ``[start, end)``, from the brackets of the last column, as CoNLL-2012 writes them."""
    found: dict[tuple[int, int], int] = {}
    open_: dict[int, list[int]] = {}
    rows = [row for row in _rows(path) if not row[0].startswith("#")]
    if [row[3] for row in rows] != list(tokens):
        raise ValueError(f"{path.stem}: the clusters have other tokens than the text.")
    for at, row in enumerate(rows):
        column = row[-1] if len(row) == 13 else ""
        for cell in filter(None, column.split("|")):
            cluster = int(re.sub(r"\D", "", cell))
            if cell.startswith("("):
                open_.setdefault(cluster, []).append(at)
            if cell.endswith(")"):
                found[open_[cluster].pop(), at + 1] = cluster
    return found


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
