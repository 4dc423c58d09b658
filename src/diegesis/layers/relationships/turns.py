"""Where a tie changes: the sentence in which they marry, part, quarrel, are reconciled, or one of them dies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from diegesis.layer import Ref, stable_ids
from diegesis.layers.relationships.claims import Reading
from diegesis.layers.relationships.records import Relationship, TieKind, Turn
from diegesis.layers.relationships.verbs import DEATHS, deeds, is_told
from diegesis.layers.scenes.records import Scene
from diegesis.spans import Span

#: Ties that a death ends; the others go on in memory.
_ENDED = frozenset({TieKind.SPOUSE, TieKind.LOVER})
_DEATH, _SURELY = 0.7, 0.6
_Change = tuple[Span, Relationship, str, float]


def turns(reading: Reading, ties: Sequence[Relationship]) -> list[Turn]:
    """Changes of the ties, in text order, each change of a tie once."""
    by_pair: dict[frozenset[str], list[Relationship]] = defaultdict(list)
    for tie in ties:
        by_pair[frozenset((tie.a, tie.b))].append(tie)
    found: dict[tuple[str, str], _Change] = {}
    for change in (*_deeds(reading, by_pair), *_deaths(reading, ties)):
        found.setdefault((change[1].id, change[2]), change)
    return _rows(reading, sorted(found.values(), key=lambda change: (change[0], change[1].id, change[2])))


def _deeds(reading: Reading, by_pair: dict[frozenset[str], list[Relationship]]) -> Iterator[_Change]:
    for done in deeds(reading):
        kinds = {done.deed.kind, *done.deed.kinds}
        for tie in by_pair.get(frozenset((done.one, done.other)), ()):
            if done.deed.change and tie.kind in kinds:
                yield done.span, tie, done.deed.change, done.weight


def _deaths(reading: Reading, ties: Sequence[Relationship]) -> Iterator[_Change]:
    couples: dict[str, list[Relationship]] = defaultdict(list)
    for tie in ties:
        if tie.kind in _ENDED:
            couples[tie.a].append(tie)
            couples[tie.b].append(tie)
    if not couples:
        return
    for parse in reading.clauses.parses:
        for word in parse.words if DEATHS & set(parse.row.lemmas) else ():
            past = word.span.of(reading.document.text).lower().endswith("ed")
            if word.lemma not in DEATHS or not past or not is_told(word) or word.subject is None:
                continue
            mention = reading.people.mention_at(word.subject.span)
            who = reading.people.only(mention) if mention is not None else None
            if mention is None or who is None or reading.surely(mention) < _SURELY:
                continue
            for tie in couples.get(who, ()):
                yield parse.row.span, tie, "ends: one of them dies", _DEATH * reading.people.surely(mention)


def _rows(reading: Reading, changes: Sequence[_Change]) -> list[Turn]:
    placed = [(scene, change) for change in changes if (scene := reading.scene_at(change[0].start)) is not None]
    ids = stable_ids("u", reading.document, [change[0] for _, change in placed])
    return [
        Turn(
            id=name,
            confidence=round(min(weight, tie.confidence), 3),
            relationship=Ref[Relationship](tie.id),
            scene=Ref[Scene](scene.id),
            change=words,
            evidence=(span,),
        )
        for name, (scene, (span, tie, words, weight)) in zip(ids, placed, strict=True)
    ]
