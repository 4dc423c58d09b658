"""Names: runs of capitalised words with their titles, and whether they name people or places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.wordshape import CAPITAL, CAPITALS, MARK, Shapes
from diegesis.lexicons.load import words
from diegesis.lexicons.people import Title, first_names, kin_terms, person_nouns, titles

_PARTICLES = frozenset(
    "de du des da di von van der den del della le la les l' of ap ibn bin al el ter ten mac the y e".split()
)
#: Particles that join two names only after a title or between parts of a surname, not ``John of London``.
_LOOSE = frozenset({"of", "the", "y", "e"})
_PLACE_NOUNS = frozenset(
    "street road lane avenue square park house hall hill bridge castle abbey church county river island islands hotel inn "
    "college school university court place gardens garden terrace crescent station bay lake sea ocean mountain mountains "
    "valley wood woods forest field fields farm cottage manor palace tower gate green town city village shire moor heath "
    "common bank club theatre cathedral hospital office company society committee press times gazette journal review row "
    "alley mews wharf dock docks quay beach creek falls ridge canyon plaza market cross end mill cafe café museum library".split()
)
_PLACE_BEFORE = {
    "in": 3.0, "at": 1.5, "into": 2.0, "near": 2.0, "through": 1.5, "from": 0.8, "to": 0.4, "of": 0.3, "throughout": 3.0,
    "around": 1.0, "across": 2.0, "outside": 2.0, "within": 1.5, "towards": 0.5, "toward": 0.5, "leaving": 0.5,
    "left": 0.3, "reached": 1.5, "north": 2.0, "south": 2.0, "east": 2.0, "west": 2.0, "the": 1.5,
}  # fmt: skip
_PERSON_AFTER = frozenset(
    "was had has is did could would might must looked came went took got stood sat turned gave felt knew thought saw made "
    "seemed began left put held found heard let kept ran rose walked laughed smiled nodded stopped told himself herself who "
    "whose will does says looks turns takes goes comes stands sits".split()
)


_TAKEN_UP = frozenset(("he", "she", "his", "her", "him", "himself", "herself"))


@dataclass(slots=True)
class Name:
    """A name found in the text.

    Attributes:
        token_start, token_end: its tokens, title included, end exclusive.
        title: the title's tokens (lower-cased) in order; empty without one.
        parts: the name's words in lower case, possessive ending cut off; empty for a bare title (``the General``).
        end: character offset of the end, possessive ending cut off.
        definite: whether ``the`` stands before it.
    """

    token_start: int
    token_end: int
    title: tuple[str, ...]
    parts: tuple[str, ...]
    end: int
    definite: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """What the name is counted by: its words without titles, or the bare title."""
        return self.parts or self.title


def bare(word: str) -> str:
    """A word without its possessive ending: ``ann's`` is ``ann``."""
    return word[:-2] if word.endswith("'s") else word


class NameFinder:
    """Finds the names of one document."""

    def __init__(self, document: Document, shapes: Shapes) -> None:
        self.document = document
        self.shapes = shapes
        self._words = document.words
        self._titles = titles()
        self._not_names = words("not_names")
        self._first = first_names()
        self._bare_titles = frozenset(person_nouns()) | frozenset(kin_terms())

    def find(self) -> list[Name]:
        """All names in text order; they do not overlap."""
        found: list[Name] = []
        position, count = 0, len(self._words)
        case, story = self.shapes.case, self.shapes.story
        while position < count:
            if case[position] in (CAPITAL, CAPITALS) and story[position]:
                names, position = self._run(position)
                found.extend(names)
            else:
                position += 1
        return found

    def _run(self, start: int) -> tuple[list[Name], int]:
        """Names in a run that begins at a capitalised token, and where to go on."""
        title, position = self._title(start)
        parts, end = self._parts(position, titled=bool(title))
        if title and not parts:
            return self._bare_title(start, title, position)
        if not parts:
            return [], start + 1
        return [self._name(start, end, title, parts)], end

    def _title(self, start: int) -> tuple[tuple[str, ...], int]:
        """Titles from ``start`` on: ``Mr.``, ``Captain Sir``, ``the Reverend Mr.``."""
        position = start
        found: list[str] = []
        while position < len(self._words) and self.shapes.case[position] in (CAPITAL, CAPITALS) and len(found) < 3:
            word = self._words[position]
            if word not in self._titles or (self._titles[word].kind == "old" and found):
                break
            if self._titles[word].kind == "old" and not self._continues(position):
                break
            found.append(word)
            position += 1
            if position < len(self._words) and self._words[position] == "." and word + "." in self._titles:
                position += 1
        return tuple(found), position

    def _continues(self, position: int) -> bool:
        following = position + 1
        return following < len(self._words) and self.shapes.case[following] == CAPITAL

    def _parts(self, start: int, *, titled: bool) -> tuple[list[str], int]:
        """The words of a name from ``start`` on and where it ends."""
        parts: list[str] = []
        position = start
        while position < len(self._words) and len(parts) < 6:
            word = self._words[position]
            if not self._joined(position, bool(parts) or titled) or not self._is_part(position, word, titled, parts):
                if parts and word in _PARTICLES and self._particle(position, titled):
                    parts.append(word)
                    position += 1
                    continue
                break
            parts.append(bare(word))
            position += 1
            if word.endswith("'s"):
                break
        while parts and parts[-1] in _PARTICLES:
            parts.pop()
            position -= 1
        return parts, position

    def _joined(self, position: int, inside: bool) -> bool:
        """Whether only white space lies between this token and the one before."""
        if not inside:
            return True
        gap = self.document.text[self.document.tokens.ends[position - 1] : self.document.tokens.starts[position]]
        return gap == "" or (gap.isspace() and gap.count("\n") <= 1)

    def _is_part(self, position: int, word: str, titled: bool, parts: list[str]) -> bool:
        shape = self.shapes.case[position]
        if shape not in (CAPITAL, CAPITALS):
            return titled and not parts and word in _PARTICLES and word not in _LOOSE and self._particle(position, True)
        if titled and not parts:
            return bare(word) not in ("i",) and word not in self._titles
        if len(word.rstrip(".")) == 1 and word.endswith("."):
            return True
        plain = bare(word)
        if plain in self._not_names or "i'" in word[:2] or self._lost_apostrophe(position):
            return False
        if parts and word in self._titles and self._titles[word].kind in ("mr", "mrs", "miss"):
            return False
        if self.shapes.opens[position] and not parts and not self._likely(plain, word, position):
            return False
        return self.shapes.is_name_word(position, word) or bool(parts) or self._likely(plain, word, position)

    def _lost_apostrophe(self, position: int) -> bool:
        """``Don t``: some files have lost their apostrophes."""
        return position + 1 < len(self._words) and self._words[position + 1] in ("t", "ll", "ve", "re", "m")

    def _likely(self, plain: str, word: str, position: int) -> bool:
        """A sentence-initial capital that is a name elsewhere, or a known first name, or owns something."""
        if self.shapes.middle[plain] + self.shapes.middle[plain + "'s"] > 0:
            return self.shapes.middle[plain] + self.shapes.middle[plain + "'s"] > self.shapes.lower[plain] * 0.5
        if plain in self._first and self.shapes.lower[plain] == 0:
            return True
        return self.shapes.lower[plain] == 0 and word.endswith("'s") and len(plain) > 2 and plain not in ("that", "let", "it", "what", "who", "there", "here", "he", "she", "how", "where")

    def _particle(self, position: int, titled: bool) -> bool:
        """Whether a small word inside a name is followed by another capital: ``Van der Luyden``."""
        word = self._words[position]
        if word in _LOOSE and not titled:
            return False
        for following in range(position + 1, min(position + 3, len(self._words))):
            if self.shapes.case[following] == CAPITAL:
                return True
            if self._words[following] not in _PARTICLES:
                return False
        return False

    def _bare_title(self, start: int, title: tuple[str, ...], position: int) -> tuple[list[Name], int]:
        """``the General``, ``Mother``, ``Mr. and Mrs. Vale``: a title that stands alone."""
        word = title[-1]
        if self._words[position : position + 1] and self._words[position] in ("and", "&"):
            paired = self._pair(start, title, position)
            if paired:
                return paired
        kind = self._titles[word].kind
        definite = start > 0 and self._words[start - 1] == "the"
        if kind == "old" or (kind in ("noble", "sir", "rank") and not definite and self._not_called(start, position)):
            return [], start + 1
        if self.shapes.opens[start] and not self.shapes.middle[word] and kind != "kin":
            return [], position
        if kind in ("mr", "mrs", "miss") and word not in ("madame", "monsieur", "mademoiselle", "master"):
            return [], position
        return [self._name(start, position, title, [])], position

    def _not_called(self, start: int, position: int) -> bool:
        """``Lord!`` swears and ``Coach and Horses`` is an inn: a bare title without ``the`` that nobody bears."""
        if self._words[start] in ("lord", "don", "saint", "st", "st.", "private", "general", "major", "chief"):
            return True
        return self._words[position : position + 1] == ["and"] and self._continues(position)

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
        return Name(start, end, title, tuple(parts), offset, definite)


def person_scores(document: Document, shapes: Shapes, names: list[Name]) -> dict[tuple[str, ...], float]:
    """How much the book speaks for each name being a person's: above 0 a person, below 0 a place or thing.

    The score is a mean over the name's uses, with shares from the longer names that hold its words.
    """
    speech, beats = words("speech_verbs"), words("beat_verbs")
    sums: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name in names:
        score = _use_score(document, shapes, name, speech, beats)
        for key in {name.key, name.key[:1], name.key[-1:]}:
            weight = 1.0 if key == name.key else 0.5
            sums[key][0] += weight * score
            sums[key][1] += weight
    known = first_names()
    scores = {key: total / count + _prior(key, known) for key, (total, count) in sums.items()}
    return {key: max(score, scores[key[:1]]) if score > -2 else score for key, score in scores.items()}


def _prior(key: tuple[str, ...], known: dict[str, str]) -> float:
    if key[-1] in _PLACE_NOUNS and len(key) > 1:
        return -4.0
    return 1.0 if key[0] in known else 0.0


def _use_score(document: Document, shapes: Shapes, name: Name, speech: frozenset[str], beats: frozenset[str]) -> float:
    tokens = document.words
    before = tokens[name.token_start - 1] if name.token_start else ""
    after = tokens[name.token_end] if name.token_end < len(tokens) else ""
    noun = name.key[-1] in person_nouns()
    if before == "the":
        earlier = tokens[name.token_start - 2] if name.token_start > 1 else ""
        before = earlier if noun or earlier in speech else before
    score = 4.0 if name.title and name.parts else 1.0 if name.title else 0.0
    if after in speech or before in speech:
        score += 3.0
    if after in beats or after in _PERSON_AFTER or (after.endswith("ed") and len(after) > 4):
        score += 1.5
    if tokens[name.token_end - 1].endswith("'s"):
        score += 0.5
    if not _TAKEN_UP.isdisjoint(tokens[name.token_end : name.token_end + 12]):
        score += 0.4
    if noun:
        score += 1.5
    if shapes.quoted[name.token_start] and _is_vocative(tokens, name):
        score += 2.5
    if after in _PLACE_NOUNS and name.token_end < len(shapes.case) and shapes.case[name.token_end] == CAPITAL:
        score -= 3.0
    return score - (0.0 if name.title else _PLACE_BEFORE.get(before, 0.0))


_CLOSERS = frozenset([",", ".", "!", "?", "—", "--", '"', "”", "’", "'", "…", "...", ";"])


def _is_vocative(tokens: object, name: Name) -> bool:
    """Whether marks stand on both sides inside a quote: ``Come in, Ann.``"""
    sequence: list[str] = tokens  # type: ignore[assignment]
    before = sequence[name.token_start - 1] if name.token_start else '"'
    after = sequence[name.token_end] if name.token_end < len(sequence) else "."
    return (before in _CLOSERS or before in ("“", "‘", "my", "dear", "oh", "o", "ah")) and after in _CLOSERS


def iter_titles(name: Name) -> Iterator[Title]:
    """What each of a name's titles says."""
    table = titles()
    return (table[word] for word in name.title if word in table)
