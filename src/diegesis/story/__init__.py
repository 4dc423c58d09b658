"""The story: a document, its tables, and questions to ask of them."""

from diegesis.story.segments import Segment, SegmentKind, segments
from diegesis.story.story import Story

__all__ = ["Segment", "SegmentKind", "Story", "segments"]
