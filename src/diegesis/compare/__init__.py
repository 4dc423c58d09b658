"""Several stories side by side: who is in which, how each portrays them, and what contradicts.

Casts are aligned by names (``align``), what differs is found on the cast sheets of the story bible (``differ``), and
``write`` puts it down as Markdown or JSON.
"""

from diegesis.compare.build import compare
from diegesis.compare.model import Comparison
from diegesis.compare.write import portrait, render_json, render_markdown

__all__ = ["Comparison", "compare", "portrait", "render_json", "render_markdown"]
