"""Finding the quotes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, Record, Ref, Tables, stable_ids
from diegesis.layers.quotes.bridging import read_blocks
from diegesis.layers.quotes.continuation import join_utterances
from diegesis.layers.quotes.conventions import begins_with, dash_start, find_conventions
from diegesis.layers.quotes.dashes import split_dash_speech
from diegesis.layers.quotes.italics import italic_piece
from diegesis.layers.quotes.kinds import Surroundings, decide_kind, settle_utterances
from diegesis.layers.quotes.marks import Mark, find_marks, plain_words
from diegesis.layers.quotes.pairing import Pair
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
    begins = [begins_with(text, block.span, of_block) for block, of_block in zip(blocks, marks, strict=True)]
    readings = read_blocks(marks, conventions, begins)
    pieces: list[Piece] = []
    for number, block in enumerate(blocks):
        of_block = _marked(text, block.span, number, marks[number], readings[number].pairs)
        if conventions[number].dash:
            of_block = _spoken_by_dash(document, block.span, number) + of_block
        thoughtful = bool(pieces) and _is_thought_nearby(pieces[-1], number)
        pieces += _finished(document, block.span, number, of_block, among_thoughts=thoughtful)
    join_utterances(text, blocks, pieces)
    settle_utterances(text, pieces)
    return _rows(document, pieces)


def _is_thought_nearby(piece: Piece, number: int) -> bool:
    return piece.style is QuoteStyle.ITALIC and piece.kind is QuoteKind.THOUGHT and number - piece.block <= 2


def _finished(
    document: Document, block: Span, number: int, pieces: list[Piece], *, among_thoughts: bool
) -> list[Piece]:
    """The pieces of a block nested, with their kinds, and those that only italics set off."""
    pieces.sort(key=_order)
    _nest(pieces)
    _set_kinds(document.text, block, pieces)
    pieces += list(_italics(document, block, number, pieces, among_thoughts=among_thoughts))
    pieces.sort(key=_order)
    return pieces


def _order(piece: Piece) -> tuple[int, int]:
    return piece.span.start, -piece.span.end


def _marked(text: str, block: Span, number: int, marks: Sequence[Mark], pairs: Sequence[Pair]) -> list[Piece]:
    """Pieces from pairs; where a mark is missing, the repair finds the end or the beginning."""
    pieces: list[Piece] = []
    floor = block.start
    for position, pair in enumerate(pairs):
        start, inner_start, opened = _beginning(text, block, floor, marks, pair)
        limit = _limit(pairs, position, marks, block)
        end, inner_end, closed = _ending(text, inner_start, limit, marks, pair)
        if pair.depth == 0:
            floor = end
        if end <= start or (opened and inner_end <= inner_start):
            continue
        pieces.append(
            Piece(
                span=Span(start, end),
                inner=Span(min(inner_start, inner_end), inner_end),
                style=_style(marks, pairs, pair),
                block=number,
                depth=pair.depth,
                repair=opened or closed,
                continues=pair.continues,
            )
        )
    return pieces


def _style(marks: Sequence[Mark], pairs: Sequence[Pair], pair: Pair) -> QuoteStyle:
    mark = pair.opening if pair.opening is not None else pair.closing
    return marks[mark].style if mark is not None else QuoteStyle.DOUBLE


def _beginning(text: str, block: Span, floor: int, marks: Sequence[Mark], pair: Pair) -> tuple[int, int, str]:
    """Start, start of the words, and the repair in words."""
    if pair.opening is not None:
        return *marks[pair.opening].span, ""
    if pair.carried or pair.closing is None:
        return block.start, block.start, ""
    start = missing_start(text, floor, marks[pair.closing].span.start)
    return start, start, "opening mark missing: begins with the sentence"


def _ending(text: str, start: int, limit: int, marks: Sequence[Mark], pair: Pair) -> tuple[int, int, str]:
    """End, end of the words, and the repair in words."""
    if pair.closing is not None:
        span = marks[pair.closing].span
        return span.end, span.start, ""
    if pair.continues:
        end = trimmed(text, start, limit).end
        return end, end, ""
    end, how = missing_end(text, start, limit)
    end = trimmed(text, start, end).end
    return end, end, f"closing mark missing: {how}"


def _limit(pairs: Sequence[Pair], position: int, marks: Sequence[Mark], block: Span) -> int:
    """How far an unclosed quote may reach: to the next quote beside it, its parent's end, or the block's end."""
    pair = pairs[position]
    if pair.closing is not None:
        return block.end
    for other in pairs[position + 1 :]:
        if other.depth <= pair.depth:
            first = other.opening if other.opening is not None else other.closing
            return marks[first].span.start if first is not None else block.end
    opened = pair.opening if pair.opening is not None else -1
    closings = [other.closing for other in pairs[:position] if other.depth < pair.depth]
    return min((marks[mark].span.start for mark in closings if mark is not None and mark > opened), default=block.end)


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
    """Decide each piece's kind; a parent's is decided before those of the pieces in it."""
    for surroundings in _surroundings(block, pieces):
        surroundings.piece.kind = decide_kind(text, surroundings)


def _surroundings(block: Span, pieces: Sequence[Piece]) -> list[Surroundings]:
    """Each piece with the end of the piece before it and the start of the piece after it on its level."""
    found: list[Surroundings] = []
    last: dict[int, int] = {}
    for position, piece in enumerate(pieces):
        around = piece.parent.inner if piece.parent is not None else block
        before = around.start
        key = id(piece.parent)
        if key in last:
            sibling = found[last[key]]
            found[last[key]] = sibling._replace(after=piece.span.start)
            before = sibling.piece.span.end
        last[key] = position
        found.append(Surroundings(piece, block, before, around.end))
    return found


def _italics(
    document: Document, block: Span, number: int, pieces: Sequence[Piece], *, among_thoughts: bool
) -> Iterator[Piece]:
    """Quotes that only italics set off; italics inside or around a quote by marks add none."""
    for position in document.italics.within(block):
        italic = document.italics[position]
        if any(piece.span.touches(italic) for piece in pieces):
            continue
        piece = italic_piece(document, italic, block, number, among_thoughts=among_thoughts)
        if piece is not None:
            among_thoughts = True
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
