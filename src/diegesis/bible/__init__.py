"""The story bible: cast sheets, ties, places, timeline, chapters and open questions, each with its evidence.

``build_bible`` makes a plain tree of what a story says, ``page_of`` lays it out, and a writer per format puts it on
paper.
"""

from diegesis.bible.build import LEAST, build_bible
from diegesis.bible.layout import page_of
from diegesis.bible.model import Bible
from diegesis.bible.write import FORMATS, render

__all__ = ["FORMATS", "LEAST", "Bible", "build_bible", "page_of", "render"]
