"""Counting words: of stretches, of what is spoken, by whom."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import accumulate

from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.spans import Span
from diegesis.story import Story


class WordCount:
    """Counts the words (tokens that begin with a letter or a digit) of any stretch in logarithmic time."""

    def __init__(self, story: Story) -> None:
        document = story.document
        self._starts = document.tokens.starts
        self._sums = [0, *accumulate(word[:1].isalnum() for word in document.words)]
        self._spoken = [row for row in story.quotes if row.kind is QuoteKind.SPEECH and row.parent is None]
        self._spoken_starts = [row.span.start for row in self._spoken]
        self._spoken_sums = [0, *accumulate(self.of(row.span) for row in self._spoken)]
        self.total = self._sums[-1]
        self.total_spoken = self._spoken_sums[-1]

    def of(self, span: Span) -> int:
        """Words that begin in a stretch."""
        low, high = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return self._sums[high] - self._sums[low]

    def spoken_in(self, span: Span) -> int:
        """Words of the speeches that begin in a stretch; a speech in a speech counts once."""
        low, high = bisect_left(self._spoken_starts, span.start), bisect_left(self._spoken_starts, span.end)
        return self._spoken_sums[high] - self._spoken_sums[low]

    def dialogue(self, span: Span) -> float:
        """Share of a stretch that is spoken, 0 to 1; 0 for a stretch without words."""
        words = self.of(span)
        return min(1.0, self.spoken_in(span) / words) if words else 0.0

    def spoken_by(self, story: Story) -> dict[str, int]:
        """Words that each person says, by character id, in order of first speech."""
        counts: Counter[str] = Counter()
        for quote in self._spoken:
            speaker = _speaker(story, quote)
            if speaker is not None:
                counts[speaker] += self.of(quote.span)
        return dict(counts)


def _speaker(story: Story, quote: Quote) -> str | None:
    row = story.attribution_of(quote)
    return None if row is None else row.speaker
