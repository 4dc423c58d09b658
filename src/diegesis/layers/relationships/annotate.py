"""Ties between people, with the words that state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, RejectedTie, Tables, is_rejected, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.exchanges import exchanges
from diegesis.layers.relationships.groups import group_claims
from diegesis.layers.relationships.kin_names import kin_name_claims
from diegesis.layers.relationships.possessives import possessive_claims
from diegesis.layers.relationships.ranks import rank_claims
from diegesis.layers.relationships.records import DIRECTED, Direction, Exchange, Relationship, Turn
from diegesis.layers.relationships.relatives import relative_claims
from diegesis.layers.relationships.slots import Role, Slots
from diegesis.layers.relationships.turns import turns
from diegesis.layers.relationships.verbs import deed_claims
from diegesis.layers.relationships.weigh import Tie, weigh
from diegesis.layers.scenes.records import Scene
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.views.people import PEOPLE

#: Of ties that the rules are sure of, so many are in the gold of the development stories.
_RIGHT = 0.55


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> tuple[Record, ...]:
    """Ties, their changes, and what passes between people, each table in text order."""
    reading = Reading(document, tables)
    said = list(everything(reading))
    claims = [row for row in said if isinstance(row, Claim)]
    slots = Slots(reading, [row for row in said if isinstance(row, Role)], claims)
    settled = list(slots.settled(claims))
    ties = weigh([*settled, *relative_claims(reading, tables, settled)], reading.people.cast)
    ties = [tie for tie in ties if not _is_rejected(reading, tie, clamps)]
    ids = stable_ids("r", document, [tie.evidence[0] for tie in ties])
    rows = [_row(reading, name, tie) for name, tie in zip(ids, ties, strict=True)]
    return (*exchanges(reading), *rows, *turns(reading, rows))


def _is_rejected(reading: Reading, tie: Tie, clamps: Sequence[Clamp]) -> bool:
    """Whether a person said that a tie is wrong. It may be called by its kind, or by the two with the kind between."""
    a, b = reading.people.cast[tie.a].name, reading.people.cast[tie.b].name
    kind = tie.kind.value
    return is_rejected(RejectedTie, tie.evidence, (kind, f"{a} {kind} {b}", f"{b} {kind} {a}"), clamps)


def everything(reading: Reading) -> Iterator[Claim | Role]:
    """What all rules read: claims, and roles that are still open."""
    rules = (possessive_claims, kin_name_claims, group_claims, rank_claims, deed_claims)
    yield from chain.from_iterable(rule(reading) for rule in rules)


def _row(reading: Reading, name: str, tie: Tie) -> Relationship:
    return Relationship(
        id=name,
        confidence=round(tie.weight * _RIGHT, 3),
        a=Ref[Character](tie.a),
        b=Ref[Character](tie.b),
        kind=tie.kind,
        direction=Direction.DIRECTED if tie.kind in DIRECTED else Direction.MUTUAL,
        scenes=tuple(dict.fromkeys(_scenes(reading, tie.evidence))),
        evidence=tie.evidence,
        reason=tie.rule,
    )


def _scenes(reading: Reading, spans: Sequence[Span]) -> Iterator[Ref[Scene]]:
    for span in spans:
        scene = reading.scene_at(span.start)
        if scene is not None:
            yield Ref[Scene](scene.id)


LAYER = Layer(
    name="relationships",
    makes=(
        Exchange,
        Relationship,
        Turn,
    ),
    needs=(*PEOPLE, Sentence, Scene),
    annotate=annotate,
    heeds=(RejectedTie,),
)
