"""The first-person narrator: where the book says *I*, and whom it means."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.lexicons.people import titles
from diegesis.spans import Span

_SINGULAR = frozenset(("i", "me", "my", "mine", "myself"))
_NAMED = re.compile(r"\b(?:[Mm]y name is|[Mm]y name[’']s|[Mm]y name was|I am called|they call me|call me|I am|I[’']m)\s+$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chapters told in the first person, and the places that tie the narrator to a name."""

    span: Span
    person: int | None
    reason: str
    evidence: tuple[Span, ...]


def first_person_chapters(document: Document, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> list[Span]:
    """Chapters whose narration says *I* at least once in 800 characters (and three times), in text order.

    Where they hold half of the book's narration, every chapter that says *I* at all is told in the first person.
    """
    told = [chapter.span.length for chapter in document.chapters]
    counts = [0] * len(told)
    for quote in quotes:
        chapter = document.chapter_at(quote.span.start)
        if chapter is not None and quote.parent is None:
            told[chapter] -= quote.span.length
    for mention in mentions:
        if mention.form is MentionForm.PRON and mention.person == 1 and not mention.plural and not mention.in_quote:
            chapter = document.chapter_at(mention.span.start)
            if chapter is not None:
                counts[chapter] += 1
    first = [count >= 3 and count * 800 >= size for count, size in zip(counts, told, strict=True)]
    if sum(size for size, mine in zip(told, first, strict=True) if mine) * 2 > sum(told):
        first = [count > 0 for count in counts]
    return [chapter.span for chapter, mine in zip(document.chapters, first, strict=True) if mine]


class NarratorFinder:
    """Ties *I* to one of the cast."""

    def __init__(self, document: Document, owners: Mapping[str, int], mentions: Sequence[Mention]) -> None:
        """Args: the document; the person (a position) of each name mention's id; all mentions."""
        self.document = document
        self.owners = owners
        self.mentions = mentions

    def stretches(self, quotes: Sequence[Quote], tags: Sequence[Tag]) -> list[Stretch]:
        """One stretch for the whole book where one narrator tells it, else one for each run of chapters."""
        chapters = first_person_chapters(self.document, self.mentions, quotes)
        if not chapters:
            return []
        votes = [self._votes(span, quotes, tags) for span in chapters]
        titled = [self._in_title(span) for span in chapters]
        if len(chapters) > 1 and len({title for title in titled if title is not None}) > 1:
            return [
                Stretch(span, title, "the chapter is headed with the name", (span,))
                if title is not None
                else self._stretch(span, vote)
                for span, vote, title in zip(chapters, votes, titled, strict=True)
            ]
        total: Counter[int] = Counter()
        for vote in votes:
            total.update(vote)
        whole = self._stretch(Span(chapters[0].start, chapters[-1].end), total)
        return [Stretch(span, whole.person, whole.reason, whole.evidence) for span in chapters]

    def _in_title(self, span: Span) -> int | None:
        """The person named alone in the chapter's heading."""
        chapter = self.document.chapter_at(span.start)
        if chapter is None:
            return None
        title = self.document.chapters[chapter].title.split(" — ")[-1].strip().lower()
        for mention in self.mentions:
            owner = self.owners.get(mention.id)
            if owner is not None and mention.span.of(self.document.text).lower() == title:
                return owner
        return None

    def _stretch(self, span: Span, votes: Counter[int]) -> Stretch:
        best = votes.most_common(2)
        if not best or (len(best) > 1 and best[0][1] == best[1][1]):
            return Stretch(span, None, "nobody calls the narrator by a name", ())
        person = best[0][0]
        evidence = [m.span for m in self.mentions if self.owners.get(m.id) == person and m.in_quote][:1]
        return Stretch(span, person, "others call the narrator by this name", tuple(evidence))

    def _votes(self, span: Span, quotes: Sequence[Quote], tags: Sequence[Tag]) -> Counter[int]:
        """Votes for each person: names the narrator is called by, less the times the narration tells of them."""
        inside = [mention for mention in self.mentions if span.holds(mention.span)]
        mine = self._own_quotes(inside, quotes, tags)
        votes: Counter[int] = Counter()
        for mention in inside:
            owner = self.owners.get(mention.id)
            if owner is None or mention.span.of(self.document.text).lower() in titles():
                continue
            if self._introduced(mention):
                quote = self._quote_of(mention) if mention.in_quote else None
                votes[owner] += 3 if quote is None or mine.get(quote.id) == 1 else -2
            elif mention.in_quote:
                votes[owner] += self._called(mention, mine)
            else:
                votes[owner] -= 1
        return Counter({person: vote for person, vote in votes.items() if vote > 0})

    def _own_quotes(self, inside: Sequence[Mention], quotes: Sequence[Quote], tags: Sequence[Tag]) -> dict[str, int]:
        """Per quote id: 1 for a quote tagged *I said*, 2 for one beside such a quote."""
        said = {m.id for m in inside if m.person == 1 and m.form is MentionForm.PRON and not m.plural}
        own = {tag.quote for tag in tags if tag.mention in said and tag.kind is TagKind.TAG}
        near: dict[str, int] = {}
        for position, quote in enumerate(quotes):
            if quote.id in own:
                for other in quotes[max(0, position - 2) : position + 3]:
                    near.setdefault(other.id, 2)
        near.update(dict.fromkeys(own, 1))
        self._quotes = quotes
        self._quote_starts = [quote.span.start for quote in quotes]
        return near

    def _called(self, mention: Mention, mine: Mapping[str, int]) -> int:
        """What a name inside a quote says: 2 where it is a vocative near the narrator's own lines, 1 elsewhere."""
        if not mention.vocative:
            return 0
        quote = self._quote_of(mention)
        place = mine.get(quote.id, 0) if quote else 0
        if place == 1:
            return -2
        return 2 if place == 2 else 1

    def _quote_of(self, mention: Mention) -> Quote | None:
        position = bisect_right(self._quote_starts, mention.span.start) - 1
        while position >= 0:
            if self._quotes[position].span.holds(mention.span):
                return self._quotes[position]
            if self._quotes[position].parent is None:
                return None
            position -= 1
        return None

    def _introduced(self, mention: Mention) -> bool:
        """Whether *my name is* or *I am* stands before a name."""
        before = self.document.text[max(0, mention.span.start - 24) : mention.span.start]
        return bool(_NAMED.search(before))
