"""One voice name per character: unique in the story, and made only of what a markup can hold."""

from __future__ import annotations

import re

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote
from diegesis.story import Story


def voice_names(story: Story, *, forbidden: str, replacement: str = " ") -> dict[str, str]:
    """Voice names by character id, in the order of the cast; a name that two people share gets a number.

    Args:
        story: whose cast.
        forbidden: a regular expression of what a name may not hold.
        replacement: what stands for it.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for row in story.characters:
        plain = re.sub(forbidden, replacement, row.name).strip() or "Unnamed"
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain}{replacement}{number}", number + 1
        taken.add(name.casefold())
        names[row.id] = name
    return names


def speaker_of(story: Story, quote: Ref[Quote] | None) -> Character | None:
    """Who says the quote of a segment; ``None`` for narration and for lines without a speaker."""
    row = None if quote is None else story.attribution_of(quote)
    return None if row is None or row.speaker is None else story.character(row.speaker)
