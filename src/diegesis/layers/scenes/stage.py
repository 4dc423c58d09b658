"""Who is on stage in a scene, who is only named by the narration, and who only spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Mention
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.scenes.records import StageRole
from diegesis.layers.scenes.told import Told
from diegesis.spans import Span
from diegesis.views.clauses import Word


class Sign(StrEnum):
    """How a scene shows somebody."""

    SPEAKS = "speaks"
    TOLD = "is spoken to"
    ACTS = "does something"
    IS = "is or has something"
    DONE = "has something done to them"
    OWNS = "has a body, a voice, a thing"
    HAD = "had done something before"
    MIGHT = "might or would do something"
    NAMED = "is named by the narration"
    SPOKEN = "is named in somebody's words"


@dataclass(slots=True)
class Shown:
    """What a scene shows of one person: by sign, where and how surely, in text order."""

    who: Ref[Character]
    signs: dict[Sign, list[tuple[Span, float]]] = field(default_factory=dict)

    def add(self, sign: Sign, span: Span, confidence: float) -> None:
        """Note one more place."""
        self.signs.setdefault(sign, []).append((span, confidence))

    def count(self, *signs: Sign) -> int:
        """How many places have one of some signs."""
        return sum(len(self.signs.get(sign, ())) for sign in signs)

    def first(self, *signs: Sign) -> Span | None:
        """The first place that has one of some signs."""
        return min((span for sign in signs for span, _ in self.signs.get(sign, ())), default=None)


def shown_in(told: Told, span: Span) -> dict[Ref[Character], Shown]:
    """Everybody a stretch shows or names, in order of appearance."""
    found: dict[Ref[Character], Shown] = {}
    for place, who, sign, confidence in sorted(_signs(told, span), key=lambda row: (row[0], row[1], row[2])):
        found.setdefault(who, Shown(who)).add(sign, place, confidence)
    return found


def _signs(told: Told, span: Span) -> Iterator[tuple[Span, Ref[Character], Sign, float]]:
    people = told.people
    for mention in people.mentions_in(span):
        sign = _sign(told, mention)
        for who in people.meant(mention):
            yield mention.span, who, sign, people.surely(mention)
    for quote in people.quotes_in(span):
        if quote.kind is QuoteKind.SPEECH and not told.is_quoted(quote.span.start - 1):
            yield from _speech(told, quote)


def _speech(told: Told, quote: Quote) -> Iterator[tuple[Span, Ref[Character], Sign, float]]:
    row = told.people.attribution(quote)
    if row is None or row.speaker is None:
        return
    yield quote.span, row.speaker, Sign.SPEAKS, row.confidence
    for who in row.addressees:
        yield quote.span, who, Sign.TOLD, row.confidence


def _sign(told: Told, mention: Mention) -> Sign:
    if told.is_quoted(mention.span.start):
        return Sign.SPOKEN
    word = told.clauses.word_at(mention.head.start)
    return Sign.NAMED if word is None else _grammatical(word)


def _grammatical(word: Word) -> Sign:
    while word.head is not None and word.relation in ("conj", "appos"):
        word = word.head
    head, relation = word.head, word.relation
    if head is None:
        return Sign.NAMED
    if relation in ("nsubj", "nsubj:pass"):
        return _predicate(head)
    if relation == "nmod:poss":
        return Sign.OWNS
    return Sign.DONE if relation in ("obj", "iobj", "obl") and head.tag == "VERB" else Sign.NAMED


def _predicate(verb: Word) -> Sign:
    if any(word.lemma == "have" for word in verb.auxiliaries):
        return Sign.HAD
    if verb.modal is not None:
        return Sign.MIGHT
    return Sign.ACTS if verb.tag == "VERB" else Sign.IS


#: Signs that somebody is there, and how much each place of it counts.
_WEIGHTS = {Sign.SPEAKS: 1.0, Sign.ACTS: 0.6, Sign.TOLD: 0.5, Sign.IS: 0.3, Sign.DONE: 0.4, Sign.OWNS: 0.2}
_ENOUGH = 0.6


def role_of(shown: Shown) -> tuple[StageRole, float]:
    """Whether somebody is on stage, and the probability of the role."""
    weight = sum(_WEIGHTS.get(sign, 0.0) * len(places) for sign, places in shown.signs.items())
    if weight >= _ENOUGH:
        return StageRole.PRESENT, min(0.95, 0.6 + 0.1 * weight)
    if set(shown.signs) <= {Sign.SPOKEN}:
        return StageRole.SPOKEN_OF, 0.9
    return StageRole.MENTIONED, 0.7
