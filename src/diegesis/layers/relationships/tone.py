"""Tone: how pleasant the words of a line are, by the published word list and rules of VADER.

It is a word list's valence and nothing more: each word has a mean rating, *very* and *hardly* raise and lower the next
one, *not* turns it round, what follows *but* counts more than what precedes it. It understands nothing: irony, courtesy
between enemies and a joke about a murder are read by their words. Hutto and Gilbert (ICWSM 2014) made the list for
short posts of the 2010s; on old novels it is cruder still. Use it to compare many lines, never to judge one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import sqrt

from diegesis.lexicons.load import lines, listed

_NOT = listed(
    "not never none nope nor neither nothing nowhere without rarely seldom despite cannot aint dont didnt doesnt isnt "
    "wasnt wont wouldnt cant couldnt shouldnt"
)
#: VADER's own numbers: a degree word, a word it reaches past, a negation, a sum's scale, an exclamation mark.
_DEGREE, _FARTHER, _TURNED, _SCALE, _EXCLAIMED = 0.293, (1.0, 0.95, 0.9), -0.74, 15.0, 0.292
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATIONS = 4


def tone(words: Sequence[str]) -> float | None:
    """Valence of some words, -1 to 1; ``None`` where no word of them is on the list.

    Args:
        words: in small letters, marks as words of their own.

    >>> tone(["i", "love", "it"]) > 0 > tone(["i", "do", "not", "love", "it"])
    True
    """
    weights = [_weight(words, at) for at in range(len(words))]
    if not any(weights):
        return None
    if "but" in words:
        but = words.index("but")
        weights = [weight * (_BEFORE_BUT if at < but else _AFTER_BUT) for at, weight in enumerate(weights)]
    total = sum(weights)
    exclaimed = _EXCLAIMED * min(words.count("!"), _EXCLAMATIONS)
    total += exclaimed if total > 0 else -exclaimed
    return total / sqrt(total * total + _SCALE)


def _weight(words: Sequence[str], at: int) -> float:
    """What one word weighs, given the three before it."""
    weight = _valences().get(words[at], 0.0)
    if not weight or words[at] in _degrees():
        return 0.0
    for back, share in enumerate(_FARTHER, start=1):
        before = words[at - back] if at >= back else ""
        if before in _valences() and before != "no":
            continue
        degree = _degrees().get(before, 0.0) * share
        weight += degree if weight > 0 else -degree
        if before in _NOT or before == "no" or before.endswith("n't"):
            weight *= _TURNED
    return weight


@cache
def _valences() -> dict[str, float]:
    rows = (line.split("\t") for line in lines("valences"))
    return {word: float(value) for word, value in rows}


@cache
def _degrees() -> dict[str, float]:
    rows = (line.split("\t") for line in lines("degrees"))
    return {word: _DEGREE if way == "UP" else -_DEGREE for word, way in rows}
