"""What follows from ties of blood and marriage: one parent's children are siblings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations

from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender
from diegesis.layers.relationships.claims import Claim
from diegesis.layers.relationships.records import TieKind

_ROUNDS = 3
_PARENTS = 2
#: What follows from unsure ties is not worth telling.
_LEAST = 0.4
Key = tuple[str, str, TieKind]
Ties = Mapping[Key, Claim]
Rule = Callable[["Kin"], Iterator[Claim]]


class Kin:
    """The family ties known so far: for each kind, who is it to whom."""

    def __init__(self, ties: Ties) -> None:
        self._of: dict[TieKind, dict[str, dict[str, Claim]]] = defaultdict(lambda: defaultdict(dict))
        for (a, b, kind), claim in ties.items():
            self._of[kind][a][b] = claim
            if kind in _MUTUAL:
                self._of[kind][b][a] = claim

    def of(self, kind: TieKind) -> Mapping[str, Mapping[str, Claim]]:
        """First party to second party to the claim; a mutual tie stands both ways."""
        return self._of[kind]


_MUTUAL = frozenset({TieKind.SIBLING, TieKind.SPOUSE, TieKind.COUSIN, TieKind.IN_LAW})


class Room:
    """Who has room for another tie: nobody has two mothers, two fathers or two spouses.

    Somebody may remarry, and the second marriage is then lost; taking any *her husband* for another one is far worse.
    """

    def __init__(self, cast: Mapping[str, Character]) -> None:
        self._genders = {who: row.gender for who, row in cast.items()}
        self._parents: dict[str, list[str]] = defaultdict(list)
        self._married: set[str] = set()

    def takes(self, claim: Claim) -> bool:
        """Whether there is room for a tie, which is then taken."""
        if claim.kind is TieKind.SPOUSE:
            if {claim.a, claim.b} & self._married:
                return False
            self._married |= {claim.a, claim.b}
        if claim.kind is TieKind.PARENT:
            parents = self._parents[claim.b]
            same = [who for who in parents if self._genders[who] is self._genders[claim.a] is not Gender.U]
            if len(parents) == _PARENTS or same:
                return False
            parents.append(claim.a)
        return True


def infer(ties: dict[Key, Claim], room: Room) -> dict[Key, Claim]:
    """The ties with those that follow; a pair that has a family tie gets no other.

    Args:
        ties: those the text states.
        room: who has room for more, after those.
    """
    known = dict(ties)
    for _ in range(_ROUNDS):
        paired = {frozenset(key[:2]) for key, claim in known.items() if claim.kind in _FAMILY}
        kin = Kin(known)
        fresh = [claim for rule in _RULES for claim in rule(kin)]
        for claim in sorted(fresh, key=lambda claim: -claim.weight):
            pair = frozenset((claim.a, claim.b))
            if pair not in paired and claim.a != claim.b and claim.weight >= _LEAST and room.takes(claim):
                paired.add(pair)
                known[claim.a, claim.b, claim.kind] = claim
    return known


def _derived(a: str, b: str, kind: TieKind, one: Claim, other: Claim, share: float, rule: str) -> Claim:
    weaker = min(one, other, key=lambda claim: claim.weight)
    return Claim(a, b, kind, one.weight * other.weight * share, weaker.span, rule)


def _siblings(kin: Kin) -> Iterator[Claim]:
    for children in kin.of(TieKind.PARENT).values():
        for (x, one), (y, other) in combinations(sorted(children.items()), 2):
            yield _derived(x, y, TieKind.SIBLING, one, other, 0.97, "children of one parent")


def _siblings_parent(kin: Kin) -> Iterator[Claim]:
    for parent, children in kin.of(TieKind.PARENT).items():
        for child, one in children.items():
            for sibling, other in kin.of(TieKind.SIBLING)[child].items():
                yield _derived(parent, sibling, TieKind.PARENT, one, other, 0.9, "a parent of the sibling")


def _siblings_sibling(kin: Kin) -> Iterator[Claim]:
    for siblings in kin.of(TieKind.SIBLING).values():
        for (x, one), (y, other) in combinations(sorted(siblings.items()), 2):
            yield _derived(x, y, TieKind.SIBLING, one, other, 0.7, "siblings of one person")


def _grandparents(kin: Kin) -> Iterator[Claim]:
    parents = kin.of(TieKind.PARENT)
    for grandparent, children in parents.items():
        for child, one in children.items():
            for grandchild, other in parents.get(child, {}).items():
                yield _derived(grandparent, grandchild, TieKind.GRANDPARENT, one, other, 0.97, "a parent's parent")


def _siblings_grandparent(kin: Kin) -> Iterator[Claim]:
    for kind in (TieKind.GRANDPARENT, TieKind.AUNT_UNCLE):
        for elder, children in kin.of(kind).items():
            for child, one in children.items():
                for sibling, other in kin.of(TieKind.SIBLING)[child].items():
                    yield _derived(elder, sibling, kind, one, other, 0.9, "the same to the sibling")


def _aunts(kin: Kin) -> Iterator[Claim]:
    for parent, children in kin.of(TieKind.PARENT).items():
        for aunt, one in kin.of(TieKind.SIBLING)[parent].items():
            for child, other in children.items():
                yield _derived(aunt, child, TieKind.AUNT_UNCLE, one, other, 0.97, "a parent's sibling")


def _cousins(kin: Kin) -> Iterator[Claim]:
    for aunt, nephews in kin.of(TieKind.AUNT_UNCLE).items():
        for nephew, one in nephews.items():
            for child, other in kin.of(TieKind.PARENT).get(aunt, {}).items():
                yield _derived(child, nephew, TieKind.COUSIN, one, other, 0.95, "an aunt's or uncle's child")


def _other_parent(kin: Kin) -> Iterator[Claim]:
    for parent, children in kin.of(TieKind.PARENT).items():
        for spouse, one in kin.of(TieKind.SPOUSE)[parent].items():
            for child, other in children.items():
                yield _derived(spouse, child, TieKind.PARENT, one, other, 0.8, "married to the parent")


def _couples(kin: Kin) -> Iterator[Claim]:
    """Both parents of a child are taken for a couple."""
    parents: dict[str, dict[str, Claim]] = defaultdict(dict)
    for parent, children in kin.of(TieKind.PARENT).items():
        for child, claim in children.items():
            parents[child][parent] = claim
    for found in parents.values():
        for (x, one), (y, other) in combinations(sorted(found.items()), 2):
            yield _derived(x, y, TieKind.SPOUSE, one, other, 0.7, "parents of one child")


def _in_laws(kin: Kin) -> Iterator[Claim]:
    for person, spouses in kin.of(TieKind.SPOUSE).items():
        for spouse, one in spouses.items():
            for sibling, other in kin.of(TieKind.SIBLING)[person].items():
                yield _derived(sibling, spouse, TieKind.IN_LAW, one, other, 0.9, "a spouse's sibling")
            for parent, children in kin.of(TieKind.PARENT).items():
                if person in children:
                    yield _derived(parent, spouse, TieKind.IN_LAW, one, children[person], 0.9, "a spouse's parent")


_RULES: tuple[Rule, ...] = (
    _siblings,
    _siblings_parent,
    _siblings_sibling,
    _grandparents,
    _siblings_grandparent,
    _aunts,
    _cousins,
    _other_parent,
    _couples,
    _in_laws,
)
_FAMILY = frozenset(
    {
        TieKind.PARENT,
        TieKind.GRANDPARENT,
        TieKind.SIBLING,
        TieKind.AUNT_UNCLE,
        TieKind.COUSIN,
        TieKind.IN_LAW,
        TieKind.SPOUSE,
        TieKind.EX_SPOUSE,
        TieKind.LOVER,
    }
)
