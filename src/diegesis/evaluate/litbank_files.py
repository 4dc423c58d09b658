"""LitBank as it is published: nested entities, mentions with their clusters, and events, as positions of tokens.

Bamman, Popat and Shen (NAACL 2019), entities; Bamman, Lewke and Mansoor (LREC 2020), coreference; Sims, Park and Bamman
(ACL 2019), events. All layers share one tokenisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from diegesis.errors import GoldError
from diegesis.evaluate.gold import read_gold_text

_ENDING = "_brat"


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of tokens ``[start, end)`` with a label.

    Attributes:
        start, end: tokens, counted over the document.
        label: a type of the entity layer; a form in the coreference layer.
        type: the type in the coreference layer; empty in the entity layer.
    """

    start: int
    end: int
    label: str
    type: str = ""


@dataclass(frozen=True)
class LitBank:
    """One document.

    Attributes:
        name: such as ``7_the_long_road``: the number at Gutenberg and the title.
        sentences: its tokens.
        entities: of the entity layer, with types; sorted. It has no pronouns.
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


def names(folder: Path) -> list[str]:
    """Names of the documents, sorted."""
    return sorted(path.stem.removesuffix(_ENDING) for path in (folder / "entities" / "tsv").glob("*.tsv"))


def load(folder: Path, name: str) -> LitBank:
    """Read one document.

    Raises:
        FileMissing: a file of it is absent.
        GoldError: its layers do not have the same tokens, or a file does not hold what it must.
    """
    text = read_gold_text(folder / "entities" / "brat" / f"{name}{_ENDING}.txt")
    sentences = [line.split(" ") for line in text.split("\n") if line]
    tokens = [token for sentence in sentences for token in sentence]
    try:
        return _document(folder, name, sentences, tokens)
    except (IndexError, KeyError, ValueError) as error:
        raise GoldError(f"{name} of LitBank cannot be used: {error!r}.", hint="Check the corpus folder.") from error


def _document(folder: Path, name: str, sentences: list[list[str]], tokens: Sequence[str]) -> LitBank:
    entities = rows_of(folder / "entities" / "tsv" / f"{name}{_ENDING}.tsv")
    events = rows_of(folder / "events" / "tsv" / f"{name}{_ENDING}.tsv")
    for layer, rows in (("entities", entities), ("events", events)):
        if [row[0] for row in rows] != tokens:
            raise GoldError(f"{name}: the {layer} have other tokens than the text.")
    mentions = _mentions(rows_of(folder / "coref" / "tsv" / f"{name}{_ENDING}.ann"), sentences)
    clusters = _clusters(folder / "coref" / "conll" / f"{name}{_ENDING}.conll", tokens)
    ordered = sorted(mentions, key=lambda mark: (mark.start, -mark.end))
    return LitBank(
        name=name,
        sentences=sentences,
        entities=sorted(_entities(entities), key=lambda mark: (mark.start, -mark.end)),
        mentions=ordered,
        clusters=[clusters[mark.start, mark.end] for mark in ordered],
        events=[at for at, row in enumerate(events) if row[1] == "EVENT"],
    )


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a file of tab-separated cells, blank lines apart; nothing is quoted.

    Raises:
        FileMissing, GoldError: the file is absent or no UTF-8.
    """
    return [line.split("\t") for line in read_gold_text(path).split("\n") if line.strip()]


def _entities(rows: Sequence[Sequence[str]]) -> Iterator[Marked]:
    """A column is not a depth: the inner entity may stand left or right of the outer one."""
    for column in range(1, max(map(len, rows), default=1)):
        start = None
        for at in range(len(rows) + 1):
            label = rows[at][column] if at < len(rows) and column < len(rows[at]) else ""
            if start is not None and not label.startswith("I-"):
                yield Marked(start, at, rows[start][column].removeprefix("B-"))
                start = None
            if label.startswith("B-"):
                start = at


def _mentions(rows: Sequence[Sequence[str]], sentences: Sequence[Sequence[str]]) -> Iterator[Marked]:
    firsts = list(accumulate(map(len, sentences), initial=0))
    for row in rows:
        if row[0] == "MENTION":
            sentence, start, last_sentence, last = map(int, row[2:6])
            yield Marked(firsts[sentence] + start, firsts[last_sentence] + last + 1, row[-1], row[-2])


def _clusters(path: Path, tokens: Sequence[str]) -> dict[tuple[int, int], int]:
    """Cluster by tokens ``[start, end)``, from the brackets of the last column, as CoNLL-2012 writes them."""
    found: dict[tuple[int, int], int] = {}
    open_: dict[int, list[int]] = {}
    rows = [row for row in rows_of(path) if not row[0].startswith("#")]
    if [row[3] for row in rows] != list(tokens):
        raise GoldError(f"{path.stem}: the clusters have other tokens than the text.")
    for at, row in enumerate(rows):
        column = row[-1] if len(row) == 13 else ""
        for cell in filter(None, column.split("|")):
            cluster = int(re.sub(r"\D", "", cell))
            if cell.startswith("("):
                open_.setdefault(cluster, []).append(at)
            if cell.endswith(")"):
                found[open_[cluster].pop(), at + 1] = cluster
    return found
