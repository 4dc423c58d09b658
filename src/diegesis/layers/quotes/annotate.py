"""Finding the quotes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.document import Document
from diegesis.layer import Clamp, Layer, QuoteIs, QuoteReaches, Record, Ref, Tables, stable_ids
from diegesis.layers.quotes.bridging import read_blocks
from diegesis.layers.quotes.build import build_pieces
from diegesis.layers.quotes.continuation import join_utterances
from diegesis.layers.quotes.conventions import begins_with, breaks_off, dash_start, find_conventions
from diegesis.layers.quotes.damage import find_damage
from diegesis.layers.quotes.dashes import split_dash_speech
from diegesis.layers.quotes.italics import italic_piece
from diegesis.layers.quotes.kinds import Surroundings, decide_kind, settle_utterances
from diegesis.layers.quotes.marks import find_marks, plain_words
from diegesis.layers.quotes.pieces import Piece
from diegesis.layers.quotes.records import MarkDamage, Quote, QuoteKind, QuoteStyle
from diegesis.layers.quotes.said import heed
from diegesis.spans import Span, SpanIndex


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
        clamps: what a person said of quotes; heeded in their order.
        encoded, options: not used.

    Returns:
        The quotes in text order, a quote before those that lie in it, then the damage in text order. Cost grows
        in line with the text.
    """
    text = document.text
    blocks = list(document.story_blocks())
    vocabulary = plain_words(text)
    tex = "``" in text
    marks = [find_marks(text, block.span, vocabulary, tex=tex) for block in blocks]
    conventions = find_conventions(text, blocks, marks)
    begins = [begins_with(text, block.span, of_block) for block, of_block in zip(blocks, marks, strict=True)]
    readings = read_blocks(marks, conventions, begins, [breaks_off(text, block.span) for block in blocks])
    pieces: list[Piece] = []
    for number, block in enumerate(blocks):
        of_block = build_pieces(text, block.span, number, marks[number], readings[number])
        if of_block and pieces and readings[number].pairs[0].carried:
            of_block[0].style = pieces[-1].outermost.style
        if conventions[number].dash:
            of_block = _spoken_by_dash(document, block.span, number) + of_block
        thoughtful = bool(pieces) and _is_thought_nearby(pieces[-1], number)
        pieces += _finished(document, block.span, number, of_block, among_thoughts=thoughtful)
    join_utterances(text, blocks, pieces)
    settle_utterances(text, pieces)
    rows = heed(document, _rows(document, pieces), clamps)
    return [*rows, *find_damage(document, blocks, marks, readings, pieces)]


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
    marked = SpanIndex(piece.span for piece in pieces if piece.parent is None)
    for position in document.italics.within(block):
        italic = document.italics[position]
        if italic.end > block.end or marked.touching(italic):
            continue
        piece = italic_piece(document, italic, block, number, among_thoughts=among_thoughts)
        if piece is not None:
            among_thoughts = True
            yield piece


def _rows(document: Document, pieces: Sequence[Piece]) -> list[Quote]:
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


LAYER = Layer(name="quotes", makes=(Quote, MarkDamage), needs=(), annotate=annotate, heeds=(QuoteIs, QuoteReaches))
