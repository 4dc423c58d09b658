"""*Tom's mother*: people whom the text knows by their tie alone."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layer import Tables
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import tie_nouns
from diegesis.layers.relatives.records import Relative

#: How surely the phrase's owner is read right.
_OWNED = 0.75


def relative_claims(reading: Reading, tables: Tables) -> Iterator[Claim]:
    """The tie of each relative nobody names, in order of the first phrase."""
    for row in tables.rows(Relative):
        noun = tie_nouns().get(row.kin)
        if noun is not None:
            rule = "a phrase for kin is all that names them"
            yield from reading.claim(noun, row.id, row.owner, weight=_OWNED, span=row.evidence[0], rule=rule)
