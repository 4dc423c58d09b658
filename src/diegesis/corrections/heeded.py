"""Looks after the run whether each correction of a line came true, so that none is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from diegesis.corrections.corrections import Correction, Unplaced
from diegesis.layer import Clamp, SpokenBy, Tables
from diegesis.layers.characters.records import Alias, Character
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.records import Attribution
from diegesis.story.queries import folded


def unheeded(placed: Sequence[tuple[Correction, Clamp]], tables: Tables) -> tuple[Unplaced, ...]:
    """Corrections of a speaker or of addressees that the finished tables do not show, with the reason.

    Args:
        placed: corrections with the clamps they became.
        tables: what all layers made.
    """
    wanted = [(correction, clamp) for correction, clamp in placed if isinstance(clamp, SpokenBy)]
    if not wanted or Attribution not in tables.kinds():
        return ()
    names = _names(tables)
    quotes = {quote.span: quote for quote in tables.rows(Quote)}
    rows = {str(row.quote): row for row in tables.rows(Attribution)}
    found = []
    for correction, clamp in wanted:
        reasons = list(_reasons(clamp, rows.get(quotes[clamp.span].id), names))
        if reasons:
            found.append(Unplaced(correction, "; ".join(reasons)))
    return tuple(found)


def _names(tables: Tables) -> dict[str, set[str]]:
    """All folded names by character id."""
    names = {row.id: {folded(row.name)} for row in tables.rows(Character)}
    for alias in tables.rows(Alias):
        names.setdefault(alias.character, set()).add(folded(alias.text))
    return names


def _reasons(clamp: SpokenBy, row: Attribution | None, names: dict[str, set[str]]) -> Iterator[str]:
    if row is None:
        yield "nobody can say this; it is no speech"
        return
    if clamp.speaker is None and row.speaker is not None:
        yield "the line has a speaker all the same"
    if clamp.speaker is not None and not _among(clamp.speaker, [row.speaker] if row.speaker else [], names):
        known = _among(clamp.speaker, names, names)
        yield "the line has another speaker" if known else f"the cast has nobody called {clamp.speaker}"
    for name in clamp.addressees or ():
        if not _among(name, row.addressees, names):
            yield f"the cast has nobody called {name}"


def _among(name: str, people: Iterable[str], names: dict[str, set[str]]) -> bool:
    return any(folded(name) in names.get(person, ()) for person in people)
