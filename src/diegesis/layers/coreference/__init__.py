"""The coreference layer."""

from diegesis.layers.coreference.annotate import LAYER

__all__ = ["LAYER"]
