"""The story: a document, its tables, questions to ask of them, and the ``.story`` file that keeps them."""

from diegesis.story.given import Given
from diegesis.story.segments import Segment, SegmentKind, segments
from diegesis.story.story import Story

__all__ = ["Given", "Segment", "SegmentKind", "Story", "segments"]
