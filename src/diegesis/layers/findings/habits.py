"""What somebody never does or cannot do, and then does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.findings.passages import people_only, sentence, spoken, unreal, windows, within
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

_WHO = r"(?<![\w-])(?P<who>[\w-]++)"
_NOT = r"(?: (?:had|has|would|could|can|did|does|was|is))?(?: never| not|n[’']t)(?: once| in (?:his|her) life)?"
_SPIRITS = r"(?:whisk(?:e)?y|brandy|rum|gin|wine|beer|ale|port|sherry|champagne|cognac|vodka|stout|claret)"


@dataclass(frozen=True, slots=True)
class _Habit:
    """Something somebody is said not to do or be, and what shows that they do or are.

    Attributes:
        name: for the message.
        anchor: words without which nothing is denied.
        denied, shown: patterns with a group ``who``.
        sure: how often the two are a slip.
    """

    name: str
    anchor: re.Pattern[str]
    denied: re.Pattern[str]
    shown: re.Pattern[str]
    sure: float


def _habit(name: str, anchor: str, denied: str, shown: str, sure: float = 0.68) -> _Habit:
    return _Habit(
        name,
        re.compile(rf"\b(?:{anchor})\b"),
        re.compile(denied, re.IGNORECASE),
        re.compile(shown, re.IGNORECASE),
        sure,
    )


_HABITS = (
    _habit(
        "does not drink",
        r"alcohol|drink|drank|drunk|spirits|liquor|drop|teetotal(?:l?er)?|abstainer",
        rf"{_WHO}(?:{_NOT} (?:touch(?:ed)? (?:alcohol|drink|spirits|liquor|a drop)|"
        rf"dr[aiu]nk(?: (?:alcohol|spirits|liquor))?(?=[.,;]))|"
        r" (?:was|is) (?:a |an )?(?:teetotal(?:l?er)?|abstainer)\b)",
        rf"{_WHO} (?:drank|drained|sipped|swallowed|gulped|downed|finished|tossed off|"
        rf"poured (?:himself|herself))(?: \w+){{0,4}} {_SPIRITS}\b",
    ),
    _habit(
        "does not smoke",
        r"smoked?",
        rf"{_WHO}{_NOT} smoked?(?=[.,;]| (?:in|at all|himself|herself))",
        rf"{_WHO} (?:lit|smoked|puffed|drew on|rolled|filled)(?: \w+){{0,3}} (?:cigarettes?|pipe|cigars?|cheroot)\b",
    ),
    _habit(
        "cannot read",
        r"read|illiterate",
        rf"{_WHO}(?: (?:could not|cannot|couldn[’']t|can[’']t) read(?:(?= or write)|(?=[.,;]))|"
        rf"(?: had| has)? never learn(?:ed|t) (?:how )?to read\b|"
        r" (?:was|is) illiterate\b)",
        rf"{_WHO} read (?:the|his|her|it|a|every|from)\b",
    ),
    _habit(
        "cannot swim",
        r"swim",
        rf"{_WHO}(?: (?:could not|cannot|couldn[’']t|can[’']t) swim(?=[.,; ])|(?: had|"
        rf" has)? never learn(?:ed|t) (?:how )?to swim\b)",
        rf"{_WHO} (?:swam|swims|dived|dives)\b",
    ),
    _habit(
        "cannot drive",
        r"drive|driven|licen[cs]e",
        rf"{_WHO}(?: (?:could not|cannot|couldn[’']t|can[’']t) drive(?=[.,; ])|(?: had| has|[’']s)? never "
        rf"(?:learn(?:ed|t) (?:how )?to drive|driven|"
        rf"(?:held|had) an? (?:driving )?licen[cs]e)\b)",
        rf"{_WHO} (?:(?:drove|drives|was driving|is driving) (?:(?:the|his|her|a) (?:car|van|truck|lorry|bus|jeep)|"
        rf"home|off|away|back|over|through|us|them|him|her)\b|took the wheel|was (?:at|behind) the wheel)",
    ),
    _habit(
        "is tall",
        r"tall|taller|tallest",
        rf"{_WHO} (?:was|is|stood) (?:an? )?(?:very |so |uncommonly |immensely |exceptionally )?tall"
        rf"(?: man| woman| girl| boy| fellow)?(?=[.,;]| and\b)",
        rf"{_WHO} (?:was|is) (?:an? )?(?:very |so |too |rather |quite )?(?:short|tiny|undersized|diminutive)"
        rf"(?: man| woman| girl| boy| fellow| to\b|(?=[.,;]))",
        0.62,
    ),
    _habit(
        "eats no meat",
        r"vegetarian|meat",
        rf"{_WHO}(?: (?:was|is) a (?:strict )?vegetarian\b|{_NOT} (?:eat|ate|eaten|touch(?:ed)?) meat\b)",
        rf"{_WHO} (?:ate|eats|chewed|cut|carved|swallowed|finished)(?: \w+){{0,5}} (?:beef|mutton|"
        rf"lamb|bacon|ham|pork|steak|chicken|sausages?|chops?|veal)\b",
    ),
    _habit(
        "has no brothers or sisters",
        r"only|sisters?|siblings|brothers?",
        rf"{_WHO} (?:(?:was|is|had been) (?:an|the) only (?:child|son|daughter)\b(?! of)|"
        r"(?:had|has) no (?:brothers? (?:or|and) sisters?|siblings)\b)",
        r"(?<![\w-])(?P<who>[\w-]++)(?:[’']s)? (?:elder |older |younger |big |little |twin |"
        r"late )?(?:brother|sister)(?![’'\w-])(?! in )",
        0.62,
    ),
    _habit(
        "never married",
        r"married|bachelor|spinster|maid",
        rf"{_WHO}(?:(?: had| has) never (?:been )?married|(?: was| is) (?:an? )?(?:old |confirmed |"
        rf"lifelong )?(?:bachelor|spinster|old maid))\b",
        r"(?<![\w-])(?P<who>[\w-]++)(?:[’']s)? (?:late |young |first |second |dear |own )?(?:wife|husband)(?![’'\w-])",
        0.62,
    ),
    _habit(
        "is bald",
        r"bald",
        rf"{_WHO} (?:was|is) (?:quite |completely |perfectly |entirely |as )?bald(?=[.,;]| as)",
        r"(?<![\w-])(?P<who>[\w-]++) (?:combed|brushed|smoothed|tore at|pushed back|"
        r"ran a hand through|tossed back)(?: back)? (?:his|her) (?:\w+ )?(?:hair|curls|locks)\b",
    ),
    _habit(
        "is left-handed",
        r"left-handed|left-hander",
        rf"{_WHO} (?:was|is) (?:left-handed|a left-hander)\b",
        rf"{_WHO} (?:wrote|signed|drew|threw)(?: \w+){{0,4}} with (?:his|her) right hand\b",
    ),
    _habit(
        "was born blind",
        r"blind|never",
        rf"{_WHO}(?: (?:was|had been) (?:born blind|blind from birth)|"
        rf"(?: \w+){{0,2}} never in (?:his|her) life (?:seen|looked on|laid eyes on))\b",
        rf"{_WHO} (?:was|had been) (?:blinded|struck blind)\b(?! by (?:the |her |his )?(?:light|"
        rf"sun|tears|glare|rage|love|smoke|snow|dust))|"
        rf"(?<![\w-])(?P<also>[\w-]++) (?:had )?lost (?:his|her) (?:sight|eyesight)\b",
    ),
)
#: Words by which somebody comes to do it after all.
_EARNED = re.compile(
    r"\b(?:first time|at last|after all|again|since|until|till|learn(?:ed|t|ing)|taught|tried|"
    r"trying|used to|once|anyway|however|"
    r"for once|tonight|this time|gave up|given up|no longer|wig|half-brother|half-sister|"
    r"adopted|foster|married|remarried|in-law|"
    r"like a (?:brother|sister)|no (?:brother|sister|wife|husband))\b",
    re.IGNORECASE,
)
#: Characters on each side of a passage in which it is explained.
_BESIDE = 60
#: Characters between an anchor and whom it is said of.
_REACH = 60
#: Characters before *who* in which its noun stands.
_RELATIVE = 40
_FAR = 60_000
_SAID = 0.9


@dataclass(frozen=True, slots=True)
class _Claim:
    span: Span
    who: Ref[Character]
    sure: float
    spoken: bool


def habits(view: View) -> Iterable[Draft]:
    """Somebody who never drinks, and drinks."""
    for habit in _HABITS:
        denied: dict[str, _Claim] = {}
        for claim in _claims(view, habit.denied, windows(view.text, habit.anchor, _REACH)):
            denied.setdefault(claim.who, claim)
        if denied:
            yield from _shown(view, habit, denied)


def _shown(view: View, habit: _Habit, denied: dict[str, _Claim]) -> Iterator[Draft]:
    for claim in _claims(view, habit.shown, [Span(0, len(view.text))]):
        other = denied.get(claim.who)
        if other is None or abs(claim.span.start - other.span.start) > _FAR or claim.span.touches(other.span):
            continue
        whole = sentence(view, claim.span.start)
        beside = Span(max(0, claim.span.start - _BESIDE), min(whole.end, claim.span.end + _BESIDE))
        if _EARNED.search(beside.of(view.text)):
            continue
        del denied[claim.who]
        yield _draft(view, habit, other, claim)


def _claims(view: View, pattern: re.Pattern[str], places: list[Span]) -> Iterator[_Claim]:
    for match in within(view.text, places, pattern):
        span = Span(*match.span())
        group = "who" if match.group("who") is not None else "also"
        mention = view.people.mention_at(Span(match.start(group), match.start(group) + 1))
        if mention is None and match.group(group).lower() in ("who", "that"):
            mention = next(
                (m for m in reversed(view.people.mentions_in(Span(max(0, span.start - 40), span.start)))), None
            )
        found = people_only(view, mention)
        if found is not None and not unreal(view, span):
            yield _Claim(span, *found, spoken(view, span.start))


def _draft(view: View, habit: _Habit, denied: _Claim, shown: _Claim) -> Draft:
    said = denied.spoken or shown.spoken
    name = view.people.name(denied.who)
    return Draft(
        code=Code.ATTRIBUTE_CONTRADICTION,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=f"{name} {habit.name} here; it is otherwise there.",
        suggestion="Change one of the two, or say what has changed.",
        evidence=tuple(sorted((denied.span, shown.span))),
        confidence=round(habit.sure * min(denied.sure, shown.sure) / 0.95 * (_SAID if said else 1.0), 3),
    )


#: Detectors, in no particular order.
HABITS: tuple[Detector, ...] = (habits,)
