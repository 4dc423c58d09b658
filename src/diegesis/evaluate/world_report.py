"""The tables of a report that show the story's world."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.measures import Measures
from diegesis.evaluate.tables import Table
from diegesis.evaluate.world import WorldScore


def world_tables(rows: Sequence[Measures]) -> list[Table]:
    """Scenes, ties, facts, events and findings; without rows where no book has them."""
    return [_scenes(rows), _ties_and_facts(rows), _events(rows), _findings(rows)]


def _found(rows: Sequence[Measures], cells: Callable[[WorldScore], Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((row.name, *cells(row.world)) for row in rows if row.world is not None)


def _number(value: float) -> str:
    return f"{value:.1f}"


def _shares(shares: Shares) -> list[str]:
    return [_number(shares.precision), _number(shares.recall), _number(shares.f1)]


def _scenes(rows: Sequence[Measures]) -> Table:
    def cells(world: WorldScore) -> list[str]:
        own = world.scenes
        shares = (own.pov_share, own.place_share, own.tense_share, own.kind_share)
        return [str(own.scenes), *_shares(own.boundaries), *map(_number, shares), *_shares(own.on_stage)]

    header = "|scenes|boundaries P|R|F1|pov|place|tense|kind|on stage P|R|F1"
    note = "A gold scene is judged by the predicted scene that covers most of it; a place by its head noun."
    return Table("Scenes", tuple(header.split("|")), _found(rows, cells), note)


def _ties_and_facts(rows: Sequence[Measures]) -> Table:
    def cells(world: WorldScore) -> list[str]:
        ties = [f"{world.ties.gold:.0f}", *_shares(world.ties)]
        return [*ties, f"{world.facts.gold:.0f}", _number(world.facts.recall), f"{world.facts.predicted:.0f}"]

    note = "Ties: pair and kind. Gold marks the main facts, not all: their precision is judged by reading."
    return Table("Ties and facts", tuple("|ties|P|R|F1|facts|R|predicted".split("|")), _found(rows, cells), note)


def _events(rows: Sequence[Measures]) -> Table:
    def cells(world: WorldScore) -> list[str]:
        own = world.events
        return [str(own.gold), _number(own.recall), _number(own.kind_share), str(own.predicted), f"{own.tau:.2f}"]

    header = ("", "events", "R", "kind of found", "predicted", "order (tau)")
    return Table("Events of the story", header, _found(rows, cells))


def _findings(rows: Sequence[Measures]) -> Table:
    def cells(world: WorldScore) -> list[str]:
        own = world.findings
        counts = (f"{own.all.gold:.0f}", f"{own.all.predicted:.0f}")
        tail = [str(own.earned), str(own.clean_findings), str(own.clean_words), f"{own.clean_rate:.2f}"]
        return [*counts, *_shares(own.all), *tail]

    header = "|slips|shown|P|R|F1|earned changes shown|on clean stories|their words|per 2,000"
    return Table("Findings", tuple(header.split("|")), _found(rows, cells), "Those shown by default.")
