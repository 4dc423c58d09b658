"""Whose mind the narration enters: verbs of perceiving, thinking, feeling and wanting, and who does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.quotes.records import QuoteKind
from diegesis.layers.scenes.told import Told
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word


class Sight(StrEnum):
    """How the narration shows that it sees with somebody."""

    THINKS = "thinks, knows or remembers"
    FEELS = "feels or wants"
    PERCEIVES = "sees or hears"
    STRUCK = "is struck by it"
    INWARD = "has a mind or a heart"
    THOUGHT = "thinks in so many words"
    ACTS = "acts"
    LOOKS = "looks or listens"
    COULD = "can or cannot do something"
    HAD = "had done something before"
    HEDGED = "seems to do something"
    GAZED = "is looked at"


_THINKS = listed(
    "know remember wonder realize realise think forget recognise recognize suppose guess understand decide believe "
    "imagine recall doubt suspect reflect consider reckon conclude gather judge calculate foresee assume mistake "
    "discover learn resolve ponder intend"
)
_FEELS = listed(
    "feel wish hope want fear dread hate love like dislike mind expect enjoy envy regret long yearn need prefer mean "
    "resent pity despise trust care ache desire"
)
#: *She was glad*: what the narration says with a copula.
_MOODS = listed(
    "afraid glad sorry sure certain surprised tired ashamed aware conscious happy unhappy angry proud jealous grateful "
    "relieved hungry thirsty cold sick curious pleased puzzled uneasy anxious alone lonely astonished bored frightened "
    "scared worried embarrassed disappointed content convinced homesick sad furious mortified"
)
#: *She found that*, *he told himself*.
_FINDS = listed("find tell")
_REACHED = listed("for behind along under inside beneath around across")
_PERCEIVES = listed("see hear notice smell taste sense perceive glimpse observe")
_LOOKS = listed("look listen watch stare gaze peer glance")
_HEDGES = listed("seem appear")
_STRIKES = listed(
    "seem occur strike surprise remind appear dawn startle frighten please astonish puzzle trouble worry amuse annoy "
    "comfort alarm bother disturb"
)
_INWARD = listed(
    "heart mind memory stomach thought pulse belly conscience skull temper feeling imagination head throat chest "
    "ear attention fear dream spirit nerve mood"
)
_TAGS = frozenset({"VERB", "NOUN", "ADJ"})


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One place where the narration sees with somebody, and whether it names them there."""

    who: Ref[Character]
    sight: Sight
    span: Span
    named: bool = False


def glimpses_in(told: Told, span: Span) -> list[Glimpse]:
    """Places where a stretch of narration sees with somebody, in text order."""
    found = [glimpse for word in told.words(span, _TAGS) for glimpse in _of_word(told, word)]
    for quote in told.people.quotes_in(span):
        who = told.people.speaker(quote)
        if quote.kind is QuoteKind.THOUGHT and who is not None:
            found.append(Glimpse(who, Sight.THOUGHT, quote.span, named=True))
    return sorted(found, key=lambda row: row.span)


def _of_word(told: Told, word: Word) -> Iterator[Glimpse]:
    tag, lemma = word.tag, word.lemma
    if tag == "VERB":
        yield from _of_verb(told, word)
    elif tag == "ADJ" and lemma in _MOODS and word.child("cop") is not None:
        yield from _glimpse(told, word.subject, Sight.FEELS, word)
    elif tag == "NOUN" and lemma in _INWARD:
        yield from _glimpse(told, word.child("nmod:poss"), Sight.INWARD, word)


def _of_verb(told: Told, verb: Word) -> Iterator[Glimpse]:
    lemma = verb.lemma
    came = lemma == "come" and verb.child("ccomp", "csubj") is not None
    if lemma in _STRIKES or came:
        yield from _struck(told, verb)
    if lemma in _LOOKS:
        for seen in verb.children_by("obl", "obj"):
            yield from _glimpse(told, seen, Sight.GAZED, verb)
    if not verb.passive:
        for sight in _sights(told, verb):
            yield from _glimpse(told, verb.subject, sight, verb)


def _struck(told: Told, verb: Word) -> Iterator[Glimpse]:
    """*It seemed to her*, *the noise startled him*."""
    for word in verb.children_by("obl", "obj", "iobj"):
        if word.relation != "obl" or any(child.lemma == "to" for child in word.children):
            yield from _glimpse(told, word, Sight.STRUCK, verb)


def _sights(told: Told, verb: Word) -> Iterator[Sight]:
    inward = verb.lemma in _FINDS and _turned_inward(told, verb)
    yield Sight.THINKS if inward else Sight.ACTS if _gropes(verb) else _sight(verb.lemma)
    if verb.modal in ("could", "can", "would", "should", "must", "might"):
        yield Sight.COULD
    if any(word.lemma == "have" for word in verb.auxiliaries):
        yield Sight.HAD


def _turned_inward(told: Told, verb: Word) -> bool:
    """*She found that her voice was hoarse*, *he told himself*; not *she found the key* or *found him asleep*."""
    clause = verb.child("ccomp")
    finite = clause is not None and not clause.span.of(told.text).endswith("ing")
    said = finite and verb.child("obj", "iobj") is None
    return said or any(word.lemma.endswith(("self", "selves")) for word in verb.children)


def _gropes(verb: Word) -> bool:
    """*He felt behind him for a chair* is done with a hand."""
    if verb.lemma != "feel" or verb.child("obj", "ccomp", "xcomp", "advcl") is not None:
        return False
    return any(child.lemma in _REACHED for word in verb.children_by("obl") for child in word.children)


def _sight(lemma: str) -> Sight:
    if lemma in _HEDGES:
        return Sight.HEDGED
    if lemma in _THINKS:
        return Sight.THINKS
    if lemma in _FEELS:
        return Sight.FEELS
    if lemma in _PERCEIVES:
        return Sight.PERCEIVES
    return Sight.LOOKS if lemma in _LOOKS else Sight.ACTS


def _glimpse(told: Told, word: Word | None, sight: Sight, at: Word) -> Iterator[Glimpse]:
    mention = told.people.mention_at(word.span) if word is not None else None
    who = told.people.only(mention) if mention is not None else None
    if who is not None and mention is not None:
        yield Glimpse(who, sight, at.span, named=mention.form is MentionForm.PROP)
