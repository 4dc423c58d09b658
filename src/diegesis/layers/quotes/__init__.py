"""The quotes layer."""

from diegesis.layers.quotes.annotate import LAYER

__all__ = ["LAYER"]
