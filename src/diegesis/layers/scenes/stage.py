"""Who is on stage in a scene, who is only named by the narration, and who only spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import exp, log1p

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
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
    CALLED = "is called or addressed"
    SELF = "speaks of themself"
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

    def surest(self, sign: Sign) -> float:
        """The probability of the surest place that has a sign; 0 where none has."""
        return max((confidence for _, confidence in self.signs.get(sign, ())), default=0.0)

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
        if mention.vocative or mention.person == 2:
            return Sign.CALLED
        return Sign.SELF if mention.person == 1 and not mention.plural else Sign.SPOKEN
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
    if verb.tag != "VERB":
        return Sign.IS
    return Sign.ACTS


#: Log odds that somebody is on stage, fitted on the development stories: a line that somebody surely says, deeds, a
#: body and words said to them speak for it; being talked of against, as does a name of nobody in particular.
_NOBODY, _SPEAKS, _ACTS, _TOLD, _OWNS, _HAD, _SPOKEN = -0.8, 2.0, 0.6, 0.46, 0.53, 0.27, -0.45
_UNNAMED, _VOICE, _GROUP = -0.45, -4.0, -3.0


def role_of(shown: Shown, row: Character) -> tuple[StageRole, float]:
    """How somebody belongs to a scene, and the probability of that.

    Args:
        shown: what the scene shows of them.
        row: who they are.
    """
    odds = _NOBODY + _SPEAKS * shown.surest(Sign.SPEAKS) + _ACTS * shown.surest(Sign.ACTS)
    for sign, weight in ((Sign.TOLD, _TOLD), (Sign.OWNS, _OWNS), (Sign.HAD, _HAD), (Sign.SPOKEN, _SPOKEN)):
        odds += weight * log1p(shown.count(sign))
    odds += _UNNAMED * row.name[:1].islower() + _VOICE * row.name.endswith(" voice")
    odds += _GROUP * (row.kind is CharacterKind.GROUP)
    present = 1 / (1 + exp(-odds))
    if present >= 0.5:
        return StageRole.PRESENT, present
    only_spoken_of = set(shown.signs) <= {Sign.SPOKEN, Sign.SELF, Sign.CALLED}
    return (StageRole.SPOKEN_OF if only_spoken_of else StageRole.MENTIONED), 1 - present
