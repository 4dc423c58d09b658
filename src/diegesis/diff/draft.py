"""A draft made ready to be compared: its sentences and utterances as words, and its passages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from diegesis.bible.build import title_of
from diegesis.diff.align import Words
from diegesis.diff.model import DraftView, Passage, Person
from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution
from diegesis.spans import Span
from diegesis.story import Story

#: Characters that are shown before and after the words of a passage, and of the words themselves.
_AROUND, _LONGEST = 100, 300
#: Passages shown for one side of a change.
_MOST_PASSAGES = 3
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says in one go: its pieces in text order, and its words."""

    pieces: tuple[Quote, ...]
    words: Words
    row: Attribution | None

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.pieces[0].span.start, max(piece.span.end for piece in self.pieces))

    @property
    def speaker(self) -> Ref[Character] | None:
        """Who says it."""
        return None if self.row is None else self.row.speaker

    @property
    def addressees(self) -> tuple[Ref[Character], ...]:
        """To whom."""
        return () if self.row is None else self.row.addressees


class Draft:
    """One of the two drafts."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.document = story.document
        breaks = re.finditer(r"\r\n|\r|\n", self.document.text)
        self._lines = [0, *(found.end() for found in breaks)]

    @cached_property
    def word_tokens(self) -> list[list[int]]:
        """Positions of the tokens that are words, by sentence."""
        document = self.document
        return [
            [at for at in document.tokens.within(sentence) if _WORD.search(document.words[at])]
            for sentence in document.sentences
        ]

    @cached_property
    def sentences(self) -> list[Words]:
        """The words of each sentence."""
        return [tuple(self.document.words[at] for at in tokens) for tokens in self.word_tokens]

    @cached_property
    def utterances(self) -> list[Utterance]:
        """What is said, thought or written, in text order; a stretch without a word is none."""
        pieces: dict[str, list[Quote]] = {}
        for quote in self.story.quotes:
            if quote.kind is not QuoteKind.EMPHASIS:
                pieces.setdefault(str(quote.utterance), []).append(quote)
        made = [self._utterance(rows) for rows in pieces.values()]
        return sorted((row for row in made if row.words), key=lambda row: row.span)

    def _utterance(self, pieces: Sequence[Quote]) -> Utterance:
        words = tuple(
            word
            for piece in pieces
            for at in self.document.tokens.within(piece.inner)
            if _WORD.search(word := self.document.words[at])
        )
        rows = (self.story.attribution_of(piece) for piece in pieces)
        known = [row for row in rows if row is not None]
        spoken = next((row for row in known if row.speaker is not None), known[0] if known else None)
        return Utterance(tuple(pieces), words, spoken)

    # ------------------------------------------------------------------------------------------ what is shown

    def passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        """The first few of some places, in text order."""
        return tuple(self.passage(span) for span in sorted(set(spans))[:_MOST_PASSAGES])

    def passage(self, span: Span) -> Passage:
        """Words with their sentence around them."""
        sentences = self.document.sentences
        first, last = sentences.before(span.start), sentences.before(max(span.start, span.end - 1))
        start = sentences[first].start if first >= 0 and sentences[first].end > span.start else span.start
        end = max(span.end, sentences[last].end) if last >= 0 else span.end
        text, position = self.document.text, self.document.chapter_at(span.start)
        before, after = text[start : span.start], text[span.end : end]
        words = text[span.start : span.end]
        cut = len(words) > _LONGEST
        return Passage(
            start=span.start,
            end=span.end,
            line=bisect_right(self._lines, span.start),
            chapter=None if position is None else self.document.chapters[position].number,
            before=_line(_cut(before[::-1], _AROUND)[::-1]).lstrip(),
            words=_line(_cut(words, _LONGEST)),
            after="" if cut else _line(_cut(after, _AROUND)).rstrip(),
        )

    def name(self, ref: str | None) -> str:
        """A person's name; empty for nobody."""
        return self.story.name_of(ref) or ""

    def names(self, refs: Iterable[str]) -> tuple[str, ...]:
        """Names in the order given."""
        return tuple(self.name(ref) for ref in refs)

    def person(self, row: Character) -> Person:
        """Somebody, to show."""
        return Person(
            id=row.id,
            name=row.name,
            aliases=tuple(alias.text for alias in self.story.aliases.get(row.id, ()) if alias.text != row.name),
            pronouns=row.pronouns,
            lines=self.story.quote_counts.get(row.id, 0),
        )

    @cached_property
    def first_places(self) -> dict[str, Span]:
        """Where each person is first mentioned; nothing for one whom the text never mentions."""
        found: dict[str, Span] = {}
        spans = {row.id: row.span for row in self.story.mentions}
        for mention, row in self.story.resolutions.items():
            for person in row.characters:
                found[person] = min(spans[mention], found.get(person, spans[mention]))
        for character in self.story.characters:
            for span in character.evidence:
                found.setdefault(character.id, span)
        return found

    def view(self) -> DraftView:
        """What the draft is."""
        return DraftView(
            title=title_of(self.story),
            name=self.document.name,
            sha256=self.document.sha256,
            words=sum(map(len, self.sentences)),
            lines=len(self.utterances),
            people=len(self.story.characters),
            scenes=len(self.story.scenes),
        )


def _cut(words: str, most: int) -> str:
    """The first characters of long words, whole ones where they have blanks between them."""
    if len(words) <= most:
        return words
    kept = re.sub(r"\s\S*$", "", words[: most + 1])
    return f"{kept[:most]} …"


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", words)
