"""Where a scene happens: nouns for places, by the words before them, in the order the scene brings them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from diegesis.layers.entities.records import EntityType
from diegesis.layers.scenes.told import Told
from diegesis.lexicons.load import lines, listed
from diegesis.spans import Span

#: How surely somebody is there, by the preposition before a place.
_AT: dict[str, float] = {
    "in": 1.0,
    "inside": 1.0,
    "into": 1.0,
    "at": 0.8,
    "on": 0.7,
    "to": 0.6,
    "across": 0.7,
    "through": 0.5,
    "round": 0.4,
    "around": 0.4,
    "onto": 0.8,
    "along": 0.7,
    "down": 0.7,
    "up": 0.7,
    "under": 0.4,
    "by": 0.4,
    "aboard": 1.0,
    "over": 0.4,
    "below": 0.3,
    "beside": 0.4,
    "behind": 0.2,
    "outside": 0.5,
    "within": 0.8,
    "off": 0.2,
    "from": 0.15,
    "of": 0.6,
}
_CLASSES: dict[str, float] = {
    "room": 1.8,
    "building": 1.0,
    "open": 0.5,
    "craft": 0.8,
    "spot": 0.2,
    "settlement": 0.35,
    EntityType.FAC: 0.7,
    EntityType.VEH: 0.25,
    EntityType.LOC: 0.5,
    EntityType.GPE: 0.3,
}
#: A place has a longer name than an initial.
_INITIAL = 2
#: The head of a letter or an entry: *Ash Park, Thursday*.
_DATELINE = re.compile(
    r"\W*((?:[A-Z][\w’'-]+\s?){1,4}),\s+(?:the\s+)?"
    r"(?:\d{1,2}\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|"
    r"October|November|December)[^\n]{0,40}$"
)
_HEADED = 2.0
#: Words that the reader takes for places and that name none.
_NOWHERE = listed("here there home upstairs downstairs outside inside place side end way house")
_DEFINITE = listed("the this our my his her their its your that")
_INDEFINITE = listed("a an another some any every each no")
#: Weight of a place without a preposition (*the kitchen was cold*), of one that only describes a thing (*the kitchen
#: table*), of one that somebody speaks of, and of one where somebody had been or might be.
_BARE, _PART, _SPOKEN, _ELSEWHERE = 0.5, 0.8, 0.5, 0.6
_NEAR_MARKS = listed("this here my our")
#: What a place at the beginning of a sentence counts more (*In the corridor she stopped*), what each further mention
#: counts, and what the place of the scene before counts where a scene hardly names one.
_OPENING, _AGAIN, _CARRIED = 1.5, 0.8, 0.25
#: Words between the preposition and the noun.
_REACH = 4
#: What is left of the weight after so many words of the scene.
_HALF = 120.0
#: The words of a scene that count as its opening.
_FIRST_WORDS = 12
#: What any sort of place counts there at least.
_EQUAL = 0.4
#: Below this weight hardly a place is right: better none.
_LEAST = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """Words for a place, where they stand, and how much speaks for it."""

    words: str
    span: Span
    weight: float


@cache
def place_nouns() -> dict[str, str]:
    """Noun (singular, small letters) to its class: room, building, open, craft, spot or settlement."""
    return {line.partition("\t")[0]: line.partition("\t")[2] for line in lines("place_nouns")}


def _lemma(word: str) -> str:
    nouns = place_nouns()
    if word in nouns or not word.endswith("s"):
        return word
    return word[:-2] if word.endswith("es") and word[:-2] in nouns else word[:-1]


def place_of(told: Told, span: Span, before: Place | None = None) -> Place | None:
    """Where a scene happens, as its own words say, or where the one before did.

    Args:
        told: the document.
        span: the scene.
        before: the place of the scene before.

    Returns:
        The place that most speaks for; ``before`` where little does; ``None`` where nothing does at all.
    """
    found: dict[str, list[Place]] = {}
    for place in places_in(told, span):
        found.setdefault(_lemma(place.words.lower().split()[-1]), []).append(place)
    best = None if before is None else Place(before.words, before.span, _CARRIED)
    for rows in found.values():
        first = max(rows, key=lambda row: (row.weight, -row.span.start))
        weight = first.weight + _AGAIN * (sum(row.weight for row in rows) - first.weight)
        if weight >= _LEAST and (best is None or weight > best.weight):
            best = Place(first.words, first.span, weight)
    return best


def places_in(told: Told, span: Span) -> Iterator[Place]:
    """Words for places in a stretch, in text order."""
    document, nouns = told.document, place_nouns()
    positions = document.tokens.within(span)
    for at in positions:
        kind = nouns.get(_lemma(document.words[at]))
        after = nouns.get(_lemma(document.words[at + 1])) if at + 1 < len(document.words) else None
        leads = after not in (None, "spot")
        if kind is not None and not leads and _is_noun(told, at):
            far = at - positions.start
            yield _weighed(told, at, far, _CLASSES[kind])
    blocks = told.story_blocks_in(span)
    head = _DATELINE.match(document.text, *blocks[0].span) if blocks else None
    if head is not None:
        yield Place(head.group(1), Span(*head.span(1)), _HEADED)
    for mention in told.places_in(span):
        found = document.tokens.at(mention.head.start)
        word = "" if found is None else document.words[found]
        if found is not None and len(word) > _INITIAL and _lemma(word) not in nouns and word not in _NOWHERE:
            yield _weighed(told, found, found - positions.start, _CLASSES[mention.type])


def _weighed(told: Told, at: int, far: int, sort: float) -> Place:
    """The place that a noun names, so many words into a scene."""
    opening = far < _FIRST_WORDS
    weight = max(sort, _EQUAL if opening else 0.0) * _context(told, at) * 0.5 ** (far / _HALF)
    if opening:
        weight *= _OPENING
    where = _phrase(told, at)
    return Place(" ".join(where.of(told.text).split()), where, weight)


def _is_noun(told: Told, at: int) -> bool:
    """Whether a word is used as a noun; true where no reader says."""
    word = told.clauses.word_at(told.document.tokens.starts[at])
    return word is None or word.tag in ("NOUN", "PROPN")


def _context(told: Told, at: int) -> float:
    """How surely the scene is at a place, by the words around it."""
    words = told.document.words
    before = [words[i] for i in range(max(0, at - _REACH), at)]
    weight = _BARE
    for word in reversed(before):
        if word in _AT:
            weight = _AT[word]
            break
        if not word.isalpha() and "-" not in word and "'" not in word:
            break
    if _describes(told, at):
        weight = _PART
    if any(word in _INDEFINITE for word in before[-2:]):
        weight *= 0.5
    if told.is_quoted(told.document.tokens.starts[at]):
        weight *= 1.0 if any(word in _NEAR_MARKS for word in before[-2:]) else _SPOKEN
    return weight * (_ELSEWHERE if _is_elsewhere(told, at) else 1.0)


def _describes(told: Told, at: int) -> bool:
    """Whether a place is part of a name for a thing: *the kitchen table*."""
    word = told.clauses.word_at(told.document.tokens.starts[at])
    return word is not None and word.relation == "compound"


def _is_elsewhere(told: Told, at: int) -> bool:
    """Whether the verb over a place tells of before, of what may be, or of what is not."""
    word = told.clauses.word_at(told.document.tokens.starts[at])
    for _ in range(6):
        if word is None or word.tag in ("VERB", "AUX"):
            break
        word = word.head
    if word is None or word.tag != "VERB":
        return False
    return word.modal is not None or word.negated or any(child.lemma == "have" for child in word.auxiliaries)


def _phrase(told: Told, at: int) -> Span:
    """The noun with the words before it that belong to it: *the cold kitchen*."""
    words, tokens = told.document.words, told.document.tokens
    start = at
    for i in range(at - 1, max(-1, at - _REACH), -1):
        if words[i] in _DEFINITE or words[i] in _INDEFINITE:
            start = i
            break
        if words[i] in _AT or not words[i][:1].isalpha():
            break
    return Span(tokens.starts[start], tokens.ends[at])
