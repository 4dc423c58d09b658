"""Noun phrases and pronouns for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.wordshape import MARK, Shapes
from diegesis.layers.quotes.records import Quote
from diegesis.lexicons.load import words
from diegesis.lexicons.people import kin_terms, person_nouns
from diegesis.spans import Span

_DETERMINERS = frozenset(
    "the a an this that these those another each every some any one two three four five several both either neither no "
    "my your his her its our their thy whose".split()
)
_NOT_INSIDE = frozenset(
    "is was were are be been had has have and or but with of in on at to from for by as than that which who said not it he "
    "she they we you i him them us me there then when while if because so his her my your our their its".split()
)
#: How many words may stand between the determiner and the noun: ``the tall, rather stooping young man``.
_REACH = 5


#: ``a voice`` is somebody, ``her voice`` a part of somebody.
_PARTS = frozenset(("voice", "spirit", "ghost"))
_OWNERS = frozenset("my your his her its our their".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its tokens (end exclusive), the token of its head, and what the head says."""

    token_start: int
    token_end: int
    head: int
    gender: str
    plural: bool


def spoken_nouns(document: Document, quotes: Sequence[Quote]) -> frozenset[str]:
    """Nouns that this book lets speak: ``umpire`` where ``" said the umpire.`` stands behind a quote.

    The noun is the last word before a mark or a small word, at most four words after the article.
    """
    tokens, found = document.words, set()
    speech = words("speech_verbs")
    for quote in quotes:
        at = document.tokens.within(Span(quote.span.end, quote.span.end + 40)).start
        if at + 2 < len(tokens) and tokens[at] in speech and tokens[at + 1] in ("the", "a", "an"):
            end = at + 2
            while end < min(at + 6, len(tokens)) and tokens[end].replace("-", "").isalpha() and tokens[end] not in _NOT_INSIDE:
                end += 1
            noun = tokens[end - 1]
            if end > at + 2 and not noun.endswith("ly") and len(noun) > 2:
                found.add(noun)
    return frozenset(found)


def find_phrases(document: Document, shapes: Shapes, taken: bytearray, spoken: frozenset[str]) -> list[Phrase]:
    """Noun phrases whose head is a word for people, in text order; tokens in ``taken`` belong to names.

    ``the tall man``, ``her mother``, ``Ann's brother`` (from the possessive on), ``an old woman``. A noun without
    a determiner is left alone. ``spoken`` holds the nouns that this book lets speak.
    """
    nouns, kin = person_nouns(), kin_terms()
    nouns = {**dict.fromkeys(sorted(spoken), ("U", False)), **nouns}
    tokens, story = document.words, shapes.story
    found: list[Phrase] = []
    for position, word in enumerate(tokens):
        entry = nouns.get(word) or ((kin[word], False) if word in kin else None)
        if entry is None:
            plain = word[:-2] if word.endswith("'s") else ""
            entry = nouns.get(plain) or ((kin[plain], False) if plain in kin else None)
        if entry is None or taken[position] or not story[position]:
            continue
        if position + 1 < len(tokens) and tokens[position + 1] in nouns and not word.endswith("'s"):
            continue
        start = _phrase_start(tokens, shapes, position)
        if start is not None and word in _PARTS and tokens[start] in _OWNERS:
            continue
        if start is not None:
            found.append(Phrase(start, position + 1, position, *entry))
    return found


def _phrase_start(tokens: object, shapes: Shapes, head: int) -> int | None:
    sequence: list[str] = tokens  # type: ignore[assignment]
    for position in range(head - 1, max(head - 2 - _REACH, -1), -1):
        word = sequence[position]
        if word in _DETERMINERS or word.endswith("'s"):
            return position
        if word in _NOT_INSIDE or (shapes.case[position] == MARK and word not in (",", "-")):
            return None
    return None
