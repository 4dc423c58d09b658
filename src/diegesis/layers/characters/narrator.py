"""The first-person narrator: where the book says *I*, and whom it means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from diegesis.document import Document
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.layers.tags.records import Tag, TagKind
from diegesis.lexicons.load import words
from diegesis.lexicons.people import person_nouns, titles
from diegesis.spans import Span
from diegesis.views.chats import in_chat

if TYPE_CHECKING:
    from diegesis.inference.reading import Reading

Voted = TypeVar("Voted", int, str)

_NAMED = re.compile(
    r"\b(?:[Mm]y name is|[Mm]y name[’']s|[Mm]y name was|I am called|they call me|call me|I am|I[’']m)\s+$"
)
#: What stands before a name that somebody is taken to have.
_TAKEN_FOR = re.compile(r"\b[Yy]ou(?:[’']ll| must| will) be\s+(?:[Mm]rs?\.? |[Mm]iss )?$")
#: Questions for a name, and introductions that ask for one in return.
_ASKED = re.compile(
    r"\b(?i:your (?:\w+ )?name|called you|call you|are you called|who (?:are|might) you)\b"
    r"|\b(?:I am|I[’']m|[Mm]y name is) [A-Z]"
)
#: Characters between such a question and the answer.
_ANSWER_REACH = 160
#: Votes of a name that somebody calls inside a line, and of one in the line right before or after *I said*.
_CALLED, _ANSWERED = 2, 4
#: How many times the votes of the next a name must have, by rules alone and where the reader votes too: then two names
#: with many votes are mostly those of one person.
_LEAD, _LEAD_READ = 1.5, 1.2
#: Votes for a name that the reader is sure means *I*, and how sure it must be of one that founds nobody.
_LINKED, _LEAST = 6, 0.25
#: How sure the reader must be that a word it alone takes for a name is one, for a narrator to be called by it.
_SURE = 0.6
#: Votes that a name loses where the narration tells of its bearer: a narrator says *I*.
_TOLD_OF = 5


def _is_calling(surface: str) -> bool:
    """Whether words (in lower case) say what somebody is, by which many may be called, such as ``bosun``."""
    return surface in titles() or surface in person_nouns() or surface in words("occupations")


def _clearly_first(votes: Mapping[Voted, float], lead: float) -> Voted | None:
    """Who has ``lead`` times the votes of the next; ``None`` where nobody has."""
    best = sorted(votes, key=lambda one: -votes[one])[:2]
    if not best or (len(best) > 1 and votes[best[0]] < lead * votes[best[1]]):
        return None
    return best[0]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chapters told in the first person, and the places that tie the narrator to a name."""

    span: Span
    person: int | None
    reason: str
    evidence: tuple[Span, ...]


def says_i(mention: Mention) -> bool:
    """Whether a mention is the *I* or *my* of the narration."""
    return mention.form is MentionForm.PRON and mention.person == 1 and not mention.plural and not mention.in_quote


def _is_shown(document: Document, span: Span) -> bool:
    """Whether words are shown, not told: a line of a chat (``Ann: I am up``), a notice in capitals (``I KNOW YOU``)."""
    text = document.text
    beside = [*text[max(0, span.start - 24) : span.start].split()[-1:], *text[span.end : span.end + 24].split()[:1]]
    words = [word.strip(".,;:!?…\"'“”‘’*_()") for word in beside]
    return in_chat(text, span.start) or any(len(word) > 1 and word.isupper() for word in words)


def links_to_i(mentions: Sequence[Mention], encoded: Reading) -> dict[str, float]:
    """How likely the reader thinks that a name called in speech means an *I* of the narration before it, by its id.

    Args:
        mentions: all mentions, in text order.
        encoded: the reader's pass over the text.
    """
    called = [at for at, row in enumerate(mentions) if row.form is MentionForm.PROP and row.vocative and row.in_quote]
    if not called or not any(map(says_i, mentions)):
        return {}
    choices = encoded.antecedents([row.span for row in mentions], [row.form.value for row in mentions])
    found = {}
    for at in called:
        chances = zip(choices.earlier[at], choices.chances[at][1:], strict=True)
        told = [float(chance) for earlier, chance in chances if earlier >= 0 and says_i(mentions[earlier])]
        found[mentions[at].id] = sum(told)
    return found


def first_person_chapters(
    document: Document, mentions: Sequence[Mention], quotes: Sequence[Quote], *, known: bool = False
) -> list[Span]:
    """Chapters whose narration says *I* at least once in 800 characters (and three times), in text order.

    Where they hold half of the book's narration, or where a person said that there is a narrator (``known``), every
    chapter that says *I* at all is told in the first person.
    """
    told = [chapter.span.length for chapter in document.chapters]
    counts = [0] * len(told)
    for quote in quotes:
        chapter = document.chapter_at(quote.span.start)
        if chapter is not None and quote.parent is None:
            told[chapter] -= quote.span.length
    for mention in mentions:
        if says_i(mention) and not _is_shown(document, mention.span):
            chapter = document.chapter_at(mention.span.start)
            if chapter is not None:
                counts[chapter] += 1
    first = [count >= 3 and count * 800 >= size for count, size in zip(counts, told, strict=True)]
    if known or sum(size for size, mine in zip(told, first, strict=True) if mine) * 2 > sum(told):
        first = [count > 0 for count in counts]
    return [chapter.span for chapter, mine in zip(document.chapters, first, strict=True) if mine]


class NarratorFinder:
    """Ties *I* to one of the cast.

    Args:
        document: the text.
        owners: the person (a position) of each name mention's id.
        mentions, quotes, tags: the rows of those layers, in text order.
        links: how likely the reader thinks that a name means an *I* before it, by the mention's id.
    """

    def __init__(
        self,
        document: Document,
        owners: Mapping[str, int],
        mentions: Sequence[Mention],
        quotes: Sequence[Quote],
        tags: Sequence[Tag],
        links: Mapping[str, float] | None = None,
    ) -> None:
        self.document = document
        self._links = links or {}
        self._lead = _LEAD_READ if links else _LEAD
        self.owners = owners
        self.mentions = mentions
        self.quotes = quotes
        self._mention_starts = [mention.span.start for mention in mentions]
        self._quote_starts = [quote.span.start for quote in quotes]
        self._places = self._own_quotes(tags)
        self._beside = self._right_beside()

    def stretches(self, *, known: bool = False) -> list[Stretch]:
        """The first-person chapters, each with its narrator; empty where nobody tells the story as *I*.

        One narrator is looked for over all of them, unless the chapters are headed with different names. ``known``: a
        person said that there is one. In a text of one chapter a single *I said* is enough.
        """
        speaks = len(self.document.chapters) == 1 and 1 in self._places.values()
        chapters = first_person_chapters(self.document, self.mentions, self.quotes, known=known or speaks)
        if not chapters:
            return []
        votes = [self._votes(span) for span in chapters]
        titled = self._in_titles(chapters)
        if len({title for title in titled if title is not None}) > 1:
            return [
                Stretch(span, title, "the chapter is headed with the name", (span,))
                if title is not None
                else self._stretch(span, vote)
                for span, vote, title in zip(chapters, votes, titled, strict=True)
            ]
        total: dict[int, float] = defaultdict(float)
        for vote in votes:
            for person, weight in vote.items():
                total[person] += weight
        whole = self._stretch(Span(chapters[0].start, chapters[-1].end), total)
        return [Stretch(span, whole.person, whole.reason, whole.evidence) for span in chapters]

    def _in_titles(self, chapters: Sequence[Span]) -> list[int | None]:
        """For each chapter the person named alone in its heading."""
        named: dict[str, int] = {}
        for mention in self.mentions:
            owner = self.owners.get(mention.id)
            if owner is not None:
                named.setdefault(" ".join(mention.span.of(self.document.text).lower().split()), owner)
        found = []
        for span in chapters:
            chapter = self.document.chapter_at(span.start)
            title = "" if chapter is None else self.document.chapters[chapter].title
            found.append(named.get(title.split(" — ")[-1].strip().lower()))
        return found

    def _stretch(self, span: Span, votes: Mapping[int, float]) -> Stretch:
        person = _clearly_first(self._with_clipped(votes), self._lead)
        if person is None:
            return Stretch(span, None, "nobody calls the narrator by a name", ())
        evidence = [m.span for m in self.mentions if self.owners.get(m.id) == person and m.in_quote][:1]
        return Stretch(span, person, "others call the narrator by this name", tuple(evidence))

    def _with_clipped(self, votes: Mapping[int, float]) -> dict[int, float]:
        """Votes for a clipped name go to the name it is clipped from, where both are called: ``Gen`` and ``Imogen``."""
        names = {
            self.owners[m.id]: m.span.of(self.document.text) for m in self.mentions if self.owners.get(m.id) in votes
        }
        found = dict(votes)
        for short in votes:
            fuller = [other for other in votes if len(names[other]) > len(names[short]) >= 3]
            fuller = [other for other in fuller if names[short].lower() in names[other].lower()]
            if len(fuller) == 1 and short in found and fuller[0] in found:
                found[fuller[0]] += found.pop(short)
        return found

    def _votes(self, span: Span) -> dict[int, float]:
        """Votes for each person: names the narrator is called by, less the times the narration tells of them."""
        first = bisect_left(self._mention_starts, span.start)
        last = bisect_left(self._mention_starts, span.end)
        votes: dict[int, float] = defaultdict(float)
        for mention in self.mentions[first:last]:
            owner = self.owners.get(mention.id)
            surface = mention.span.of(self.document.text).lower()
            if owner is None or _is_calling(surface):
                continue
            if self._introduced(mention):
                place = self._place(mention) if mention.in_quote else 1
                votes[owner] += 3 if place == 1 else -2
            elif mention.in_quote:
                votes[owner] += self._weight(mention)
            else:
                votes[owner] -= _TOLD_OF
        return {person: vote for person, vote in votes.items() if vote > 0}

    def _own_quotes(self, tags: Sequence[Tag]) -> dict[str, int]:
        """Per quote id: 1 for a quote tagged *I said*, 2 for one near it, 3 for one near it with another tag."""
        said = {m.id for m in self.mentions if says_i(m)}
        own = {tag.quote for tag in tags if tag.mention in said and tag.kind is TagKind.TAG}
        near: dict[str, int] = {}
        for position, quote in enumerate(self.quotes):
            if quote.id in own:
                for other in self.quotes[max(0, position - 2) : position + 3]:
                    near.setdefault(other.id, 2)
        others = {tag.quote for tag in tags if tag.kind is TagKind.TAG} - own
        near.update({quote: 3 if quote in near else 4 for quote in sorted(others)})
        near.update(dict.fromkeys(sorted(own), 1))
        return near

    def _right_beside(self) -> frozenset[str]:
        """Ids of the quotes right before and after one tagged *I said*: what answers it, and what it answers."""
        own = [at for at, quote in enumerate(self.quotes) if self._places.get(quote.id) == 1]
        near = {at + step for at in own for step in (-1, 1)}
        return frozenset(self.quotes[at].id for at in near if 0 <= at < len(self.quotes))

    def called_only(self, strangers: Sequence[Mention], chapters: Sequence[Span]) -> list[Mention]:
        """Where somebody is called by a name that is nobody's and stands nowhere else: it may be the narrator's.

        Args:
            strangers: mentions by names that founded nobody, in text order.
            chapters: those told in the first person.

        Returns:
            The mentions of the one name with most votes; empty where there is none, or several are alike.
        """
        groups: dict[str, list[Mention]] = {}
        for mention in strangers:
            surface = mention.span.of(self.document.text)
            if not _is_calling(surface.lower()) and any(chapter.holds(mention.span) for chapter in chapters):
                groups.setdefault(surface, []).append(mention)
        votes: dict[str, float] = {}
        for surface, group in groups.items():
            linked = sum(self._links.get(mention.id, 0.0) for mention in group)
            sure = max(mention.confidence for mention in group) >= _SURE and (linked >= _LEAST or not self._links)
            if sure and all(mention.in_quote and mention.vocative for mention in group):
                votes[surface] = sum(self._weight(mention) for mention in group)
        best = _clearly_first({surface: vote for surface, vote in votes.items() if vote > 0}, self._lead)
        return [] if best is None else groups[best]

    def _weight(self, mention: Mention) -> float:
        """Votes of a name inside a quote; the reader's count where it calls somebody."""
        called = self._called(mention)
        return called + _LINKED * self._links.get(mention.id, 0.0) if called > 0 else called

    def _called(self, mention: Mention) -> int:
        """What a name inside a quote says: most where somebody else calls it, less in a line without a tag."""
        after = self.document.text[mention.span.end : mention.span.end + 1]
        if _TAKEN_FOR.search(self.document.text[max(0, mention.span.start - 24) : mention.span.start]):
            return _ANSWERED if self._place(mention) != 1 else 0
        if not mention.vocative or after not in ".!?," or self._listed(mention):
            return 0
        quote = self._quote_of(mention)
        if quote is not None and self._answers(mention, quote):
            return 3 if self._places.get(quote.id, 0) < 2 else 0
        if quote is not None and after in ".," and self._stands_alone(mention, quote):
            return 0 if self._places.get(quote.id, 0) == 1 or quote.inner.length > mention.span.length + 1 else 1
        if self._place(mention) == 1:
            return -_CALLED
        return _ANSWERED if quote is not None and quote.id in self._beside else _CALLED

    def _listed(self, mention: Mention) -> bool:
        """``And Ann?`` asks about somebody."""
        return self.document.text[max(0, mention.span.start - 4) : mention.span.start].lower() == "and "

    def _stands_alone(self, mention: Mention, quote: Quote) -> bool:
        """Whether a name is a sentence that opens its quote: ``“Ann. You know.”`` answers as often as it calls."""
        text = self.document.text
        whole = quote.inner.length <= mention.span.length + 1
        return mention.span.start == quote.inner.start and (whole or text[mention.span.end] == ".")

    def _answers(self, mention: Mention, quote: Quote) -> bool:
        """Whether a quote that opens with a name tells it: ``“What is your name?” “Ann. Ann Vale.”``."""
        position = bisect_left(self._quote_starts, quote.span.start) - 1
        if position < 0 or mention.span.start != quote.inner.start:
            return False
        asked = self.quotes[position]
        if asked.utterance == quote.utterance or quote.span.start - asked.span.end > _ANSWER_REACH:
            return False
        pieces = [row for row in self.quotes[max(0, position - 3) : position + 1] if row.utterance == asked.utterance]
        return any(_ASKED.search(piece.inner.of(self.document.text)) for piece in pieces)

    def _place(self, mention: Mention) -> int:
        """The place of the quote around a mention, as in ``_own_quotes``; 0 for none of those."""
        quote = self._quote_of(mention)
        return 0 if quote is None else self._places.get(quote.id, 0)

    def _quote_of(self, mention: Mention) -> Quote | None:
        """The innermost quote around a mention."""
        position = bisect_right(self._quote_starts, mention.span.start) - 1
        while position >= 0:
            quote = self.quotes[position]
            if quote.span.holds(mention.span):
                return quote
            if quote.parent is None:
                break
            position -= 1
        return None

    def _introduced(self, mention: Mention) -> bool:
        """Whether *my name is* or *I am* stands before a name."""
        before = self.document.text[max(0, mention.span.start - 24) : mention.span.start]
        return bool(_NAMED.search(before))
