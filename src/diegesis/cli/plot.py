"""``diegesis plot``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story, write_out

#: As in ``diegesis.bible.plots`` (a test compares them); written here to keep ``--help`` light.
KINDS = ("presence", "network", "dialogue", "tone")


@click.command(
    "plot",
    help=f"""Draw a plot of a story, as SVG: the same bytes each time.

    {STORY_HELP} Needs matplotlib: pip install 'diegesis[plots]'.

    \b
    Kinds:
      presence  who is there, from the first page to the last
      network   who speaks to whom, and who is tied to whom
      dialogue  who says how much, and how much of each chapter is said
      tone      how warm or hard the words between two people are, scene by scene""",
    epilog="""\b
Examples:
  diegesis plot book.story --kind presence -o presence.svg
  diegesis plot book.story --kind network > network.svg""",
)
@click.argument("story", metavar="STORY")
@click.option("--kind", required=True, type=click.Choice(KINDS), help="What to draw.")
@click.option("-o", "--output", metavar="FILE", help="Where to write; .png gives a PNG (default: standard output).")
@heeding
def command(story: str, *, kind: str, output: str | None, **heed: Any) -> None:
    """Draw a plot."""
    from diegesis.bible.plots import draw, require_matplotlib

    require_matplotlib()
    path = None if output in (None, "-") else Path(output or "")
    form = "png" if path is not None and path.suffix.lower() == ".png" else "svg"
    picture = draw(load_story(story, **heed), kind, form=form)
    if path is None:
        write_out(picture.decode())
        return
    from diegesis.export import write_whole

    write_whole(path, picture)
