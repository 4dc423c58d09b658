"""Finds the tag and the beats beside every quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.document import STORY_BLOCKS, Document
from diegesis.layer import Clamp, Layer, Ref, Tables, stable_ids
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.layers.tags.rules import Finder, Found, Place
from diegesis.spans import Span


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: None = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Tag]:
    """Find the tags and beats of a document, in text order; nested quotes and emphasis have none."""
    finder = Finder(document, [row for row in tables.rows(Mention) if row.personal])
    found: list[Found] = []
    for piece, place in _places(document, tables.rows(Quote)):
        found.extend(finder.beside(piece, place))
    found = _without_others(found)
    found.sort(key=lambda item: (item.span.start, -item.span.end, item.quote.span.start))
    ids = stable_ids("t", document, [item.span for item in found])
    return [_row(name, item) for name, item in zip(ids, found, strict=True)]


def _without_others(found: Sequence[Found]) -> list[Found]:
    """Without the beats of tagged pieces that are another utterance's tag: ``"Yes," said Ann. "No," said Ben.``"""
    tagged = {item.quote.id for item in found if item.kind is TagKind.TAG}
    owners = {item.mention.id: item.quote.utterance for item in found if item.kind is TagKind.TAG}
    return [
        item
        for item in found
        if item.kind is TagKind.TAG
        or item.quote.id not in tagged
        or owners.get(item.mention.id, item.quote.utterance) == item.quote.utterance
    ]


def _row(name: str, item: Found) -> Tag:
    return Tag(
        id=name,
        span=item.span,
        quote=Ref[Quote](item.quote.id),
        mention=Ref[Mention](item.mention.id),
        kind=item.kind,
        after=item.after,
        verb=item.verb,
        owner=item.owner,
    )


def _places(document: Document, quotes: Sequence[Quote]) -> Iterator[tuple[Quote, Place]]:
    """Every outermost piece, emphasis apart, and the narration beside it."""
    last_end: dict[int, int] = {}
    for pieces, block in _by_block(document, quotes):
        span = document.blocks[block].span
        lead = _lead(document, block, last_end)
        edge = span.start
        for piece, following in zip(pieces, [*(one.span.start for one in pieces[1:]), span.end], strict=True):
            before = Span(edge, max(edge, piece.span.start))
            after = Span(piece.span.end, max(piece.span.end, following))
            yield piece, Place(before, after, lead if edge == span.start else Span(edge, edge))
            edge = piece.span.end
        last_end[block] = edge


def _lead(document: Document, block: int, last_end: dict[int, int]) -> Span:
    """The narration that ends the block before, where a comma or a colon leads from it to this one; else empty."""
    start = document.blocks[block].span.start
    if block == 0 or document.blocks[block - 1].kind not in STORY_BLOCKS:
        return Span(start, start)
    before = document.blocks[block - 1].span
    if document.text[before.end - 1] not in ",:":
        return Span(start, start)
    return Span(min(max(before.start, last_end.get(block - 1, 0)), before.end), before.end)


def _by_block(document: Document, quotes: Sequence[Quote]) -> Iterator[tuple[list[Quote], int]]:
    """The outermost pieces of each block, emphasis apart, and the block's position."""
    group: list[Quote] = []
    current = -1
    for quote in quotes:
        if quote.parent is not None or quote.kind is QuoteKind.EMPHASIS:
            continue
        block = document.block_at(quote.span.start)
        if block is None:
            continue
        if block != current and group:
            yield group, current
            group = []
        current = block
        group.append(quote)
    if group:
        yield group, current


LAYER = Layer(name="tags", makes=(Tag,), needs=(Quote, Mention), annotate=annotate)
