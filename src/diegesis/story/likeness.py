"""Whether two names are of one person: of one book and the next, of one draft and the next.

Names are compared as names are built: title, given name, surname, nickname, spelling. Nothing else is looked at but
gender, which speaks against a match. Somebody whom the text only calls *the man* is matched with nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol

from diegesis.layers.characters.forms import Form, parse
from diegesis.layers.entities.records import Gender
from diegesis.lexicons.people import kin_terms, nicknames
from diegesis.story.queries import folded

#: Two people whose names agree less are two people.
LEAST = 0.6
#: A match this good may stand though another is as good; a weaker one must be the only one.
CLEAR = 0.85
#: What an alias counts for beside the name itself.
_ALIAS = 0.97
#: What is left of a match between a woman and a man.
_OTHER_GENDER = 0.62
#: How alike two spellings of one name are at least, and how long they are.
_ALIKE, _LONG = 0.84, 4
_NICKNAME, _SPELLING = 0.9, 0.8


class Named(Protocol):
    """Somebody with a name, further names (each with how often it stands in the text) and a gender."""

    @property
    def name(self) -> str:
        """The name to show."""

    @property
    def aliases(self) -> Sequence[tuple[str, int]]:
        """Further names."""

    @property
    def gender(self) -> Gender:
        """What the words for this person say."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well two people agree (0 to 1), and why, in words."""

    score: float
    why: str


_NONE = Match(0.0, "")
_MARRIED = "same given name, other surname"


def match(a: Named, b: Named) -> Match:
    """How well the names of two people agree."""
    pairs = ((x, y) for x in _forms(a) for y in _forms(b))
    best = max((_weighed(x, y) for x, y in pairs), key=lambda found: found.score, default=_NONE)
    if best.why == _MARRIED and a.gender is b.gender is Gender.F:
        return Match(LEAST, best.why)
    if best.score and {a.gender, b.gender} == {Gender.F, Gender.M}:
        return Match(round(best.score * _OTHER_GENDER, 4), f"{best.why}, other gender")
    return best


def _forms(person: Named) -> Iterator[tuple[Form, float]]:
    """The names of somebody, taken apart; noun phrases and bare titles are none."""
    found: list[tuple[Form, float]] = []
    for number, words in enumerate((person.name, *(words for words, _ in person.aliases))):
        form = parse(_plain(words))
        if _is_name(words, form):
            found.append((form, _ALIAS if number else 1.0))
    whole = [form for form, _ in found if form.given]
    for form, weight in found:
        # *Ann* of Ann Vale says no more than that name does, and would make her Ann Moor.
        if form.given or not any(form.single in (other.given, other.surname) for other in whole):
            yield form, weight


def _is_name(words: str, form: Form) -> bool:
    """Whether words name one person: not *the man*, not *Mum*, who is another's mother in another book."""
    proper = any(part[:1].isupper() for part in words.split() if folded(part) in form.parts)
    return proper and not all(part in kin_terms() or part == "narrator" for part in form.parts)


def _plain(words: str) -> str:
    """Without accents, so that they make no other name."""
    return " ".join(folded(word) for word in words.split() if folded(word) != "the")


def _weighed(a: tuple[Form, float], b: tuple[Form, float]) -> Match:
    found = _agreement(a[0], b[0])
    return Match(round(found.score * min(a[1], b[1]), 4), found.why)


def _agreement(a: Form, b: Form) -> Match:
    """How well two names agree by themselves."""
    if {a.gender, b.gender} == {"F", "M"}:
        return _NONE
    if a.given and b.given:
        return _full(a, b)
    if a.given or b.given:
        whole, single = (a, b) if a.given else (b, a)
        return _part(whole, single)
    return _singles(a, b)


def _full(a: Form, b: Form) -> Match:
    """Given name and surname on both sides."""
    given, surname = _same_word(a.given, b.given), _same_word(a.surname, b.surname)
    if given == surname == 1.0:
        return Match(1.0, "same name")
    if given and surname:
        return Match(0.9, "a nickname or another spelling")
    if given == 1.0 and set(_halves(a.surname)) & set(_halves(b.surname)):
        return Match(0.85, "surnames that share a part")
    return Match(0.55, _MARRIED) if given == 1.0 else _NONE


def _part(whole: Form, single: Form) -> Match:
    """One side has one word alone."""
    given, surname = _same_word(whole.given, single.single), _same_word(whole.surname, single.single)
    if given == 1.0 and not (single.titles and single.kind in ("mr", "mrs")):
        return Match(0.8, "same given name")
    if surname == 1.0:
        return Match(0.75 if single.titles else 0.7, "same surname")
    return Match(0.65, "a nickname or another spelling") if given or surname else _NONE


def _singles(a: Form, b: Form) -> Match:
    """One word on both sides."""
    alike = _same_word(" ".join(a.parts), " ".join(b.parts))
    if alike == 1.0:
        return Match(1.0 if a.titles == b.titles else 0.85, "same name")
    if a.kind and b.kind and a.kind != b.kind:
        return _NONE
    # Short names are near each other by chance; a nickname is no chance.
    short = min(len(a.single), len(b.single)) <= _LONG and alike == _SPELLING
    return Match(0.7, "a nickname or another spelling") if alike and not short else _NONE


def _same_word(a: str, b: str) -> float:
    """1 for one word, less for its nickname, less again for another spelling, 0 otherwise."""
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    if b in nicknames().get(a, ()) or a in nicknames().get(b, ()):
        return _NICKNAME
    if min(len(a), len(b)) < _LONG or (a[0] != b[0] and a[-3:] != b[-3:]):
        return 0.0
    return _SPELLING if SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE else 0.0


def _halves(surname: str) -> list[str]:
    return re.split(r"[\s-]", surname)
