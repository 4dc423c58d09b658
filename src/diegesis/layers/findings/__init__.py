"""findings of the story.

Being built. This note will say how the layer works, on what data it was made, how well it does and where it
fails, as the note of every layer must, in forty words at the least, so that the contract test holds while the
layer is still empty and makes no rows at all.
"""

from diegesis.layers.findings.annotate import LAYER

__all__ = ["LAYER"]
