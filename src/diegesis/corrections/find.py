"""Finding the words of an anchor in a text: as they stand, or as an edited draft has them.

The words and their surroundings decide. Words that stand once, or once with these surroundings, are found at once.
Where an edit changed the surroundings, the place whose surroundings are most like wins if it is clearly best, and
telling words that stand but once are found in any; where it changed the words, the place whose words and surroundings
are most like. Nothing is found by guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from diegesis.corrections.corrections import Anchor
from diegesis.document import Document
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span, SpanIndex
from diegesis.story.queries import folded

#: How much of the shorter of two spans they must share to be the same quote.
_SAME_QUOTE = 0.5
_MARKS = " \t\n\"'-–—.,!?;:…()[]"
#: Characters compared on each side.
_AROUND = 40
#: Surroundings count as alike from here (one side as it was, the other quite another, comes to 0.6 and more), and a
#: place is clearly best if the next is so much less like.
_ALIKE, _CLEARLY = 0.55, 0.12
#: Edited words count as the same line from here.
_SAME_WORDS = 0.75
#: Shorter words are never found edited: too many others are like them.
_LEAST_EDITED = 8
#: Words as long as this, which one quote alone says, are found in any surroundings.
_TELLING = 20
#: Words as long as this, edited little, are found without surroundings.
_LONG, _HARDLY_EDITED = 24, 0.9


@dataclass(frozen=True, slots=True)
class _Place:
    """Somewhere the words may be, with how alike its words are (1: equal)."""

    span: Span
    words: float = 1.0


class _Text:
    """A text and what is compared of it."""

    def __init__(self, document: Document) -> None:
        self.text = document.text

    def stands_between(self, span: Span, anchor: Anchor) -> bool:
        """Whether the words before and after are those of the anchor, marks and blanks apart."""
        before, after = bare(anchor.before), bare(anchor.after)
        left = bare(self.text[max(0, span.start - 2 * len(anchor.before) - 20) : span.start])
        right = bare(self.text[span.end : span.end + 2 * len(anchor.after) + 20])
        return left.endswith(before) and right.startswith(after)

    def likeness(self, span: Span, anchor: Anchor) -> float:
        """How alike the surroundings are, 0 to 1; the mean of the sides that the anchor has."""
        left, right = bare(self.text[max(0, span.start - 60) : span.start]), bare(self.text[span.end : span.end + 60])
        before, after = bare(anchor.before), bare(anchor.after)
        sides = [(before[-_AROUND:], left[-_AROUND:])] if before else []
        sides += [(after[:_AROUND], right[:_AROUND])] if after else []
        ratios = [SequenceMatcher(None, own, other, autojunk=False).ratio() for own, other in sides]
        return sum(ratios) / len(ratios) if ratios else 0.0

    def best(self, places: Sequence[_Place], anchor: Anchor) -> Span | None:
        """The place that is clearly most like, in words and surroundings; ``None`` where none is."""
        scored = sorted(((self.likeness(p.span, anchor), p.words, p.span) for p in places), reverse=True)
        alike = [row for row in scored if row[0] >= _ALIKE]
        if not alike:
            return None
        if len(alike) > 1 and alike[0][0] + alike[0][1] - (alike[1][0] + alike[1][1]) < _CLEARLY:
            return None
        return alike[0][2]


def exactly(text: _Text, spans: Sequence[Span], anchor: Anchor) -> list[Span]:
    """Of the places that have the words, those with the surroundings of the anchor; the wanted one of several."""
    found = [span for span in spans if text.stands_between(span, anchor)]
    if anchor.occurrence is not None:
        return found[anchor.occurrence - 1 : anchor.occurrence]
    return found


class QuoteFinder:
    """Finds quotes by anchors; folding the text of all quotes is done once, when it is first needed."""

    def __init__(self, document: Document, quotes: Sequence[Quote]) -> None:
        self._document = document
        self._text = _Text(document)
        self._quotes = quotes
        self._by_id = {quote.id: quote for quote in quotes}
        self._by_span = {quote.span: quote for quote in quotes}
        self._index: SpanIndex | None = None
        self._words: list[str] = []

    def find(self, anchor: Anchor) -> Quote | str:
        """The one quote an anchor points at, or why there is none.

        An id, then a place, then words are tried; id and place count only where the words and the surroundings, if
        given, are there too.
        """
        by_id = self._by_id.get(anchor.id) if anchor.id is not None else None
        if by_id is not None and self._is_still(by_id, anchor):
            return by_id
        if anchor.span is not None:
            at_place = self._at(anchor.span)
            if at_place is not None and self._is_still(at_place, anchor):
                return at_place
        if anchor.text is not None:
            return self._by_words(anchor, anchor.text)
        if anchor.id is not None:
            return f"no quote has the id {anchor.id}"
        return "no quote stands at this place"

    def _at(self, span: Span) -> Quote | None:
        """The quote that shares most with a place, if it is half of the shorter of the two."""
        if self._index is None:
            self._index = SpanIndex(quote.span for quote in self._quotes)
        near = [self._quotes[position] for position in self._index.touching(span)]
        best = max(near, key=lambda quote: (_shared(quote.span, span), -quote.span.length), default=None)
        if best is None:
            return None
        shorter = min(best.span.length, span.length)
        return best if best.span.overlap(span) >= _SAME_QUOTE * shorter else None

    def _is_still(self, quote: Quote, anchor: Anchor) -> bool:
        """Whether a quote says the words of the anchor, in its surroundings where they are given."""
        if anchor.text is not None and bare(anchor.text) not in bare(quote.span.of(self._document.text)):
            return False
        around = bool(anchor.before or anchor.after)
        return not around or self._text.stands_between(quote.span, anchor)

    def _by_words(self, anchor: Anchor, words: str) -> Quote | str:
        wanted = bare(words)
        if not wanted:
            return "the words to look for are only marks"
        said = self._said()
        equal = [quote.span for quote, own in zip(self._quotes, said, strict=True) if own == wanted]
        holding = [quote.span for quote, own in zip(self._quotes, said, strict=True) if wanted in own]
        for spans in (equal, holding):
            found = exactly(self._text, spans, anchor)
            if len(found) > 1:
                return f'{len(found)} quotes say this; give "before", "after" or "occurrence"'
            if found:
                return self._by_span[found[0]]
        if anchor.occurrence is not None:
            return "no quote says this"
        best = self._text.best([_Place(span) for span in equal], anchor)
        best = best or self._text.best([*map(_Place, holding), *self._edited(wanted)], anchor)
        best = best or self._hardly_edited(wanted, anchor)
        if best is None and len(equal) == 1 and len(wanted) >= _TELLING:
            return self._by_span[equal[0]]
        if best is None:
            return "no quote says this" + (" with these words around it" if equal else "")
        return self._by_span[best]

    def _said(self) -> list[str]:
        if not self._words:
            self._words = [bare(quote.span.of(self._document.text)) for quote in self._quotes]
        return self._words

    def _edited(self, wanted: str) -> list[_Place]:
        """Quotes that say nearly this."""
        return [
            _Place(quote.span, ratio)
            for quote, own in zip(self._quotes, self._said(), strict=True)
            if (ratio := alike_words(wanted, own)) >= _SAME_WORDS and own != wanted
        ]

    def _hardly_edited(self, wanted: str, anchor: Anchor) -> Span | None:
        """The only quote that says very nearly this at length, for an anchor without surroundings."""
        if len(wanted) < _LONG or anchor.before or anchor.after:
            return None
        near = [place for place in self._edited(wanted) if place.words >= _HARDLY_EDITED]
        return near[0].span if len(near) == 1 else None


class PassageFinder:
    """Finds any words of a text by anchors: where a scene begins, what a fact stands on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = _Text(document)

    def find(self, anchor: Anchor, *, near: Span | None = None) -> Span | str:
        """The place of an anchor's words, or why there is none.

        Args:
            anchor: an id alone finds nothing.
            near: of several equal places, the one nearest to this one is taken.
        """
        if anchor.span is not None and anchor.span.end <= len(self._text.text) and self._is_still(anchor):
            return anchor.span
        if anchor.text is None:
            return "the text has no such place" if anchor.span is not None else "words are needed to find this place"
        spans = self._with_words(anchor.text)
        found = exactly(self._text, spans, anchor)
        if len(found) > 1 and near is not None:
            found = [min(found, key=lambda span: _distance(span, near))]
        if len(found) > 1:
            return f'these words stand {len(found)} times; give "before", "after" or "occurrence"'
        if found:
            return found[0]
        if anchor.occurrence is not None:
            return "the text has no such words"
        best = self._text.best([_Place(span) for span in spans], anchor)
        best = best or self._text.best(self._edited(anchor.text), anchor)
        if best is None and len(spans) == 1 and len(bare(anchor.text)) >= _TELLING:
            return spans[0]
        return best or ("the text has no such words" + (" with these words around them" if spans else ""))

    def _is_still(self, anchor: Anchor) -> bool:
        if anchor.span is None:
            return False
        if anchor.text is not None and bare(anchor.span.of(self._text.text)) != bare(anchor.text):
            return False
        around = bool(anchor.before or anchor.after)
        return not around or self._text.stands_between(anchor.span, anchor)

    def _with_words(self, words: str) -> list[Span]:
        """Every place that has the words; case, blanks and the shape of quotation marks do not matter."""
        parts = words.split()
        if not parts:
            return []
        pattern = r"\s+".join("".join(map(_letter, part)) for part in parts)
        edge = (r"(?<!\w)" if parts[0][0].isalnum() else "", r"(?!\w)" if parts[-1][-1].isalnum() else "")
        found = re.finditer(f"{edge[0]}{pattern}{edge[1]}", self._text.text, re.IGNORECASE)
        return [Span(*match.span()) for match in found]

    def _edited(self, words: str) -> list[_Place]:
        """Sentences, and beginnings of paragraphs and sentences, that say nearly this."""
        wanted = bare(words)
        places = set()
        for whole in (*self._document.sentences, *(block.span for block in self._document.blocks)):
            places.add(whole)
            places.add(Span(whole.start, min(whole.end, whole.start + len(words))))
        rated = (_Place(span, alike_words(wanted, bare(span.of(self._text.text)))) for span in sorted(places))
        best: dict[int, _Place] = {}
        for place in rated:
            if place.words >= _SAME_WORDS and place.words > best.get(place.span.start, place).words - 1e-9:
                best[place.span.start] = place
        return list(best.values())


def alike_words(wanted: str, own: str) -> float:
    """How alike two lines are, 0 to 1; 0 for short ones and where they cannot come near ``_SAME_WORDS``."""
    if min(len(wanted), len(own)) < _LEAST_EDITED:
        return 0.0
    if 2 * min(len(wanted), len(own)) < _SAME_WORDS * (len(wanted) + len(own)):
        return 0.0
    matcher = SequenceMatcher(None, own, wanted, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _SAME_WORDS else 0.0


def bare(words: str) -> str:
    """Folded words without marks at either end."""
    return folded(words).strip(_MARKS)


def _letter(letter: str) -> str:
    for alike in ("'‘’‚‛", '"“”„«»', "-–—"):
        if letter in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(letter)


def _shared(span: Span, other: Span) -> float:
    """Shared characters over all characters of the two spans; 1 where they are equal."""
    shared = span.overlap(other)
    return shared / (span.length + other.length - shared)


def _distance(span: Span, near: Span) -> int:
    return max(0, span.start - near.end, near.start - span.end)
