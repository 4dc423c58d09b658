"""Who is on stage, and how much: the memory behind third-person pronouns (after Lappin and Leass, 1994)."""

from __future__ import annotations

from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character

#: Sentences after which somebody unmentioned is off stage for a pronoun.
MEMORY = 12
#: How much of a mention's weight is left a sentence later, and a paragraph later.
SENTENCE_DECAY, BLOCK_DECAY = 0.6, 0.7
#: Weight of a mention as a subject and elsewhere.
SUBJECT, OTHER = 2.0, 1.0
#: Factors for a candidate whose gender is known to fit, and for a subject after a subject.
SURE, PARALLEL = 3.0, 1.2
#: Factor for the owner in the same sentence: ``Ann took her coat``.
OWNER = 1.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands.

    Attributes:
        sentence, block, clause: ordinals in the document; a clause ends at a mark or a conjunction.
        subject: whether the mention is a subject.
    """

    sentence: int
    block: int
    clause: int
    subject: bool


@dataclass(slots=True)
class _Presence:
    """What the narration has lately said of one character."""

    gender: str
    weight: float
    place: Place

    def weight_at(self, place: Place) -> float:
        """The weight that is left."""
        sentences, blocks = place.sentence - self.place.sentence, place.block - self.place.block
        return self.weight * float(SENTENCE_DECAY**sentences * BLOCK_DECAY ** min(blocks, MEMORY))


class Stage:
    """The characters lately mentioned in narration."""

    def __init__(self) -> None:
        self._present: dict[Ref[Character], _Presence] = {}

    def enter(self, character: Ref[Character], gender: str, place: Place, *, share: float = 1.0) -> None:
        """Note a mention; ``share`` of its full weight."""
        weight = share * (SUBJECT if place.subject else OTHER)
        known = self._present.pop(character, None)
        if known is not None:
            weight += known.weight_at(place)
        self._present[character] = _Presence(gender, weight, place)
        if len(self._present) > 2 * MEMORY:
            self._leave(place.sentence)

    def _leave(self, sentence: int) -> None:
        """Forget whoever is off stage, or the one mentioned longest ago."""
        gone = [who for who, seen in self._present.items() if sentence - seen.place.sentence > MEMORY]
        for who in gone or list(self._present)[:1]:
            del self._present[who]

    def holds(self, character: Ref[Character]) -> bool:
        """Whether somebody was mentioned lately."""
        return character in self._present

    def candidates(self, gender: str, place: Place, *, apart: bool, owner: bool) -> list[tuple[float, Ref[Character]]]:
        """Whom a pronoun of a gender may mean, with weights, the likeliest first.

        Args:
            gender: F, M or N.
            place: where the pronoun stands.
            apart: whether it cannot mean the subject of its clause: ``Ann looked at her``.
            owner: whether it is a possessive.
        """
        found = []
        for who, seen in self._present.items():
            if place.sentence - seen.place.sentence > MEMORY or seen.gender not in ("U", gender):
                continue
            if apart and seen.place.subject and seen.place.clause == place.clause:
                continue
            weight = seen.weight_at(place) * (SURE if seen.gender == gender else 1.0)
            if place.subject and seen.place.subject:
                weight *= PARALLEL
            if owner and seen.place.sentence == place.sentence:
                weight *= OWNER
            found.append((weight, who))
        return sorted(found, key=lambda pair: -pair[0])
