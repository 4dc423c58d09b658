"""The word lists about people, as typed look-ups."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

from diegesis.lexicons.load import lines


class Title(NamedTuple):
    """A title's gender (F, M, U) and class (mr, mrs, miss, mx, sir, noble, rank, kin, old)."""

    gender: str
    kind: str


class Pronoun(NamedTuple):
    """A pronoun's gender (F, M, N, U), person (1, 2, 3) and whether it means several."""

    gender: str
    person: int
    plural: bool


@cache
def titles() -> dict[str, Title]:
    """Title (lower case) to what it says."""
    rows = (line.split("\t") for line in lines("titles"))
    return {word: Title(gender, kind) for word, gender, kind in rows}


@cache
def first_names() -> dict[str, str]:
    """First name (lower case) to the gender most bearers have: F, M or U."""
    return dict(line.split("\t") for line in lines("first_names"))


def _listed_first_name(word: str) -> str:
    """The entry of a first name: the word, its first half, or either without accents; empty where none is listed."""
    half = word.partition("-")[0]
    plain = "".join(mark for mark in normalize("NFD", half) if not combining(mark))
    return next((entry for entry in (word, half, plain) if entry in first_names()), "")


def is_first_name(word: str) -> bool:
    """Whether a word (lower case) is a listed first name; accents and second halves are looked past."""
    return bool(_listed_first_name(word))


def first_name_gender(word: str) -> str:
    """The gender most bearers of a first name have: F, M or U; accents and second halves are looked past.

    >>> first_name_gender("mary-kate"), first_name_gender("zoë"), first_name_gender("tavrel")
    ('F', 'F', 'U')
    """
    return first_names().get(_listed_first_name(word), "U")


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Nickname to the full forms it may stand for, all in lower case."""
    found: dict[str, set[str]] = {}
    for line in lines("nicknames"):
        short, full = line.split("\t")
        found.setdefault(short, set()).add(full)
    return {short: frozenset(full) for short, full in found.items()}


@cache
def pronouns() -> dict[str, Pronoun]:
    """Pronoun, possessive or contraction (lower case, straight apostrophe) to its grammar."""
    rows = (line.split("\t") for line in lines("pronouns"))
    return {word: Pronoun(gender, int(person), number == "P") for word, gender, person, number in rows}


@cache
def person_nouns() -> dict[str, tuple[str, bool]]:
    """Noun for people (lower case) to its gender and whether it means several."""
    rows = (line.split("\t") for line in lines("person_nouns"))
    return {word: (gender, number == "P") for word, gender, number in rows}


@cache
def kin_terms() -> dict[str, str]:
    """Kin word (lower case) to gender."""
    return dict(line.split("\t") for line in lines("kin_terms"))
