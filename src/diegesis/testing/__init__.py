"""Builders, strategies and the layer contract, for tests of Diegesis and of what is built on it.

``builders`` makes documents and stories by hand, so that logic is tested without a model. ``contract`` holds what
every layer must keep. ``strategies`` (which needs the package *hypothesis*) makes prose of every manner.
"""

from diegesis.testing.builders import StoryBuilder, document, story
from diegesis.testing.contract import EDGE_TEXTS, ContractBroken, check_layer, check_register

__all__ = [
    "EDGE_TEXTS",
    "ContractBroken",
    "StoryBuilder",
    "check_layer",
    "check_register",
    "document",
    "story",
]
