"""From corrections to clamps: each one finds its place in this text, or is listed with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diegesis.corrections.corrections import Correction, QuoteAnchor, SpeakerOf, Unplaced
from diegesis.document import Document
from diegesis.layer import CastMember, Clamp, Merge, Rename, SpokenBy
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span, SpanIndex
from diegesis.story.queries import folded

#: How much of the shorter of two spans they must share to be the same quote.
_SAME_QUOTE = 0.5
_MARKS = " \t\n\"'-–—.,!?;:…()[]"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of the corrections.

    Attributes:
        placed: corrections that found their place, in their order, each with the clamp it became.
        unplaced: what could not be applied, in the order of the corrections.
        newcomers: speakers whom the text never names.
    """

    placed: tuple[tuple[Correction, Clamp], ...]
    unplaced: tuple[Unplaced, ...]
    newcomers: tuple[CastMember, ...] = ()

    @property
    def clamps(self) -> tuple[Clamp, ...]:
        """For the layers: the newcomers, then the corrections in their order."""
        return (*self.newcomers, *(clamp for _, clamp in self.placed))


def resolve(
    corrections: Iterable[Correction],
    document: Document,
    quotes: Sequence[Quote],
    *,
    clamps: Sequence[Clamp] = (),
) -> Resolved:
    """Turn corrections into clamps on this text.

    Args:
        corrections: in the order of the file; where two speak of one line, the later one holds.
        document: the text.
        quotes: its quotes, in text order.
        clamps: what is known already (a cast), whose names count as known.

    Returns:
        The clamps, and the corrections that found no place or more than one.
    """
    known = _KnownNames(document, clamps)
    finder = QuoteFinder(document, quotes)
    made: dict[object, tuple[Correction, Clamp]] = {}
    unplaced: list[Unplaced] = []
    for correction in corrections:
        clamp, reason = _clamp(correction.does, known, finder)
        if reason:
            unplaced.append(Unplaced(correction, reason))
        if clamp is not None:
            key = clamp.span if isinstance(clamp, SpokenBy) else correction
            made.pop(key, None)
            made[key] = (correction, clamp)
    return Resolved(tuple(made.values()), tuple(unplaced), tuple(known.newcomers))


def _clamp(does: Merge | Rename | SpeakerOf, known: _KnownNames, finder: QuoteFinder) -> tuple[Clamp | None, str]:
    """The clamp, and what of the correction found no place (empty where all did)."""
    match does:
        case Merge(names=names):
            return _merge(names, known)
        case Rename(name=name, new_name=new_name):
            if name not in known:
                return None, f"the text does not name {name}"
            known.add(new_name)
            return does, ""
        case SpeakerOf(quote=anchor, speaker=speaker, addressees=addressees):
            found = finder.find(anchor)
            if isinstance(found, str):
                return None, found
            known.welcome([name for name in (speaker, *(addressees or ())) if name is not None])
            return SpokenBy(found.span, speaker, addressees), ""


def _merge(names: tuple[str, ...], known: _KnownNames) -> tuple[Clamp | None, str]:
    """Names that the text has are merged even where another of them is missing; the first may be new."""
    present = [name for name in names[1:] if name in known]
    missing = [name for name in names[1:] if name not in known]
    reason = f"the text does not name {' or '.join(missing)}" if missing else ""
    if not present:
        return None, reason
    known.add(names[0])
    return Merge((names[0], *present)), reason


class _KnownNames:
    """Names that stand in the text or that a person has brought in."""

    def __init__(self, document: Document, clamps: Sequence[Clamp]) -> None:
        self._text = folded(document.text)
        self._brought = {folded(clamp.name) for clamp in clamps if isinstance(clamp, CastMember)}
        self.newcomers: list[CastMember] = []

    def __contains__(self, name: str) -> bool:
        wanted = folded(name)
        return wanted in self._brought or bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._text))

    def add(self, name: str) -> None:
        self._brought.add(folded(name))

    def welcome(self, names: Iterable[str]) -> None:
        """Bring in the people whom the text never names: they speak, so they are in the cast."""
        for name in names:
            if name not in self:
                self.add(name)
                self.newcomers.append(CastMember(name))


class QuoteFinder:
    """Finds quotes by anchors; folding the text of all quotes is done once, when it is first needed."""

    def __init__(self, document: Document, quotes: Sequence[Quote]) -> None:
        self._document = document
        self._quotes = quotes
        self._by_id = {quote.id: quote for quote in quotes}
        self._index: SpanIndex | None = None
        self._words: list[str] = []

    def find(self, anchor: QuoteAnchor) -> Quote | str:
        """The one quote an anchor points at, or why there is none.

        An id, then a place, then words are tried; a place counts only where the words, if given, are there too.
        """
        if anchor.id is not None and anchor.id in self._by_id:
            return self._by_id[anchor.id]
        if anchor.span is not None:
            at_place = self._at(anchor.span)
            if at_place is not None and self._says(at_place, anchor.text):
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
        best = max(near, key=lambda quote: (_likeness(quote.span, span), -quote.span.length), default=None)
        if best is None:
            return None
        shorter = min(best.span.length, span.length)
        return best if best.span.overlap(span) >= _SAME_QUOTE * shorter else None

    def _says(self, quote: Quote, words: str | None) -> bool:
        return words is None or _bare(words) in _bare(quote.span.of(self._document.text))

    def _by_words(self, anchor: QuoteAnchor, words: str) -> Quote | str:
        if not self._words:
            self._words = [_bare(quote.span.of(self._document.text)) for quote in self._quotes]
        wanted = _bare(words)
        if not wanted:
            return "the words to look for are only marks"
        found = [quote for quote, said in zip(self._quotes, self._words, strict=True) if said == wanted]
        found = found or [q for q, said in zip(self._quotes, self._words, strict=True) if wanted in said]
        found = [quote for quote in found if self._stands_between(quote, anchor)]
        if anchor.occurrence is not None:
            found = found[anchor.occurrence - 1 : anchor.occurrence]
        if len(found) > 1:
            return f'{len(found)} quotes say this; give "before", "after" or "occurrence"'
        return found[0] if found else "no quote says this"

    def _stands_between(self, quote: Quote, anchor: QuoteAnchor) -> bool:
        """Whether the words before and after the quote are those of the anchor, marks and blanks apart."""
        text = self._document.text
        before, after = _bare(anchor.before), _bare(anchor.after)
        left = _bare(text[max(0, quote.span.start - 2 * len(anchor.before) - 20) : quote.span.start])
        right = _bare(text[quote.span.end : quote.span.end + 2 * len(anchor.after) + 20])
        return left.endswith(before) and right.startswith(after)


def _likeness(span: Span, other: Span) -> float:
    """Shared characters over all characters of the two spans; 1 where they are equal."""
    shared = span.overlap(other)
    return shared / (span.length + other.length - shared)


def _bare(words: str) -> str:
    """Folded words without marks at either end."""
    return folded(words).strip(_MARKS)
