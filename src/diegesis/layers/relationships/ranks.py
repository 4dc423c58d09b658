"""Command: whoever is called *Captain* by somebody.

*Sir* and *ma'am* say nothing of it: shopkeepers, enemies and strangers say them too.
"""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import Gender, Mention
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import TieNoun
from diegesis.layers.relationships.records import TieKind
from diegesis.lexicons.load import listed

_COMMAND = listed("captain cap'n commander chief boss skipper skip guv guv'nor colonel admiral sergeant sarge general")
_TEACHING = listed("professor teacher coach sensei")
_CALLED = 0.55
_SUPERIOR = TieNoun("superior", TieKind.SUPERIOR, "a", Gender.U)
_MENTOR = TieNoun("teacher", TieKind.MENTOR, "a", Gender.U)


def rank_claims(reading: Reading) -> Iterator[Claim]:
    """Claims of bare ranks that people are called by, in text order."""
    for mention in reading.people.mentions:
        if mention.vocative and mention.in_quote:
            yield from _called(reading, mention)


def _called(reading: Reading, mention: Mention) -> Iterator[Claim]:
    word = mention.span.of(reading.document.text).replace("’", "'").lower()
    noun = _SUPERIOR if word in _COMMAND else _MENTOR if word in _TEACHING else None
    quote = reading.people.quote_at(mention.span.start) if noun is not None else None
    row = reading.people.attribution(quote) if quote is not None else None
    called = reading.people.only(mention)
    if noun is None or row is None or row.speaker is None or called is None:
        return
    weight = _CALLED * row.confidence
    yield from reading.claim(
        noun, called, row.speaker, weight=weight, span=mention.span, rule="somebody calls them by their rank"
    )
