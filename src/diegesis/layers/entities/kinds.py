"""What names name: how much the book speaks for a person, and which kind of place or body the rest are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.names import Name
from diegesis.layers.entities.openings import AUXILIARIES, PERSON_VERBS
from diegesis.layers.entities.records import EntityType
from diegesis.layers.entities.wordshape import CAPITAL, Shapes
from diegesis.lexicons.load import listed, words
from diegesis.lexicons.people import is_first_name, person_nouns

_FACILITIES = listed(
    "street road lane avenue square park house hall bridge castle abbey church hotel inn college school "
    "university court place gardens garden terrace crescent station cottage manor palace tower gate green bank "
    "theatre cathedral hospital office row alley mews wharf dock docks quay market cross end mill cafe café "
    "museum library farm common club"
)
_LANDS = listed(
    "hill river island islands bay lake sea ocean mountain mountains valley wood woods forest field fields heath "
    "moor beach creek falls ridge canyon plaza"
)
_SEATS = listed("county city town village shire")
_BODIES = listed("company society committee press times gazette journal review telegraph herald chronicle")
_PLACE_NOUNS = _FACILITIES | _LANDS | _SEATS | _BODIES
_PLACE_BEFORE = {
    "in": 3.0, "at": 1.5, "into": 2.0, "near": 2.0, "through": 1.5, "from": 0.8, "to": 0.4, "of": 0.3,
    "throughout": 3.0, "around": 1.0, "across": 2.0, "outside": 2.0, "within": 1.5, "towards": 0.5,
    "toward": 0.5, "leaving": 0.5,
    "left": 0.3, "reached": 1.5, "north": 2.0, "south": 2.0, "east": 2.0, "west": 2.0, "the": 1.5, "aboard": 3.0,
}  # fmt: skip
_TAKEN_UP = listed("he she his her him himself herself")
_CLOSERS = frozenset((*",.!?—\"”’'…;", "--", "..."))
_CALLS = frozenset(("“", "‘", "my", "dear", "oh", "o", "ah"))
#: Mean score from which a name is a person's.
_PERSON = 0.3
#: Mean score at which no part of a name that is a person's elsewhere helps: ``Vale Street``.
_LOST = -2.0

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Verbs:
    speech: frozenset[str]
    beats: frozenset[str]


def entity_type(name: Name, scores: Mapping[Key, float]) -> EntityType:
    """The type of a name, by its score and by its last word."""
    if name.firm:
        return EntityType.ORG
    if scores[name.key] > _PERSON:
        return EntityType.PER
    last = name.key[-1]
    for nouns, kind in ((_BODIES, EntityType.ORG), (_FACILITIES, EntityType.FAC), (_LANDS, EntityType.LOC)):
        if last in nouns:
            return kind
    return EntityType.GPE


def person_scores(document: Document, shapes: Shapes, names: Sequence[Name]) -> dict[Key, float]:
    """How much the book speaks for each name being a person's: above 0 a person, below 0 a place or thing.

    The score is a mean over the name's uses, with shares from the longer names that hold its words.
    """
    verbs = _Verbs(words("speech_verbs"), words("beat_verbs") | PERSON_VERBS)
    sums: dict[Key, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for name in names:
        score = _use_score(document, shapes, name, verbs)
        for key in {name.key, *_shares(name.key)}:
            weight = 1.0 if key == name.key else 0.5
            sums[key][0] += weight * score
            sums[key][1] += weight
    scores = {key: total / count + _prior(key) for key, (total, count) in sums.items()}
    return {
        key: max([score, *(scores[share] for share in _shares(key))]) if score > _LOST else score
        for key, score in scores.items()
    }


def _shares(key: Key) -> tuple[Key, ...]:
    """The words of a name that its uses speak for too: the first and the last, but not the land of a duke."""
    return () if "of" in key else (key[:1], key[-1:])


def _prior(key: Key) -> float:
    """What the words of a name say, whatever its uses: a first name, initials, *Mc* and *O'*; a noun for places."""
    if key[-1] in _PLACE_NOUNS and len(key) > 1:
        return -4.0
    if is_first_name(key[0]):
        return 1.0
    if len(key) > 1 and key[0].endswith("."):
        return 2.0
    return 1.0 if key[-1].startswith(("mc", "o'")) else 0.0


def _use_score(document: Document, shapes: Shapes, name: Name, verbs: _Verbs) -> float:
    """What one use of a name says."""
    tokens = document.words
    after = tokens[name.token_end] if name.token_end < len(tokens) else ""
    noun = name.key[-1] in person_nouns()
    before = _before(tokens, name, verbs)
    score = 4.0 if name.title and name.parts else 1.0 if name.title else 0.0
    score += 3.0 if after in verbs.speech or before in verbs.speech else 0.0
    score += _deed(after, verbs)
    score += 0.5 if tokens[name.token_end - 1].endswith("'s") else 0.0
    score += 0.4 if not _TAKEN_UP.isdisjoint(tokens[name.token_end : name.token_end + 12]) else 0.0
    score += 1.5 if noun else 0.0
    score += 3.0 if _is_introduced(tokens, name) else 0.0
    score += 2.5 if shapes.quoted[name.token_start] and _is_called(tokens, name) else 0.0
    if after in _PLACE_NOUNS and shapes.case[name.token_end] == CAPITAL:
        score -= 3.0
    return score - (0.0 if name.title else _PLACE_BEFORE.get(before, 0.0))


def _before(tokens: Sequence[str], name: Name, verbs: _Verbs) -> str:
    """The word before a name; before its article in ``," said the Mole``, but not in ``She read the Telegraph``."""
    before = tokens[name.token_start - 1] if name.token_start else ""
    if before != "the":
        return before
    earlier = tokens[name.token_start - 2] if name.token_start > 1 else ""
    told = earlier in verbs.speech and name.token_start > 2 and not tokens[name.token_start - 3][-1].isalnum()
    return earlier if told or name.key[-1] in person_nouns() else before


def _deed(after: str, verbs: _Verbs) -> float:
    if after in verbs.beats or (after.endswith("ed") and len(after) > 4):
        return 1.5
    return 1.0 if after in AUXILIARIES else 0.0


def _is_introduced(tokens: Sequence[str], name: Name) -> bool:
    """``My name is Ann``, ``my name's Ann``."""
    lead = tuple(tokens[max(0, name.token_start - 2) : name.token_start])
    return lead[-1:] == ("name's",) or lead in (("name", "is"), ("name", "was"))


def _is_called(tokens: Sequence[str], name: Name) -> bool:
    """Whether marks stand on both sides inside a quote: ``Come in, Ann.``"""
    before = tokens[name.token_start - 1] if name.token_start else '"'
    after = tokens[name.token_end] if name.token_end < len(tokens) else "."
    return (before in _CLOSERS or before in _CALLS) and after in _CLOSERS
