"""``conllu``: sentences and their words in CoNLL-U, for corpus tools; with speakers and characters under MISC.

A sentence is on one line in ``# text``, its white space as single blanks. Words that are one in writing (*don't*) stand
under a line with their range. ``Speaker``, ``Addressee`` and ``Entity`` hold ids of characters, percent-encoded where
they have a character of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diegesis.document import Document
from diegesis.errors import BadOption
from diegesis.layers.speakers.records import Attribution
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.story import Story

_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RESERVED = re.compile(r"[%|=,\s]")
_HYPHENS = frozenset("-‐‑")
_EMPTY = "_"


def render(story: Story, *, text: bool = True) -> str:
    """The sentences, in text order.

    Raises:
        BadOption: ``text`` is false, or no model has parsed the sentences.
    """
    if not text:
        raise BadOption("conllu is made of words, so it cannot leave the text out.", hint="Leave out --no-text.")
    rows = [row for row in story.rows(Sentence) if row.words]
    if not rows and len(story.document.sentences):
        raise BadOption(
            "This story has no parts of speech and dependencies, of which conllu is made: no model has read it.",
            hint="Read the book again with this version, and without --no-model.",
        )
    return "".join(f"{line}\n" for line in _lines(story, rows))


def _lines(story: Story, rows: Sequence[Sentence]) -> Iterator[str]:
    doc, notes = story.document, _Notes(story)
    before: int | None = None
    for number, row in enumerate(rows):
        if not number:
            yield f"# newdoc id = {_plain(doc.name)}" if doc.name.strip() else "# newdoc"
        block = doc.block_at(row.span.start)
        if not number or block != before:
            yield "# newpar"
        before = block
        yield f"# sent_id = {_plain(row.id)}"
        yield f"# text = {_plain(row.span.of(doc.text))}"
        yield from _words(story, row, notes)
        yield ""


def _words(story: Story, row: Sentence, notes: _Notes) -> Iterator[str]:
    """The lines of a sentence's words, each run of words that are one in writing under its range."""
    text = story.document.text
    for first, last in _runs(story.document, row.words):
        joined = last > first
        end = row.words[last].end
        space = () if end == len(text) or text[end].isspace() else ("SpaceAfter=No",)
        if joined:
            surface = text[row.words[first].start : end]
            yield _line(f"{first + 1}-{last + 1}", _plain(surface), *[_EMPTY] * 7, "|".join(space))
        for at in range(first, last + 1):
            head = row.heads[at] + 1
            misc = "|".join((*(() if joined else space), *notes.of(row.words[at])))
            tagged = (_plain(row.words[at].of(text)), _plain(row.lemmas[at]), row.tags[at], _EMPTY, _EMPTY)
            yield _line(str(at + 1), *tagged, str(head), row.relations[at], _EMPTY, misc)


def _runs(document: Document, words: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """First and last position of each stretch of words that are one in writing; most words stand alone."""
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or not _one_in_writing(document, words[at - 1], words[at]):
            yield first, at - 1
            first = at


def _one_in_writing(document: Document, word: Span, after: Span) -> bool:
    """Whether two words are cut from one token, and not at a hyphen."""
    token = document.tokens.at(word.start)
    if word.end != after.start or token is None or token != document.tokens.at(after.start):
        return False
    return not {word.of(document.text), after.of(document.text)} & _HYPHENS


def _line(*cells: str) -> str:
    return "\t".join(cell or _EMPTY for cell in cells)


def _plain(words: str) -> str:
    """On one line, white space as single blanks, and nothing that is no character."""
    return _FORBIDDEN.sub("\ufffd", " ".join(words.split()))


class _Notes:
    """What MISC says of a word; words are asked for in text order."""

    def __init__(self, story: Story) -> None:
        attributions = ((quote, story.attribution_of(quote)) for quote in story.quotes)
        said = [(quote.span, row) for quote, row in attributions if row is not None and row.speaker is not None]
        self._coming = sorted(said, key=lambda pair: (-pair[0].start, pair[0].end))
        self._open: list[tuple[Span, Attribution]] = []
        self._heads = sorted(
            (mention.head.start, str(found.characters[0]))
            for mention in story.mentions
            if (found := story.resolutions.get(mention.id)) and len(found.characters) == 1
        )
        self._head = 0

    def of(self, word: Span) -> Iterator[str]:
        """Speaker and addressees of the innermost quote around it, and whose mention has its head there."""
        said = self._said(word)
        if said is not None:
            yield f"Speaker={_value([str(said.speaker)])}"
            if said.addressees:
                yield f"Addressee={_value([str(ref) for ref in said.addressees])}"
        people = self._people(word)
        if people:
            yield f"Entity={_value(people)}"

    def _said(self, word: Span) -> Attribution | None:
        while self._coming and self._coming[-1][0].start <= word.start:
            self._open.append(self._coming.pop())
        self._open = [pair for pair in self._open if pair[0].end > word.start]
        return self._open[-1][1] if self._open else None

    def _people(self, word: Span) -> list[str]:
        found: list[str] = []
        while self._head < len(self._heads) and self._heads[self._head][0] < word.end:
            start, character = self._heads[self._head]
            if start >= word.start and character not in found:
                found.append(character)
            self._head += 1
        return found


def _value(names: Sequence[str]) -> str:
    """Names joined by commas; what the format uses is percent-encoded, as in addresses."""
    return ",".join(_RESERVED.sub(_encoded, name) for name in names)


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())
