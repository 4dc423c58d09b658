"""What the narration of a document tells: its words without what people say."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from diegesis.document import STORY_BLOCKS, Block, Document
from diegesis.layer import Tables
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.views.clauses import Clauses, Word
from diegesis.views.people import People


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
        self.places: tuple[Mention, ...] = tables.rows(Mention)
        outer = [quote.span for quote in tables.rows(Quote) if quote.kind is not QuoteKind.EMPHASIS]
        self._quoted = _merged(outer)
        self._quote_starts = [span.start for span in self._quoted]

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands between the marks of speech, thought or writing."""
        position = bisect_right(self._quote_starts, offset) - 1
        return position >= 0 and offset < self._quoted[position].end

    def tokens(self, span: Span) -> list[int]:
        """Positions of the document's tokens that start in a stretch and outside quotes."""
        starts = self.document.tokens.starts
        return [at for at in self.document.tokens.within(span) if not self.is_quoted(starts[at])]

    def words(self, span: Span) -> list[Word]:
        """The parsed words of the sentences that start in a stretch, outside quotes, in text order."""
        return [
            word
            for parse in self.clauses.within(span)
            for word in parse.words
            if not self.is_quoted(parse.row.words[word.position].start)
        ]

    @cached_property
    def story_blocks(self) -> list[Block]:
        """Paragraphs, verse and letters, in text order."""
        return [block for block in self.document.blocks if block.kind in STORY_BLOCKS]


def _merged(spans: list[Span]) -> list[Span]:
    """Disjoint spans that cover the same text."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
