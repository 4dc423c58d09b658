"""How the bible puts things: labels, ties as words, lengths of time, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from diegesis.layers.entities.records import Gender
from diegesis.layers.facts.records import Attribute, PortrayalRole
from diegesis.layers.relationships.records import DIRECTED, TieKind
from diegesis.layers.scenes.records import PovKind
from diegesis.layers.timeline.records import Relation

#: Attributes in the order of a sheet, with the word that stands before their values.
LABELS: dict[Attribute, str] = {
    Attribute.NAME: "Name",
    Attribute.AGE: "Age",
    Attribute.OCCUPATION: "Work",
    Attribute.RANK: "Rank",
    Attribute.ORIGIN: "From",
    Attribute.RESIDENCE: "Lives",
    Attribute.EYE_COLOUR: "Eyes",
    Attribute.HAIR_COLOUR: "Hair colour",
    Attribute.HAIR: "Hair",
    Attribute.HEIGHT: "Height",
    Attribute.BUILD: "Build",
    Attribute.APPEARANCE: "Looks",
    Attribute.CLOTHING: "Wears",
    Attribute.VOICE: "Voice",
    Attribute.TEMPERAMENT: "Temper",
    Attribute.HABIT: "Habits",
    Attribute.SKILL: "Skills",
    Attribute.FEAR: "Fears",
    Attribute.HEALTH: "Health",
    Attribute.INJURY: "Injuries",
    Attribute.ALIVE: "Life",
    Attribute.FAMILY: "Family",
    Attribute.MARITAL_STATUS: "Marriage",
    Attribute.POSSESSION: "Has",
    Attribute.PAST: "Past",
    Attribute.OTHER: "Also",
}

ROLES: dict[PortrayalRole, str] = {
    PortrayalRole.AGENT: "Does",
    PortrayalRole.PATIENT: "Undergoes",
    PortrayalRole.POSSESSION: "Theirs",
    PortrayalRole.MODIFIER: "Is",
}

_Words = tuple[str, str, str]


def _same(words: str) -> _Words:
    return (words, words, words)


#: What ``a`` and ``b`` of a tie are called: where the gender is unknown, of a woman, of a man.
_PARTIES: dict[TieKind, tuple[_Words, _Words]] = {
    TieKind.PARENT: (("parent", "mother", "father"), ("child", "daughter", "son")),
    TieKind.GRANDPARENT: (
        ("grandparent", "grandmother", "grandfather"),
        ("grandchild", "granddaughter", "grandson"),
    ),
    TieKind.AUNT_UNCLE: (("aunt or uncle", "aunt", "uncle"), ("niece or nephew", "niece", "nephew")),
    TieKind.MENTOR: (_same("mentor"), _same("pupil")),
    TieKind.SUPERIOR: (_same("superior"), _same("subordinate")),
    TieKind.OWNER_ANIMAL: (_same("owner"), _same("animal")),
    TieKind.CARER: (_same("carer"), _same("charge")),
    TieKind.CLIENT: (_same("client"), _same("hired help")),
}
_MUTUAL: dict[TieKind, _Words] = {
    TieKind.SIBLING: ("sibling", "sister", "brother"),
    TieKind.SPOUSE: ("spouse", "wife", "husband"),
    TieKind.EX_SPOUSE: ("former spouse", "former wife", "former husband"),
    TieKind.EX_LOVER: _same("former lover"),
    TieKind.IN_LAW: _same("in-law"),
    TieKind.OTHER: _same("other tie"),
}
_PLURALS = {"in-law": "in-laws", "other tie": "tied in another way", "enemy": "enemies"}
_COUPLES = {TieKind.SPOUSE: "married", TieKind.EX_SPOUSE: "no longer married", TieKind.SIBLING: "siblings"}


def role_of(kind: TieKind, gender: Gender, *, first: bool) -> str:
    """What one party of a tie is to the other.

    Args:
        kind: of the tie.
        gender: of this party.
        first: whether the party is ``a``.

    >>> role_of(TieKind.PARENT, Gender.F, first=True), role_of(TieKind.PARENT, Gender.U, first=False)
    ('mother', 'child')
    """
    if kind in _PARTIES:
        words = _PARTIES[kind][0 if first else 1]
    else:
        words = _MUTUAL.get(kind, _same(kind.value.replace("_", " ")))
    return words[{Gender.F: 1, Gender.M: 2}.get(gender, 0)]


def _roles(kind: TieKind) -> set[str]:
    """All that the parties of a tie may be called."""
    return {role_of(kind, gender, first=first) for gender in Gender for first in (True, False)}


def tie_words(kind: TieKind, a: str, b: str, gender: Gender) -> str:
    """A tie as a sentence without its full stop; ``gender`` is that of ``a``.

    >>> tie_words(TieKind.PARENT, "Ann", "James", Gender.F), tie_words(TieKind.ENEMY, "Ann", "Tom", Gender.F)
    ('Ann is James’s mother', 'Ann and Tom are enemies')
    >>> tie_words(TieKind.AUNT_UNCLE, "Tom's aunt", "Tom", Gender.F)
    'Tom has an aunt'
    """
    for other, known in ((a, b), (b, a)):
        # Somebody whom only the tie names: *Tom's aunt is Tom's aunt* would say it twice.
        role = re.sub(r"^.*['’]s ", "", other) if re.search(r"['’]s [a-z ]+$", other) else ""
        if role in _roles(kind):
            return f"{known} has {'an' if role[0] in 'aeiou' else 'a'} {role}"
    if kind in DIRECTED:
        return f"{a} is {b}’s {role_of(kind, gender, first=True)}"
    if kind in _COUPLES:
        return f"{a} and {b} are {_COUPLES[kind]}"
    role = role_of(kind, Gender.U, first=True)
    return f"{a} and {b} are {_PLURALS.get(role, role + 's')}"


def eyes_words(kind: PovKind, name: str | None) -> str:
    """Through whose eyes; empty where unknown."""
    if kind is PovKind.OMNISCIENT:
        return "from outside"
    if kind is PovKind.SHIFTING:
        return "several, by turns"
    if name is None:
        return "somebody who says I" if kind is PovKind.FIRST else ""
    return f"{name} (I)" if kind is PovKind.FIRST else name


_LENGTH = re.compile(
    r"P(?:(?P<year>[\d.]+)Y)?(?:(?P<month>[\d.]+)M)?(?:(?P<week>[\d.]+)W)?(?:(?P<day>[\d.]+)D)?"
    r"(?:T(?:(?P<hour>[\d.]+)H)?(?:(?P<minute>[\d.]+)M)?(?:(?P<second>[\d.]+)S)?)?"
)


def length_words(length: str) -> str:
    """A length as ISO 8601 writes it, in words; the length itself where it is none.

    >>> length_words("P14D"), length_words("P1Y"), length_words("PT3H30M")
    ('2 weeks', '1 year', '3 hours 30 minutes')
    """
    found = _LENGTH.fullmatch(length.lstrip("+-"))
    if found is None or not any(found.groups()):
        return length
    parts = []
    for unit, number in found.groupdict().items():
        if number is None:
            continue
        if unit == "day" and number.isdigit() and int(number) and int(number) % 7 == 0:
            unit, number = "week", str(int(number) // 7)
        parts.append(f"{number} {unit}{'' if number == '1' else 's'}")
    return " ".join(parts)


def gap_words(relation: Relation, gap: str) -> str:
    """How a scene stands to the one it is reckoned from; empty where nothing says.

    >>> gap_words(Relation.AFTER, "P14D"), gap_words(Relation.SAME, ""), gap_words(Relation.UNKNOWN, "")
    ('2 weeks later', 'at the same time', '')
    >>> gap_words(Relation.AFTER, "P0D")
    'the same day'
    """
    if relation is Relation.SAME:
        return "at the same time"
    if gap and set(re.findall(r"\d+", gap)) <= {"0"}:
        return "the same day" if gap.endswith("D") else "at once"
    word = {Relation.AFTER: "later", Relation.BEFORE: "earlier"}.get(relation, "")
    return f"{length_words(gap)} {word}".strip() if word else ""


def percent(share: float) -> str:
    """A share (0 to 1) in per cent, never rounded up to 100 or down to 0, with a no-break space."""
    if 0 < share < 0.005:
        return "<1\u00a0%"
    return f"{min(round(100 * share), 99) if share < 1 else 100}\u00a0%"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: *1 line*, *1,200 lines*."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def ranges(numbers: Iterable[int]) -> str:
    """Whole numbers in ascending order with runs drawn together.

    >>> ranges([1, 2, 3, 5, 8, 9])
    '1–3, 5, 8, 9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def listed(words: Sequence[str], *, most: int = 0) -> str:
    """Words joined by commas; where ``most`` is not 0, so many of them and how many more there are."""
    if most and len(words) > most + 1:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return ", ".join(words)
