"""Looks after the run whether each correction came true, so that none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diegesis.corrections.corrections import Correction, Unplaced
from diegesis.layer import Clamp, Merge, Rename, SpokenBy, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.story.queries import folded


def unheeded(placed: Sequence[tuple[Correction, Clamp]], tables: Tables) -> tuple[Unplaced, ...]:
    """Corrections that the finished tables do not show, with the reason, in the order given.

    Args:
        placed: corrections with the clamps they became.
        tables: what all layers made; where a table is missing, what it would show is not looked after.
    """
    if not placed:
        return ()
    outcome = _Outcome(tables)
    found = []
    for correction, clamp in placed:
        reasons = "; ".join(outcome.reasons(clamp))
        if reasons:
            found.append(Unplaced(correction, reasons))
    return tuple(found)


class _Outcome:
    """The finished cast and speakers, asked by name."""

    def __init__(self, tables: Tables) -> None:
        self._has_cast = Character in tables.kinds()
        self._has_speakers = Attribution in tables.kinds()
        self._names = {row.id: {folded(row.name)} for row in tables.rows(Character)}
        for alias in tables.rows(Alias):
            self._names.setdefault(alias.character, set()).add(folded(alias.text))
        self._quotes = {quote.span: quote.id for quote in tables.rows(Quote)}
        self._rows = {str(row.quote): row for row in tables.rows(Attribution)}

    def reasons(self, clamp: Clamp) -> Iterator[str]:
        """Why a clamp did not come true; nothing where it did."""
        match clamp:
            case SpokenBy() if self._has_speakers:
                yield from self._not_spoken(clamp)
            case Merge(names=names) if self._has_cast:
                yield from self._still_several(names)
            case Rename(new_name=new_name) if self._has_cast and not self._people(new_name):
                yield f"the cast has nobody called {new_name}"
            case _:
                return

    def _not_spoken(self, clamp: SpokenBy) -> Iterator[str]:
        row = self._rows.get(self._quotes[clamp.span])
        if row is None:
            yield "nobody can say this; it is no speech"
            return
        if clamp.speaker is None and row.speaker is not None:
            yield "the line has a speaker all the same"
        if clamp.speaker is not None and not self._among(clamp.speaker, [row.speaker] if row.speaker else []):
            known = self._people(clamp.speaker)
            yield "the line has another speaker" if known else f"the cast has nobody called {clamp.speaker}"
        for name in clamp.addressees or ():
            if not self._among(name, row.addressees):
                yield f"the cast has nobody called {name}"

    def _still_several(self, names: Sequence[str]) -> Iterator[str]:
        """Names that no person has are left out: they may stand in the text and mean nobody."""
        owners = [people for people in map(self._people, names) if people]
        if not owners or not set.intersection(*owners):
            yield "they are still several people" if owners else "the cast has none of them"

    def _people(self, name: str) -> set[str]:
        """The ids of all who have a name."""
        wanted = folded(name)
        return {person for person, names in self._names.items() if wanted in names}

    def _among(self, name: str, people: Iterable[str]) -> bool:
        return not self._people(name).isdisjoint(people)
