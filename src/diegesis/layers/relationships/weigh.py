"""From claims to ties: passages that agree add up, claims that exclude each other are decided by weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diegesis.layers.characters.records import Character
from diegesis.layers.relationships.claims import Claim
from diegesis.layers.relationships.family import Room, infer
from diegesis.layers.relationships.nouns import KIN
from diegesis.layers.relationships.records import DIRECTED, TieKind
from diegesis.spans import Span

Key = tuple[str, str, TieKind]
#: A tie below this probability is not told.
LEAST = 0.4


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that is told.

    Attributes:
        a, b, kind: the tie.
        weight: its probability.
        evidence: the passages, in text order.
        rule: what reads the surest of them.
    """

    a: str
    b: str
    kind: TieKind
    weight: float
    evidence: tuple[Span, ...]
    rule: str


def weigh(claims: Iterable[Claim], cast: Mapping[str, Character]) -> list[Tie]:
    """The ties that claims amount to, family logic included.

    Args:
        claims: of all rules.
        cast: by id, in order; of a mutual tie the earlier one is ``a``.
    """
    rank = {who: place for place, who in enumerate(cast)}
    room = Room(cast)
    grouped: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[_key(claim, rank)].append(claim)
    best = {key: _joined(key, rows) for key, rows in grouped.items()}
    chosen = _decided({key: claim for key, claim in best.items() if claim.weight >= LEAST}, room)
    whole = infer(chosen, room)
    ties = []
    for (a, b, kind), claim in whole.items():
        one, other = sorted((a, b), key=rank.__getitem__) if kind not in DIRECTED else (a, b)
        spans = sorted({row.span for row in grouped.get((one, other, kind), ())} or {claim.span})
        if claim.weight >= LEAST:
            ties.append(Tie(one, other, kind, claim.weight, tuple(spans), claim.rule))
    return sorted(ties, key=lambda tie: (tie.evidence[0], rank[tie.a], rank[tie.b], tie.kind.value))


def _key(claim: Claim, rank: dict[str, int]) -> Key:
    if claim.kind not in DIRECTED and rank[claim.a] > rank[claim.b]:
        return claim.b, claim.a, claim.kind
    return claim.a, claim.b, claim.kind


def _joined(key: Key, rows: Sequence[Claim]) -> Claim:
    """Passages that agree, as one claim: each leaves less room for doubt, though they are not independent."""
    surest = max(rows, key=lambda row: row.weight)
    doubt = 1 - surest.weight
    for row in rows:
        if row is not surest:
            doubt *= 1 - row.weight / 3
    return Claim(*key, weight=min(0.98, 1 - doubt), span=surest.span, rule=surest.rule)


def _decided(ties: dict[Key, Claim], room: Room) -> dict[Key, Claim]:
    """One tie of blood or marriage a pair, one direction a kind, and no third parent: the surest stays."""
    kept: dict[Key, Claim] = {}
    kin: set[frozenset[str]] = set()
    directed: set[tuple[frozenset[str], TieKind]] = set()
    for key, claim in sorted(ties.items(), key=lambda item: (-item[1].weight, item[1].span)):
        pair = frozenset(key[:2])
        if (claim.kind in KIN and pair in kin) or (pair, claim.kind) in directed or not room.takes(claim):
            continue
        kept[key] = claim
        directed.add((pair, claim.kind))
        if claim.kind in KIN:
            kin.add(pair)
    return kept
