"""Questions to ask of a story: find a person, a quote or a chapter by what somebody typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from diegesis.document import Chapter
from diegesis.errors import UnknownName
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.story.segments import SegmentKind
from diegesis.story.story import Story


@dataclass(frozen=True, slots=True)
class Line:
    """A quote with who says it, to whom, and the chapter it stands in (``None`` outside all chapters)."""

    quote: Quote
    speaker: Character | None
    addressees: tuple[Character, ...]
    chapter: Chapter | None
    confidence: float


def lines(
    story: Story,
    *,
    speaker: Character | None = None,
    addressee: Character | None = None,
    chapter: Chapter | None = None,
    unattributed: bool = False,
) -> Iterator[Line]:
    """The quotes somebody can say (all but emphasis), in text order.

    Args:
        story: where to look.
        speaker: only lines of this person.
        addressee: only lines to this person.
        chapter: only lines that start in this chapter.
        unattributed: only lines without a speaker.
    """
    for line in _all_lines(story):
        if speaker is not None and (line.speaker is None or line.speaker.id != speaker.id):
            continue
        if addressee is not None and all(person.id != addressee.id for person in line.addressees):
            continue
        if chapter is not None and (line.chapter is None or line.chapter.id != chapter.id):
            continue
        if unattributed and line.speaker is not None:
            continue
        yield line


def _all_lines(story: Story) -> Iterator[Line]:
    for quote in story.quotes:
        if quote.kind is QuoteKind.EMPHASIS:
            continue
        position = story.document.chapter_at(quote.span.start)
        chapter = None if position is None else story.document.chapters[position]
        row = story.attribution_of(quote)
        if row is None:
            yield Line(quote, None, (), chapter, 0.0)
            continue
        speaker = None if row.speaker is None else story.character(row.speaker)
        yield Line(quote, speaker, tuple(map(story.character, row.addressees)), chapter, row.confidence)


def find_character(story: Story, name: str) -> Character:
    """The person with a name, an alias or an id; case, accents and blanks do not matter.

    Raises:
        UnknownName: nobody has it (the nearest names are given), or several people share it.
    """
    wanted = folded(name)
    for candidates in (_by_name(story, wanted), _by_alias(story, wanted)):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            people = ", ".join(person.name for person in candidates)
            raise UnknownName(f"{name!r} could be: {people}.", hint="Give the full name.")
    known = [person.name for person in story.characters]
    known += [alias.text for rows in story.aliases.values() for alias in rows]
    hint = suggestion(name, known) or "diegesis cast STORY lists everybody."
    raise UnknownName(f"Nobody in this story is called {name!r}.", hint=hint)


def _by_name(story: Story, wanted: str) -> list[Character]:
    return [person for person in story.characters if wanted in (folded(person.name), person.id)]


def _by_alias(story: Story, wanted: str) -> list[Character]:
    return [
        person
        for person in story.characters
        if any(folded(alias.text) == wanted for alias in story.aliases.get(person.id, ()))
    ]


def find_quote(story: Story, quote_id: str) -> Quote:
    """The quote with an id, or with the only id that begins so; the prefix ``q-`` may be left out.

    Raises:
        UnknownName: no quote has it, or several begin so.
    """
    ids = story.quotes_by_id
    if quote_id in ids:
        return ids[quote_id]
    starts = (quote_id, f"q-{quote_id}")
    found = [known for known in ids if quote_id and known.startswith(starts)]
    if len(found) == 1:
        return ids[found[0]]
    if found:
        few = ", ".join(found[:5])
        raise UnknownName(f"{len(found)} quotes have an id that begins with {quote_id!r}: {few} ...")
    hint = suggestion(quote_id, ids) or "diegesis quotes STORY lists all ids."
    raise UnknownName(f"No quote of this story has the id {quote_id!r}.", hint=hint)


def find_chapter(story: Story, number: int) -> Chapter:
    """The chapter with a number, counted from 1.

    Raises:
        UnknownName: the story has no such chapter.
    """
    for chapter in story.document.chapters:
        if chapter.number == number:
            return chapter
    count = len(story.document.chapters)
    has = f"It has chapters 1 to {count}." if count > 1 else f"It has {count or 'no'} chapter{'s' * (count != 1)}."
    raise UnknownName(f"This story has no chapter {number}.", hint=has)


def suggestion(name: str, known: Iterable[str]) -> str:
    """``Did you mean ...?`` with up to three of ``known`` that look like ``name``; empty where none does."""
    by_folded: dict[str, str] = {}
    for word in known:
        by_folded.setdefault(folded(word), word)
    wanted = folded(name)
    near = [word for word in by_folded if wanted and wanted in word.split()]
    near += [word for word in get_close_matches(wanted, by_folded, n=3, cutoff=0.6) if word not in near]
    return f"Did you mean {' or '.join(repr(by_folded[word]) for word in near[:3])}?" if near else ""


def folded(words: str) -> str:
    """Words without case, accents or odd blanks, and with straight quotation marks, for comparing.

    >>> folded(" Chloë’s  Tea ")
    "chloe's tea"
    """
    plain = unicodedata.normalize("NFKD", words.translate(_STRAIGHT))
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"\s+", " ", kept).strip().casefold()


_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def covered_characters(story: Story) -> int:
    """How many characters of the text the segments give back when they are joined, in order, from the start.

    The whole length where the tiling is exact (it always should be).
    """
    text = story.document.text
    position = 0
    for segment in story.segments:
        if segment.span.start != position:
            return position
        position = segment.span.end
    joined = "".join(segment.span.of(text) for segment in story.segments)
    return len(joined) if joined == text[: len(joined)] else 0


def attributed_share(story: Story, *, kind: SegmentKind = SegmentKind.SPEECH) -> tuple[int, int]:
    """How many quotes of a kind have a speaker, and how many there are."""
    rows = [story.attribution_of(quote) for quote in story.quotes if quote.kind.value == kind.value]
    return sum(row is not None and row.speaker is not None for row in rows), len(rows)
