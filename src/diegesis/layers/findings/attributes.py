"""What somebody is, said in two ways that cannot both be true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from diegesis.layers.findings.colours import beard_colours, eye_colours, hair_colours
from diegesis.layers.findings.habits import HABITS
from diegesis.layers.findings.passages import Statement, around, by_person, clashing, sentence
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.sides import SIDES
from diegesis.layers.findings.view import Detector, Draft, View

#: What makes another colour without a slip.
_OTHER_EYES = re.compile(r"\b(?:glass eye|contact lens(?:es)?|lens(?:es)?|contacts|false eye)\b", re.IGNORECASE)
_OTHER_HAIR = re.compile(
    r"\b(?:dye[ds]?|dyeing|bleach\w*|wigs?|rinse[ds]?|henna\w*|peroxide|tint(?:ed|s)?|powder(?:ed)?|false hair|"
    r"coloured (?:it|her|his)|hair dye|packet|disguise[ds]?|turned (?:grey|gray|white)|"
    r"gone (?:grey|gray|white)|highlights)\b",
    re.IGNORECASE,
)
#: Words beside a passage that say it was so at another time.
_ONCE = re.compile(
    r"\b(?:once|used to|no longer|these days|as a (?:child|boy|girl|baby)|in those days|had been)\b", re.I
)
#: How far around the two passages an explanation is looked for, in characters.
_NEAR = 400
#: Probability that two colours narrated of one person are a slip.
_COLOURS = 0.93
#: The same where a third passage says one of them again, and for what somebody of the story says.
_SAID = 0.8
#: A long book changes its people and mistakes its pronouns more: factor for passages further apart than that.
_FAR, _AT_DISTANCE = 60_000, 0.75


def eyes(view: View) -> Iterable[Draft]:
    """Eyes of two colours."""
    return _two_colours(view, list(eye_colours(view)), Code.EYE_COLOUR, "eyes", _OTHER_EYES)


def hair(view: View) -> Iterable[Draft]:
    """Hair of two colours."""
    return _two_colours(view, list(hair_colours(view)), Code.HAIR_COLOUR, "hair", _OTHER_HAIR)


def beards(view: View) -> Iterable[Draft]:
    """Beards of two colours."""
    return _two_colours(view, list(beard_colours(view)), Code.HAIR_COLOUR, "beard", _OTHER_HAIR)


def _two_colours(
    view: View, statements: list[Statement], code: Code, what: str, excused: re.Pattern[str]
) -> Iterator[Draft]:
    for who, said in by_person(statements).items():
        pair = _clash(said)
        if pair is None or _explained(view, pair, excused):
            continue
        first, second = pair
        name = view.people.name(who)
        yield clashing(
            code,
            pair,
            f"{name} has {first.words} {what} here and {second.words} {what} there.",
            f"Decide on one colour for {name}, or tell of the change.",
            _probability(pair),
        )


def _clash(said: list[Statement]) -> tuple[Statement, Statement] | None:
    """The surest two that cannot both be true, in text order."""
    surest: dict[frozenset[str], Statement] = {}
    for statement in said:
        known = surest.setdefault(statement.value, statement)
        if statement.sure > known.sure:
            surest[statement.value] = statement
    best: tuple[float, Statement, Statement] | None = None
    kept = sorted(surest.values(), key=lambda statement: statement.span)
    for position, later in enumerate(kept):
        for earlier in kept[:position]:
            if earlier.value.isdisjoint(later.value):
                sure = min(earlier.sure, later.sure)
                if best is None or sure > best[0]:
                    best = sure, earlier, later
    return None if best is None else best[1:]


def _explained(view: View, pair: tuple[Statement, Statement], excused: re.Pattern[str]) -> bool:
    for statement in pair:
        beside = sentence(view, statement.span.start).of(view.text)
        if excused.search(around(view, statement.span, _NEAR)) or _ONCE.search(beside):
            return True
    return False


def _probability(pair: tuple[Statement, Statement]) -> float:
    first, second = pair
    sure = _COLOURS * min(first.sure, second.sure)
    if first.spoken or second.spoken:
        sure *= _SAID
    return sure * (_AT_DISTANCE if second.span.start - first.span.end > _FAR else 1.0)


#: Detectors, in no particular order.
ATTRIBUTES: tuple[Detector, ...] = (eyes, hair, beards, *SIDES, *HABITS)
