"""Which layer runs when: after the layers that make what it needs."""

from __future__ import annotations

from collections.abc import Sequence

from diegesis.layer import Layer, Record


def run_order(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """Sort layers so that each comes after the makers of its needs; otherwise the given order is kept.

    Raises:
        ValueError: a need that no layer makes, two makers of one row type, or a circle. A fault of the
            register, not of the caller's input.
    """
    makers: dict[type[Record], str] = {}
    for layer in layers:
        for kind in layer.makes:
            if kind in makers:
                raise ValueError(f"both {makers[kind]} and {layer.name} make {kind.__name__}")
            makers[kind] = layer.name
    missing = [f"{layer.name} needs {kind.__name__}" for layer in layers for kind in layer.needs if kind not in makers]
    if missing:
        raise ValueError(f"no layer makes what these need: {'; '.join(missing)}")
    ordered: list[Layer] = []
    made: set[type[Record]] = set()
    waiting = list(layers)
    while waiting:
        ready = next((layer for layer in waiting if made.issuperset(layer.needs)), None)
        if ready is None:
            raise ValueError(f"needs form a circle among: {', '.join(layer.name for layer in waiting)}")
        waiting.remove(ready)
        ordered.append(ready)
        made.update(ready.makes)
    return tuple(ordered)
