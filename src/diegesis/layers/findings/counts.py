"""Heads counted twice, and not the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layers.findings.passages import NUMBER, number, people_only, sentence, spoken, unreal
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

_THERE = re.compile(
    rf"\b(?:there (?:are|were|was|is)|we (?:are|were)|they (?:are|were)) (?:only |just |but |"
    rf"still )?(?:the )?(?P<n>{NUMBER}) "
    r"of (?P<who>us|them|you)\b(?: (?:all )?(?:now |left |here )?(?P<where>(?:on|in|at|under|"
    r"aboard|round|around|about) [^.,;:!?“”\"\n]{3,40}))?",
    re.IGNORECASE,
)
_KIN = "brothers|sisters|sons|daughters|children|uncles|aunts|cousins|grandchildren|nephews|nieces"
_OWNED = re.compile(
    rf"\b(?:(?P<who>[\w-]+)(?: (?:had|has|have|[’']ve) (?:got )?(?:only )?|[’']s (?:other )?)|"
    rf"(?P<pronoun>his|her|my) )"
    rf"(?P<n>{NUMBER}) (?:(?!elder|older|eldest|young|little|other|remaining|step|"
    rf"half)\w+ )?(?P<what>{_KIN})\b(?! of (?:his|her|them))",
    re.IGNORECASE,
)
_PEOPLE = "people|persons|men|women|boys|girls|children|guests|passengers|soldiers|sailors|prisoners|pupils|patients"
_STOOD = re.compile(
    rf"\b(?P<n>{NUMBER}) (?P<who>{_PEOPLE}) (?:(?:were |was |are )?(?:waiting|sitting|standing|"
    rf"left|living|gathered) |were |are )?"
    r"(?P<where>(?:in|on|at|round|around|aboard) the [a-z]+)",
    re.IGNORECASE,
)
_ALL_OF = re.compile(rf"\bthe (?P<n>{NUMBER}) of (?P<who>them|us)\b", re.IGNORECASE)
#: The whole of a company, wherever it is counted.
_TOGETHER = (
    re.compile(rf"\b[Tt]here (?:are|were) (?P<n>{NUMBER}) of (?P<who>us|them)\b", re.IGNORECASE),
    re.compile(rf"\ball (?P<n>{NUMBER}) of (?P<who>us|them)\b", re.IGNORECASE),
)
_CREW = (
    re.compile(rf"\b(?P<who>crew|company|party|household) of (?P<n>{NUMBER})\b", re.IGNORECASE),
    re.compile(rf"\b(?:flew|flies|sailed|sails|worked) with (?P<n>{NUMBER})(?P<who>(?=[.,;]))", re.IGNORECASE),
    re.compile(
        rf"\b(?P<n>{NUMBER}) of (?P<who>us|them)\b[^.;!?\n]{{0,40}}\bthe whole "
        rf"(?:ship[’']s |boat[’']s )?(?:company|crew|party|household|lot)\b",
        re.IGNORECASE,
    ),
)
#: Fewer may be a part of those present.
_LEAST_ALL = 4
_ALL = 0.56
#: The count is explained.
_EARNED = re.compile(
    r"\b(?:counting|including|with|without|besides|now|left|joined|had (?:come|gone|died|"
    r"been)|not counting|more|again|by then|tonight|that night)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:counting|including|with|without|besides|if you count|not counting)\b", re.IGNORECASE)
_COME = re.compile(r"\b(?:came in|joined|left|went out|arrived|departed|entered|another|more|gone)\b", re.IGNORECASE)
#: What changes a whole company.
_JOINED = re.compile(r"\b(?:joined|arrived|departed|died|dead|killed|drowned|recruited|newcomers?)\b", re.IGNORECASE)
#: Characters within which nobody comes or goes unseen.
_NEAR = 6_000
_LEAST_SURE = 0.6
_COUNTED, _SAID = 0.72, 0.9
_FAR = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    span: Span
    heads: int
    words: str
    where: str


def heads(view: View) -> Iterable[Draft]:
    """*There were five of us on the island*, and seven of us on the island."""
    found: dict[str, _Count] = {}
    for match in _THERE.finditer(view.text):
        count = _count(view, match)
        if count is None:
            continue
        earlier = found.setdefault(count.where, count)
        if earlier.heads != count.heads and count.span.start - earlier.span.end < _FAR:
            yield _draft(view, earlier, count, count.where)


def companies(view: View) -> Iterable[Draft]:
    """*There are five of them round the table*, and *all six of us were there*; a crew of six, and seven aboard."""
    for shapes, sure in ((_TOGETHER, _ALL), (_CREW, _ALL)):
        found: dict[str, _Count] = {}
        for match in sorted((m for shape in shapes for m in shape.finditer(view.text)), key=re.Match.start):
            if (number(match.group("n")) or 0) >= _LEAST_ALL:
                yield from _again(view, match, found, "", sure, come=_JOINED)


def families(view: View) -> Iterable[Draft]:
    """*Ann had three brothers*, and Ann's four brothers."""
    found: dict[str, _Count] = {}
    for match in _OWNED.finditer(view.text):
        heads_counted, who = number(match.group("n")), "who" if match.group("who") else "pronoun"
        owner = people_only(view, view.people.mention_at(Span(*match.span(who))))
        if heads_counted is None or owner is None or owner[1] < _LEAST_SURE or unreal(view, Span(*match.span())):
            continue
        if _EARNED.search(match.group()):
            continue
        what = match.group("what").lower()
        count = _Count(
            span=Span(*match.span()), heads=heads_counted, words=match.group("n"), where=f"{what} {owner[0]}"
        )
        earlier = found.setdefault(count.where, count)
        if earlier.heads != count.heads and count.span.start - earlier.span.end < _FAR:
            yield _draft(view, earlier, count, f"{view.people.name(owner[0])}'s {what}")


def gatherings(view: View) -> Iterable[Draft]:
    """Seven people in the hall, and nine people in the hall; the five of them, and the six of them in one scene."""
    found: dict[str, _Count] = {}
    for match in _STOOD.finditer(view.text):
        where = f"{match.group('who').lower()} {match.group('where').lower()}"
        yield from _again(view, match, found, where, _COUNTED)
    for match in _ALL_OF.finditer(view.text):
        scene = view.scene_at(match.start())
        if (number(match.group("n")) or 0) >= _LEAST_ALL and scene is not None:
            yield from _again(view, match, found, scene.id, _ALL)


def _again(
    view: View, match: re.Match[str], found: dict[str, _Count], key: str, sure: float, come: re.Pattern[str] = _COME
) -> Iterator[Draft]:
    span, heads_counted = Span(*match.span()), number(match.group("n"))
    if heads_counted is None or unreal(view, span) or _accounted(view, Span(match.start("n"), span.end)):
        return
    count = _Count(span=span, heads=heads_counted, words=match.group("n"), where=key)
    earlier = found.setdefault(key, count)
    between = view.text[earlier.span.end : span.start]
    if earlier.heads != heads_counted and len(between) < _NEAR and not come.search(between):
        yield _draft(view, earlier, count, match.group("who"), sure)


def _accounted(view: View, span: Span) -> bool:
    """Whether the clause of a count, or what is added to it, says who is counted."""
    whole = sentence(view, span.start)
    before = re.sub(r"\bwith $", "", re.split(r"[,;:]", view.text[whole.start : span.start])[-1])
    clause, _, added = view.text[span.end : whole.end].partition(",")
    return bool(_EARNED.search(before + view.text[span.start : span.end] + clause) or _ADDED.search(added))


def _count(view: View, match: re.Match[str]) -> _Count | None:
    heads_counted, where = number(match.group("n")), match.group("where")
    whole = sentence(view, match.start())
    if heads_counted is None or not where or unreal(view, Span(*match.span())):
        return None
    if _EARNED.search(view.text[whole.start : match.end()]) or _EARNED.search(view.text[match.end() : whole.end]):
        return None
    place = re.sub(r"\b(?:the|this|that|our|their|a|an)\b", "", where.lower())
    noun = re.match(
        r"\w+\s+(?:[\w’'-]+\s+)*?([\w’'-]+)(?:$|\s+(?:and|at|in|of|on|with|to|for|that|who|when)\b)", place.strip()
    )
    if noun is None:
        return None
    return _Count(span=Span(*match.span()), heads=heads_counted, words=match.group("n"), where=noun.group(1))


def _draft(view: View, earlier: _Count, later: _Count, what: str, sure: float = _COUNTED) -> Draft:
    said = spoken(view, earlier.span.start) or spoken(view, later.span.start)
    return Draft(
        code=Code.NUMBER_OF_PEOPLE,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=f"There are {earlier.words} here and {later.words} there ({what}).",
        suggestion="Count them again, or tell who has come or gone.",
        evidence=(earlier.span, later.span),
        confidence=round(sure * (_SAID if said else 1.0), 3),
    )


#: Detectors, in no particular order.
COUNTS: tuple[Detector, ...] = (heads, companies, families, gatherings)
