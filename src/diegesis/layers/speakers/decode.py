"""The decoder: speakers of a run of turns decided together, by a beam over what was decided before.

A turn's speaker is drawn from its candidates with a log-linear model whose features look at the turn, at the tags of
its neighbours on both sides, and at the last speakers. The beam keeps the likeliest histories; a
candidate's probability is the sum over those that choose it (a maximum-entropy Markov model; McCallum,
Freitag and Pereira, ICML 2000).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

from diegesis.layers.speakers.features import Local, history

#: Histories kept at every turn.
BEAM = 16
#: Speakers remembered by a history, the last one first.
REMEMBERED = 5
History = tuple[str | None, ...]
Weights = Mapping[str, float]
Distribution = dict[str, float]


class Model:
    """Weights by feature name; ``situation:feature`` adds to ``feature`` in that situation."""

    def __init__(self, weights: Weights, *, temperature: float = 1.0) -> None:
        self._weights = weights
        self._temperature = temperature
        self._known: dict[tuple[str, str], float] = {}

    def weight(self, situation: str, feature: str) -> float:
        """What a feature adds to a candidate's score; 0 for a feature never seen in training."""
        key = (situation, feature)
        found = self._known.get(key)
        if found is None:
            found = self._weights.get(feature, 0.0) + self._weights.get(f"{situation}:{feature}", 0.0)
            self._known[key] = found
        return found

    def static(self, local: Local) -> list[float]:
        """Each candidate's score without history."""
        weight, situation = self.weight, local.situation
        return [sum(weight(situation, name) * value for name, value in row.items()) for row in local.features]

    def distribution(
        self, local: Local, static: Sequence[float], spoke: History, known: dict[Any, float] | None = None
    ) -> list[float]:
        """Probability of each candidate after a history; sums to 1.

        Args:
            local: the turn.
            static: its candidates' scores without history.
            spoke: the history.
            known: what histories alike have added to the candidates of this turn, kept between calls: features tell
                no more of a history than where the candidate stands in it, and who else does not.
        """
        known = {} if known is None else known
        shape = (spoke[0] is None, spoke[1] is None, spoke[1] == spoke[0], spoke[2] is None)
        scores = []
        for score, character in zip(static, local.candidates, strict=True):
            alike = (character, shape, *[who == character for who in spoke])
            added = known.get(alike)
            if added is None:
                features = history(local, character, spoke)
                added = known[alike] = sum(self.weight(local.situation, name) * value for name, value in features)
            scores.append(score + added)
        top = max(scores)
        powers = [exp((score - top) / self._temperature) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]


def decode(
    locals_: Sequence[Local], model: Model, *, heard: Sequence[bool], clamps: Mapping[int, str | None]
) -> list[Distribution]:
    """The distribution over speakers of every turn.

    Args:
        locals_: the turns, in text order.
        model: the weights.
        heard: whether a turn is said aloud; one that is not leaves the history as it was.
        clamps: speakers that a person has given, by position.

    Returns:
        Per turn, probability by character, candidates of no weight left out; empty where there is no candidate.
    """
    beam: dict[History, float] = {(None,) * REMEMBERED: 1.0}
    found: list[Distribution] = []
    for position, local in enumerate(locals_):
        steps = _steps(local, model, beam, clamped=position in clamps, speaker=clamps.get(position))
        marginal: defaultdict[str, float] = defaultdict(float)
        following: defaultdict[History, float] = defaultdict(float)
        for spoke, choice, mass in steps:
            if choice is not None:
                marginal[choice] += mass
            following[(choice, *spoke[:-1]) if heard[position] else spoke] += mass
        ordered = sorted(marginal.items(), key=lambda item: (-item[1], item[0]))
        found.append({name: min(mass, 1.0) for name, mass in ordered})
        beam = _pruned(following)
    return found


def _steps(
    local: Local, model: Model, beam: Mapping[History, float], *, clamped: bool, speaker: str | None
) -> list[tuple[History, str | None, float]]:
    """Every kept history with every candidate, and its share of the probability."""
    if clamped or not local.candidates:
        return [(spoke, speaker, mass) for spoke, mass in beam.items()]
    static = model.static(local)
    known: dict[Any, float] = {}
    return [
        (spoke, character, mass * probability)
        for spoke, mass in beam.items()
        for character, probability in zip(
            local.candidates, model.distribution(local, static, spoke, known), strict=True
        )
    ]


def _pruned(histories: Mapping[History, float]) -> dict[History, float]:
    kept = sorted(histories.items(), key=lambda item: (-item[1], tuple(name or "" for name in item[0])))[:BEAM]
    total = sum(mass for _, mass in kept) or 1.0
    return {spoke: mass / total for spoke, mass in kept}
