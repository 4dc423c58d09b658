"""How long something has lasted, said in two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.findings.passages import (
    NUMBER,
    number,
    people_only,
    person_at,
    sentence,
    spoken,
    unreal,
    windows,
    within,
)
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span
from diegesis.views.clauses import Word

_UNIT = r"(?P<unit>years?|winters?|summers?|months?|weeks?|seasons?|harvests?)"
_LENGTH = rf"(?P<n>{NUMBER}) (?:long |whole |full |good )?{_UNIT}"
#: What has lasted or begun, by the words that say so.
_BEGINNINGS = {
    "gone": r"left|went away|gone|away|sailed|abroad|emigrated|ran away|disappeared|vanished|set out|last seen",
    "dead": r"died|dead|buried|drowned|killed|lost|widow(?:ed|er)?|in (?:his|her) grave|had taken|took|passed away",
    "married": r"married|wed(?:ded)?|husband and wife",
}
_PRONOUNS = frozenset("he she they i we you".split())
_PLACE = r"(?:in|at|on) (?-i:[A-Z])\w+"
_OF_WHAT = re.compile(rf"\b{_LENGTH} (?:as )?(?:an?|the) (?P<what>[a-z]+)\b", re.IGNORECASE)
_BEEN = re.compile(
    rf"(?<![\w-])(?P<who>[\w-]++)(?: has| have| had|[’']s|[’']ve|[’']d) been (?P<what>dead|"
    rf"married|gone|away|abroad|{_PLACE})[^.;,]{{0,25}}? "
    rf"(?:for |these |now )*{_LENGTH}(?! (?:ago|old))",
    re.IGNORECASE,
)
_AGO = re.compile(rf"\b{_LENGTH} (?:ago|since|before|gone|back)\b", re.IGNORECASE)
_RARE = re.compile(rf"\b(?P<n>{NUMBER}) (?P<unit>winters|summers|harvests)\b", re.IGNORECASE)
_SINCE = re.compile(rf"\b{_LENGTH} (?:since|after) (?:the|that) (?P<what>[a-z]+)\b", re.IGNORECASE)
_PLAIN = re.compile(rf"\b{_LENGTH}\b(?! (?:ago|later|before|after|old|earlier))(?![’'-])", re.IGNORECASE)
_LENGTHS = re.compile(rf"\b{_LENGTH}\b", re.IGNORECASE)
_REACH = 80
_PASSING = re.compile(
    r"\b(?:years?|winters?|months?|weeks?) (?:later|afterwards?|passed|went by|had passed|"
    r"on)\b",
    re.I,
)
_LIE = re.compile(r"\b(?:lied|a lie|lies|tell (?:him|her|them) (?:that|two|three|four|five|six))\b", re.IGNORECASE)
_FAR = 40_000
#: So many lengths of one thing are compared with later ones; none once two have clashed.
_KEPT = 12
_SAME, _OPEN, _SAID, _NOUN = 0.75, 0.62, 0.9, 0.72
_ELLIPSIS = 0.66


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    span: Span
    what: str
    count: int
    unit: str
    words: str
    who: Ref[Character] | None
    sure: float
    spoken: bool


def lengths(view: View) -> Iterable[Draft]:
    """Away four years here, and six years since he left there; worked there six years, and eight years."""
    starts = [found.start() for found in _LENGTHS.finditer(view.text)]
    found = (*_been(view), *_ago(view, starts), *_of_what(view, starts), *_since(view, starts))
    yield from _clashes(view, sorted(found, key=lambda length: length.span))
    yield from _clashes(view, list(_rare(view, starts)))
    yield from _clashes(view, list(_of_verbs(view, starts)))


def _clashes(view: View, found: list[_Length]) -> Iterator[Draft]:
    grouped: dict[tuple[str, str], list[_Length]] = {}
    for later in found:
        before = grouped.setdefault((later.what, later.unit), [])
        earlier = next((other for other in before if _clash(view, other, later)), None)
        if earlier is not None and len(before) < _KEPT:
            yield _draft(view, earlier, later)
            before.extend([later] * _KEPT)
        elif len(before) < _KEPT and all((other.count, other.who) != (later.count, later.who) for other in before):
            before.append(later)


def _clash(view: View, earlier: _Length, later: _Length) -> bool:
    if earlier.what != later.what or earlier.unit != later.unit or earlier.count == later.count:
        return False
    if earlier.who is not None and later.who is not None and earlier.who != later.who:
        return False
    between = view.text[earlier.span.end : later.span.start]
    passed = _PASSING.search(between) and (not later.what or later.what in _BEGINNINGS)
    return len(between) < _FAR and not passed and not _LIE.search(between)


def _been(view: View) -> Iterator[_Length]:
    for match in within(view.text, windows(view.text, _LENGTHS, _REACH), _BEEN):
        what = match.group("what").lower()
        what = what if what in ("dead", "married") else "gone"
        found = people_only(view, view.people.mention_at(Span(*match.span("who"))))
        yield from _length(view, match, what, found)


def _ago(view: View, starts: Sequence[int]) -> Iterator[_Length]:
    for match in _at(view, starts, _AGO):
        whole = sentence(view, match.start())
        words = whole.of(view.text)
        for what, verbs in _BEGINNINGS.items():
            verb = re.search(rf"\b(?P<who>[\w’-]+) (?:had )?(?:{verbs})\b", words, re.IGNORECASE)
            if verb is not None:
                start = whole.start + verb.start("who")
                found = people_only(view, view.people.mention_at(Span(start, start + 1)))
                if found is not None or verb.group("who").lower() in _PRONOUNS:
                    yield from _length(view, match, what, found)
                break


def _of_what(view: View, starts: Sequence[int]) -> Iterator[_Length]:
    for match in _at(view, starts, _OF_WHAT):
        yield from _length(view, match, match.group("what").lower(), None)


def _rare(view: View, starts: Sequence[int]) -> Iterator[_Length]:
    """Units that a story counts one thing by."""
    for match in _at(view, starts, _RARE):
        yield from _length(view, match, "", None)


def _at(view: View, starts: Sequence[int], shape: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches of a shape at the places where lengths of time begin."""
    for start in starts:
        match = shape.match(view.text, start)
        if match is not None:
            yield match


def _since(view: View, starts: Sequence[int]) -> Iterator[_Length]:
    """*Ten years since the fire.*"""
    for match in _at(view, starts, _SINCE):
        yield from _length(view, match, f"since the {match.group('what').lower()}", None)


def _of_verbs(view: View, starts: Sequence[int]) -> Iterator[_Length]:
    """What somebody has done for so long: one verb in the perfect, with the place or the thing it is done to."""
    for match in _at(view, starts, _PLAIN):
        unit = view.clauses.word_at(match.start("unit"))
        verb = None if unit is None else _verb(unit)
        subject = None if verb is None else verb.subject
        if unit is None or verb is None or subject is None or not any(aux.lemma == "have" for aux in verb.auxiliaries):
            continue
        found = person_at(view, subject)
        if found is None or found[1] < _LEAST_SURE or verb.modal is not None:
            continue
        things = [child for child in verb.children_by("obj", "obl") if child.tag in ("NOUN", "PROPN")]
        thing = next((child.lemma for child in things if child.span != unit.span), "")
        yield from _length(
            view, match, " ".join(("not " * verb.negated + verb.lemma, thing)).strip() + f" {found[0]}", found
        )


def _verb(unit: Word) -> Word | None:
    """The verb a length of time belongs to: its head, or one that says what was done in it."""
    clause = unit.child("acl:relcl", "acl")
    if clause is not None:
        return clause
    head = unit.head
    return head if head is not None and head.tag == "VERB" else None


def _length(
    view: View, match: re.Match[str], what: str, found: tuple[Ref[Character], float] | None
) -> Iterator[_Length]:
    count, span = number(match.group("n")), Span(*match.span())
    if count is None or unreal(view, span):
        return
    who, sure = found if found is not None and found[1] >= _LEAST_SURE else (None, 0.0)
    yield _Length(
        span=span,
        what=what,
        count=count,
        unit=match.group("unit").lower().rstrip("s"),
        words=f"{match.group('n')} {match.group('unit')}".lower(),
        who=who,
        sure=sure,
        spoken=spoken(view, span.start),
    )


_LEAST_SURE = 0.6


def _is_attribute(what: str) -> bool:
    """Whether it is what somebody was for so long: *twelve years a sergeant*."""
    return what.isalpha() and what not in _BEGINNINGS


def _draft(view: View, earlier: _Length, later: _Length) -> Draft:
    said = earlier.spoken or later.spoken
    known = earlier.who is not None and earlier.who == later.who
    sure = _SAME if known else _ELLIPSIS if not earlier.what else _OPEN if earlier.what in _BEGINNINGS else _NOUN
    return Draft(
        code=Code.ATTRIBUTE_CONTRADICTION
        if earlier.what and earlier.what.isalpha() and earlier.what not in _BEGINNINGS
        else Code.DURATION,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=f"It is {earlier.words} here and {later.words} there.",
        suggestion="Reckon the time again.",
        evidence=(earlier.span, later.span),
        confidence=round(sure * (_SAID if said and earlier.what else 1.0), 3),
    )


#: Detectors, in no particular order.
DURATIONS: tuple[Detector, ...] = (lengths,)
