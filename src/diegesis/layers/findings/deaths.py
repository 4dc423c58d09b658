"""The dead who act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.findings.passages import (
    mention_of,
    name_of,
    named_at,
    people_only,
    sentence,
    spoken,
    unreal,
    windows,
    within,
)
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.stage import Act, acts
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word

_DYING = listed("die perish")
_KILLING = listed("kill murder bury hang drown execute behead poison strangle cremate assassinate")
#: What is left of the dead: *at Ann's funeral*.
_LEFT = listed("funeral grave tomb burial gravestone tombstone widow death")
_DEADLY = _DYING | _KILLING | _LEFT | {"dead"}
_NAMED = r"(?:(?:poor|old|dear|young|little) )?(?P<who>(?:[A-Z][\w-]+ )?[A-Z][\w-]+)"
_DEAD = r"(?:dead|killed|murdered|drowned|buried|hanged|executed|shot dead|in (?:his|her) grave)"
_WORDS_OF_DEATH = tuple(
    re.compile(shape)
    for shape in (
        rf"\b{_NAMED} (?:(?:had|has) )?(?:died|drowned|perished|passed away)\b(?! of (?:laugh|shame|bore))",
        rf"\b{_NAMED}(?: was| is| had been| has been|[’']s) (?:already |long |now )?{_DEAD}\b"
        rf"(?! (?:set|sure|asleep|tired|serious|right|keen|against|on time|drunk|white|calm|silent|"
        rf"quiet|certain|wrong|in ))",
        rf"\b(?:had|have|has|they|we|They|We) (?:had )?(?:buried|hanged|murdered|killed|drowned|shot) {_NAMED}\b",
        rf"\b(?:found|left) {_NAMED} dead\b",
        rf"\b(?:[Ss]ince|[Aa]fter) {_NAMED}[’']s (?:death|funeral|burial)\b",
        rf"\b{_NAMED}[’']s (?:funeral|grave|tomb|gravestone|widow)\b",
    )
)
_CLOSED = re.compile(
    r"\b(?:I|[Ww]e|[Tt]hey) (?:(?:had )?(?:closed|shut|drew down|pressed down)|drew the sheet over) "
    r"(?P<whose>his|her) (?:eyes|face|lids|eyelids)\b(?! (?:with|to|against))"
)
_ANY_DEATH = re.compile(
    r"\b(?:died|drowned|perished|passed away|dead|killed|murdered|buried|hanged|executed|shot|"
    r"death|funeral|burial|grave|"
    r"tomb|gravestone|widow)\b"
)
_REACH = 60
_MAY_BE = re.compile(
    r"\b(?:if|when|until|till|unless|before|not|never|would|will|could|might|nearly|almost|"
    r"thought|think|believed|supposed|feared|hoped|wished|say|said)\b",
    re.IGNORECASE,
)
_LEAD, _UNKNOWN = 25, 0.85
#: Words by which the dead come back, or were never dead.
_BACK = re.compile(
    r"\b(?:alive|not dead|n[o’']t dead|survived|ghosts?|ghostly|spectres?|specters?|spirits?|"
    r"phantoms?|apparitions?|undead|"
    r"vampires?|haunt\w*|reviv\w*|resurrect\w*|from the dead|came to life|thought (?:he|she|"
    r"you|him|her) (?:was |were )?dead|"
    r"given up for dead|faked|twin|namesake|recording|tape|cassette|video|years? ago|"
    r"years? (?:before|earlier)|flashback|"
    r"in those days|dream\w*|not drowned)\b",
    re.IGNORECASE,
)
#: Words beside the act that make it none.
_NO_ACT = re.compile(
    r"\b(?:remember\w*|memor(?:y|ies)|portrait|photograph|picture|letter|diary|body|corpse|"
    r"angel|heaven|grave|film|statue|notes|notebook|manuscript|wrote|written)\b",
    re.IGNORECASE,
)
_DOUBTS = listed("think believe suppose fear hope wish imagine pretend dream")
_SUPPOSED = listed("if unless until till lest before though although to")
_AROUND = 200
#: Somebody dead who acts more often than this was not meant to be dead.
_MOST_ACTS = 5
_SURE_PRONOUN = 0.9
_TOLD, _SAID = 0.72, 0.62


@dataclass(frozen=True, slots=True)
class _Death:
    span: Span
    who: Ref[Character]
    sure: float
    spoken: bool


def dead_acts(view: View) -> Iterable[Draft]:
    """Somebody stated dead who later acts on the stage."""
    first: dict[str, _Death] = {}
    for death in _deaths(view):
        first.setdefault(death.who, death)
    if not first:
        return
    later: dict[str, list[Act]] = {}
    for act in acts(view):
        known = first.get(act.who)
        if known is not None and act.span.start > sentence(view, known.span.start).end:
            later.setdefault(act.who, []).append(act)
    for who, those in later.items():
        if len(those) <= _MOST_ACTS and not _explained(view, first[who], those[0]):
            yield _draft(view, first[who], those[0])


def _draft(view: View, death: _Death, act: Act) -> Draft:
    name = name_of(view, death.who)
    sure = (_SAID if death.spoken else _TOLD) * min(death.sure, act.sure) / 0.95
    return Draft(
        code=Code.DEAD_ACTS,
        severity=Severity.WARNING if death.spoken else Severity.ERROR,
        message=f"{name} is dead here and acts there.",
        suggestion="Let somebody else do it, or say how the dead come to act.",
        evidence=(death.span, act.span),
        confidence=round(sure, 3),
    )


def _explained(view: View, death: _Death, act: Act) -> bool:
    near = view.text[max(death.span.end, act.span.start - _AROUND) : act.span.end + _AROUND]
    if _BACK.search(near) or _NO_ACT.search(sentence(view, act.span.start).of(view.text)):
        return True
    name = name_of(view, death.who).rsplit(" ", 1)[-1]
    between = view.text[death.span.end : act.span.start]
    return bool(
        re.search(rf"\b(?:{re.escape(name)}|he|she) (?:is|was|[’']s) (?:not dead|alive|living|still alive)\b", between)
    )


def _deaths(view: View) -> Iterator[_Death]:
    return iter(sorted((*_parsed(view), *_worded(view), *_eyes_closed(view)), key=lambda death: death.span))


def _parsed(view: View) -> Iterator[_Death]:
    for parse in view.clauses.parses:
        for position, lemma in enumerate(parse.row.lemmas):
            if lemma not in _DEADLY:
                continue
            word = Word(parse, position)
            whom = _dead(word)
            if whom is None or _not_so(word) or unreal(view, Span(parse.row.span.start, word.span.end)):
                continue
            found = _named(view, whom)
            if found is not None:
                yield _Death(_clause(word), *found, spoken(view, word.span.start))


def _worded(view: View) -> Iterator[_Death]:
    """Deaths of people named, read off the words: short sentences are parsed badly."""
    places = windows(view.text, _ANY_DEATH, _REACH)
    for shape in _WORDS_OF_DEATH:
        for match in within(view.text, places, shape):
            span = Span(*match.span())
            at = match.end("who") - 1
            mention = view.people.mention_at(Span(at, at + 1))
            name = match.group("who").split()[-1]
            found = people_only(view, mention) if mention else (Ref[Character](name), _UNKNOWN)
            lead = view.text[max(0, span.start - _LEAD) : span.start]
            if found is not None and not unreal(view, span) and not _MAY_BE.search(lead):
                yield _Death(span, *found, spoken(view, span.start))


def _eyes_closed(view: View) -> Iterator[_Death]:
    """*I closed his eyes*: somebody else's."""
    for match in _CLOSED.finditer(view.text):
        found = people_only(view, view.people.mention_at(Span(*match.span("whose"))))
        if found is not None and found[1] > _SURE_PRONOUN and not spoken(view, match.start()):
            yield _Death(Span(*match.span()), *found, spoken=False)


def _dead(word: Word) -> Word | None:
    """The word that means whoever is dead, where a word says so."""
    if word.lemma in _DYING and word.tag == "VERB":
        return word.subject
    if word.lemma in _KILLING and word.tag == "VERB":
        beaten = any(aux.lemma in ("be", "get") for aux in word.auxiliaries)
        whom = word.subject if beaten else None if word.passive else word.child("obj")
        return whom if whom is None or whom.tag in ("PROPN", "NOUN", "PRON") else None
    if word.lemma == "dead" and word.child("cop") is not None:
        return word.subject
    if word.lemma == "dead" and word.head is not None and word.head.lemma in ("find", "shoot", "strike"):
        return word.head.child("obj")
    if word.lemma in _LEFT and word.tag == "NOUN":
        case = word.child("case")
        past = word.lemma != "death" or (case is not None and case.lemma in ("since", "after"))
        return word.child("nmod:poss") if past else None
    return None


def _not_so(word: Word) -> bool:
    """Whether the death is denied, planned, wished or asked after."""
    head = word.head
    mark = word.child("mark")
    if word.negated or word.modal is not None or word.relation in ("xcomp", "csubj"):
        return True
    if word.relation == "advcl" and mark is not None and mark.lemma in _SUPPOSED:
        return True
    doubted = head is not None and (head.negated or head.modal is not None or head.lemma in _DOUBTS)
    return doubted and word.relation == "ccomp"


def _clause(word: Word) -> Span:
    subject = word.subject
    start = min(w.span.start for w in (word, subject) if w is not None)
    end = max([word.span.end, *(child.subtree.end for child in word.children if child.relation.startswith("obj"))])
    return Span(start, end)


def _named(view: View, word: Word) -> tuple[Ref[Character], float] | None:
    """Whoever a word names; a pronoun must be sure."""
    mention = mention_of(view, word)
    found = named_at(view, word)
    if found is None or (mention is not None and not mention.span.holds(word.span)):
        return None
    pronoun = mention is not None and mention.form is MentionForm.PRON
    return found if not pronoun or found[1] > _SURE_PRONOUN else None


#: Detectors, in no particular order.
DEATHS: tuple[Detector, ...] = (dead_acts,)
