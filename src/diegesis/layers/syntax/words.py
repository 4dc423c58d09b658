"""Syntactic words: tokens cut further, as Universal Dependencies cuts English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diegesis.lexicons.load import listed
from diegesis.spans import Span

_APOSTROPHE = "['’ʼ]"
_CONTRACTED = re.compile(rf"(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_WHOLE = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dunno": 2, "gimme": 3, "lemme": 3, "’tis": 2, "'tis": 2}
_HYPHEN = re.compile("[-‐‑]")
#: What stays with the word after its hyphen.
_PREFIXES = listed("anti co e ex inter mid multi non pre pro re self semi sub ultra un")


def syntactic_words(text: str, token: Span) -> Iterator[Span]:
    """The words of a token of the document; one as a rule.

    >>> text = "Ann’s mother-in-law shouldn't’ve"
    >>> [word.of(text) for word in syntactic_words(text, Span(0, 5))]
    ['Ann', '’s']
    >>> [word.of(text) for word in syntactic_words(text, Span(6, 19))]
    ['mother', '-', 'in', '-', 'law']
    >>> [word.of(text) for word in syntactic_words(text, Span(20, 32))]
    ['should', "n't", '’ve']
    """
    surface = token.of(text)
    plain = surface.isalpha() and "ʼ" not in surface  # That apostrophe is a letter to Unicode.
    if len(surface) < 3 or (plain and surface.lower() not in _WHOLE):
        yield token
        return
    ends: list[int] = []
    rest = surface
    while (found := _CONTRACTED.search(rest)) and found.start():
        ends.append(len(rest))
        rest = rest[: found.start()]
    at = token.start
    for end in _hyphened(rest):
        yield Span(at, token.start + end)
        at = token.start + end
    for end in reversed(ends):
        yield Span(at, token.start + end)
        at = token.start + end


def _hyphened(surface: str) -> Iterator[int]:
    """Ends of the words of what has no contraction."""
    if surface.lower() in _WHOLE:
        yield _WHOLE[surface.lower()]
    elif len(surface) > 2 and any(map(str.isalnum, surface)):  # A dash typed as hyphens stays whole.
        begin = 0
        for found in _HYPHEN.finditer(surface):
            if begin < found.start() and surface[begin : found.start()].lower() not in _PREFIXES:
                yield found.start()
                begin = found.end()
                if begin == len(surface):  # What "did-n't" leaves.
                    break
                yield begin
    yield len(surface)
