"""Fit the conversation decoder's weights: ``python -m training.turns.fit --data DIR``.

Maximum likelihood of the gold speaker (summed over the candidates that are that person) given the last five
speakers, with an L2 penalty, by L-BFGS. Three rounds: the first sees gold histories, the later ones the
histories that the model of the round before decoded, so that it learns to live with its own errors
(after Ross, Gordon and Bagnell, AISTATS 2011). Then one temperature is fitted on books left out.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from diegesis.layers.speakers.annotate import READ, RULED
from diegesis.layers.speakers.decode import REMEMBERED, Distribution, Model, decode
from diegesis.layers.speakers.features import history
from training.turns.examples import Book, books

#: A story's turns count so much more than a novel's: there are six times fewer of them.
STORY_WEIGHT = 2.0
Weights = dict[str, float]


class Problem:
    """The sparse matrix of a round: one row per candidate, one group per turn."""

    def __init__(self, given: Sequence[Book], histories: Sequence[Sequence[str | None]], *, rare: int = 5) -> None:
        rows: list[dict[str, float]] = []
        self.groups: list[int] = []
        targets: list[bool] = []
        scale: list[float] = []
        for book, spoke in zip(given, histories, strict=True):
            past: list[str | None] = [None] * REMEMBERED
            for position, local in enumerate(book.locals_):
                right = book.right[position]
                if right and len(local.candidates) > len(right):
                    self.groups.append(len(rows))
                    scale.append(STORY_WEIGHT if book.corpus == "stories" else 1.0)
                    for character, features in zip(local.candidates, local.features, strict=True):
                        rows.append(self._row(local.situation, features, list(history(local, character, past))))
                        targets.append(character in right)
                if book.heard[position]:
                    past = [spoke[position], *past[:-1]]
        counts = Counter(name for row in rows for name in row)
        self.names = sorted(name for name, count in counts.items() if count >= rare)
        index = {name: i for i, name in enumerate(self.names)}
        self.matrix = _sparse(rows, index)
        self.targets = np.array(targets)
        self.starts = np.array(self.groups)
        self.sizes = np.diff(np.append(self.starts, len(rows)))
        self.scale = np.array(scale)

    @staticmethod
    def _row(situation: str, features: dict[str, float], past: list[tuple[str, float]]) -> dict[str, float]:
        row: dict[str, float] = {}
        for name, value in [*features.items(), *past]:
            row[name] = value
            row[f"{situation}:{name}"] = value
        return row

    def loss(self, weights: np.ndarray, penalty: float) -> tuple[float, np.ndarray]:
        """Negative log-likelihood and its gradient."""
        scores = self.matrix @ weights
        peak = np.repeat(np.maximum.reduceat(scores, self.starts), self.sizes)
        powers = np.exp(scores - peak)
        total = np.repeat(np.add.reduceat(powers, self.starts), self.sizes)
        probability = powers / total
        chosen = np.where(self.targets, probability, 0.0)
        mass = np.add.reduceat(chosen, self.starts)
        posterior = chosen / np.repeat(np.maximum(mass, 1e-300), self.sizes)
        weight = np.repeat(self.scale, self.sizes)
        gradient = self.matrix.T @ ((probability - posterior) * weight)
        value = -float(np.sum(np.log(np.maximum(mass, 1e-300)) * self.scale))
        return value + penalty * float(weights @ weights), gradient + 2 * penalty * weights


def _sparse(rows: Sequence[dict[str, float]], index: dict[str, int]) -> csr_matrix:
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        for name, value in row.items():
            at = index.get(name)
            if at is not None:
                columns.append(at)
                data.append(value)
        ends.append(len(data))
    return csr_matrix((data, columns, ends), shape=(len(rows), len(index)))


def fit(given: Sequence[Book], *, penalty: float, rounds: int = 3) -> Weights:
    """Weights by feature name, rounded to four places."""
    histories = [[next(iter(sorted(right)), None) for right in book.right] for book in given]
    weights: Weights = {}
    for _ in range(rounds):
        problem = Problem(given, histories)
        start = np.array([weights.get(name, 0.0) for name in problem.names])
        found = minimize(problem.loss, start, args=(penalty,), jac=True, method="L-BFGS-B", options={"maxiter": 300})
        weights = {name: round(float(w), 4) for name, w in zip(problem.names, found.x, strict=True) if abs(w) > 5e-4}
        histories = [[next(iter(answer), None) for answer in answers(book, weights)] for book in given]
    return weights


def answers(book: Book, weights: Weights, *, temperature: float = 1.0) -> list[Distribution]:
    """The decoder's distributions for a book."""
    return decode(book.locals_, Model(weights, temperature=temperature), heard=book.heard, clamps={})


def accuracy(given: Sequence[Book], weights: Weights) -> tuple[int, int, int]:
    """Right answers, turns where a candidate is right, and turns with a gold speaker."""
    right = possible = total = 0
    for book in given:
        for answer, truth, gold in zip(answers(book, weights), book.right, book.gold, strict=True):
            total += gold is not None
            possible += bool(truth)
            right += bool(truth) and next(iter(answer), None) in truth
    return right, possible, total


def log_loss(given: Sequence[Book], weights: Weights, temperature: float) -> float:
    """Mean negative log-probability of the gold speaker, one that is no candidate counted as 0.001."""
    losses = [
        -math.log(max(sum(answer.get(who, 0.0) for who in truth), 1e-3))
        for book in given
        for answer, truth, gold in zip(
            answers(book, weights, temperature=temperature), book.right, book.gold, strict=True
        )
        if gold is not None
    ]
    return sum(losses) / len(losses)


def main() -> None:
    """Fit three folds, print left-out accuracy, then fit and write the shipped weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=6.0)
    parser.add_argument("--cache", type=Path, default=Path("work/turns.pickle"))
    parser.add_argument(
        "--reader", default="", help="folder of exported readers, with {fold}; fits the weights with it"
    )
    parser.add_argument("--reuse", action="store_true", help="take the examples from the cache")
    parser.add_argument("--write", action="store_true", help="write the folds' weights and the shipped ones")
    given = parser.parse_args()
    if given.reuse:
        examples: list[Book] = pickle.loads(given.cache.read_bytes())
    else:
        examples = books(given.data, reader=given.reader)
        given.cache.parent.mkdir(parents=True, exist_ok=True)
        given.cache.write_bytes(pickle.dumps(examples))
    folds = [fit([book for book in examples if book.fold != fold], penalty=given.penalty) for fold in range(3)]
    temperature = report(examples, folds)
    if given.write:
        write(examples, folds, temperature, given.penalty, read=bool(given.reader))


def report(examples: Sequence[Book], folds: Sequence[Weights]) -> float:
    """Print left-out accuracy by book and corpus; returns the temperature that fits the left-out books best."""
    for corpus in ("pdnc", "stories"):
        sums = np.zeros(3, dtype=int)
        for book in examples:
            if book.corpus == corpus:
                counts = np.array(accuracy([book], folds[book.fold]))
                sums += counts
                if corpus == "pdnc":
                    print(f"{book.name:32}{100 * counts[0] / counts[2]:6.1f} of {100 * counts[1] / counts[2]:5.1f}")
        print(f"{corpus:32}{100 * sums[0] / sums[2]:6.2f} of {100 * sums[1] / sums[2]:5.1f}  ({sums[2]} turns)")
    grid = [0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.7, 2.0]
    losses = {t: np.mean([_left_out_loss(examples, folds, corpus, t) for corpus in ("pdnc", "stories")]) for t in grid}
    best = min(losses, key=lambda t: losses[t])
    print("temperature", best, {t: round(float(loss), 4) for t, loss in losses.items()})
    return best


def _left_out_loss(examples: Sequence[Book], folds: Sequence[Weights], corpus: str, temperature: float) -> float:
    """Mean over folds of the log loss of one corpus; each corpus counts once, however long its books are."""
    parts = [[book for book in examples if book.fold == fold and book.corpus == corpus] for fold in range(3)]
    return float(np.mean([log_loss(part, folds[fold], temperature) for fold, part in enumerate(parts) if part]))


def write(
    examples: Sequence[Book], folds: Sequence[Weights], temperature: float, penalty: float, *, read: bool = False
) -> None:
    """Write ``training/turns/fold*.json`` and the package's weights, for reading with a reader or without."""
    here = Path(__file__).parent / ("read" if read else "")
    shipped = Path(__file__).parents[2] / "src" / "diegesis" / "models" / "turns" / (READ if read else RULED)
    for fold, weights in enumerate(folds):
        names = sorted(book.name for book in examples if book.fold != fold)
        _write_one(here / f"fold{fold}.json", weights, temperature, names)
    _write_one(shipped, fit(examples, penalty=penalty), temperature, sorted(book.name for book in examples))


def _write_one(path: Path, weights: Weights, temperature: float, names: Sequence[str]) -> None:
    content = {"fitted_on": list(names), "temperature": temperature, "weights": dict(sorted(weights.items()))}
    path.write_text(json.dumps(content, indent=0) + "\n")


if __name__ == "__main__":
    main()
