"""Repairs of published character lists, in the open: every score says whether they were made.

A repair changes whom a *name* means in the gold list; it never changes who speaks a quotation.
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
        add: names of this character that the list lacks.
        why: the reason, in words.
    """

    book: str
    character: str
    drop: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    why: str


PDNC_REPAIRS = (
    Repair(
        book="SenseAndSensibility",
        character="Mr. Palmer",
        drop=("Thomas",),
        why="Thomas is a man-servant at Barton Cottage, not Mr. Palmer",
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
        if repair.book == book and repair.character in mended:
            kept = [name for name in mended[repair.character] if name not in repair.drop]
            mended[repair.character] = kept + [name for name in repair.add if name not in kept]
    return mended
