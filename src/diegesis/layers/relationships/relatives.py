"""*Tom's mother*: people whom the text knows by their tie alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.layer import Tables
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import TieNoun, tie_nouns
from diegesis.layers.relationships.records import TieKind
from diegesis.layers.relatives.records import Relative

#: How surely the phrase's owner is read right.
_OWNED = 0.75
#: A claim at least so sure says who it is.
_SAID = 0.4


def relative_claims(reading: Reading, tables: Tables, known: Sequence[Claim]) -> Iterator[Claim]:
    """The tie of each relative nobody names, in order of the first phrase.

    Args:
        reading: the tables.
        tables: for the relatives.
        known: what is claimed of others; a relative who may be one of them (*his son*, and Hugh is his son) gets none.
    """
    filled = {(claim.kind, claim.a, claim.b) for claim in known if claim.weight >= _SAID}
    for row in tables.rows(Relative):
        noun = tie_nouns().get(row.kin)
        if noun is None or _is_filled(reading, noun, row, filled):
            continue
        rule = "a phrase for kin is all that names them"
        yield from reading.claim(noun, row.id, row.owner, weight=_OWNED, span=row.evidence[0], rule=rule)


def _is_filled(reading: Reading, noun: TieNoun, row: Relative, filled: set[tuple[TieKind, str, str]]) -> bool:
    """Whether somebody else is known to be what the phrase says."""
    others = [who for who in reading.people.cast if who not in (row.id, row.owner) and reading.fits(who, noun.gender)]
    ways = [noun.parties(who, row.owner) for who in others]
    mutual = [(b, a) for a, b in ways if noun.role == "m"]
    return any((noun.kind, a, b) in filled for a, b in (*ways, *mutual))
