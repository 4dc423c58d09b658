"""Left and right: hurts that change sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.findings.passages import Statement, by_person, clashing, owner, person_at, sentence, spoken, unreal
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

#: Parts that are hurt together: a hand in splints is an arm in splints.
_PARTS = {
    **dict.fromkeys("hand wrist palm thumb finger fingers knuckles fist arm forearm elbow shoulder".split(), "arm"),
    **dict.fromkeys("leg knee ankle foot shin thigh calf hip heel toe toes".split(), "leg"),
    **dict.fromkeys("eye eyelid".split(), "eye"),
    **dict.fromkeys("ear".split(), "ear"),
    **dict.fromkeys("cheek temple jaw eyebrow brow".split(), "face"),
}
_SIDE = re.compile(
    rf"\b(?P<side>left|right)(?:[- ]hand)? (?:[a-z]+ )?(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
#: A hurt that heals: the slip is one of sides.
_HURT = re.compile(
    r"\b(?:bandag\w*|splint\w*|sling|plaster(?:ed)?|crush\w*|broke|broken|fractur\w*|"
    r"sprain\w*|burn(?:s|ed|t)?|gash\w*|"
    r"wound\w*|bleed\w*|bled|blood|bruis\w*|swollen|slashed|stitches|stitched|dislocated|shattered|twisted|"
    r"torn|cut|bit|bitten|bite|stung|scraped|grazed?|strapped|sore|hurt|injured|smashed|"
    r"mangled|scalded|shot|bullet|throbb\w*|dressing|cast|limp(?:ed|s|ing)?)\b",
    re.IGNORECASE,
)
#: A hurt that stays: the slip is one of what somebody is.
_LASTING = re.compile(
    r"\b(?:blind(?:ed)?|deaf|dead|missing|lost|stumps?|amputated|wooden|lame|withered|crippled|paralysed|paralyzed|"
    r"scars?|scarred|stiff|glass|patch|not closed|would not (?:close|bend)|false|prosthe\w+|"
    r"hook|useless|artificial)\b",
    re.IGNORECASE,
)
_LEFT_RIGHT = re.compile(r"\b(?:left|right)\b")
_SOUND = re.compile(r"\b(?:good|sound|uninjured|unhurt|whole|remaining|healthy|better)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|other|neither|either|each|too|as well|also)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:once|years ago|as a (?:child|boy|girl)|healed|mended|used to)\b", re.IGNORECASE)
#: Parts that few people in a story have lost the use of.
_RARE = frozenset("fingers finger thumb toes toe stump hook eye ear patch".split())
_UNSURE, _SAME_WORDS = 0.5, 0.6
_CONFIDENCE = {True: 0.88, False: 0.8}
#: Hurts that heal clash within so many characters; later ones may be new.
_HEALED_AFTER = 40_000
#: A hurt is compared with so many before it.
_COMPARED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hurt:
    statement: Statement
    part: str
    side: str
    lasting: bool


def sides(view: View) -> Iterable[Draft]:
    """One hurt, left here and right there."""
    hurts = {id(hurt.statement): hurt for hurt in _hurts(view)}
    yield from _drifting(view, list(hurts.values()))
    for said in by_person(hurt.statement for hurt in hurts.values()).values():
        yield from _changed(view, [hurts[id(statement)] for statement in said])


def _hurts(view: View) -> Iterator[_Hurt]:
    for match in _SIDE.finditer(view.text):
        clause = _clause(view, sentence(view, match.start()), match)
        words = clause.of(view.text)
        lasting, hurt = bool(_LASTING.search(words)), bool(_HURT.search(words))
        sound = bool(_SOUND.search(view.text[max(0, match.start() - 15) : match.end()])) and not hurt
        if not (lasting or hurt or sound) or _tells_nothing(view, match, words):
            continue
        found = owner(view, match.start("part")) or _sufferer(view, match.start("part"))
        if found is None:
            continue
        side = match.group("side").lower()
        if sound:
            side = "right" if side == "left" else "left"
        yield _Hurt(
            statement=Statement(
                span=clause,
                who=found[0],
                sure=found[1],
                value=frozenset({side}),
                words=match.group(),
                spoken=spoken(view, match.start()),
            ),
            part=_PARTS[match.group("part").lower()],
            side=side,
            lasting=sound or (lasting and not hurt),
        )


def _tells_nothing(view: View, match: re.Match[str], words: str) -> bool:
    """Whether a clause tells of both sides, of another time, or of what is not."""
    two_sided = len(set(_LEFT_RIGHT.findall(words.lower()))) > 1
    return two_sided or bool(_BOTH.search(words) or _PAST.search(words)) or unreal(view, Span(*match.span()))


def _sufferer(view: View, offset: int) -> tuple[Ref[Character], float] | None:
    """*The dog bit him in the left calf*: whom the verb's object means."""
    word = view.clauses.word_at(offset)
    verb = None if word is None else word.head
    whom = None if verb is None else verb.child("obj")
    return None if whom is None else person_at(view, whom)


def _clause(view: View, whole: Span, match: re.Match[str]) -> Span:
    """The part of a sentence between stops, dashes and semicolons that holds a match."""
    before = view.text[whole.start : match.start()]
    after = view.text[match.end() : whole.end]
    cut = max((before.rfind(mark) + 1 for mark in (";", "—", ":", ". ", "--", ", ")), default=0)
    stop = re.search(r"[;:.—,!?]|--|$", after)
    return Span(
        whole.start + cut + len(before[cut:]) - len(before[cut:].lstrip(" \n\"“‘'")),
        match.end() + (stop.start() if stop else 0),
    )


def _drifting(view: View, hurts: list[_Hurt]) -> Iterator[Draft]:
    """A lasting hurt told in the same rare words is one person's, whoever the unsure *her* was read as."""
    for position, later in enumerate(hurts):
        for earlier in hurts[max(0, position - _COMPARED) : position]:
            unsure = min(earlier.statement.sure, later.statement.sure) < _UNSURE
            if not (unsure and earlier.lasting and later.lasting and earlier.side != later.side):
                continue
            words, others = (_telling(hurt.statement.span.of(view.text)) for hurt in (earlier, later))
            if earlier.part == later.part and words & others:
                yield _draft(view, earlier, later, _SAME_WORDS)
                return


def _telling(words: str) -> frozenset[str]:
    """The parts a hurt is told of, with his or her."""
    lowered = set(re.findall(r"[a-z]+", words.lower()))
    who = "her" if lowered & {"her", "she"} else "his" if lowered & {"his", "he"} else ""
    return frozenset(f"{part} {who}" for part in lowered & _RARE) if who else frozenset()


def _changed(view: View, hurts: list[_Hurt]) -> Iterator[Draft]:
    for position, later in enumerate(hurts):
        for earlier in hurts[max(0, position - _COMPARED) : position]:
            if earlier.part == later.part and earlier.side != later.side and _same_hurt(earlier, later):
                yield _draft(view, earlier, later)
                return


def _same_hurt(earlier: _Hurt, later: _Hurt) -> bool:
    near = later.statement.span.start - earlier.statement.span.end < _HEALED_AFTER
    return near or (earlier.lasting and later.lasting)


def _draft(view: View, earlier: _Hurt, later: _Hurt, sure: float | None = None) -> Draft:
    surest = max(earlier, later, key=lambda hurt: hurt.statement.sure)
    name = view.people.name(surest.statement.who)
    code = Code.ATTRIBUTE_CONTRADICTION if earlier.lasting and later.lasting else Code.INJURY_SIDE
    if sure is None:
        sure = _CONFIDENCE[earlier.lasting] * min(earlier.statement.sure, later.statement.sure)
    return clashing(
        code,
        (earlier.statement, later.statement),
        f"{name}'s hurt is on the {earlier.side} here and on the {later.side} there "
        f"({earlier.statement.words} / {later.statement.words}).",
        "Keep it on one side.",
        sure,
    )


#: Detectors, in no particular order.
SIDES: tuple[Detector, ...] = (sides,)
