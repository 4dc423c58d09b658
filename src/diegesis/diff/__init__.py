"""What changed in the world between two drafts: people, who says which line, scenes, facts, ties, findings.

Sentences and utterances of the two are paired by their words (``align``), people by their names and by the sentences
and lines they share (``people``), scenes by their sentences; all else hangs on these. Which draft is the old one makes
no difference but to the words: the other way round the same changes come out mirrored.
"""

from diegesis.diff.build import LEAST, diff
from diegesis.diff.model import SECTIONS, Change, Changes, Kind

__all__ = ["LEAST", "SECTIONS", "Change", "Changes", "Kind", "diff"]
