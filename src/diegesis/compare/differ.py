"""What stories say otherwise about one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from diegesis.bible.model import Sheet
from diegesis.bible.wording import LABELS
from diegesis.compare.model import Difference
from diegesis.layers.facts.records import Attribute
from diegesis.story.queries import folded
from diegesis.story.values import CHANGING, LASTING, content


def differences(sheets: Sequence[Sheet | None]) -> tuple[Difference, ...]:
    """What two stories at least say and no two say alike, those first that should not change.

    Args:
        sheets: of one person in each story; ``None`` where the person is not in it.
    """
    found = [*_pronouns(sheets)]
    for attribute in LABELS:
        if attribute in LASTING or attribute in CHANGING:
            found += _differing(sheets, attribute)
    return tuple(sorted(found, key=lambda row: not row.lasting))


def _pronouns(sheets: Sequence[Sheet | None]) -> Iterator[Difference]:
    said = tuple((sheet.pronouns,) if sheet is not None and sheet.pronouns else () for sheet in sheets)
    if len({values for values in said if values}) > 1:
        yield Difference(attribute=None, values=said, lasting=True)


def _differing(sheets: Sequence[Sheet | None], attribute: Attribute) -> Iterator[Difference]:
    values = tuple(_values(sheet, attribute) for sheet in sheets)
    said = [row for row in values if row]
    if any(not _agree(a, b) for a, b in combinations(said, 2)):
        yield Difference(attribute=attribute, values=values, lasting=attribute in LASTING)


def _values(sheet: Sheet | None, attribute: Attribute) -> tuple[str, ...]:
    traits = () if sheet is None else sheet.traits
    return tuple(trait.words for trait in traits if trait.attribute is attribute and not trait.negated)


def _agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether one value of the one shares a word that counts with one of the other."""
    return any(content(x) & content(y) or folded(x) == folded(y) for x in a for y in b)
