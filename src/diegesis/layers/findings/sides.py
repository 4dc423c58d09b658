"""Left and right: hurts that change sides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.findings.bearers import bearer
from diegesis.layers.findings.passages import (
    Statement,
    by_person,
    clashing,
    people_only,
    person_at,
    sentence,
    spoken,
    unreal,
)
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

#: Parts that are hurt together: a hand in splints is an arm in splints.
_PARTS = {
    **dict.fromkeys(
        "hand wrist palm thumb finger fingers knuckles fist arm forearm elbow shoulder sleeve".split(), "arm"
    ),
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
    r"mangled|scalded|shot|bullet|throbb\w*|dressing|cast|gauze|"
    r"ribbons|shreds|done up|in plaster|numb|limp(?:ed|s|ing)?)\b",
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
#: What is put on a hurt that two passages tell of is one person's, where nobody else has such a hurt.
_DRESSED = re.compile(r"\b(?:cast|plaster|sling|splint|bandag|dressing)", re.IGNORECASE)
_SORTS = {"plaster": "cast", "dressing": "bandag"}
#: What is told of a limb after a comma.
_BOUND_UP = re.compile(
    r", (?:all )?(?:done up|bandaged|strapped|wrapped|swathed|splinted|swollen|bleeding|broken|burn(?:ed|t)|"
    r"in (?:a|its|the) (?:sling|cast|plaster|splints?|bandages?))[^.,;:!?\n]{0,40}"
)
#: *He kept the burned hand in his lap and ate with his left.*
_BARE = re.compile(
    r"\b(?:burn(?:ed|t)|bad|hurt|bandaged|injured|broken|wounded|sore|useless|splinted|lame) "
    r"(?P<part>hand|arm|wrist)\b[^.;!?\n]{0,90}? with (?P<whose>his|her|my) (?P<side>left|right)(?=[.,;!?])",
    re.IGNORECASE,
)
#: A sleeve is hurt with the arm in it.
_CLOTH = re.compile(r"\b(?:ribbons|shreds|blood\w*|soaked)\b", re.IGNORECASE)
_SOUND_SIDE = re.compile(r"\b(?:good|sound|uninjured|unhurt|free)(?:,| and)? $", re.IGNORECASE)
#: Whoever it is that words say nothing of.
_NOBODY = Ref[Character]("")
#: A hurt of somebody sure, and one of the same part not far off that is likely theirs.
_NEARBY, _CLEARLY, _ONE_HURT = 6_000, 0.85, 0.66
#: Who is hurt is told by name where that is so sure.
_KNOWN = 0.75
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
    dressing: frozenset[str]


def sides(view: View) -> Iterable[Draft]:
    """One hurt, left here and right there."""
    hurts = {id(hurt.statement): hurt for hurt in _hurts(view)}
    every = list(hurts.values())
    yield from _drifting(view, every)
    for who, said in by_person(hurt.statement for hurt in every).items():
        if who != _NOBODY:
            yield from _changed(view, [hurts[id(statement)] for statement in said], every)


def _hurts(view: View) -> Iterator[_Hurt]:
    for match in _SIDE.finditer(view.text):
        hurt = _hurt(view, match)
        if hurt is not None:
            yield hurt
    for match in _BARE.finditer(view.text):
        hurt = _other_hand(view, match)
        if hurt is not None:
            yield hurt


def _other_hand(view: View, match: re.Match[str]) -> _Hurt | None:
    """The hurt hand is the one somebody does not eat with."""
    span = Span(*match.span())
    found = people_only(view, view.people.mention_at(Span(*match.span("whose"))))
    if found is None or unreal(view, span):
        return None
    side = "right" if match.group("side").lower() == "left" else "left"
    return _Hurt(
        statement=Statement(
            span=span,
            who=found[0],
            sure=found[1],
            value=frozenset({side}),
            words=match.group("part"),
            spoken=spoken(view, span.start),
        ),
        part="arm",
        side=side,
        lasting=False,
        dressing=frozenset(),
    )


def _hurt(view: View, match: re.Match[str]) -> _Hurt | None:
    clause = _clause(view, sentence(view, match.start()), match)
    words = clause.of(view.text)
    cloth = match.group("part").lower() == "sleeve"
    lasting, hurt = bool(_LASTING.search(words)) and not cloth, bool((_CLOTH if cloth else _HURT).search(words))
    before = view.text[max(0, match.start() - 15) : match.start()]
    sound = bool(_SOUND_SIDE.search(before)) or (
        bool(_SOUND.search(view.text[max(0, match.start() - 15) : match.end()])) and not hurt
    )
    if not (lasting or hurt or sound) or _tells_nothing(view, match, words):
        return None
    found = bearer(view, match.start("part")) or _sufferer(view, match.start("part"))
    if found is None and not _DRESSED.search(words):
        return None
    side = match.group("side").lower()
    if sound:
        side = "right" if side == "left" else "left"
    return _Hurt(
        statement=Statement(
            span=clause,
            who=found[0] if found else _NOBODY,
            sure=found[1] if found else 0.0,
            value=frozenset({side}),
            words=match.group(),
            spoken=spoken(view, match.start()),
        ),
        part=_PARTS[match.group("part").lower()],
        side=side,
        lasting=sound or (lasting and not hurt),
        dressing=frozenset(_SORTS.get(word, word) for word in re.findall(_DRESSED, words.lower())),
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
    end = match.end() + (stop.start() if stop else 0)
    bound = _BOUND_UP.match(view.text, end)
    return Span(
        whole.start + cut + len(before[cut:]) - len(before[cut:].lstrip(" \n\"“‘'")),
        end if bound is None else bound.end(),
    )


def _drifting(view: View, hurts: list[_Hurt]) -> Iterator[Draft]:
    """A lasting hurt told in the same rare words is one person's, whoever the unsure *her* was read as."""
    for position, later in enumerate(hurts):
        for earlier in hurts[max(0, position - _COMPARED) : position]:
            unsure = min(earlier.statement.sure, later.statement.sure) < _UNSURE
            if unsure and _one_dressing(view, earlier, later, hurts):
                yield _draft(view, earlier, later, _SAME_WORDS)
                return
            if not (unsure and earlier.lasting and later.lasting and earlier.side != later.side):
                continue
            words, others = (_telling(hurt.statement.span.of(view.text)) for hurt in (earlier, later))
            if earlier.part == later.part and words & others:
                yield _draft(view, earlier, later, _SAME_WORDS)
                return


def _one_dressing(view: View, earlier: _Hurt, later: _Hurt, every: list[_Hurt]) -> bool:
    """Whether two passages not far apart tell of one dressing, and only one person of the story wears such a one."""
    if earlier.part != later.part or earlier.side == later.side or not earlier.dressing & later.dressing:
        return False
    wearers = {
        hurt.statement.who
        for hurt in every
        if hurt.part == later.part and hurt.dressing and hurt.statement.sure >= _UNSURE
    }
    return len(wearers) <= 1 and later.statement.span.start - earlier.statement.span.end < _NEARBY


def _telling(words: str) -> frozenset[str]:
    """The parts a hurt is told of, with his or her."""
    lowered = set(re.findall(r"[a-z]+", words.lower()))
    who = "her" if lowered & {"her", "she"} else "his" if lowered & {"his", "he"} else ""
    return frozenset(f"{part} {who}" for part in lowered & _RARE) if who else frozenset()


def _changed(view: View, hurts: list[_Hurt], every: list[_Hurt]) -> Iterator[Draft]:
    for position, later in enumerate(hurts):
        for earlier in hurts[max(0, position - _COMPARED) : position]:
            if earlier.part == later.part and earlier.side != later.side and _same_hurt(earlier, later):
                yield _draft(view, earlier, later, _likely(earlier, later, every))
                return


def _likely(earlier: _Hurt, later: _Hurt, every: list[_Hurt]) -> float | None:
    """How surely an unsure reading means somebody who surely has such a hurt, where nobody else has one."""
    low, high = sorted((earlier.statement.sure, later.statement.sure))
    near = later.statement.span.start - earlier.statement.span.end < _NEARBY
    if low >= _ONE_HURT or high < _CLEARLY or not near:
        return None
    others = {hurt.statement.who for hurt in every if hurt.part == later.part} - {earlier.statement.who, _NOBODY}
    return None if others else _CONFIDENCE[False] * _ONE_HURT


def _same_hurt(earlier: _Hurt, later: _Hurt) -> bool:
    near = later.statement.span.start - earlier.statement.span.end < _HEALED_AFTER
    return near or (earlier.lasting and later.lasting)


def _draft(view: View, earlier: _Hurt, later: _Hurt, sure: float | None = None) -> Draft:
    surest = max(earlier, later, key=lambda hurt: hurt.statement.sure)
    sure_whose = surest.statement.who in view.people.cast and surest.statement.sure >= _KNOWN
    name = view.people.name(surest.statement.who) if sure_whose else "Somebody"
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
