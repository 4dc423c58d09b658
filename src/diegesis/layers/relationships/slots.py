"""Open roles: *her brother* where no name stands by it. Who fills one is decided over the whole book.

A role is filled by whoever the words fit: somebody near, of the right gender, who shares the family name, or of whom
the text says the other side (*her brother* of one, *his sister* of the other). People of the cast that have no name
but such a phrase (*my mother*, *Sister*) are readings of a role, not people who could fill one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from diegesis.layers.entities.records import Gender
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import KIN, TieNoun, tie_nouns
from diegesis.layers.relationships.records import TieKind
from diegesis.lexicons.people import titles
from diegesis.spans import Span

#: Characters before a phrase in which whoever it means was named, and behind it.
_BEFORE, _BEHIND = 1200, 300
_TALK = 500
_OTHER_SIDE, _SAID_SO, _SURNAME, _ALONE, _LAST = 1.6, 1.5, 1.2, 0.6, 0.5
_TALKING, _GENDER, _APART, _AGAIN = 0.5, 0.3, -0.5, 0.2
_ENOUGH, _LEAD, _SURE = 1.5, 0.3, 0.8
#: A claim at least so sure counts as said.
_SAID = 0.4
_OPPOSITE = {"a": "b", "b": "a", "m": "m"}


@dataclass(frozen=True, slots=True)
class Role:
    """One phrase for a role nobody is named in.

    Attributes:
        noun: what somebody is.
        owner: to whom.
        span: the phrase.
        weight: how surely the phrase says so.
        unnamed: the member of the cast without a name that stands for the role, or ``None``.
    """

    noun: TieNoun
    owner: str
    span: Span
    weight: float
    unnamed: str | None


@dataclass(slots=True)
class _Slot:
    roles: list[Role] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=lambda: defaultdict(float))


_Key = tuple[str, TieKind, str, Gender]


def is_unnamed(reading: Reading, who: str) -> bool:
    """Whether somebody is known by a phrase for a role alone: *his father*, *Sister*."""
    words = reading.person(who).name.replace("’", "'").split()
    return words[-1].lower() in tie_nouns() and (len(words) == 1 or words[0][0].islower())


def fill(reading: Reading, roles: Iterable[Role], claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims that somebody fills a role; where nobody does, that of the person known by the role alone.

    Args:
        reading: the tables.
        roles: open ones, in text order.
        claims: what other passages say of people with names.
    """
    slots: dict[_Key, _Slot] = defaultdict(_Slot)
    for role in roles:
        slots[role.owner, role.noun.kind, role.noun.role, role.noun.gender].roles.append(role)
    said = {(claim.a, claim.b, claim.kind) for claim in claims if claim.weight >= _SAID}
    for key, slot in slots.items():
        for role in slot.roles:
            _score(reading, key, slot, role, slots, said)
        yield from _filled(reading, slot)


def _score(
    reading: Reading,
    key: _Key,
    slot: _Slot,
    role: Role,
    slots: dict[_Key, _Slot],
    said: set[tuple[str, str, TieKind]],
) -> None:
    """Adds what one phrase says for those near it."""
    owner, kind, _, gender = key
    near = _near(reading, role)
    talking = _talking(reading, role)
    fitting = [who for who in near if reading.fits(who, gender)]
    for who in fitting:
        points = _OTHER_SIDE * _has_other_side(reading, who, key, slots)
        points += _SAID_SO * ((*role.noun.parties(who, owner), kind) in said)
        points += _SURNAME * (kind in KIN and _same_surname(reading, who, owner))
        points += _ALONE * (len(fitting) == 1) + _LAST * (who == fitting[-1])
        points += _TALKING * (who in talking) + _GENDER * (reading.person(who).gender is gender)
        points += _APART * (near[who] >= _sentence_start(reading, role))
        slot.scores[who] = max(slot.scores[who], points) + _AGAIN * (slot.scores[who] > 0)


def _talking(reading: Reading, role: Role) -> set[str]:
    """Who speaks near a phrase in the narration: *his sister* of *said his sister* is most often one of them."""
    if reading.people.quote_at(role.span.start) is not None:
        return set()
    near = Span(max(0, role.span.start - _TALK), role.span.end + _TALK)
    return {who for quote in reading.people.quotes_in(near) if (who := reading.people.speaker(quote))}


def _near(reading: Reading, role: Role) -> dict[str, int]:
    """People with a name near a phrase, the last one mentioned before it last, each with the place."""
    window = Span(max(0, role.span.start - _BEFORE), role.span.end + _BEHIND)
    behind: dict[str, int] = {}
    found: dict[str, int] = {}
    for mention in reading.people.mentions_in(window):
        who = reading.people.only(mention)
        if who is None or who == role.owner or reading.is_group(who) or is_unnamed(reading, who):
            continue
        if mention.span.start >= role.span.start:
            behind.setdefault(who, -1)
            continue
        found.pop(who, None)
        found[who] = mention.span.start
    return {**{who: place for who, place in behind.items() if who not in found}, **found}


def _sentence_start(reading: Reading, role: Role) -> int:
    sentences = reading.document.sentences
    position = sentences.before(role.span.start)
    return sentences[position].start if position >= 0 else 0


def _has_other_side(reading: Reading, who: str, key: _Key, slots: dict[_Key, _Slot]) -> bool:
    owner, kind, side, _ = key
    genders = (Gender.F, Gender.M, Gender.U)
    return any((who, kind, _OPPOSITE[side], gender) in slots and reading.fits(owner, gender) for gender in genders)


def _same_surname(reading: Reading, one: str, other: str) -> bool:
    first, second = _surname(reading, one), _surname(reading, other)
    return bool(first) and first == second


def _surname(reading: Reading, who: str) -> str:
    """The last of several words of a name: *Hale* of *Ann Hale* and *Mr. Hale*, nothing of *Ann* or *Aunt May*."""
    words = reading.person(who).name.split()
    title = titles().get(words[0].lower())
    return words[-1] if len(words) > 1 and not (title and title.kind == "kin") else ""


def _filled(reading: Reading, slot: _Slot) -> Iterator[Claim]:
    ranked = sorted(slot.scores.items(), key=lambda pair: (-pair[1], reading.rank[pair[0]]))
    if ranked and ranked[0][1] >= _ENOUGH and (len(ranked) == 1 or ranked[1][1] < ranked[0][1] - _LEAD):
        who, points = ranked[0]
        sure = min(_SURE, points / 3)
        yield from _claims(reading, slot, who, sure, "nobody else fits the phrase")
        return
    unnamed = [role.unnamed for role in slot.roles if role.unnamed is not None]
    if unnamed:
        best = max(dict.fromkeys(unnamed), key=lambda who: (reading.person(who).name[0].isupper(), unnamed.count(who)))
        yield from _claims(reading, slot, best, 1.0, "the phrase means this person")


def _claims(reading: Reading, slot: _Slot, who: str, sure: float, rule: str) -> Iterator[Claim]:
    for role in slot.roles:
        weight = sure * (0.5 + role.weight / 2)
        yield from reading.claim(role.noun, who, role.owner, weight=weight, span=role.span, rule=rule)
