"""Repairs of published character lists, in the open: every score says whether they were made.

A repair changes whom a *name* means, in the list and where a quotation names its speaker by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One repair.

    Attributes:
        book: the book's folder in the corpus.
        character: main name of the gold character.
        drop: names that are not this character's.
        becomes: main name of the person the dropped names belong to, who is added to the list; empty for nobody.
        add: names of this character that the list lacks.
        why: the reason, in words.
    """

    book: str
    character: str
    drop: tuple[str, ...] = ()
    becomes: str = ""
    add: tuple[str, ...] = ()
    why: str


PDNC_REPAIRS = (
    Repair(
        book="SenseAndSensibility",
        character="Mr. Palmer",
        drop=("Man-servant", "Thomas"),
        becomes="Thomas",
        why="Thomas, a man-servant at Barton Cottage, is not Mr. Palmer",
    ),
    Repair(
        book="TheAgeOfInnocence",
        character="Miss Welland",
        add=("May", "May Welland"),
        why="the list has only the misspelling May Wellend",
    ),
)


def repaired(book: str, names: Mapping[str, Sequence[str]], repairs: Sequence[Repair]) -> dict[str, list[str]]:
    """Names by main name, after the repairs of one book. Other books come out unchanged."""
    mended = {character: list(given) for character, given in names.items()}
    for repair in repairs:
        if repair.book != book or repair.character not in mended:
            continue
        kept = [name for name in mended[repair.character] if name not in repair.drop]
        mended[repair.character] = kept + [name for name in repair.add if name not in kept]
        if repair.becomes:
            others = [name for name in repair.drop if name != repair.becomes]
            mended[repair.becomes] = [repair.becomes, *others]
    return mended
