"""What the drafts state about their people, what these are to each other, and what may be a slip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from diegesis.bible.ties import words_of
from diegesis.diff.draft import Draft
from diegesis.diff.model import Change, FactView, FindingView, Kind, TieView
from diegesis.diff.people import People
from diegesis.diff.places import Places
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.records import Finding
from diegesis.layers.relationships.records import DIRECTED, Relationship
from diegesis.spans import Span
from diegesis.story.values import CHANGING, LASTING, content

R = TypeVar("R", Fact, Relationship, Finding)
V = TypeVar("V", FactView, TieView, FindingView)


class World:
    """Facts, ties and findings of two drafts.

    Args:
        places, people: of the drafts.
        least: the least probability of what is shown; a row that is surer in one draft than in the other is no change.
    """

    def __init__(self, places: Places, people: People, *, least: float) -> None:
        self._places, self._people, self._least = places, people, least

    def facts(self) -> Iterator[Change[FactView]]:
        """Facts added, removed, and of another value."""
        old, new = list(self._places.old.story.facts), list(self._places.new.story.facts)
        self._match(old, new, self._fact)
        changed = self._pairs(old, new, lambda side, row: (self._people.group(side, row.character), row.attribute))
        pairs = [(a, b) for a, b in changed if a.attribute in LASTING | CHANGING or self._one_place(a, b)]
        yield from self._told(old, new, pairs, _fact_view, (Kind.REMOVED, Kind.ADDED))

    def ties(self) -> Iterator[Change[TieView]]:
        """Ties added, removed, and of another kind."""
        old, new = list(self._places.old.story.relationships), list(self._places.new.story.relationships)
        self._match(old, new, self._tie)
        pairs = self._pairs(old, new, lambda side, row: self._two(side, row))
        yield from self._told(old, new, pairs, _tie_view, (Kind.REMOVED, Kind.ADDED))

    def findings(self) -> Iterator[Change[FindingView]]:
        """Findings that are gone, and that are new."""
        old, new = list(self._places.old.story.findings), list(self._places.new.story.findings)
        kept = self._pairs(old, new, lambda _, row: row.code, self._one_place)
        kept += self._pairs(_but(old, kept, 0), _but(new, kept, 1), lambda _, row: (row.code, row.message))
        left = (_but(old, kept, 0), _but(new, kept, 1))
        yield from self._told(*left, [], _finding_view, (Kind.FIXED, Kind.NEW))

    # ------------------------------------------------------------------------------------------------ keys

    def _fact(self, side: str, row: Fact) -> Hashable:
        holder = None if row.holder is None else self._people.group(side, row.holder)
        return self._people.group(side, row.character), row.attribute, content(row.value), row.negated, holder

    def _two(self, side: str, row: Relationship) -> Hashable:
        return frozenset((self._people.group(side, row.a), self._people.group(side, row.b)))

    def _tie(self, side: str, row: Relationship) -> Hashable:
        first = self._people.group(side, row.a) if row.kind in DIRECTED else ""
        return self._two(side, row), row.kind, first

    def _one_place(self, old: Fact | Finding, new: Fact | Finding) -> bool:
        """Whether two rows stand on a sentence that both drafts have, reworded or not."""
        sentences = {span.start for span in self._places.in_new(old.evidence)}
        held = self._places.new.document.sentences
        return any(
            held.before(span.start) >= 0 and held[held.before(span.start)].start in sentences for span in new.evidence
        )

    # ---------------------------------------------------------------------------------------------- pairing

    def _match(self, old: list[R], new: list[R], key: Callable[[str, R], Hashable]) -> None:
        """Take out what both drafts have."""
        kept = self._pairs(old, new, key)
        olds, news = {id(a) for a, _ in kept}, {id(b) for _, b in kept}
        old[:] = [row for row in old if id(row) not in olds]
        new[:] = [row for row in new if id(row) not in news]

    def _pairs(
        self,
        old: Sequence[R],
        new: Sequence[R],
        key: Callable[[str, R], Hashable],
        fits: Callable[[R, R], bool] = lambda old, new: True,
    ) -> list[tuple[R, R]]:
        """Rows with one key that fit, in order, each once."""
        waiting: dict[Hashable, list[R]] = defaultdict(list)
        for row in new:
            waiting[key("new", row)].append(row)
        found = []
        for row in old:
            rows = waiting.get(key("old", row), [])
            at = next((at for at, other in enumerate(rows) if fits(row, other)), None)
            if at is not None:
                found.append((row, rows.pop(at)))
        return found

    # ------------------------------------------------------------------------------------------------ rows

    def _told(
        self,
        old: Sequence[R],
        new: Sequence[R],
        changed: Sequence[tuple[R, R]],
        view: Callable[[Draft, R], V],
        alone: tuple[Kind, Kind],
    ) -> Iterator[Change[V]]:
        for a, b in changed:
            if max(a.confidence, b.confidence) >= self._least:
                yield self._change(Kind.CHANGED, a, b, view)
        for a in _but(old, changed, 0):
            if a.confidence >= self._least:
                yield self._change(alone[0], a, None, view)
        for b in _but(new, changed, 1):
            if b.confidence >= self._least:
                yield self._change(alone[1], None, b, view)

    def _change(self, kind: Kind, old: R | None, new: R | None, view: Callable[[Draft, R], V]) -> Change[V]:
        places = self._places
        olds: Sequence[Span] = () if old is None else old.evidence
        news: Sequence[Span] = () if new is None else new.evidence
        return Change(
            kinds=(kind,),
            old=() if old is None else (view(places.old, old),),
            new=() if new is None else (view(places.new, new),),
            old_passages=places.old.passages(olds or places.in_old(news)),
            new_passages=places.new.passages(news or places.in_new(olds)),
            old_at=olds[0].start if olds else places.old_at(news[0].start if news else 0),
            new_at=news[0].start if news else places.new_at(olds[0].start if olds else 0),
        )


def _but(rows: Sequence[R], pairs: Sequence[tuple[R, R]], side: int) -> list[R]:
    """The rows that are in no pair."""
    taken = {id(pair[side]) for pair in pairs}
    return [row for row in rows if id(row) not in taken]


def _fact_view(draft: Draft, row: Fact) -> FactView:
    return FactView(
        id=row.id,
        person=draft.name(row.character),
        attribute=row.attribute.value,
        value=" ".join(row.value.split()),
        negated=row.negated,
        holder=draft.name(row.holder),
        confidence=round(row.confidence, 4),
    )


def _tie_view(draft: Draft, row: Relationship) -> TieView:
    return TieView(
        id=row.id,
        a=draft.name(row.a),
        b=draft.name(row.b),
        kind=row.kind.value,
        words=words_of(draft.story, row),
        confidence=round(row.confidence, 4),
    )


def _finding_view(draft: Draft, row: Finding) -> FindingView:
    return FindingView(
        id=row.id,
        code=row.code.value,
        severity=row.severity.value,
        message=" ".join(row.message.split()),
        confidence=round(row.confidence, 4),
    )
