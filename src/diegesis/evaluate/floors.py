"""Trivial ways to name speakers, each with help from the gold, to show what a score is worth.

They are given the gold lines and the gold list of names, which no system has; the first two also gold speakers:

- *most frequent speaker*: every line of a book goes to the person who speaks most of its lines.
- *previous speaker*: every line goes to the gold speaker of the line before it (the first line is wrong).
- *nearest name*: every line goes to the owner of the unshared name that stands nearest outside all gold pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from diegesis.evaluate.gold import GoldBook, Line
from diegesis.evaluate.names import normal_name
from diegesis.spans import Span, SpanIndex

MOST_FREQUENT, PREVIOUS, NEAREST = "most frequent speaker", "previous speaker", "nearest name"


def floor_verdicts(gold: GoldBook, lines: Sequence[Line]) -> dict[str, tuple[bool, ...]]:
    """Which lines each floor gets right; one verdict per line, in order."""
    speakers = [line.speaker for line in lines]
    most = Counter(speakers).most_common(1)[0][0] if speakers else None
    nearest = _nearest(gold, lines)
    return {
        MOST_FREQUENT: tuple(speaker == most for speaker in speakers),
        PREVIOUS: (False, *(one == other for one, other in pairwise(speakers)))[: len(speakers)],
        NEAREST: tuple(who == speaker for who, speaker in zip(nearest, speakers, strict=True)),
    }


def _nearest(gold: GoldBook, lines: Sequence[Line]) -> list[str | None]:
    places = _name_places(gold)
    starts = [span.start for span, _ in places]
    return [_closest(line, places, starts) for line in lines]


def _closest(line: Line, places: Sequence[tuple[Span, str]], starts: Sequence[int]) -> str | None:
    """The owner of the name nearest to the first piece; the one before wins a tie."""
    span = line.pieces[0].span
    at = bisect_left(starts, span.start)
    near = [(span.start - places[at - 1][0].end, places[at - 1][1])] if at > 0 else []
    after = next(((place.start - span.end, who) for place, who in places[at:] if place.start >= span.end), None)
    if after:
        near.append(after)
    return min(near, key=lambda found: found[0])[1] if near else None


def _name_places(gold: GoldBook) -> list[tuple[Span, str]]:
    """Where unshared gold names stand outside all gold pieces, in text order; longer names win."""
    owners = gold.name_table.owners
    words = {name for names in gold.names.values() for name in names if normal_name(name) in owners}
    if not words:
        return []
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(r"\s+".join(map(re.escape, words.split())) for words in longest_first)
    pattern = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
    inside = SpanIndex(quote.span for quote in gold.story.quotes)
    return [
        (Span(*found.span()), owners[normal_name(found.group())])
        for found in pattern.finditer(gold.story.document.text)
        if not inside.touching(Span(*found.span()))
    ]
