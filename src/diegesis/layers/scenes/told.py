"""What the narration of a document tells: its words without what people say."""

from __future__ import annotations

from bisect import bisect_right

from diegesis.document import STORY_BLOCKS, Block, Document
from diegesis.layer import Tables
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span, SpanIndex
from diegesis.views.clauses import Clauses, Word
from diegesis.views.people import People

#: Characters of a mark of italics: ``_`` or ``*``.
_MARK = 1
_PLACES = (EntityType.FAC, EntityType.VEH, EntityType.LOC, EntityType.GPE)


class Told:
    """One document with its tables, and what of it stands outside quotes.

    Args:
        document: the text.
        tables: those of the layers up to deixis; an absent one counts as empty.
    """

    def __init__(self, document: Document, tables: Tables) -> None:
        self.document = document
        self.text = document.text
        self.people = People(tables)
        self.clauses = Clauses(tables.rows(Sentence))
        self._places = [row for row in tables.rows(Mention) if row.type in _PLACES and row.form is not MentionForm.PRON]
        self._place_index = SpanIndex([row.span for row in self._places])
        outer = [quote.span for quote in tables.rows(Quote) if quote.kind is not QuoteKind.EMPHASIS]
        self._blocks = [block for block in document.blocks if block.kind in STORY_BLOCKS]
        self._block_index = SpanIndex([block.span for block in self._blocks])
        self._quoted = _merged(outer)
        self._quote_starts = [span.start for span in self._quoted]
        self._spoken = bytearray(len(document.tokens))
        for span in self._quoted:
            held = document.tokens.within(span)
            self._spoken[held.start : held.stop] = b"\1" * len(held)

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands between the marks of speech, thought or writing."""
        position = bisect_right(self._quote_starts, offset) - 1
        return position >= 0 and offset < self._quoted[position].end

    def tokens(self, span: Span) -> list[int]:
        """Positions of the document's tokens that start in a stretch and outside quotes."""
        spoken = self._spoken
        return [at for at in self.document.tokens.within(span) if not spoken[at]]

    def words(self, span: Span, tags: frozenset[str]) -> list[Word]:
        """The parsed words with some tags, of the sentences that start in a stretch, outside quotes, in text order."""
        return [
            Word(parse, at)
            for parse in self.clauses.within(span)
            for at, tag in enumerate(parse.row.tags)
            if tag in tags and not self.is_quoted(parse.row.words[at].start)
        ]

    def story_blocks_in(self, span: Span) -> list[Block]:
        """Paragraphs, verse and letters that start in a stretch, in text order."""
        return [self._blocks[at] for at in self._block_index.starting_in(span)]

    def places_in(self, span: Span) -> list[Mention]:
        """Mentions of places that start in a stretch, in text order."""
        return [self._places[at] for at in self._place_index.starting_in(span)]

    def is_slanted(self, span: Span) -> bool:
        """Whether the letters of a stretch stand all in italics."""
        italics = self.document.italics
        first = italics.before(span.start + _MARK)
        if first < 0:
            return False
        held = italics[first]
        return held.start <= span.start + _MARK and held.end >= span.end - _MARK - 1


def _merged(spans: list[Span]) -> list[Span]:
    """Disjoint spans that cover the same text."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
