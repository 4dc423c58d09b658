"""Noun phrases and pronouns for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.wordshape import MARK, Shapes
from diegesis.layers.quotes.records import Quote
from diegesis.lexicons.load import listed, words
from diegesis.lexicons.people import kin_terms, person_nouns
from diegesis.spans import Span

_DETERMINERS = listed(
    "the a an this that these those another each every some any one two three four five several both either "
    "neither no my your his her its our their thy whose"
)
_NOT_INSIDE = listed(
    "is was were are be been had has have and or but with of in on at to from for by as than that which who said "
    "not it he she they we you i him them us me there then when while if because so his her my your our their its"
)
#: How many words may stand between the determiner and the noun: ``the tall, rather stooping young man``.
_REACH = 5
#: ``a voice`` is somebody, ``her voice`` a part of somebody.
_PARTS = frozenset(("voice", "spirit", "ghost"))
#: Words that end a speaker: ``said the girl beside him``.
_BEHIND = listed("behind beside around across near under over above below inside outside through against along")
_OWNERS = listed("my your his her its our their")


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

    The noun is the first noun for people, or the last word before a mark or a small word, at most four words after
    the article.
    """
    tokens = document.words
    found: set[str] = set()
    speech = words("speech_verbs")
    for quote in quotes:
        at = document.tokens.within(Span(quote.span.end, quote.span.end + 40)).start
        if at + 2 < len(tokens) and tokens[at] in speech and tokens[at + 1] in ("the", "a", "an"):
            found.add(_last_word(tokens, at + 2))
    return frozenset(noun for noun in found if not noun.endswith("ly") and len(noun) > 2)


def _last_word(tokens: Sequence[str], start: int) -> str:
    """The first noun for people from ``start`` on, or the last word before a mark or a small word; empty without."""
    last, people = "", person_nouns()
    for word in tokens[start : start + 4]:
        if last in people or not word.replace("-", "").isalpha() or word in _NOT_INSIDE or word in _BEHIND:
            break
        last = word
    return last


def find_phrases(document: Document, shapes: Shapes, taken: bytearray, spoken: frozenset[str]) -> list[Phrase]:
    """Noun phrases whose head is a word for people, in text order; tokens in ``taken`` belong to names.

    ``the tall man``, ``her mother``, ``Ann's brother`` (from the possessive on), ``an old woman``. A noun without
    a determiner is left alone. ``spoken`` holds the nouns that this book lets speak.
    """
    nouns = _nouns(spoken)
    tokens, story = document.words, shapes.story
    found: list[Phrase] = []
    for position, word in enumerate(tokens):
        entry = nouns.get(word) or nouns.get(word.removesuffix("'s"))
        if entry is None or taken[position] or not story[position]:
            continue
        if tokens[position + 1 : position + 2] and tokens[position + 1] in nouns and not word.endswith("'s"):
            continue
        start = _phrase_start(tokens, shapes, position)
        if start is not None and not (word in _PARTS and tokens[start] in _OWNERS):
            found.append(Phrase(start, position + 1, position, *entry))
    return found


def _nouns(spoken: frozenset[str]) -> dict[str, tuple[str, bool]]:
    """Nouns for people with gender and number: the lists', and those that the book lets speak."""
    kin = {word: (gender, False) for word, gender in kin_terms().items()}
    return {**dict.fromkeys(sorted(spoken), ("U", False)), **kin, **person_nouns()}


def _phrase_start(tokens: Sequence[str], shapes: Shapes, head: int) -> int | None:
    """The determiner or owner that begins the phrase of a noun; ``None`` where none is in reach."""
    for position in range(head - 1, max(head - 2 - _REACH, -1), -1):
        word = tokens[position]
        if word in _DETERMINERS or word.endswith("'s"):
            return position
        if word in _NOT_INSIDE or (shapes.case[position] == MARK and word not in (",", "-")):
            return None
    return None
