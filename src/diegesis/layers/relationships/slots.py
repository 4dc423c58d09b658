"""Open roles: *her brother* where no name stands by it. Who fills one is decided over the whole book.

A role is filled by whoever the words fit: somebody near, of the right gender, whom coreference holds for the one meant,
who shares the family name, or of whom the text says the other side (*her brother* of one, *his sister* of the other).
People of the cast that have no name but such a phrase (*my mother*, *Sister*) are readings of a role, not people who
could fill one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from diegesis.layers.entities.records import Gender
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import KIN, TieNoun, tie_nouns
from diegesis.layers.relationships.records import DIRECTED, TieKind
from diegesis.lexicons.people import titles
from diegesis.spans import Span

#: Characters before a phrase in which whoever it means was named, and behind it; and those of a talk.
_BEFORE, _BEHIND, _TALK = 2500, 600, 500
#: What speaks for somebody.
_OTHER_SIDE, _SAID_SO, _SURNAME, _HINT = 1.6, 1.5, 1.5, 1.5
_KIN_NAME, _OTHER_KIN = 1.5, -1.0
_ALONE, _LAST, _TALKING, _GENDER, _AGAIN = 0.4, 0.3, 0.3, 0.3, 0.2
#: What speaks against: named in the same sentence, spoken to, another tie of blood, no name (*the lady*).
_APART, _SPOKEN_TO, _OTHERWISE, _NAMELESS = -0.5, -1.0, -1.5, -0.5
_FAIR, _ENOUGH, _LEAD, _SURE, _SCALE = 0.9, 1.5, 0.3, 0.85, 3.0
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
        weight: how surely the phrase says that the owner has somebody in the role.
        meant: whom coreference or the talk holds for the one meant, or ``None``; it may be somebody without a name.
        hint: how surely.
    """

    noun: TieNoun
    owner: str
    span: Span
    weight: float
    meant: str | None = None
    hint: float = 0.0


@dataclass(slots=True)
class _Slot:
    roles: list[Role] = field(default_factory=list)
    scores: dict[str, float] = field(default_factory=lambda: defaultdict(float))


_Key = tuple[str, TieKind, str, Gender]


def is_unnamed(reading: Reading, who: str) -> bool:
    """Whether somebody is known by a phrase for a role alone: *his father*."""
    words = reading.person(who).name.split()
    return words[-1].lower() in tie_nouns() and words[0][0].islower()


def kin_word(reading: Reading, who: str) -> TieNoun | None:
    """The kin word that is all the name somebody has: *Mama*, *Granny*."""
    noun = tie_nouns().get(reading.person(who).name.lower())
    return noun if noun is not None and noun.kind in KIN else None


class Slots:
    """The open roles of a book, and who may fill them.

    Args:
        reading: the tables.
        roles: open ones, in text order.
        claims: what other passages say of people with names.
    """

    def __init__(self, reading: Reading, roles: Iterable[Role], claims: Iterable[Claim]) -> None:
        self.reading = reading
        self.slots: dict[_Key, _Slot] = defaultdict(_Slot)
        for role in roles:
            self.slots[role.owner, role.noun.kind, role.noun.role, role.noun.gender].roles.append(role)
        self.said: set[tuple[str, str, TieKind]] = set()
        self.kin: dict[frozenset[str], set[TieKind]] = defaultdict(set)
        for claim in claims:
            if claim.weight >= _SAID:
                self.said.add((claim.a, claim.b, claim.kind))
                if claim.kind not in DIRECTED:
                    self.said.add((claim.b, claim.a, claim.kind))
                if claim.kind in KIN:
                    self.kin[frozenset((claim.a, claim.b))].add(claim.kind)

        #: Who is meant by people whom the cast knows by a phrase alone, found by ``fill``.
        self.same: dict[str, str] = {}

    def settled(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Claims, of the text and of roles now filled, about people with names: *my mother* is *Mama* by now."""
        for claim in [*claims, *list(self.fill())]:
            a, b = self.same.get(claim.a, claim.a), self.same.get(claim.b, claim.b)
            if a != b:
                yield replace(claim, a=a, b=b)

    def fill(self) -> Iterator[Claim]:
        """The claims that somebody fills a role."""
        for key, slot in list(self.slots.items()):
            for role in slot.roles:
                self._score(key, slot, role)
            yield from self._filled(slot)

    def _score(self, key: _Key, slot: _Slot, role: Role) -> None:
        """Adds what one phrase says for those near it."""
        reading, (owner, kind, _, gender) = self.reading, key
        near = _near(reading, role)
        talking, spoken_to = _talking(reading, role)
        fitting = [who for who in near if reading.fits(who, gender)]
        for who in fitting:
            points = _OTHER_SIDE * self._has_other_side(who, key)
            points += _SAID_SO * ((*role.noun.parties(who, owner), kind) in self.said)
            points += _OTHERWISE * bool(kind in KIN and self.kin.get(frozenset((who, owner)), set()) - {kind})
            points += self._by_name(who, role)
            points += _SURNAME * (kind in KIN and samelast_name(reading, who, owner))
            points += _HINT * role.hint * (who == role.meant)
            points += _ALONE * (len(fitting) == 1) + _LAST * (who == fitting[-1])
            points += _TALKING * (who in talking) + _same_gender(reading.person(who).gender, gender)
            points += _APART * (near[who] >= _sentence_start(reading, role)) * (who != role.meant)
            points += _NAMELESS * reading.person(who).name[:1].islower()
            points += _SPOKEN_TO * (who in spoken_to) * (who != role.meant)
            again = _AGAIN * (min(points, slot.scores[who]) >= _FAIR)
            slot.scores[who] = max(slot.scores[who], points) + again

    def _by_name(self, who: str, role: Role) -> float:
        """*Mama* is somebody's mother, and hardly anybody's aunt."""
        own = kin_word(self.reading, who)
        if own is None:
            return 0.0
        same = (own.kind, own.role) == (role.noun.kind, role.noun.role)
        return _KIN_NAME if same else _OTHER_KIN * (role.noun.kind in KIN and role.noun.kind is not TieKind.SPOUSE)

    def _has_other_side(self, who: str, key: _Key) -> bool:
        owner, kind, side, _ = key
        genders = [gender for gender in Gender if self.reading.fits(owner, gender) and gender is not Gender.N]
        return any((who, kind, _OPPOSITE[side], gender) in self.slots for gender in genders)

    def _filled(self, slot: _Slot) -> Iterator[Claim]:
        reading = self.reading
        ranked = sorted(slot.scores.items(), key=lambda pair: (-pair[1], reading.rank[pair[0]]))
        ranked = [pair for pair in ranked if pair[1] >= _ENOUGH]
        named = [pair for pair in ranked if kin_word(reading, pair[0]) is None]
        ranked = named or ranked
        if not ranked or (len(ranked) > 1 and ranked[1][1] > ranked[0][1] - _LEAD):
            return
        who, points = ranked[0]
        for role in slot.roles:
            if role.meant is not None and is_unnamed(reading, role.meant):
                self.same.setdefault(role.meant, who)
            weight = min(_SURE, points / _SCALE) * (0.5 + role.weight / 2)
            yield from self.reading.claim(
                role.noun, who, role.owner, weight=weight, span=role.span, rule="nobody else fits the phrase"
            )


def _same_gender(own: Gender, wanted: Gender) -> float:
    """What speaks for somebody of a gender; somebody of whom the text tells none is less likely to be a sister."""
    if wanted is Gender.U:
        return 0.0
    return _GENDER if own is wanted else -_GENDER


def _near(reading: Reading, role: Role) -> Mapping[str, int]:
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


def _talking(reading: Reading, role: Role) -> tuple[set[str], set[str]]:
    """Who speaks near a phrase of the narration; who hears one that is said, or says *your*: they are not meant."""
    quote = reading.people.quote_at(role.span.start)
    if quote is None:
        near = Span(max(0, role.span.start - _TALK), role.span.end + _TALK)
        return {who for line in reading.people.quotes_in(near) if (who := reading.people.speaker(line))}, set()
    speaker = reading.people.speaker(quote)
    return set(), {*reading.people.addressees(quote), *([speaker] if speaker else [])}


def _sentence_start(reading: Reading, role: Role) -> int:
    sentences = reading.document.sentences
    position = sentences.before(role.span.start)
    return sentences[position].start if position >= 0 else 0


def samelast_name(reading: Reading, one: str, other: str) -> bool:
    """Whether two people are known by one family name."""
    first, second = last_name(reading, one), last_name(reading, other)
    return bool(first) and first == second


def last_name(reading: Reading, who: str) -> str:
    """The last of several words of a name: *Hale* of *Ann Hale* and *Mr. Hale*, nothing of *Ann* or *Aunt May*."""
    words = reading.person(who).name.split()
    title = titles().get(words[0].lower())
    return words[-1] if len(words) > 1 and not (title and title.kind == "kin") else ""
