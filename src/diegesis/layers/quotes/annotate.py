"""Finding the quotes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.document import Block, Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.quotes.continuation import join_utterances
from diegesis.layers.quotes.conventions import Convention, begins_with, dash_start, find_conventions
from diegesis.layers.quotes.dashes import split_dash_speech
from diegesis.layers.quotes.italics import italic_piece
from diegesis.layers.quotes.kinds import decide_kind
from diegesis.layers.quotes.marks import Mark, find_marks, plain_words
from diegesis.layers.quotes.pairing import Pair, pair_marks
from diegesis.layers.quotes.pieces import Piece, trimmed
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.layers.quotes.repairs import missing_end, missing_start
from diegesis.spans import Span


def annotate(
    document: Document,
    tables: Tables,
    *,
    encoded: object = None,
    clamps: Sequence[Clamp] = (),
    options: None = None,
) -> list[Record]:
    """Find every quote of a document.

    Args:
        document: the text with its blocks, sentences and italics.
        tables: not read; quotes need no other layer.
        encoded, clamps, options: not used.

    Returns:
        The quotes in text order, a quote before those that lie in it. Cost grows in line with the text.
    """
    text = document.text
    blocks = list(document.story_blocks())
    vocabulary = plain_words(text)
    tex = "``" in text
    marks = [find_marks(text, block.span, vocabulary, tex=tex) for block in blocks]
    conventions = find_conventions(text, blocks, marks)
    pieces: list[Piece] = []
    for number, block in enumerate(blocks):
        reopened = begins_with(text, blocks[number + 1].span, marks[number + 1]) if number + 1 < len(blocks) else None
        pieces += _block_pieces(document, block, number, marks[number], conventions[number], reopened)
    join_utterances(text, pieces)
    return _rows(document, pieces)


def _block_pieces(
    document: Document, block: Block, number: int, marks: Sequence[Mark], convention: Convention, reopened: str | None
) -> list[Piece]:
    """All pieces of one block, in text order, with their kinds."""
    text = document.text
    pairs = pair_marks(marks, outermost=convention.outermost, reopened=reopened)
    pieces = _spoken_by_marks(text, block.span, number, marks, pairs)
    if convention.dash:
        pieces = _spoken_by_dash(document, block.span, number) + pieces
        pieces.sort(key=_order)
    _nest(pieces)
    _set_kinds(text, block.span, pieces)
    pieces += list(_italics(document, block.span, number, pieces))
    pieces.sort(key=_order)
    return pieces


def _order(piece: Piece) -> tuple[int, int]:
    return piece.span.start, -piece.span.end


def _spoken_by_marks(text: str, block: Span, number: int, marks: Sequence[Mark], pairs: Sequence[Pair]) -> list[Piece]:
    """Pieces from pairs; where a mark is missing, the repair finds the end or the beginning."""
    pieces: list[Piece] = []
    for position, pair in enumerate(pairs):
        limit = _limit(pairs, position, marks, block)
        floor = max([block.start, *(piece.span.end for piece in pieces if piece.depth == pair.depth)][-1:])
        piece = _piece(text, number, marks, pair, floor, limit)
        if piece is not None:
            pieces.append(piece)
    return pieces


def _limit(pairs: Sequence[Pair], position: int, marks: Sequence[Mark], block: Span) -> int:
    """How far an unclosed quote may reach: to the next quote beside or above it, or to the block's end."""
    pair = pairs[position]
    if pair.closing is not None:
        return block.end
    for other in pairs[position + 1 :]:
        if other.depth <= pair.depth:
            first = other.opening if other.opening is not None else other.closing
            return marks[first].span.start if first is not None else block.end
    enclosing = [
        marks[other.closing].span.start
        for other in pairs[:position]
        if other.depth < pair.depth and other.closing is not None and other.closing > (pair.opening or 0)
    ]
    return min(enclosing, default=block.end)


def _piece(text: str, number: int, marks: Sequence[Mark], pair: Pair, floor: int, limit: int) -> Piece | None:
    opening = marks[pair.opening].span if pair.opening is not None else None
    closing = marks[pair.closing].span if pair.closing is not None else None
    repair = ""
    if opening is None and closing is not None:
        start = inner_start = missing_start(text, floor, closing.start)
        repair = "opening mark missing: begins with the sentence"
    elif opening is not None:
        start, inner_start = opening
    else:
        return None
    if closing is not None:
        end, inner_end = closing.end, closing.start
    elif pair.continues:
        end = inner_end = trimmed(text, start, limit).end
    else:
        end, how = missing_end(text, inner_start, limit)
        end = inner_end = trimmed(text, start, end).end
        repair = f"closing mark missing: {how}"
    inner = Span(min(inner_start, inner_end), inner_end)
    if end <= start:
        return None
    style = marks[pair.opening if pair.opening is not None else pair.closing or 0].style
    return Piece(
        span=Span(start, end),
        inner=inner,
        style=style,
        block=number,
        depth=pair.depth,
        repair=repair,
        continues=pair.continues,
    )


def _spoken_by_dash(document: Document, block: Span, number: int) -> list[Piece]:
    begin = dash_start(document.text, block)
    if begin is None:
        return []
    sentences = [document.sentences[position] for position in document.sentences.within(block)]
    return split_dash_speech(document.text, block, begin, sentences, number)


def _nest(pieces: Sequence[Piece]) -> None:
    """Set parents and depths from the spans; a piece that would cross another is cut at the other's end."""
    above: list[Piece] = []
    for piece in pieces:
        while above and above[-1].span.end <= piece.span.start:
            above.pop()
        if above:
            parent = above[-1]
            if piece.span.end > parent.span.end:
                piece.span = Span(piece.span.start, parent.span.end)
                piece.inner = Span(min(piece.inner.start, piece.span.end), min(piece.inner.end, piece.span.end))
            piece.parent = parent
        piece.depth = len(above)
        above.append(piece)


def _set_kinds(text: str, block: Span, pieces: Sequence[Piece]) -> None:
    for position, piece in enumerate(pieces):
        around = piece.parent.inner if piece.parent is not None else block
        before = max(
            (other.span.end for other in pieces[:position] if other.parent is piece.parent), default=around.start
        )
        after = next((other.span.start for other in pieces[position + 1 :] if other.parent is piece.parent), around.end)
        piece.kind = decide_kind(text, piece, block, before, after)


def _italics(document: Document, block: Span, number: int, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Quotes that only italics set off; italics inside or around a quote by marks add none."""
    for position in document.italics.within(block):
        italic = document.italics[position]
        if any(piece.span.touches(italic) for piece in pieces):
            continue
        piece = italic_piece(document, italic, block, number)
        if piece is not None:
            yield piece


def _rows(document: Document, pieces: Sequence[Piece]) -> list[Record]:
    ids = stable_ids("q", document, [piece.span for piece in pieces])
    known = {id(piece): Ref[Quote](own) for piece, own in zip(pieces, ids, strict=True)}
    return [
        Quote(
            id=own,
            span=piece.span,
            inner=piece.inner,
            kind=piece.kind,
            style=piece.style,
            parent=known[id(piece.parent)] if piece.parent is not None else None,
            utterance=known[id(piece.first)],
            repair=piece.repair,
        )
        for piece, own in zip(pieces, ids, strict=True)
    ]


LAYER = Layer(name="quotes", makes=(Quote,), needs=(), annotate=annotate)
