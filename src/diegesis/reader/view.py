"""A story with the look-ups that its pages need, each built once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import Any

from diegesis.document import Document
from diegesis.errors import UnknownName
from diegesis.export.contract import first_places
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention
from diegesis.layers.findings.records import SHOWN, Finding
from diegesis.layers.quotes.records import Quote
from diegesis.layers.scenes.records import Scene
from diegesis.layers.speakers.records import Attribution
from diegesis.reader.horizon import story_until
from diegesis.spans import Span, SpanIndex
from diegesis.story import Story
from diegesis.story.doubts import turns_to_ask

Row = dict[str, Any]
#: Speakers less probable than this are in doubt, where the caller does not say.
DOUBTFUL = 0.6
#: Colours that people have; the most talkative ones have one each.
COLOURS = 12
_MOST_QUOTED = 300


class View:
    """What is asked of one story, or of its part up to a place.

    Args:
        story: the story.
        whole: the view of the whole story, where this one is cut.
    """

    def __init__(self, story: Story, *, whole: View | None = None) -> None:
        self.story = story
        self.whole = whole or self
        #: Blocks as JSON, by number, once they were asked for.
        self.block_lines: dict[int, str] = {}

    def until(self, upto: int) -> View:
        """The view of somebody who has read up to an offset (code points)."""
        return View(story_until(self.whole.story, upto, firsts=self.whole.firsts), whole=self.whole)

    @property
    def document(self) -> Document:
        """The text that may be shown."""
        return self.story.document

    @cached_property
    def words(self) -> int:
        """Words of the whole text."""
        return self.whole.document.word_count

    @cached_property
    def firsts(self) -> dict[str, int]:
        """Where each character is first mentioned."""
        return first_places(self.story)

    @cached_property
    def colours(self) -> dict[str, int]:
        """A colour, 0 to 11, for each character of the whole story: the most talkative first."""
        story = self.whole.story

        def rank(row: Character) -> tuple[int, int, int]:
            first = self.whole.firsts.get(row.id, len(story.document.text))
            return -story.quote_counts.get(row.id, 0), -story.mention_counts.get(row.id, 0), first

        ordered = sorted(story.characters, key=rank)
        return {row.id: place % COLOURS for place, row in enumerate(ordered)}

    # ------------------------------------------------------------------------------------------- look-ups

    def character(self, given: str) -> Character:
        """The character with an id.

        Raises:
            UnknownName: nobody has it, or nobody who is told so far.
        """
        try:
            return self.story.character(given)
        except KeyError:
            raise UnknownName("This story has no such character.") from None

    def quote(self, given: str) -> Quote:
        """The quote with an id.

        Raises:
            UnknownName: none has it.
        """
        found = self.story.quotes_by_id.get(given)
        if found is None:
            raise UnknownName("This story has no such quote.")
        return found

    @cached_property
    def mentions_by_id(self) -> dict[str, Mention]:
        """Mentions by id."""
        return {row.id: row for row in self.story.mentions}

    @cached_property
    def voiced(self) -> tuple[tuple[Quote, Attribution], ...]:
        """Speech and thought with who says it, in text order."""
        found = ((quote, self.story.attribution_of(quote)) for quote in self.story.quotes if quote.kind.voiced)
        return tuple((quote, row) for quote, row in found if row is not None)

    @cached_property
    def turns_by_worth(self) -> tuple[tuple[Quote, Attribution], ...]:
        """The first pieces of the turns that no person answered for, with who says them; most worth asking first."""
        rows = {quote.id: (quote, row) for quote, row in self.voiced}
        firsts = (turn.quotes[0].id for turn in turns_to_ask(self.story))
        return tuple(rows[one] for one in firsts if one in rows)

    @cached_property
    def doubtful(self) -> int:
        """How many lines have no sure speaker."""
        return sum(is_doubtful(row) for _, row in self.voiced)

    @cached_property
    def shown_findings(self) -> tuple[Finding, ...]:
        """Findings probable enough to be shown."""
        return tuple(row for row in self.story.findings if row.confidence >= SHOWN)

    @cached_property
    def scenes_by_id(self) -> dict[str, Scene]:
        """Scenes by id."""
        return {row.id: row for row in self.story.scenes}

    # --------------------------------------------------------------------------------------------- places

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.whole.document.blocks]

    def block(self, offset: int) -> int:
        """The number of the block that holds an offset, or of the next one; the last one after all; 0 without any."""
        blocks = self.whole.document.blocks
        at = bisect_left(self._block_starts, offset + 1) - 1
        if at >= 0 and offset < blocks[at].span.end:
            return at
        return max(0, min(at + 1, len(blocks) - 1))

    def first_letter(self, offset: int) -> int:
        """The first place at or after an offset that is no blank; the end of the text where there is none."""
        text = self.whole.document.text
        while offset < len(text) and text[offset].isspace():
            offset += 1
        return offset

    def last_letter(self, end: int) -> int:
        """The last place before an offset that is no blank; 0 where there is none."""
        text = self.whole.document.text
        while end > 0 and text[end - 1].isspace():
            end -= 1
        return max(0, end - 1)

    def passage(self, span: Span) -> Row:
        """A passage as the page wants it: place, words (shortened where long) and block."""
        words = span.of(self.document.text)
        short = words if len(words) <= _MOST_QUOTED else f"{words[: _MOST_QUOTED - 1]}…"
        return {"start": span.start, "end": span.end, "text": short, "block": self.block(span.start)}

    def passages(self, spans: tuple[Span, ...]) -> list[Row]:
        """Passages, in the order given."""
        return [self.passage(span) for span in spans]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote, in text order."""
        return self.story.quotes

    @cached_property
    def quote_index(self) -> SpanIndex:
        """``quotes`` by place."""
        return SpanIndex(quote.span for quote in self.quotes)

    @cached_property
    def told_mentions(self) -> tuple[Mention, ...]:
        """Mentions that the page marks: of people, and of what is known to be one."""
        rows = self.story.resolutions
        return tuple(row for row in self.story.mentions if row.id in rows or row.personal)

    @cached_property
    def mention_index(self) -> SpanIndex:
        """``told_mentions`` by place."""
        return SpanIndex(mention.span for mention in self.told_mentions)

    @cached_property
    def findings_by_block(self) -> dict[int, list[str]]:
        """Ids of findings by the blocks in which they have a passage."""
        found: dict[int, list[str]] = defaultdict(list)
        for row in self.shown_findings:
            for number in sorted({self.block(span.start) for span in row.evidence}):
                found[number].append(row.id)
        return dict(found)

    @cached_property
    def scenes_by_block(self) -> dict[int, str]:
        """Scenes by the block in which each begins."""
        return {self.block(row.span.start): row.id for row in reversed(self.story.scenes)}

    def scene_at(self, offset: int) -> Scene | None:
        """The scene that holds an offset; ``None`` where none does."""
        scenes = self.story.scenes
        at = bisect_left(scenes, offset + 1, key=lambda row: row.span.start) - 1
        return scenes[at] if at >= 0 and offset < scenes[at].span.end else None


def is_doubtful(row: Attribution, below: float = DOUBTFUL) -> bool:
    """Whether it is open who says a line: no speaker, or one less probable than ``below``; never what a person said."""
    return row.made_by != "person" and (row.speaker is None or row.confidence < below)


def probability(value: float) -> float:
    """A probability to four digits."""
    return round(float(value), 4)


def identity(ref: str | None) -> str | None:
    """An id as a plain string."""
    return None if ref is None else str(ref)


def identities(refs: tuple[Any, ...]) -> list[str]:
    """Ids as plain strings."""
    return [str(ref) for ref in refs]
