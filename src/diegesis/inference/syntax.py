"""Part of speech, heads and relations of the tokens of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diegesis.inference.model import Model, States
from diegesis.inference.pieces import Integers, Pieces
from diegesis.inference.session import Floats
from diegesis.spans import Span

#: Token pairs scored at once, about, and tokens of a sentence that are looked at together; a longer one is cut.
PAIRS, LONGEST = 40_000, 160
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence; one value a token.

    Attributes:
        tags: parts of speech.
        heads: position of the head in the sentence, -1 for a root; more than one root only where a sentence is
            longer than ``LONGEST``.
        relations: to the head.
    """

    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def parse(
    model: Model, states: States, pieces: Pieces, sentences: Sequence[Sequence[Span]], *, threads: int = 2
) -> list[Parsed]:
    """Parse sentences, given as the spans of their tokens; a sentence without tokens gets an empty row."""
    parts = [
        (number, start, min(start + LONGEST, len(tokens)))
        for number, tokens in enumerate(sentences)
        for start in range(0, len(tokens), LONGEST)
    ]
    first, last = _words(pieces, [token for tokens in sentences for token in tokens])
    begins = np.cumsum([0, *map(len, sentences)])

    def run(batch: Sequence[tuple[int, int, int]]) -> list[tuple[Integers, Integers, Integers]]:
        rows = [np.arange(begins[number] + start, begins[number] + end) for number, start, end in batch]
        return _parse_batch(model, states, [(first[at], last[at]) for at in rows])

    found: dict[tuple[int, int], tuple[Integers, Integers, Integers]] = {}
    batches = list(_batches(parts))
    _ = model.syntax, model.relation  # Loaded once, before threads ask for them.
    with ThreadPoolExecutor(threads) as pool:
        for batch, answers in zip(batches, pool.map(run, batches), strict=True):
            found.update(((number, start), answer) for (number, start, _), answer in zip(batch, answers, strict=True))
    rows: list[list[tuple[int, Integers, Integers, Integers]]] = [[] for _ in sentences]
    for number, start, _ in parts:
        rows[number].append((start, *found[number, start]))
    return [_joined(model, pieces_) for pieces_ in rows]


def _words(pieces: Pieces, tokens: Sequence[Span]) -> tuple[Integers, Integers]:
    """First and last word of every token, as ``Reading.words`` gives them."""
    table = np.array(tokens, dtype=np.int64).reshape(-1, 2)
    first = np.maximum(np.searchsorted(pieces.starts, table[:, 0], side="right") - 1, 0)
    return first, np.maximum(np.searchsorted(pieces.starts, table[:, 1]) - 1, first)


def _batches(parts: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Sentences of like length together."""
    batch: list[tuple[int, int, int]] = []
    for part in sorted(parts, key=lambda part: (part[2] - part[1], part)):
        if batch and (len(batch) + 1) * (part[2] - part[1]) ** 2 > PAIRS:
            yield batch
            batch = []
        batch.append(part)
    if batch:
        yield batch


def _parse_batch(
    model: Model, states: States, words: Sequence[tuple[Integers, Integers]]
) -> list[tuple[Integers, Integers, Integers]]:
    width = states.first.shape[1]
    lengths = [len(first) for first, _ in words]
    tokens = np.zeros((len(words), max(lengths), 2 * width), dtype=np.float32)
    for row, (first, last) in enumerate(words):
        tokens[row, : len(first), :width] = states.first[first]
        tokens[row, : len(first), width:] = states.last[last]
    tags, scores, rooted = model.syntax(tokens=tokens)
    heads = np.zeros(tokens.shape[:2], dtype=np.int64)
    for row, length in enumerate(lengths):
        heads[row, :length] = tree(scores[row, :length, : 1 + length])
    (relations,) = model.relation(rooted=rooted, head=heads)
    best_tag, best_relation = tags.argmax(-1), relations.argmax(-1)
    return [
        (best_tag[row, :length], heads[row, :length] - 1, best_relation[row, :length])
        for row, length in enumerate(lengths)
    ]


def tree(scores: Floats) -> Integers:
    """The best tree with one root out of the scores of heads (Chu and Liu 1965; Edmonds 1967).

    The root is the token that gains most by being it.

    Args:
        scores: [tokens, 1 + tokens], the root first; at least one token.

    Returns:
        0 for the root, else 1 + the position of the head, [tokens].
    """
    count = len(scores)
    square = np.full((count + 1, count + 1), _NEVER, dtype=np.float64)
    square[1:] = scores
    np.fill_diagonal(square, _NEVER)
    root = 1 + int((square[1:, 0] - square[1:, 1:].max(1)).argmax())
    square[:, 0] = 2 * _NEVER
    square[root] = 2 * _NEVER
    square[root, 0] = 0.0
    return _best_heads(square)[1:]


def _best_heads(scores: NDArray[np.float64]) -> Integers:
    """Best heads of all nodes but the first, which keeps 0; a cycle is seen as one node, and solved again."""
    heads: Integers = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = np.setdiff1d(np.arange(len(scores)), cycle)
    gain = scores[np.ix_(cycle, rest)] - scores[cycle, heads[cycle]][:, None]  # Of leaving the cycle for a head.
    inner = scores[np.ix_(rest, cycle)]
    smaller = np.full((len(rest) + 1, len(rest) + 1), 3.0 * _NEVER, dtype=np.float64)
    smaller[:-1, :-1] = scores[np.ix_(rest, rest)]
    smaller[:-1, -1] = inner.max(1)
    smaller[-1, :-1] = gain.max(0)
    found = _best_heads(smaller)
    into = found[:-1] == len(rest)
    kept = np.where(into, cycle[inner.argmax(1)], rest[np.minimum(found[:-1], len(rest) - 1)])
    heads[rest] = kept
    heads[0] = 0
    left = int(found[-1])
    heads[cycle[gain[:, left].argmax()]] = rest[left]
    return heads


def _cycle(heads: Integers) -> Integers | None:
    """The first cycle that following heads runs into, as nodes; ``None`` in a tree, where all reach node 0."""
    seen = [0] * len(heads)
    for begin in range(1, len(heads)):
        path, at = [], begin
        while at and not seen[at]:
            seen[at] = begin
            path.append(at)
            at = int(heads[at])
        if at and seen[at] == begin:
            return np.array(path[path.index(at) :], dtype=np.int64)
    return None


def _joined(model: Model, parts: Sequence[tuple[int, Integers, Integers, Integers]]) -> Parsed:
    tags, relations = model.card.labels["tags"], model.card.labels["relations"]
    return Parsed(
        tags=tuple(tags[at] for _, found, _, _ in parts for at in found.tolist()),
        heads=tuple(at + start if at >= 0 else -1 for start, _, found, _ in parts for at in found.tolist()),
        relations=tuple(relations[at] for _, _, _, found in parts for at in found.tolist()),
    )
