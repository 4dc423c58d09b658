"""Kin called two things: a brother here and a cousin there, a mother's sister here and a father's there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.findings.passages import name_of, people_only, spoken, unreal
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.spans import Span

#: Kin words by what they make of somebody; words of different rows clash.
_KIN = {
    **dict.fromkeys("brother sister".split(), "sibling"),
    "cousin": "cousin",
    **dict.fromkeys("uncle aunt".split(), "aunt_uncle"),
    **dict.fromkeys("father mother".split(), "parent"),
    **dict.fromkeys("son daughter".split(), "child"),
    **dict.fromkeys("nephew niece".split(), "nephew_niece"),
    **dict.fromkeys("grandfather grandmother".split(), "grandparent"),
    **dict.fromkeys("husband wife".split(), "spouse"),
}
_WORDS = "|".join(_KIN)
_AGE = r"(?:(?:elder|older|eldest|oldest|younger|youngest|little|big|only|twin|dear|poor|own|late|first|second) )*"
_OWNER = r"(?P<owner>[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Yy]our|[A-Z][\w-]+(?=[’']s))(?:[’']s)?"
_NAME = r"(?P<name>[A-Z][\w-]+)"
_ROLES = (
    #: her cousin Ned; Ann's brother, Ned
    re.compile(rf"\b{_OWNER} {_AGE}(?P<kin>{_WORDS}),? {_NAME}"),
    #: Ned, her cousin; Ned was her cousin; Ned is Ann's brother
    re.compile(rf"\b{_NAME}(?:,| is| was|[’']s) {_OWNER} {_AGE}(?P<kin>{_WORDS})(?![’'\w-])"),
    #: Ann had one brother, Ned; Ann had a sister called May
    re.compile(
        rf"\b(?P<owner>[A-Z][\w-]+|he|she|I) (?:had|has|have) (?:an?|"
        rf"one) {_AGE}(?P<kin>{_WORDS})(?:,| called| named) {_NAME}"
    ),
)
_PARENTS_KIN = re.compile(
    rf"\b(?P<owner>[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Yy]our|[A-Z][\w-]+(?=[’']s))(?:[’']s)? (?P<side>mother|"
    rf"father)[’']s {_AGE}(?P<kin>brother|sister)(?![’'\w-])",
)
#: How surely a name outside the cast means one person.
_UNKNOWN = 0.85
_NEAR = 400
_ROLE, _SIDE, _SAID = 0.75, 0.7, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class _Role:
    span: Span
    who: Ref[Character]
    of: Ref[Character]
    kin: str
    sure: float
    spoken: bool


def kin_words(view: View) -> Iterable[Draft]:
    """Two kin words for one pair of people."""
    known: dict[tuple[str, str], _Role] = {}
    reported: set[tuple[str, str]] = set()
    for role in sorted(_roles(view), key=lambda role: role.span):
        pair = (role.who, role.of)
        earlier = known.setdefault(pair, role)
        if _KIN[earlier.kin] != _KIN[role.kin] and pair not in reported:
            reported.add(pair)
            yield _draft(view, earlier, role, _ROLE)


def parents_kin(view: View) -> Iterable[Draft]:
    """Somebody who is a mother's sister here and a father's sister there."""
    known: dict[tuple[str, str, str], _Role] = {}
    for match in _PARENTS_KIN.finditer(view.text):
        role = _parents_kin(view, match)
        if role is None:
            continue
        earlier = known.setdefault((role.who, role.of, role.kin.split()[-1]), role)
        if earlier.kin != role.kin:
            yield _draft(view, earlier, role, _SIDE)


def _roles(view: View) -> Iterator[_Role]:
    for shape in _ROLES:
        for match in shape.finditer(view.text):
            span = Span(*match.span())
            who = _named(view, match)
            of = people_only(view, view.people.mention_at(Span(*match.span("owner"))))
            if who is None or of is None or who[0] == of[0] or unreal(view, span):
                continue
            yield _Role(
                span=span,
                who=who[0],
                of=of[0],
                kin=match.group("kin"),
                sure=min(who[1], of[1]),
                spoken=spoken(view, span.start),
            )


def _named(view: View, match: re.Match[str]) -> tuple[Ref[Character], float] | None:
    """Whom the name means; a name that stands for nobody of the cast stands for itself."""
    mention = view.people.mention_at(Span(*match.span("name")))
    if mention is None:
        return Ref[Character](match.group("name")), _UNKNOWN
    return people_only(view, mention)


def _parents_kin(view: View, match: re.Match[str]) -> _Role | None:
    span = Span(*match.span())
    of = people_only(view, view.people.mention_at(Span(*match.span("owner"))))
    found = _said_of(view, match) or _named_before(view, span)
    if of is None or found is None or unreal(view, span):
        return None
    kin = f"{match.group('side').lower()}'s {match.group('kin').lower()}"
    return _Role(span=span, who=found[0], of=of[0], kin=kin, sure=min(found[1], of[1]), spoken=spoken(view, span.start))


def _said_of(view: View, match: re.Match[str]) -> tuple[Ref[Character], float] | None:
    """Who is said to be so: *She is my mother's sister*; *Ann, my mother's sister*."""
    before = re.search(r"(\w+)(?:,| is| was|[’']s) $", view.text[max(0, match.start() - 30) : match.start()])
    if before is None:
        return None
    start = max(0, match.start() - 30) + before.start(1)
    return people_only(view, view.people.mention_at(Span(start, start + 1)))


def _named_before(view: View, span: Span) -> tuple[Ref[Character], float] | None:
    """The last person named in the narration of the paragraph before: the phrase may vary the name."""
    block = view.document.block_at(span.start)
    if block is None:
        return None
    start = max(view.document.blocks[block].span.start, span.start - _NEAR)
    named = [
        m for m in view.people.mentions_in(Span(start, span.start)) if m.form is MentionForm.PROP and not m.in_quote
    ]
    return people_only(view, named[-1]) if named else None


def _draft(view: View, earlier: _Role, later: _Role, sure: float) -> Draft:
    name, other = name_of(view, earlier.who), name_of(view, earlier.of)
    said = earlier.spoken or later.spoken
    return Draft(
        code=Code.KINSHIP,
        severity=Severity.WARNING if said else Severity.ERROR,
        message=f"{name} is the {earlier.kin} of {other} here and the {later.kin} there.",
        suggestion="Decide what they are to each other.",
        evidence=(earlier.span, later.span),
        confidence=round(sure * min(earlier.sure, later.sure) / 0.95 * (_SAID if said else 1.0), 3),
    )


#: Detectors, in no particular order.
KINSHIP: tuple[Detector, ...] = (kin_words, parents_kin)
