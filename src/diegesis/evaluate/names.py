"""When two names count as the same.

Case, accents, punctuation, title abbreviations and a leading article are levelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: Abbreviated titles and their full forms, both lower-cased and without stops.
TITLES = {
    "mr": "mister",
    "mrs": "missus",
    "mme": "madame",
    "mlle": "mademoiselle",
    "mons": "monsieur",
    "messrs": "messieurs",
    "dr": "doctor",
    "prof": "professor",
    "rev": "reverend",
    "revd": "reverend",
    "st": "saint",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "lt": "lieutenant",
    "lieut": "lieutenant",
    "sgt": "sergeant",
    "sergt": "sergeant",
    "maj": "major",
    "cpl": "corporal",
    "insp": "inspector",
    "gov": "governor",
    "hon": "honourable",
    "honorable": "honourable",
    "esq": "esquire",
    "jr": "junior",
    "sr": "senior",
}

_ARTICLES = frozenset({"the", "a", "an"})
_NOT_WORD = re.compile(r"[\W_]+")


def normal_name(name: str) -> str:
    """The form in which two names are compared; empty for a name without letters or digits.

    >>> normal_name("Mr. Van Der Luyden"), normal_name("The Vicar'S Sister")
    ('mister van der luyden', 'vicar s sister')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _NOT_WORD.sub(" ", bare.casefold()).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(TITLES.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class NameTable:
    """Gold people by the names that belong to exactly one of them.

    Attributes:
        owners: gold character id by normalised name; names of several people are left out.
    """

    owners: Mapping[str, str]

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> NameTable:
        """Build the table from the names of each gold character id."""
        owners: dict[str, set[str]] = {}
        for character, given in names.items():
            for name in given:
                owners.setdefault(normal_name(name), set()).add(character)
        owners.pop("", None)
        return cls({name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1})

    def who(self, names: Sequence[str]) -> str | None:
        """The gold character whom the first deciding name means, or ``None`` where none decides."""
        return next((self.owners[key] for key in map(normal_name, names) if key in self.owners), None)

    def everyone(self, names: Sequence[str]) -> frozenset[str]:
        """Every gold character whom any of the names means."""
        return frozenset(self.owners[key] for key in map(normal_name, names) if key in self.owners)
