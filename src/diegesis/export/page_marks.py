"""What the page says about people and lines: numbers, colours, names, doubts, places to jump to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.story import Story

#: Colours of the style sheet; those who say most have one of their own.
COLOURS = 12
#: A speaker less probable than this is marked as doubtful.
DOUBTFUL = 0.6

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(words: str) -> str:
    """Words of a book as text of the page or value of an attribute; what no page can hold is shown as ``�``.

    >>> plain('<b title="a&b">')
    '&lt;b title=&quot;a&amp;b&quot;&gt;'
    """
    return escape(_FORBIDDEN.sub("\ufffd", words)).replace("\r", "&#13;")


def percent(share: float) -> str:
    """A share in per cent, never rounded up to 100 or down to 0, with a no-break space."""
    if 0 < share < 0.005:
        return "&lt;1\u00a0%"
    return f"{min(round(100 * share), 99) if share < 1 else 100}\u00a0%"


class PageMarks:
    """Numbers for what the page links to, the same in all its parts."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.people: dict[str, int] = {row.id: number for number, row in enumerate(story.characters)}
        said = story.quote_counts
        speaking = [row for row in story.characters if said.get(row.id)]
        self.speakers: list[Character] = sorted(speaking, key=lambda row: -said[row.id])
        self._colours = {row.id: rank % COLOURS for rank, row in enumerate(self.speakers)}
        self.lines: list[Quote] = [row for row in story.quotes if row.kind is not QuoteKind.EMPHASIS]
        self.numbers: dict[str, int] = {row.id: number for number, row in enumerate(self.lines)}
        self.anchors: dict[int, int] = {}
        for quote in self.lines:
            row = story.attribution_of(quote)
            for span in row.evidence if row is not None else ():
                self.anchors.setdefault(span.start, len(self.anchors))

    @property
    def beyond_legend(self) -> int:
        """Speakers who share a colour with one of the legend."""
        return max(0, len(self.speakers) - COLOURS)

    def legend(self) -> Iterator[tuple[int, int, str]]:
        """Number, colour and name of those with a colour of their own."""
        for row in self.speakers[:COLOURS]:
            yield self.people[row.id], self._colours[row.id], row.name

    def colour(self, person: str | None) -> str:
        """The class of a person's colour; empty for nobody and for somebody who says nothing."""
        return f"c{self._colours[person]}" if person in self._colours else ""

    def name(self, person: str) -> str:
        """A name with a link to the cast."""
        name, colour = plain(self._story.character(person).name), self.colour(person) or "none"
        return f"<a class={colour} href=#p{self.people[person]}><bdi>{name}</bdi></a>"

    def bare_name(self, person: str) -> str:
        """A name as the value of an attribute."""
        return plain(" ".join(self._story.character(person).name.split()))

    def row(self, quote: Quote) -> Attribution | None:
        """Who says a line."""
        return self._story.attribution_of(quote)

    def doubtful(self, quote: Quote) -> bool:
        """Whether nobody is known to say a line, or somebody unsure."""
        row = self.row(quote)
        return row is None or row.speaker is None or row.confidence < DOUBTFUL

    def block_of(self, span: Span) -> int | None:
        """The position of the block that a place stands in."""
        return self._story.document.block_at(span.start)

    def sizes(self) -> str:
        """How long the book is, who is in it, and how many lines are in doubt."""
        doubtful = sum(self.doubtful(quote) for quote in self.lines)
        lines = f"{len(self.lines):,} pieces of speech, thought and writing ({doubtful:,} in doubt)"
        return f"{self._story.document.word_count:,} words, {lines}, {len(self.people):,} people"
