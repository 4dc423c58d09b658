"""What a person said of quotes: another kind, other words. It outranks the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from diegesis.document import Document
from diegesis.layer import Clamp, QuoteIs, QuoteReaches, Ref, stable_ids
from diegesis.layers.quotes.pieces import trimmed
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.spans import Span

_REPAIR = "a person said where it begins and ends"
_NO_MARKS = ("", "")
_MARKS: Mapping[QuoteStyle, tuple[str, str]] = {
    QuoteStyle.DOUBLE: ('“"„‟＂', '”"＂'),
    QuoteStyle.SINGLE: ("‘'‚‛`", "’'‘´"),
    QuoteStyle.GUILLEMET: ("«»‹›", "«»‹›"),
    QuoteStyle.CORNER: ("「『｢", "」』｣"),
}


@dataclass(frozen=True, slots=True)
class Amended:
    """Quotes after a person's word.

    Attributes:
        quotes: all of them, in text order.
        moved: where the quotes that changed their place are now; ``None`` for one that is no more.
        refused: why nothing was done; empty where it was.
    """

    quotes: tuple[Quote, ...]
    moved: Mapping[Span, Span | None]
    refused: str = ""


def heed(document: Document, quotes: Sequence[Quote], clamps: Sequence[Clamp]) -> tuple[Quote, ...]:
    """The quotes after all that a person said of them, in the order it was said."""
    rows = tuple(quotes)
    for clamp in clamps:
        if isinstance(clamp, QuoteIs | QuoteReaches):
            rows = amend(document, rows, clamp).quotes
    return rows


def amend(document: Document, quotes: Sequence[Quote], clamp: QuoteIs | QuoteReaches) -> Amended:
    """The quotes after one thing that a person said of one of them.

    Another kind is that of the whole utterance. Other words: quotes beside it that lie in them are part of it from now
    on, those that cross their edge end there, and those that lay in it and do not any more stand beside it.
    """
    rows = tuple(quotes)
    target = next((row for row in rows if row.span == clamp.span), None)
    if target is None:
        return Amended(rows, {}, "no quote stands there")
    if isinstance(clamp, QuoteIs):
        return Amended(tuple(_of_kind(rows, target, QuoteKind(clamp.kind))), {})
    reach = _reach(document.text, target, clamp.to)
    refused = _refusal(document, rows, target, reach)
    if refused:
        return Amended(rows, {}, refused)
    return _reaching(document, rows, target, reach)


def _of_kind(rows: Sequence[Quote], target: Quote, kind: QuoteKind) -> Iterator[Quote]:
    for row in rows:
        same = row.utterance == target.utterance
        yield replace(row, kind=kind, made_by="person", confidence=1.0) if same else row


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where a quote shall stand, with its marks and without."""

    span: Span
    inner: Span


def _reach(text: str, target: Quote, to: Span) -> _Reach:
    """The words and the marks right around them, whether ``to`` holds the marks or not."""
    opening, closing = _MARKS.get(target.style, _NO_MARKS)
    outer = trimmed(text, to.start, to.end)
    start, end = outer
    if start < end and text[start] in opening:
        start += 1
    elif start > 0 and text[start - 1] in opening:
        outer = Span(start - 1, outer.end)
    if end > start and text[end - 1] in closing and not (text[end - 1] in "’'" and end - 1 < target.inner.end):
        end -= 1
    elif end < len(text) and text[end] in closing:
        outer = Span(outer.start, end + 1)
    return _Reach(outer, Span(start, end))


def _refusal(document: Document, rows: Sequence[Quote], target: Quote, reach: _Reach) -> str:
    """Why a quote cannot reach so far; empty where it can."""
    if reach.inner.length <= 0:
        return "there are no words between these marks"
    if not reach.span.touches(target.span):
        return "the words do not touch the quote"
    parent = next((row for row in rows if row.id == target.parent), None)
    if parent is not None and not parent.inner.holds(reach.span):
        return "the words reach over the quote around it"
    if document.block_at(reach.span.start) != document.block_at(reach.span.end - 1):
        return "the words reach into another paragraph"
    return ""


def _reaching(document: Document, rows: Sequence[Quote], target: Quote, reach: _Reach) -> Amended:
    inside = _held_by(rows, target)
    kept: list[tuple[Quote, Quote]] = []
    moved: dict[Span, Span | None] = {}
    for row in rows:
        new: Quote | None = row
        if row is target:
            new = replace(row, span=reach.span, inner=reach.inner, made_by="person", confidence=1.0, repair=_REPAIR)
        elif row.span.touches(reach.span) and not row.span.holds(target.span):
            new = _beside(document.text, row, reach) if row.id not in inside else _within(row, reach)
        if new is None or new.span != row.span:
            moved[row.span] = None if new is None else new.span
        if new is not None:
            kept.append((row, new))
    kept.sort(key=lambda pair: (pair[1].span.start, -pair[1].span.end))
    return Amended(_linked(document, kept, target, reach), moved)


def _held_by(rows: Sequence[Quote], target: Quote) -> frozenset[str]:
    """Ids of the quotes in a quote, at any depth."""
    found = {target.id}
    for row in rows:
        if row.parent in found:
            found.add(row.id)
    return frozenset(found - {target.id})


def _within(row: Quote, reach: _Reach) -> Quote | None:
    """A quote that lay in the one that moved: as it is where it still does; one that crosses the edge is no more."""
    return row if reach.inner.holds(row.span) else None


def _beside(text: str, row: Quote, reach: _Reach) -> Quote | None:
    """What is left of a quote that stood beside the one that moved."""
    if reach.span.holds(row.span):
        return None
    before = row.span.start < reach.span.start
    span = Span(row.span.start, reach.span.start) if before else Span(reach.span.end, row.span.end)
    span = trimmed(text, span.start, span.end)
    inner = Span(max(row.inner.start, span.start), min(row.inner.end, span.end))
    return replace(row, span=span, inner=inner) if inner.length > 0 else None


def _linked(document: Document, kept: Sequence[tuple[Quote, Quote]], target: Quote, reach: _Reach) -> tuple[Quote, ...]:
    """The quotes with new ids, and every parent and utterance by its new id."""
    names = stable_ids("q", document, [new.span for _, new in kept])
    ids = {old.id: name for (old, _), name in zip(kept, names, strict=True)}
    first: dict[str, str] = {}
    for (old, _), name in zip(kept, names, strict=True):
        first.setdefault(old.utterance, name)
    parents = {old.id: old.parent for old, _ in kept}
    found = []
    for (old, new), name in zip(kept, names, strict=True):
        parent = parents[old.id]
        if parent == target.id and not reach.inner.holds(new.span):
            parent = target.parent
        link = None if parent is None else Ref[Quote](ids[parent])
        found.append(replace(new, id=name, parent=link, utterance=Ref[Quote](first[old.utterance])))
    return tuple(found)
