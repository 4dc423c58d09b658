"""Scenes: where each begins, where and when it happens, who is there, through whose eyes, in which tense.

Being built. Boundaries come from marks, headings and wider gaps; tense from the finite verbs outside quotes; who is on
stage from who speaks and acts. This note will say on what data the layer was made, how well it does, and where it
fails, as soon as it has been measured.
"""

from diegesis.layers.scenes.annotate import LAYER

__all__ = ["LAYER"]
