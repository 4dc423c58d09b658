"""Whether two wordings say the same: values of facts by their words, places by their head noun."""

from __future__ import annotations

import re

from diegesis.evaluate.names import normal_name
from diegesis.lexicons.numerals import ONES, TENS

_SMALL = frozenset("a an the of in on at to for with and or his her their its my your our is was".split())
_ENDS_PHRASE = frozenset(
    "of in on at by near above below under beneath behind beside between over outside inside off from to with "
    "where that which who along across around opposite after before".split()
)
_DIGITS = {word: str(value) for word, value in ({"zero": 0} | ONES | TENS).items()}
_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"['’]s?(?=\W|$)")


def content_words(words: str) -> frozenset[str]:
    """The words that carry a value: small ones left out, numbers as digits, plurals as singulars.

    >>> sorted(content_words("the Forty dogs"))
    ['40', 'dog']
    """
    found = _WORD.findall(normal_name(_POSSESSIVE.sub(" ", words)))
    return frozenset(_DIGITS.get(word, _singular(word)) for word in found if word not in _SMALL)


def alike(one: str, other: str) -> bool:
    """Whether two values share at least half of the words of the shorter one.

    >>> alike("pale blue", "so pale a blue"), alike("brown", "blue")
    (True, False)
    """
    a, b = content_words(one), content_words(other)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))


def head_noun(place: str) -> str:
    """The noun a place is named by: the last word before a preposition, a relative clause or a comma.

    >>> head_noun("the kitchen of the pilot station"), head_noun("High Court room, Accra")
    ('kitchen', 'room')
    """
    last = ""
    for word in re.findall(r"[^\W_]+(?:['’\-][^\W_]+)*|[,;(]", place):
        if last and (word in {",", ";", "("} or word.lower() in _ENDS_PHRASE):
            break
        if word.lower() not in _SMALL and word not in {",", ";", "("} and word.lower() not in _ENDS_PHRASE:
            last = word
    return _singular(_POSSESSIVE.sub("", normal_name(last)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
