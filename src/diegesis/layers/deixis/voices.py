"""Whose words a quote holds, and to whom they are said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span, SpanIndex

People = tuple[Ref[Character], ...]

#: Characters between a quote inside a quote and the subject of the words that say whose it is.
_BESIDE = 40
#: How surely the words beside an inner quote name its speaker, and a name at the end of a letter its writer.
_INNER, _SIGNED = 0.6, 0.8
#: Characters that may stand behind a signature: a stop, a blank, a mark.
_BEHIND_NAME = 4
#: Words before a name that begin a letter to its bearer.
_SALUTATIONS = listed("dear dearest darling hello hi hey to")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a quote, to whom, and how surely (0 to 1) the speaker is right; nobody where nothing tells."""

    speaker: Ref[Character] | None = None
    listeners: People = ()
    confidence: float = 0.0


class Voices:
    """The voices of the quotes of one document.

    Args:
        document: the text.
        quotes: all quotes, in text order.
        attributions: who says them.
        mentions: all mentions, in text order.
        meant: whom mentions mean, by id, as far as it is known by now; grows while the document is walked.
    """

    def __init__(
        self,
        document: Document,
        quotes: Sequence[Quote],
        attributions: Sequence[Attribution],
        mentions: Sequence[Mention],
        meant: Mapping[str, People],
    ) -> None:
        self.document = document
        self.meant = meant
        self.mentions = mentions
        self._places = SpanIndex([mention.span for mention in mentions])
        self._said = {str(row.quote): row for row in attributions}
        self._quotes = {quote.id: quote for quote in quotes}
        self._heard = [quote for quote in quotes if quote.kind is not QuoteKind.EMPHASIS]
        self._index = SpanIndex([quote.span for quote in self._heard])
        self._found: dict[str, Voice] = {}

    def quote_at(self, offset: int) -> Quote | None:
        """The innermost quote, emphasis apart, that holds an offset."""
        position = self._index.at(offset)
        return None if position is None else self._heard[position]

    def of(self, quote: Quote) -> Voice:
        """The voice of a quote."""
        if quote.id not in self._found:
            self._found[quote.id] = self._voice(quote)
        return self._found[quote.id]

    def _voice(self, quote: Quote) -> Voice:
        row = self._said.get(quote.id)
        if row is not None and row.speaker is not None:
            return Voice(row.speaker, row.addressees, row.confidence)
        if quote.kind is QuoteKind.WRITING:
            return self._letter(quote)
        return self._inner(quote) if quote.parent is not None else Voice()

    def _letter(self, quote: Quote) -> Voice:
        """The writer stands at the end of a letter, the reader behind *Dear*."""
        inside = [mention for mention in self._within(quote.span) if mention.form is MentionForm.PROP]
        known = [mention for mention in inside if mention.id in self.meant]
        if not known:
            return Voice()
        signed = self.meant[known[-1].id] if self._signs(known[-1], quote) else ()
        before = self.document.text[quote.inner.start : known[0].span.start].lower().split()
        greeted = self.meant[known[0].id] if before and len(before) <= 2 and before[-1] in _SALUTATIONS else ()
        return Voice(signed[0] if signed else None, greeted, _SIGNED if signed or greeted else 0.0)

    def _signs(self, mention: Mention, quote: Quote) -> bool:
        """Whether a name ends a letter, on its own: ``Come soon. Ann``."""
        before = self.document.text[: mention.span.start].rstrip(" \n\t_*-–—")[-1:]
        return quote.inner.end - mention.span.end <= _BEHIND_NAME and before in tuple(".,!?;")

    def _inner(self, quote: Quote) -> Voice:
        """Whoever the words beside a quote inside a quote let speak: ``“And he said, ‘I know.’”``."""
        outer = self._quotes[str(quote.parent)]
        around = self.of(outer)
        for mention in self._beside(quote, outer):
            people = self.meant.get(mention.id, ())
            if len(people) == 1:
                return Voice(people[0], _inner_listeners(people[0], around), _INNER)
        return Voice()

    def _beside(self, quote: Quote, outer: Quote) -> Iterator[Mention]:
        """The subjects of speech verbs beside an inner quote, that before it first."""
        tokens, speech = self.document.words, words("speech_verbs")
        start = max(outer.inner.start, quote.span.start - _BESIDE)
        for mention in reversed(self._within(Span(start, quote.span.start))):
            between = self.document.tokens.within(Span(mention.span.end, quote.span.start))
            if any(tokens[at] in speech for at in between[:2]):
                yield mention
        end = min(outer.inner.end, quote.span.end + _BESIDE)
        for mention in self._within(Span(quote.span.end, end))[:1]:
            between = self.document.tokens.within(Span(quote.span.end, mention.span.start))
            after = self.document.tokens.within(Span(mention.span.end, end))
            if any(tokens[at] in speech for at in (*between, *after[:1])):
                yield mention

    def _within(self, span: Span) -> list[Mention]:
        return [self.mentions[at] for at in self._places.starting_in(span)]


def _inner_listeners(speaker: Ref[Character], around: Voice) -> People:
    """To whom a quote inside a quote is said: who tells of it heard it, or told the listener so before."""
    if speaker == around.speaker:
        return around.listeners
    return () if around.speaker is None else (around.speaker,)
