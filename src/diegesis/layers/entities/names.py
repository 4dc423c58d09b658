"""Names: runs of capitalised words with their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.openings import is_month, read_openings
from diegesis.layers.entities.wordshape import CAPITAL, CAPITALS, Shapes
from diegesis.lexicons.load import listed, words
from diegesis.lexicons.people import Title, first_names, person_nouns, pronouns, titles

_PARTICLES = listed("de du des da di von van der den del della le la les l' of ap ibn bin al el ter ten mac the y e")
#: Particles that join two names only after a title or between parts of a surname, not ``John of London``.
_LOOSE = listed("of the y e")
#: Bare ranks that mean nobody unless ``the`` stands before them: ``Lord!`` swears.
_UNCALLED = listed("lord don saint st st. private general major chief")
#: Ways to speak to anybody: ``Yes, Sir.``
_ANYBODY = listed("sir dame")
_FRENCH = listed("madame monsieur mademoiselle master")
_A = listed("a an another every each no some any")
_OWNERLESS = listed("that let it what who there here he she how where")
#: What is left of a contraction where a file has lost its apostrophes: ``Don t``.
_REMAINS = (["t"], ["ll"], ["ve"], ["re"], ["m"])
_CONTRACTED = ("'ve", "'ll", "'re", "'m", "'d", "n't")
_SUBJECTS = listed("i you he she it we they")
_MOST_PARTS, _MOST_TITLES = 6, 3


@dataclass(slots=True)
class Name:
    """A name found in the text.

    Attributes:
        token_start, token_end: its tokens, title included, end exclusive.
        title: the title's tokens (lower-cased) in order, honorifics behind the name last; empty without one.
        parts: the name's words in lower case, possessive ending cut off; empty for a bare title (``the General``).
        end: character offset of the end, possessive ending cut off.
        definite: whether ``the`` stands before it.
        firm: whether it joins two names by an ampersand: ``Marlowe & Finch``.
    """

    token_start: int
    token_end: int
    title: tuple[str, ...]
    parts: tuple[str, ...]
    end: int
    definite: bool = False
    firm: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What the name is counted by: its words without titles, or the bare title."""
        return self.parts or self.title


def bare(word: str) -> str:
    """A word without its possessive ending.

    >>> bare("ann's")
    'ann'
    """
    return word.removesuffix("'s")


def without_honorific(word: str) -> tuple[str, str]:
    """A word and the honorific behind its hyphen, empty where there is none.

    >>> without_honorific("sumi-san")
    ('sumi', 'san')
    """
    name, hyphen, last = word.rpartition("-")
    return (name, last) if hyphen and name and last in words("honorifics") else (word, "")


def iter_titles(name: Name) -> Iterator[Title]:
    """What each of a name's titles says."""
    table = titles()
    return (table[word] for word in name.title if word in table)


class NameFinder:
    """Finds the names of one document."""

    def __init__(self, document: Document, shapes: Shapes) -> None:
        self.document = document
        self.shapes = shapes
        self._words = document.words
        self._titles = titles()
        self._not_names = words("not_names")
        self._openers = words("openers")
        self._pronouns = pronouns()
        self._first = first_names()
        self._openings = read_openings(document, shapes)

    def find(self) -> list[Name]:
        """All names in text order; they do not overlap."""
        found: list[Name] = []
        position, count = 0, len(self._words)
        story = self.shapes.story
        while position < count:
            if self._capital(position) and story[position]:
                names, position = self._run(position)
                found.extend(names)
            else:
                position += 1
        return found

    def _capital(self, position: int) -> bool:
        return position < len(self._words) and self.shapes.case[position] in (CAPITAL, CAPITALS)

    def _run(self, start: int) -> tuple[list[Name], int]:
        """Names in a run that begins at a capitalised token, and where to go on."""
        title, position = self._title(start)
        parts, end = self._parts(position, titled=bool(title))
        if title and not parts:
            land, end = self._land(title, position)
            if not land:
                return self._bare_title(start, title, position)
            parts = land
        if not parts:
            return [], start + 1
        return [self._name(start, end, title, parts)], end

    def _title(self, start: int) -> tuple[tuple[str, ...], int]:
        """Titles from ``start`` on: ``Mr.``, ``Captain Sir``, ``the Reverend Mr.``."""
        position = start
        found: list[str] = []
        while self._capital(position) and len(found) < _MOST_TITLES:
            word = self._words[position]
            if word not in self._titles or (position > start and not self._joined(position)):
                break
            if self._titles[word].kind == "old" and (found or not self._epithet(position)):
                break
            found.append(word)
            position += 1
            if self._words[position : position + 1] == ["."] and word + "." in self._titles:
                position += 1
        return tuple(found), position

    def _epithet(self, position: int) -> bool:
        """Whether *Old* belongs to *Old Tom*: not where it is an adjective that opens a sentence."""
        if self.shapes.opens[position] and not self.shapes.is_name_word(position, self._words[position]):
            return False
        return self.shapes.case[position + 1 : position + 2] == bytes([CAPITAL])

    def _parts(self, start: int, *, titled: bool) -> tuple[list[str], int]:
        """The words of a name from ``start`` on and where it ends."""
        parts: list[str] = []
        position = start
        while position < len(self._words) and len(parts) < _MOST_PARTS:
            word = self._words[position]
            if (parts or titled) and not self._joined(position):
                break
            if self._is_part(position, word, parts, titled=titled):
                parts.append(bare(word))
                if word.endswith("'s"):
                    return parts, position + 1
            elif parts and (self._particle(position, titled=titled) or self._ampersand(position)):
                parts.append(word)
            else:
                break
            position += 1
        while parts and parts[-1] in _PARTICLES:
            parts.pop()
            position -= 1
        return parts, position

    def _joined(self, position: int) -> bool:
        """Whether only white space lies between this token and the one before."""
        gap = self.document.text[self.document.tokens.ends[position - 1] : self.document.tokens.starts[position]]
        return gap == "" or (gap.isspace() and gap.count("\n") <= 1)

    def _is_part(self, position: int, word: str, parts: list[str], *, titled: bool) -> bool:
        shape = self.shapes.case[position]
        if shape not in (CAPITAL, CAPITALS):
            return titled and not parts and word not in _LOOSE and self._particle(position, titled=True)
        if titled and not parts:
            return bare(word) != "i" and word not in self._titles
        if len(word) == 2 and word.endswith("."):
            return True
        plain = bare(word)
        if self._no_name(position, plain):
            return False
        if parts:
            civil = word in self._titles and self._titles[word].kind in ("mr", "mrs", "miss")
            return not civil and (shape == CAPITAL or self._is_name(position, word, plain))
        return not self._of_a_kind(position, plain) and self._is_name(position, word, plain)

    def _is_name(self, position: int, word: str, plain: str) -> bool:
        """Whether a capitalised word is a name, its neighbours apart."""
        if self.shapes.opens[position]:
            return self._likely(position, word, plain)
        return self.shapes.is_name_word(position, word) or self._likely(position, word, plain)

    def _no_name(self, position: int, plain: str) -> bool:
        """Whether a word is listed as none, a contraction, or what is left of one: ``Don t``."""
        if plain in self._pronouns or plain.endswith(_CONTRACTED) or self._asks(position):
            return True
        if plain in self._not_names:
            return plain not in self._openings.doubles or is_month(self.document, position)
        return self._words[position + 1 : position + 2] in _REMAINS

    def _asks(self, position: int) -> bool:
        """``Will you come?``: a word that opens a sentence right before its subject."""
        following = self._words[position + 1 : position + 2]
        return self.shapes.opens[position] > 0 and bool(following) and following[0] in _SUBJECTS

    def _of_a_kind(self, position: int, plain: str) -> bool:
        """``an Englishman``, ``a Duke``: a noun for people after an article that counts."""
        return position > 0 and self._words[position - 1] in _A and plain in person_nouns()

    def _likely(self, position: int, word: str, plain: str) -> bool:
        """Whether a capital that says nothing opens a name: one known elsewhere, a first name, an owner."""
        middle, lower = self.shapes.middle, self.shapes.lower
        root, honorific = without_honorific(plain)
        elsewhere = middle[plain] + middle[plain + "'s"]
        if elsewhere > 0:
            return elsewhere > lower[plain] * 0.5
        if lower[plain] or plain in self._openers:
            return False
        if honorific or plain in self._first or plain in self._openings.names or self._opens_name(position, plain):
            return True
        return (word.endswith("'s") and len(plain) > 2 and plain not in _OWNERLESS) or middle[root] > lower[root]

    def _opens_name(self, position: int, plain: str) -> bool:
        """A word that stands nowhere in small letters, and right before more of a name, is its first part."""
        following = self._words[position + 1 : position + 2]
        if not following or len(plain) < 3 or not self._joined(position + 1):
            return False
        if self._particle(position + 1, titled=False) or (following[0] in _PARTICLES and self._capital(position + 1)):
            return following[0] not in _LOOSE
        if self.shapes.case[position + 1] != CAPITAL or bare(following[0]) in self._not_names:
            return False
        return not plain.isascii() or self._openings.pairs[plain, bare(following[0])] > 1

    def _particle(self, position: int, *, titled: bool) -> bool:
        """Whether a small word inside a name is followed by another capital: ``Van der Luyden``."""
        word = self._words[position]
        if word not in _PARTICLES or (word in _LOOSE and not titled):
            return False
        for following in range(position + 1, min(position + 3, len(self._words))):
            if self.shapes.case[following] == CAPITAL:
                return True
            if self._words[following] not in _PARTICLES:
                return False
        return False

    def _ampersand(self, position: int) -> bool:
        """Whether ``&`` joins two names into a firm."""
        following = self._words[position + 1 : position + 2]
        return self._words[position] == "&" and self._capital(position + 1) and following[0] not in self._titles

    def _bare_title(self, start: int, title: tuple[str, ...], position: int) -> tuple[list[Name], int]:
        """``the General``, ``Mother``, ``Mr. and Mrs. Vale``: a title that stands alone."""
        word = title[-1]
        if self._words[position : position + 1] in (["and"], ["&"]):
            paired = self._pair(start, title, position)
            if paired:
                return paired
        kind = self._titles[word].kind
        definite = start > 0 and self._words[start - 1] == "the"
        if kind == "old" or word in _ANYBODY:
            return [], start + 1
        if kind in ("noble", "sir", "rank") and not definite and self._uncalled(start, position):
            return [], start + 1
        if self._of_a_kind(start, title[0]):
            return [], position
        if self.shapes.opens[start] and not self.shapes.middle[word] and kind != "kin":
            return [], position
        if kind in ("mr", "mrs", "miss") and word not in _FRENCH:
            return [], position
        return [self._name(start, position, title, [])], position

    def _land(self, title: tuple[str, ...], position: int) -> tuple[list[str], int]:
        """``of Arden`` behind *Duke*: the words, and where they end; none behind other titles."""
        if self._titles[title[-1]].kind != "noble" or self._words[position : position + 1] != ["of"]:
            return [], position
        parts, end = self._parts(position + 1, titled=False)
        return (["of", *parts], end) if parts else ([], position)

    def _uncalled(self, start: int, position: int) -> bool:
        """``Lord!`` swears and ``Coach and Horses`` is an inn: a bare title without ``the`` that nobody bears."""
        if self._words[start] in _UNCALLED:
            return True
        return self._words[position : position + 1] == ["and"] and self._capital(position + 1)

    def _pair(self, start: int, title: tuple[str, ...], conjunction: int) -> tuple[list[Name], int] | None:
        """``Mr. and Mrs. Vale`` names two people: the first name ends at its title and borrows the surname."""
        second, position = self._title(conjunction + 1) if conjunction + 1 < len(self._words) else ((), 0)
        if not second:
            return None
        parts, end = self._parts(position, titled=True)
        if not parts:
            return None
        first = Name(start, conjunction, title, tuple(parts), self.document.tokens.ends[conjunction - 1])
        return [first, self._name(conjunction + 1, end, second, parts)], end

    def _name(self, start: int, end: int, title: tuple[str, ...], parts: list[str]) -> Name:
        offset = self.document.tokens.ends[end - 1]
        if self._words[end - 1].endswith("'s"):
            offset -= 2
        definite = start > 0 and self._words[start - 1] == "the"
        if parts:
            parts[-1], honorific = without_honorific(parts[-1])
            title = (*title, honorific) if honorific else title
        return Name(start, end, title, tuple(parts), offset, definite, "&" in parts)
