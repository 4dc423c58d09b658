"""The register of layers, one line each. A layer listed here is run, stored, exported and tested."""

from __future__ import annotations

from importlib import import_module

from diegesis.layer import Layer

NAMES = (
    "quotes",
    "entities",
    "triggers",
    "syntax",
    "tags",
    "characters",
    "coreference",
    "speakers",
    "deixis",
    "relatives",
    "scenes",
    "relationships",
    "facts",
    "timeline",
    "findings",
)


def registered() -> tuple[Layer, ...]:
    """All layers, in the order of the register (``pipeline.order`` sorts them by need)."""
    layers = []
    for name in NAMES:
        layer: Layer = import_module(f"diegesis.layers.{name}").LAYER
        layers.append(layer)
    return tuple(layers)
