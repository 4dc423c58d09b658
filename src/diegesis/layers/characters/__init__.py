"""The characters layer."""

from diegesis.layers.characters.annotate import LAYER

__all__ = ["LAYER"]
