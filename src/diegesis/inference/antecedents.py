"""Antecedents: every mention's chances to mean what an earlier one means, or something new.

Cost and memory grow in line with the number of mentions: each looks at a bounded number of earlier ones. After Lee, He
and Zettlemoyer (NAACL 2018).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from diegesis.inference.model import Model, States
from diegesis.inference.pieces import Integers, Pieces
from diegesis.inference.session import Floats

#: Earlier mentions that are looked at, those decided among, and mentions computed at once.
REACH, KEPT, CHUNK = 400, 24, 128
DISTANCES = (1, 2, 3, 4, 8, 16, 32, 64, 128)
_NEVER = np.float32(-1e4)
#: Chances below this are not passed on.
SMALL = 0.01
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Mentions:
    """Mentions in text order, integers of shape [mentions].

    Attributes:
        first, last: their words, both inside.
        form: 0 NOM, 1 PRON, 2 PROP.
        surface, tail: numbers that are equal where all words, or the last words, are.
    """

    first: Integers
    last: Integers
    form: Integers
    surface: Integers
    tail: Integers

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class Choices:
    """What a mention may go back to.

    Attributes:
        earlier: positions of the earlier mentions decided among, [mentions, kept]; -1 where there are fewer.
        chances: of something new, then of each of those; [mentions, 1 + kept], each row sums to 1.
    """

    earlier: Integers
    chances: Floats


def describe(pieces: Pieces, rows: Sequence[tuple[int, int, int]]) -> Mentions:
    """Mentions with what their words tell, from (first word, last word, form) in text order."""
    known: dict[tuple[int, ...], int] = {}

    def number(first: int, last: int) -> int:
        words = tuple(pieces.ids[pieces.first[first] : pieces.last[last] + 1].tolist())
        return known.setdefault(words, len(known))

    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return Mentions(
        first=table[:, 0],
        last=table[:, 1],
        form=table[:, 2],
        surface=np.array([number(first, last) for first, last, _ in rows], dtype=np.int64),
        tail=np.array([number(last, last) for _, last, _ in rows], dtype=np.int64),
    )


def choose(model: Model, states: States, mentions: Mentions, *, threads: int = 2) -> Choices:
    """Score the antecedents of every mention; empty tables where there is none."""
    count = len(mentions)
    earlier = np.full((count, KEPT), -1, dtype=np.int64)
    chances = np.zeros((count, 1 + KEPT), dtype=np.float32)
    if not count:
        return Choices(earlier, chances)
    vectors, towards = _vectors(model, states, mentions)
    _ = model.coarse, model.fine  # Loaded once, before threads ask for them.

    def run(start: int) -> None:
        """Fill the rows of a chunk."""
        rows = np.arange(start, min(start + CHUNK, count))
        window = np.arange(max(0, start - REACH), int(rows[-1]) + 1)
        distance, pair = _features(mentions, rows, window)
        (coarse,) = model.coarse(towards=towards[rows], earlier=vectors[window], distance=distance, pair=pair)
        back = rows[:, None] - window[None]
        coarse = np.where((back > 0) & (back <= REACH), coarse, _NEVER)
        kept = min(KEPT, coarse.shape[1])
        best = np.argsort(-coarse, axis=1, kind="stable")[:, :kept]
        chosen = np.take_along_axis(coarse, best, 1)
        (fine,) = model.fine(
            ours=vectors[rows],
            theirs=vectors[window[best]],
            distance=np.take_along_axis(distance, best, 1),
            pair=np.take_along_axis(pair, best, 1),
        )
        scores = np.where(chosen > _NEVER / 2, chosen + fine, _NEVER)
        chances[rows, : 1 + kept] = _shares(np.pad(scores, ((0, 0), (1, 0))))
        earlier[rows, :kept] = np.where(chosen > _NEVER / 2, window[best], -1)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(run, range(0, count, CHUNK)))
    return Choices(earlier, chances)


def _vectors(model: Model, states: States, mentions: Mentions) -> tuple[Floats, Floats]:
    parts = np.empty((len(mentions), 3, states.first.shape[1]), dtype=np.float32)
    parts[:, 0] = states.first[mentions.first]
    parts[:, 1] = states.last[mentions.last]
    for row, (first, last) in enumerate(zip(mentions.first.tolist(), mentions.last.tolist(), strict=True)):
        parts[row, 2] = states.first[first : last + 1].mean(0, dtype=np.float32)
    vectors, towards = model.mention(parts=parts.reshape(len(mentions), -1), form=mentions.form)
    return vectors, towards


def _features(mentions: Mentions, rows: Integers, window: Integers) -> tuple[Integers, Integers]:
    """Categories of pairs: distance in mentions, and forms with whether words are the same."""
    distance = np.searchsorted(np.array(DISTANCES), rows[:, None] - window[None])
    forms = mentions.form[rows][:, None] * 3 + mentions.form[window][None]
    same = mentions.surface[rows][:, None] == mentions.surface[window][None]
    ending = mentions.tail[rows][:, None] == mentions.tail[window][None]
    return distance.astype(np.int64), (forms * 2 + same) * 2 + ending


def _shares(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = (odds / odds.sum(1, keepdims=True)).astype(np.float32)
    return shares


def passed_on(choices: Choices, given: Sequence[Mapping[K, float] | None]) -> list[Mapping[K, float]]:
    """What every mention takes from its antecedents.

    Args:
        choices: of the mentions.
        given: what a mention is known to mean, with chances; ``None`` for one that takes what its antecedents give,
            each by its chance.

    Returns:
        Chances by meaning, for every mention; those that something new begins are lost.
    """
    found: list[Mapping[K, float]] = []
    for at, known in enumerate(given):
        if known is not None:
            found.append(known)
            continue
        taken: dict[K, float] = {}
        for earlier, chance in zip(choices.earlier[at].tolist(), choices.chances[at, 1:].tolist(), strict=True):
            if earlier >= 0 and chance >= SMALL:
                for meaning, theirs in found[earlier].items():
                    taken[meaning] = taken.get(meaning, 0.0) + chance * theirs
        found.append({meaning: chance for meaning, chance in taken.items() if chance >= SMALL})
    return found
