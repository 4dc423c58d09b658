"""What a person gave when a text was read; a story keeps it, so that it can be read again in the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from diegesis.layer import Clamp
from diegesis.layers.register import registered
from diegesis.spans import Span

if TYPE_CHECKING:
    from diegesis.corrections.corrections import Correction


@dataclass(frozen=True, slots=True)
class Given:
    """What a text was read with.

    Attributes:
        clamps: what a person said from the start, such as a cast.
        corrections: with their undos, in order.
        options: of layers, by the layer's name.
        strangers: speakers that the corrections name, who joined the cast because nobody of it has these names.
    """

    clamps: tuple[Clamp, ...] = ()
    corrections: tuple[Correction, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()


def given_rows(given: Given) -> list[tuple[str, str]]:
    """As rows of a ``.story`` file: what sort of thing, and the thing as JSON."""
    from diegesis.corrections.parse import correction_row

    rows = [("clamp", {"clamp": type(clamp).__name__, **asdict(clamp)}) for clamp in given.clamps]
    rows += [("correction", {"line": row.line, **correction_row(row)}) for row in given.corrections]
    rows += [("options", {"layer": name, **asdict(row)}) for name, row in given.options.items()]
    rows += [("stranger", {"name": name}) for name in given.strangers]
    return [(sort, json.dumps(row)) for sort, row in rows]


def loaded_given(rows: list[tuple[str, str]]) -> Given:
    """What ``given_rows`` wrote.

    Raises:
        ValueError, TypeError: it is of another release, or damaged.
    """
    from diegesis.corrections.parse import parse_correction

    found = [(sort, json.loads(row)) for sort, row in rows]
    layers = {layer.name: layer.options for layer in registered() if layer.options is not None}
    return Given(
        clamps=tuple(_clamp(row) for sort, row in found if sort == "clamp"),
        corrections=tuple(parse_correction(row, line=row.pop("line")) for sort, row in found if sort == "correction"),
        options={name: layers[name](**row) for sort, row in found if sort == "options" and (name := row.pop("layer"))},
        strangers=tuple(row["name"] for sort, row in found if sort == "stranger"),
    )


def _clamp(row: dict[str, Any]) -> Clamp:
    kinds = {kind.__name__: kind for base in Clamp.__subclasses__() for kind in (base, *base.__subclasses__())}
    kind = kinds.get(row.pop("clamp"))
    if kind is None:
        raise ValueError("a clamp of another release")
    types = {each.name: str(each.type) for each in fields(kind)}
    return kind(**{name: _value(types[name], value) for name, value in row.items()})


def _value(declared: str, value: Any) -> Any:
    """A value of a clamp as its field declares it."""
    if value is None or not isinstance(value, list):
        return value
    if declared == "Span":
        return Span(*value)
    return tuple(Span(*each) if "Span" in declared else each for each in value)
