"""Small words that are missing, where the words around the gap cannot stand together."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.surface import Surface
from diegesis.layers.findings.view import Draft, View
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_ARTICLES = listed("the a an my our their every")
#: What no article stands before: English has nothing between them.
_AFTER_ARTICLE = listed(
    "of to at with from into is was were are had has have and he she they we i it him them us than if because "
    "upon onto would could should shall been be when where the a an my our their his your"
)
#: What a preposition of place or belonging never stands right before.
_AFTER_OF = listed("of is was were had and than if because he she they i we would could should")
_BODY = listed("hand head face arm shoulder knee foot finger wrist elbow chin cheek nose throat chest stomach neck lip")
_LAYS = listed(
    "put laid lay placed set rested raised lifted shook nodded turned bowed lowered held pressed bent ducked tilted"
)
_FLAT = listed("flat on against over across up down to back away out in")
_CHANCE = 0.8


def find_missing(view: View, surface: Surface) -> Iterator[Draft]:
    """Gaps in narration, in text order."""
    for at in range(1, len(surface.words)):
        if surface.together(at - 1, at) and surface.told[at] and surface.blank_before(at):
            gap = _gap(surface, at)
            if gap:
                yield _draft(surface, at - 1, at, gap)


def _gap(surface: Surface, at: int) -> str:
    """What is missing before a word, in words; empty where nothing is."""
    word, before = surface.words[at], surface.words[at - 1]
    if word == before:
        return ""
    if before in _ARTICLES and word in _AFTER_ARTICLE and surface.spans[at - 1].of(surface.text) != "A":
        return "a noun"
    if before == "of" and word in _AFTER_OF:
        return "a noun"
    after = surface.words[at + 1] if surface.together(at, at + 1) else ""
    if before in _LAYS and word in _BODY and after in _FLAT and (before, word) != ("set", "foot"):
        return "“his”, “her”, “a” or “the”"
    return ""


def _draft(surface: Surface, first: int, last: int, gap: str) -> Draft:
    span = Span(surface.spans[first].start, surface.spans[last].end)
    return Draft(
        code=Code.MISSING_WORD,
        severity=Severity.ERROR,
        message=f"a word is missing in “{span.of(surface.text)}”: {gap} should stand between",
        suggestion="put in the missing word",
        evidence=(span,),
        confidence=_CHANCE,
    )
