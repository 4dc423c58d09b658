"""Heads counted twice, and not the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diegesis.layers.findings.passages import NUMBER, number, sentence, spoken, unreal
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
#: The count is explained.
_EARNED = re.compile(
    r"\b(?:counting|including|with|without|besides|now|left|joined|had (?:come|gone|died|"
    r"been)|not counting|more|again|by then|tonight|that night)\b",
    re.IGNORECASE,
)
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
            yield _draft(view, earlier, count)


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


def _draft(view: View, earlier: _Count, later: _Count) -> Draft:
    said = spoken(view, earlier.span.start) or spoken(view, later.span.start)
    return Draft(
        code=Code.NUMBER_OF_PEOPLE,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=f"There are {earlier.words} people here and {later.words} there ({earlier.where}).",
        suggestion="Count them again, or tell who has come or gone.",
        evidence=(earlier.span, later.span),
        confidence=round(_COUNTED * (_SAID if said else 1.0), 3),
    )


#: Detectors, in no particular order.
COUNTS: tuple[Detector, ...] = (heads,)
