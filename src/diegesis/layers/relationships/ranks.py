"""Command: whoever is called *Captain* by somebody, and the higher of two ranks among people who talk to each other.

*Sir* and *ma'am* say nothing of it: shopkeepers, enemies and strangers say them too.
"""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import Gender, Mention
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import TieNoun
from diegesis.layers.relationships.records import TieKind
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_COMMAND = listed("captain cap'n commander chief boss skipper skip guv guv'nor colonel admiral sergeant sarge general")
_TEACHING = listed("professor teacher coach sensei")
#: Who commands whom where both have such a rank, from the top.
_LADDER = (
    listed("admiral commodore general"),
    listed("colonel"),
    listed("commander major superintendent"),
    listed("captain cap'n skipper"),
    listed("lieutenant inspector mate"),
    listed("sergeant bosun boatswain engineer pilot navigator"),
    listed("corporal constable"),
    listed("private sailor soldier deckhand cadet orderly"),
)
_CALLED, _RANKED = 0.55, 0.6
_SUPERIOR = TieNoun("superior", TieKind.SUPERIOR, "a", Gender.U)
_MENTOR = TieNoun("teacher", TieKind.MENTOR, "a", Gender.U)


def rank_claims(reading: Reading) -> Iterator[Claim]:
    """Claims of bare ranks that people are called by, and of ranks among those who talk, in text order."""
    levels = {who: _level(row.name) for who, row in reading.people.cast.items()}
    for quote in reading.people.quotes if any(level is not None for level in levels.values()) else ():
        row = reading.people.attribution(quote)
        if row is not None and row.speaker is not None and len(row.addressees) == 1:
            yield from _ranked(reading, levels, row.speaker, row.addressees[0], quote.span)
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


def _ranked(
    reading: Reading, levels: dict[str, int | None], speaker: str, listener: str, span: Span
) -> Iterator[Claim]:
    one, other = levels[speaker], levels[listener]
    if one is None or other is None or one == other:
        return
    above, below = (speaker, listener) if one < other else (listener, speaker)
    rule = "they talk, and one has the higher rank"
    yield from reading.claim(_SUPERIOR, above, below, weight=_RANKED, span=span, rule=rule)


def _level(name: str) -> int | None:
    """The place on the ladder of *Captain Vale* or *the mate*; ``None`` for others."""
    words = name.replace("’", "'").lower().split()
    rank = words[-1] if words[0] == "the" else words[0]
    return next((level for level, ranks in enumerate(_LADDER) if rank in ranks), None)
