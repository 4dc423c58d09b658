"""*Hugh and Will were brothers*, *the sisters Ann and May*, *the Vale brothers*: nouns that several people are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from diegesis.layers.entities.records import Gender, Mention, MentionForm
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import TieNoun, tie_nouns
from diegesis.layers.relationships.slots import last_name
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_BEING = listed("were are being be been stayed remained became become")
_MODIFIERS = listed(
    "old best great good close both two twin next-door first sworn mortal bitter the had not yet always"
)
_UNREAL = listed("not never like as if no")
_JOINED, _NAMED = 0.85, 0.6
#: Words of the phrase between the names and the noun.
_FAR = 4


def group_claims(reading: Reading) -> Iterator[Claim]:
    """Claims of all plural tie nouns, in text order."""
    nouns = _plurals()
    for position, word in enumerate(reading.document.words):
        noun = nouns.get(word)
        if noun is not None:
            yield from _before(reading, position, noun)
            yield from _behind(reading, position, noun)
            yield from _family(reading, position, noun)


def _plurals() -> dict[str, TieNoun]:
    """Plurals of the nouns that read the same from both ends."""
    return {f"{word}s": noun for word, noun in tie_nouns().items() if noun.role == "m"} | {
        word.replace("y", "ies"): noun for word, noun in tie_nouns().items() if noun.role == "m" and word.endswith("my")
    }


def _before(reading: Reading, position: int, noun: TieNoun) -> Iterator[Claim]:
    """*Ann and May were sisters*; *Ann and May, sisters*."""
    at, linked = position - 1, False
    while at > position - 1 - _FAR and (reading.word(at) in _BEING | _MODIFIERS or reading.word(at) == ","):
        if reading.word(at) in _UNREAL:
            return
        linked = linked or reading.word(at) in _BEING or reading.word(at) == ","
        at -= 1
    second = reading.ending(at)
    if linked and second is not None:
        first = _joined_to(reading, second)
        if first is not None:
            yield from _pair(reading, noun, first, second, Span(first.span.start, _end(reading, position)))
        elif len(reading.people.meant(second)) == 2:
            yield from _all(reading, noun, second, Span(second.span.start, _end(reading, position)))


def _behind(reading: Reading, position: int, noun: TieNoun) -> Iterator[Claim]:
    """*the sisters Ann and May*."""
    first = reading.starting(position + 1)
    if first is None or first.form is not MentionForm.PROP:
        return
    tokens = reading.document.tokens
    behind = tokens.before(first.span.end - 1) + 1
    second = reading.starting(behind + 1) if reading.word(behind) in {"and", "&"} else None
    if second is not None and second.form is MentionForm.PROP:
        yield from _pair(reading, noun, first, second, Span(tokens[position].start, second.span.end))


def _family(reading: Reading, position: int, noun: TieNoun) -> Iterator[Claim]:
    """*the Vale brothers*: those of that name whose gender fits, if they are two."""
    name = reading.document.token_text(position - 1) if position else ""
    if reading.word(position - 2) != "the" or not name[:1].isupper() or noun.gender is Gender.U:
        return
    bearers = [who for who in reading.people.cast if last_name(reading, who) == name and reading.fits(who, noun.gender)]
    if len(bearers) == 2:
        tokens = reading.document.tokens
        span = Span(tokens[position - 2].start, tokens[position].end)
        yield from reading.claim(
            noun, bearers[0], bearers[1], weight=_NAMED, span=span, rule="several are told to be it"
        )


def _joined_to(reading: Reading, second: Mention) -> Mention | None:
    """The mention before *and*."""
    position = reading.document.tokens.at(second.span.start)
    if not position or reading.word(position - 1) != "and":
        return None
    return reading.ending(position - 2)


def _pair(reading: Reading, noun: TieNoun, first: Mention, second: Mention, span: Span) -> Iterator[Claim]:
    weight = _JOINED * reading.surely(first) * reading.surely(second)
    one, other = reading.people.only(first), reading.people.only(second)
    if one is not None and other is not None and reading.fits(other, noun.gender):
        yield from reading.claim(noun, one, other, weight=weight, span=span, rule="several are told to be it")


def _all(reading: Reading, noun: TieNoun, several: Mention, span: Span) -> Iterator[Claim]:
    weight = _JOINED * reading.surely(several)
    for one, other in combinations(reading.people.meant(several), 2):
        yield from reading.claim(noun, one, other, weight=weight, span=span, rule="several are told to be it")


def _end(reading: Reading, position: int) -> int:
    return reading.document.tokens[position].end
