"""The name of somebody who is not there, given to what one of those present does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character, CharacterKind
from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.scenes.records import Scene
from diegesis.lexicons.load import listed
from diegesis.views.clauses import Word

#: Deeds by which somebody may come upon the stage or act from off it.
_ARRIVES = listed(
    "come enter arrive appear return join step walk run emerge burst hurry follow approach rush go leave call ring "
    "write send phone die live say shout answer reply sit stand lie wait sleep be have know want love say tell ask "
    "like need think see hear meet show open push knock pass lean put hold give take bring get make let keep"
)
_FEW, _MANY = 3, 3
_CHANCE = 0.55


@dataclass(frozen=True, slots=True)
class _Stage:
    """Whom a scene's narration names, who speaks or is called in it, and who is spoken of."""

    told: Counter[Ref[Character]]
    lively: frozenset[Ref[Character]]
    spoken_of: frozenset[Ref[Character]]


def find_wrong_names(view: View) -> Iterator[Draft]:
    """Deeds of people who are spoken of in a scene as elsewhere, and never come."""
    totals = Counter(who for m in view.people.mentions if (who := view.people.only(m)) is not None and not m.in_quote)
    for scene in view.scenes:
        mentions = view.people.mentions_in(scene.span)
        stage = _stage(view, scene, mentions)
        for mention in mentions:
            who = view.people.only(mention)
            if who is not None and _is_stray(view, stage, mention, who) and totals[who] - stage.told[who] >= _FEW:
                yield _draft(view, mention, who)


def _stage(view: View, scene: Scene, mentions: Sequence[Mention]) -> _Stage:
    told = Counter(who for m in mentions if not m.in_quote and (who := view.people.only(m)) is not None)
    lively = {who for m in mentions if m.vocative for who in view.people.meant(m)}
    for quote in view.people.quotes_in(scene.span):
        speaker = view.people.speaker(quote)
        lively |= {*view.people.addressees(quote), *(() if speaker is None else (speaker,))}
    spoken_of = {who for m in mentions if m.in_quote and not m.vocative for who in view.people.meant(m)}
    return _Stage(told, frozenset(lively), frozenset(spoken_of))


def _is_stray(view: View, stage: _Stage, mention: Mention, who: Ref[Character]) -> bool:
    """Whether a name stands once in a scene's narration, as the doer of something, among others who fill it."""
    if (
        mention.in_quote
        or mention.form is not MentionForm.PROP
        or view.people.cast[who].kind is not CharacterKind.PERSON
    ):
        return False
    others = sum(count >= _MANY for one, count in stage.told.items() if one != who)
    absent = stage.told[who] <= 2 and who not in stage.lively and who in stage.spoken_of
    return absent and others >= 2 and _acts(view, mention)


def _acts(view: View, mention: Mention) -> bool:
    word = view.clauses.word_at(mention.head.start)
    verb: Word | None = word.head if word is not None and word.relation == "nsubj" else None
    if verb is None or verb.tag != "VERB" or verb.relation not in ("root", "conj", "parataxis"):
        return False
    return verb.lemma not in _ARRIVES and not verb.auxiliaries


def _draft(view: View, mention: Mention, who: Ref[Character]) -> Draft:
    return Draft(
        code=Code.WRONG_NAME,
        severity=Severity.ERROR,
        message=f"{view.people.name(who)} does something here, and is nowhere else in the scene",
        suggestion="name the one who is there, or let this one come in",
        evidence=(mention.span,),
        confidence=_CHANCE,
    )
