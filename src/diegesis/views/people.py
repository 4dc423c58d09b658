"""Whom words mean, who says them, and who tells the story: the tables of the earlier layers as one view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from diegesis.layer import Record, Ref, Tables
from diegesis.layers.characters.records import Character, Narration
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.deixis.records import Indication
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.relatives.records import KinResolution, Relative
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span, SpanIndex

Who = tuple[Ref[Character], ...]
#: The row types ``People`` looks at: what a layer that uses it needs.
PEOPLE: tuple[type[Record], ...] = (
    Character,
    Relative,
    Narration,
    Mention,
    Resolution,
    Indication,
    KinResolution,
    Quote,
    Attribution,
)


def resolutions_of(tables: Tables) -> dict[str, Resolution]:
    """Whom each mention means, by mention id, in text order; unresolved mentions are left out.

    The rows of coreference, those of deixis for what it left open and for what the speakers settle, and those of
    relatives for phrases that mean somebody's kin.
    """
    kinds = (Resolution, Indication, KinResolution)
    rows = {str(row.mention): row for kind in kinds for row in tables.rows(kind)}
    return {row.id: rows[row.id] for row in tables.rows(Mention) if row.id in rows}


def cast_of(tables: Tables) -> tuple[Character, ...]:
    """The cast, in order of first mention: characters, and relatives whom nobody names."""
    rows: tuple[Character, ...] = (*tables.rows(Character), *tables.rows(Relative))
    if not tables.rows(Relative):
        return rows
    return tuple(sorted(rows, key=lambda row: row.evidence[0] if row.evidence else Span(0, 0)))


class People:
    """Mentions with the people they mean, quotes with their speakers.

    Args:
        tables: those of the layers up to deixis; an absent one counts as empty.
    """

    def __init__(self, tables: Tables) -> None:
        self.cast: dict[str, Character] = {row.id: row for row in cast_of(tables)}
        self.resolutions: Mapping[str, Resolution] = resolutions_of(tables)
        #: Mentions that mean somebody of the cast, in text order.
        self.mentions: tuple[Mention, ...] = tuple(m for m in tables.rows(Mention) if m.id in self.resolutions)
        self._spans = SpanIndex([mention.span for mention in self.mentions])
        self._heads = SpanIndex([mention.head for mention in self.mentions])
        self._said: dict[str, Attribution] = {str(row.quote): row for row in tables.rows(Attribution)}
        self.quotes: tuple[Quote, ...] = tuple(q for q in tables.rows(Quote) if q.kind is not QuoteKind.EMPHASIS)
        self._quotes = SpanIndex([quote.span for quote in self.quotes])
        self._narrations = tables.rows(Narration)

    def meant(self, mention: Mention) -> Who:
        """Whom a mention means; empty where that is open."""
        row = self.resolutions.get(mention.id)
        return row.characters if row else ()

    def only(self, mention: Mention) -> Ref[Character] | None:
        """The single person a mention means; ``None`` where it is open or several are meant."""
        people = self.meant(mention)
        return people[0] if len(people) == 1 else None

    def surely(self, mention: Mention) -> float:
        """Probability that ``meant`` is right; 0 where that is open."""
        row = self.resolutions.get(mention.id)
        return row.confidence if row else 0.0

    def mentions_in(self, span: Span) -> list[Mention]:
        """Resolved mentions that start in a stretch, in text order, a longer one before those inside it."""
        return [self.mentions[at] for at in self._spans.starting_in(span)]

    def mention_at(self, word: Span) -> Mention | None:
        """The resolved mention whose head holds the start of a word, the longest such; ``None`` where there is none."""
        found = [self.mentions[at] for at in self._heads.touching(Span(word.start, word.start + 1))]
        return max(found, key=lambda mention: mention.span.length, default=None)

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quote, emphasis apart, that holds an offset; ``None`` in narration."""
        position = self._quotes.at(offset)
        return None if position is None else self.quotes[position]

    def quotes_in(self, span: Span) -> list[Quote]:
        """Quotes that start in a stretch, in text order."""
        return [self.quotes[at] for at in self._quotes.starting_in(span)]

    def attribution(self, quote: Quote) -> Attribution | None:
        """Who says a quote; ``None`` where nobody was looked for."""
        return self._said.get(quote.id)

    def speaker(self, quote: Quote) -> Ref[Character] | None:
        """Who says a quote; ``None`` where that is open."""
        row = self._said.get(quote.id)
        return row.speaker if row else None

    def addressees(self, quote: Quote) -> Who:
        """To whom a quote is said; empty where that is open."""
        row = self._said.get(quote.id)
        return row.addressees if row else ()

    def narrator_at(self, offset: int) -> Ref[Character] | None:
        """Who tells the story in the first person at an offset; ``None`` where nobody does."""
        return next((row.character for row in self._narrations if row.span.start <= offset < row.span.end), None)

    def name(self, who: str) -> str:
        """The name of somebody of the cast."""
        return self.cast[who].name


def evidence_first(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Passages in text order, each once.

    >>> evidence_first([Span(5, 9), Span(0, 2), Span(5, 9)])
    (Span(start=0, end=2), Span(start=5, end=9))
    """
    return tuple(sorted(set(spans)))
