"""Spans and the only offset arithmetic of the package.

A span is half-open, ``[start, end)``, and counts Unicode code points of ``document.text``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text, ``[start, end)`` in code points.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words the span covers in ``text``."""
        return text[self.start : self.end]

    @property
    def length(self) -> int:
        """Number of code points covered; 0 for an empty span."""
        return self.end - self.start

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span (equal spans hold each other)."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def overlap(self, other: Span) -> int:
        """Number of code points shared; 0 where there are none."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        """A copy moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)


class SpanIndex:
    """Spans sorted by start, for look-ups by offset in logarithmic time.

    Args:
        spans: spans in any order. They may nest or overlap; look-ups are exact for any input and fast
            where overlaps are short.
    """

    __slots__ = ("_longest", "_order", "_starts", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        given = list(spans)
        self._order: list[int] = sorted(range(len(given)), key=lambda i: (given[i].start, -given[i].end))
        self.spans: list[Span] = [given[i] for i in self._order]
        self._starts: list[int] = [span.start for span in self.spans]
        self._longest: int = max((span.length for span in self.spans), default=0)

    def __len__(self) -> int:
        return len(self.spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def touching(self, span: Span) -> list[int]:
        """Positions (in the order the spans were given) of spans that share a code point with ``span``.

        Returned in order of start, longer first on ties; empty where there are none.
        """
        low = bisect_left(self._starts, span.start - self._longest)
        high = bisect_left(self._starts, span.end)
        return [self._order[i] for i in range(low, high) if self.spans[i].touches(span)]

    def at(self, offset: int) -> int | None:
        """Position (as given) of the innermost span that holds ``offset``, or ``None``."""
        touching = self.touching(Span(offset, offset + 1))
        return touching[-1] if touching else None

    def starting_in(self, span: Span) -> list[int]:
        """Positions (as given) of spans whose start lies in ``[span.start, span.end)``, in order of start."""
        low = bisect_left(self._starts, span.start)
        high = bisect_left(self._starts, span.end)
        return [self._order[i] for i in range(low, high)]


def span_at(starts: Sequence[int], ends: Sequence[int], offset: int) -> int | None:
    """Position of the span holding ``offset`` among disjoint spans sorted by start, or ``None``.

    Args:
        starts: start of each span, ascending.
        ends: end (exclusive) of each span, same length.
        offset: a code point offset.
    """
    position = bisect_right(starts, offset) - 1
    if position >= 0 and offset < ends[position]:
        return position
    return None


def gaps(spans: Iterable[Span], whole: Span) -> list[Span]:
    """The stretches of ``whole`` that no span of ``spans`` (disjoint, sorted) covers; never empty spans."""
    found: list[Span] = []
    position = whole.start
    for span in spans:
        if span.start > position:
            found.append(Span(position, span.start))
        position = max(position, span.end)
    if position < whole.end:
        found.append(Span(position, whole.end))
    return found
