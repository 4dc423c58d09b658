"""Misspelt words: a closed list of common ones, and words in no dictionary, one slip of the pen from a common one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.surface import Surface
from diegesis.layers.findings.view import Draft, View
from diegesis.lexicons.load import lines, words

_LISTED, _LISTED_SAID, _UNKNOWN = 0.95, 0.6, 0.75
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Words shorter than this lie one letter from too many others.
_LENGTH = 5
#: A writer of dialect or a child's letter misspells more than once within so many words.
_NEAR, _STRANGERS = 40, 15
#: Words of fixed phrases that dictionaries list only whole: *spick and span*.
_HALVES = frozenset({"spick", "faire", "hither", "kith", "fettle", "umbrage", "amok", "shrift", "caboodle"})


def find_typos(view: View, surface: Surface) -> Iterator[Draft]:
    """Misspelt words, in text order."""
    hits = [(at, right, chance) for at, right, chance in _hits(view, surface)]
    places = [at for at, _, _ in hits]
    for position, (at, right, chance) in enumerate(hits):
        crowd = [other for other in places[max(0, position - 2) : position + 3] if abs(other - at) <= _NEAR]
        if len(crowd) < 3:
            yield _draft(surface, at, right, chance)


def _hits(view: View, surface: Surface) -> Iterator[tuple[int, str, float]]:
    """Position, the word that is meant, and the probability."""
    listed = _misspellings()
    counts = Counter(surface.words)
    for at, word in enumerate(surface.words):
        right = listed.get(word)
        if right is not None:
            # A writer who has a spelling three times means it.
            if surface.plain[at] and counts[word] < 3:
                yield at, right, _LISTED if surface.told[at] else _LISTED_SAID
        elif counts[word] == 1 and _may_be_wrong(surface, at) and not _among_strangers(surface, at):
            found = _one_slip_away(word, counts)
            if found is not None and not word.startswith(found):
                yield at, found, _UNKNOWN


def _may_be_wrong(surface: Surface, at: int) -> bool:
    """Whether a word is plain narration, in small letters, joined to nothing, and in no dictionary."""
    word = surface.words[at]
    if len(word) < _LENGTH or not (surface.told[at] and surface.plain[at] and word.isascii() and word.isalpha()):
        return False
    start, end = surface.spans[at]
    edges = surface.text[max(0, start - 1) : start] + surface.text[end : end + 1]
    return surface.text[start:end].islower() and not set(edges) & set("-'’–*_") and not _is_word(word)


def _among_strangers(surface: Surface, at: int) -> bool:
    """Whether another word near by is in no dictionary either: dialect, or a foreign tongue."""
    near = (*range(max(0, at - _STRANGERS), at), *range(at + 1, min(len(surface.words), at + _STRANGERS)))
    plain = (surface.words[one] for one in near if surface.spans[one].of(surface.text).islower())
    return any(len(word) > 3 and word.isalpha() and not _is_word(word) for word in plain)


def _is_word(word: str) -> bool:
    """Whether a dictionary has a word, or the words it is made of: *unlatched*, *lamplit*."""
    from simplemma import is_known  # Loads its dictionary, so only once there is a word.

    if is_known(word, lang="en"):
        return True
    for prefix in ("un", "re", "out", "over", "mis", "dis", "non", "fore", "under", "in", "im", "up"):
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and is_known(word[len(prefix) :], lang="en"):
            return True
    common = words("common_words")
    if any(word[:at] in common and word[at:] in common for at in range(4, len(word) - 3)):
        return True
    stems = ((word[: -len(suffix)], suffix) for suffix in _SUFFIXES if word.endswith(suffix))
    return any(_takes(stem, suffix) and (_in_dictionary(stem) or _in_dictionary(f"{stem}e")) for stem, suffix in stems)


_SUFFIXES = tuple("ly ness less ish er ers est ed ing y like s es able wards wise".split())


def _takes(stem: str, suffix: str) -> bool:
    """Whether an ending can follow a stem as it is: *knotted* doubles its letter, *agreed* drops one."""
    if len(stem) < 3 or (suffix[0] == "e" and stem[-1] == "e"):
        return False
    doubles = suffix[0] in "aeiouy" and stem[-1] in "bdgklmnprt" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
    return not doubles or len(stem) > 5


def _one_slip_away(word: str, counts: Counter[str]) -> str | None:
    """The word that two letters in the wrong order, one too many, one missing or one changed have spoilt."""
    common = words("common_words")
    if (word.endswith("in") and _in_dictionary(f"{word}g")) or word in _HALVES:
        return None
    for tried in (_swapped(word), _shortened(word), _lengthened(word), _changed(word)):
        found = sorted({one for one in tried if one in common or counts[one] > 1}, key=lambda one: (-counts[one], one))
        if found:
            return found[0] if len(found) == 1 or counts[found[0]] else None
    if len(word) <= _LENGTH:
        return None
    return next((one for one in (*_swapped(word), *_doubled(word)) if _in_dictionary(one)), None)


def _in_dictionary(word: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, lang="en"))


def _doubled(word: str) -> Iterator[str]:
    """The word with a doubled letter single, or a single one doubled: *griinned*, *knoted*."""
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]
    for at in range(2, len(word) - 1):
        if word[at] not in "aeiou" and word[at] not in (word[at - 1], word[at + 1]):
            yield word[:at] + word[at] + word[at:]


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _lengthened(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in _LETTERS)


def _changed(word: str) -> Iterator[str]:
    """One letter changed within a longer word; in a short one too many words lie that near."""
    if len(word) > 6:
        for at in range(1, len(word)):
            yield from (word[:at] + letter + word[at + 1 :] for letter in _LETTERS)


@cache
def _misspellings() -> Mapping[str, str]:
    return dict(line.split(" ", 1) for line in lines("misspellings"))


def _draft(surface: Surface, at: int, right: str, chance: float) -> Draft:
    span = surface.spans[at]
    return Draft(
        code=Code.TYPO,
        severity=Severity.ERROR,
        message=f"“{span.of(surface.text)}” looks like a misspelling of “{right}”",
        suggestion=f"write “{right}”",
        evidence=(span,),
        confidence=chance,
    )
