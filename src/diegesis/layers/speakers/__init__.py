"""The speakers layer."""

from diegesis.layers.speakers.annotate import LAYER

__all__ = ["LAYER"]
