"""What follows from family ties, and what has no room."""

from __future__ import annotations

import pytest

from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender
from diegesis.layers.relationships.claims import Claim
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.relationships.weigh import weigh
from diegesis.spans import Span

CAST = {
    name: Character(id=name, name=name, gender=Gender(gender))
    for name, gender in (("ann", "F"), ("ben", "M"), ("cy", "M"), ("di", "F"), ("eve", "F"))
}
CLOSED = [
    ("ann parent cy, ann parent di", "cy sibling di"),
    ("ann parent cy, cy sibling di", "ann parent di"),
    ("ann parent cy, cy parent di", "ann grandparent di"),
    ("ben sibling cy, cy parent di", "ben aunt_uncle di"),
    ("ann parent cy, ben aunt_uncle cy, ben parent di", "cy cousin di"),
    ("ann spouse ben, ann parent cy", "ben parent cy"),
    ("ann parent cy, ben parent cy", "ann spouse ben"),
    ("ann spouse ben, ben sibling cy", "ann in_law cy"),
]


def ties(words: str, weight: float = 0.95) -> set[str]:
    claims = []
    for place, claim in enumerate(words.split(", ")):
        a, kind, b = claim.split()
        claims.append(Claim(a, b, TieKind(kind), weight, Span(place, place + 1), "said"))
    return {f"{tie.a} {tie.kind.value} {tie.b}" for tie in weigh(claims, CAST)}


@pytest.mark.parametrize(("said", "follows"), CLOSED)
def test_what_follows(said: str, follows: str) -> None:
    assert follows in ties(said) - set(said.split(", "))


def test_nothing_follows_from_what_is_unsure() -> None:
    assert ties("ann parent cy, ann parent di", weight=0.5) == {"ann parent cy", "ann parent di"}


def test_nobody_has_two_mothers() -> None:
    assert len([tie for tie in ties("ann parent cy, eve parent cy") if tie.endswith("parent cy")]) == 1


def test_nobody_is_married_twice() -> None:
    assert len([tie for tie in ties("ann spouse ben, eve spouse ben") if "spouse" in tie]) == 1


def test_two_people_have_one_tie_of_blood() -> None:
    assert ties("ann parent cy, ann sibling cy") == {"ann parent cy"}


def test_passages_that_agree_add_up() -> None:
    def row(place: int) -> Claim:
        return Claim("ann", "ben", TieKind.FRIEND, 0.35, Span(place, place + 1), "said")

    assert not weigh([row(0)], CAST)
    [tie] = weigh([row(0), row(1), row(2)], CAST)
    assert len(tie.evidence) == 3
