"""The entities layer."""

from diegesis.layers.entities.annotate import LAYER

__all__ = ["LAYER"]
