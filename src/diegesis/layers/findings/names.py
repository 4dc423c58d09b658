"""Names spelt two ways, and names of two people that a reader may take for one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.lexicons.load import words
from diegesis.lexicons.people import is_first_name
from diegesis.spans import Span

Places = Mapping[str, Sequence[Span]]

#: A spelling that stands at most so often beside one that stands at least twice as often as that, and once more.
_RARE = 2
_LENGTH = 4
#: Two letters change places; one letter more, less or another; two letters of a long name.
_SWAPPED, _ONE, _TWO = 0.9, 0.85, 0.6
#: Both spellings are first names that people have, so they may well be two people.
_BOTH_NAMES = 0.45
#: Either spelling stands once, behind the same title; the shorter is taken for the slip.
_TITLED = 0.7
_LONG = 8
_MOST_PLACES = 12
_ENDINGS = ("s", "es", "en", "an", "n", "in", "y", "ie", "i", "a", "o", "er", "ish", "ian", "e")
_CONFUSABLE, _FREQUENT = 0.5, 3


def find_two_spellings(view: View) -> Iterator[Draft]:
    """Names that stand once or twice a letter away from a name that stands more often."""
    places = _name_words(view)
    near = _neighbours(places)
    for rare, others in near.items():
        if len(places[rare]) > _RARE:
            continue
        rated = [(chance, len(places[name]), name) for name in others if (chance := _chance(view, places, rare, name))]
        if rated:
            chance, _, usual = max(rated)
            yield _draft(rare, usual, places, chance)


def _name_words(view: View) -> Places:
    """Words of proper names by their spelling, with all their places."""
    found: dict[str, list[Span]] = {}
    seen: set[int] = set()
    for mention in view.tables.rows(Mention):
        if mention.form is MentionForm.PROP:
            for at in view.document.tokens.within(mention.span):
                span = view.document.tokens[at]
                name = span.of(view.text).replace("’s", "").replace("'s", "")
                if len(name) >= _LENGTH and name.isalpha() and name.istitle() and span.start not in seen:
                    seen.add(span.start)
                    found.setdefault(name, []).append(Span(span.start, span.start + len(name)))
    return {name: sorted(spans) for name, spans in sorted(found.items())}


def _neighbours(places: Places) -> Mapping[str, Sequence[str]]:
    """For each name those a letter or two away that begin alike, found by what is left without a letter or two."""
    by_rest: dict[str, list[str]] = {}
    for name in places:
        for rest in _rests(name):
            by_rest.setdefault(rest, []).append(name)
    found: dict[str, set[str]] = {}
    for names in by_rest.values():
        for one, other in combinations(names, 2):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {name: sorted(others) for name, others in sorted(found.items())}


def _rests(name: str) -> set[str]:
    """A name, and what it is without one letter behind the first; without two for a long one."""
    once = {name[:at] + name[at + 1 :] for at in range(1, len(name))}
    if len(name) < _LONG:
        return {name} | once
    return {name} | once | {one[:at] + one[at + 1 :] for one in once for at in range(1, len(one))}


def _chance(view: View, places: Places, rare: str, usual: str) -> float:
    """The probability that a rare spelling is a slip for a usual one; 0 where it can hardly be."""
    few, many = len(places[rare]), len(places[usual])
    plain = _inflected(rare, usual) or _known(rare) or _known(usual)
    if few == many == 1 and not plain and _titled_alike(view, places[rare][0], places[usual][0]):
        return _TITLED if rare > usual or len(rare) < len(usual) else 0.0
    if many <= few * 2 - (few == 1) or _inflected(rare, usual) or _together(view, places[rare], places[usual]):
        return 0.0
    if rare.lower() in words("common_words") or _known(rare):
        return 0.0
    swapped = _is_swapped(rare, usual)
    chance = _SWAPPED if swapped else _ONE if _distance(rare, usual) == 1 else _TWO
    if is_first_name(rare.lower()) and is_first_name(usual.lower()) and not swapped:
        return _BOTH_NAMES
    return chance if len(rare) > _LENGTH or swapped else _BOTH_NAMES


def _titled_alike(view: View, one: Span, other: Span) -> bool:
    """Whether two names have one title or first name before them (*Sergeant Nash*, *Sergeant Nashe*), or are long."""
    before, again = (_before(view, span) for span in (one, other))
    alike = before is not None and before == again
    return (alike or one.length >= _LONG) and not _together(view, [one], [other])


def _before(view: View, span: Span) -> str | None:
    """The word before a name in its mention, if there is one."""
    mention = view.people.mention_at(span)
    words = view.text[mention.span.start : span.start].split() if mention is not None else []
    return words[-1] if words and words[-1][:1].isupper() else None


def _inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) != len(long) and long.startswith(short) and long[len(short) :] in _ENDINGS


def _known(name: str) -> bool:
    """Whether a dictionary has the word in small letters: no misspelt name, but *Grace* or *German*."""
    from simplemma import is_known  # Loads its dictionary, so only once there is a name to look up.

    return bool(is_known(name.lower(), lang="en"))


def _together(view: View, rare: Sequence[Span], usual: Sequence[Span]) -> bool:
    """Whether one sentence has both spellings: then they are two names."""
    sentences = view.document.sentences
    return bool({sentences.before(span.start) for span in rare} & {sentences.before(span.start) for span in usual})


def _is_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places: *Brian*, *Brain*."""
    if len(one) != len(other):
        return False
    differ = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    return one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]


def _distance(one: str, other: str) -> int:
    """Letters to add, drop or change."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, wanted in enumerate(other, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (letter != wanted))
    return row[-1]


def _draft(rare: str, usual: str, places: Places, chance: float) -> Draft:
    odd, common = places[rare], places[usual]
    evidence = sorted({*odd, *_nearest(common, odd[0].start)})
    return Draft(
        code=Code.NAME_SPELLING,
        severity=Severity.ERROR,
        message=f"“{rare}” is spelt “{usual}” elsewhere ({len(common)} times)",
        suggestion=f"write “{usual}”, if the same one is meant",
        evidence=tuple(evidence),
        confidence=chance,
    )


def _nearest(places: Sequence[Span], offset: int) -> Sequence[Span]:
    """All places where they are few; else the first, and those around an offset."""
    if len(places) <= _MOST_PLACES:
        return places
    around = sorted(places, key=lambda span: abs(span.start - offset))[: _MOST_PLACES - 1]
    return [places[0], *around]


def find_confusable(view: View) -> Iterator[Draft]:
    """Pairs of people named often whose names begin alike and lie a letter or two apart: a note on craft."""
    names = _names_of_people(view)
    for (one, first), (other, second) in combinations(sorted(names.items()), 2):
        alike = one[0] == other[0] and len(one) == len(other) and _distance(one, other) == 1
        # Names that one sentence sets side by side are alike on purpose.
        if alike and not _together(view, first, second):
            yield Draft(
                code=Code.CONFUSABLE_NAMES,
                severity=Severity.NOTE,
                message=f"“{one}” and “{other}” are easily taken for one another",
                suggestion="give one of them a name of another shape",
                evidence=tuple(sorted((first[0], second[0]))),
                confidence=_CONFUSABLE,
            )


def _names_of_people(view: View) -> Places:
    """The one-word names the cast is mostly called by, with their places."""
    found: dict[str, list[Span]] = {}
    for mention in view.people.mentions:
        if mention.form is MentionForm.PROP and view.people.only(mention) is not None:
            name = mention.head.of(view.text)
            if name.isalpha() and name.istitle() and len(name) > 2:
                found.setdefault(name, []).append(mention.head)
    return {name: spans for name, spans in found.items() if len(spans) >= _FREQUENT}
