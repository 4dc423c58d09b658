"""Names whose capital says nothing where they stand: words that only open sentences, and months that are women.

*Tavrel waited. Tavrel held his breath.* Nothing but the verbs behind it tells such a name from *Silence fell.*
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from diegesis.document import Document
from diegesis.layers.entities.wordshape import CAPITAL, Shapes
from diegesis.lexicons.load import listed, words
from diegesis.lexicons.people import first_names

#: Verbs of people that are neither speech nor gesture.
PERSON_VERBS = listed(
    "looked came went took got stood sat turned gave felt knew thought saw made seemed began left put held found "
    "heard let kept ran rose walked laughed smiled nodded stopped told says looks turns takes goes comes stands "
    "sits who whose himself herself"
)
#: Verbs that places have too: ``Boston was``.
AUXILIARIES = listed("was had has is did could would might must does will")
#: Words between which a month is a month: ``in May``, ``last June``, ``a German``.
_BEFORE_MONTH = listed(
    "in of on by since until till from last next this that every each early late mid during through the a an and or"
)
#: Uses that make a word a name by its verbs, or by a verb and a call: ``Cass, look out!``.
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Openings:
    """What the openings of sentences say, by words in lower case without possessive endings.

    Attributes:
        names: words that never stand in small letters and do there what people do.
        pairs: how often a word opens a sentence right before another capitalised word.
        doubles: words that are listed as no names (*may*), and yet speak in this book.
    """

    names: frozenset[str]
    pairs: Counter[tuple[str, str]]
    doubles: frozenset[str]


def read_openings(document: Document, shapes: Shapes) -> Openings:
    """Go over the capitalised words once."""
    speech, deeds = words("speech_verbs"), words("beat_verbs") | PERSON_VERBS
    doubles = words("not_names") & frozenset(first_names())
    tokens, case = document.words, shapes.case
    deeds_of: Counter[str] = Counter()
    calls: set[str] = set()
    spoken: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for position, word in enumerate(tokens[:-1]):
        if case[position] != CAPITAL or not shapes.story[position]:
            continue
        plain, after = word.removesuffix("'s"), tokens[position + 1]
        if shapes.opens[position] and not shapes.lower[plain]:
            if case[position + 1] == CAPITAL:
                pairs[plain, after.removesuffix("'s")] += 1
            deeds_of[plain] += _deed(after, speech, deeds, quoted=shapes.quoted[position] > 0)
            if shapes.quoted[position] and after in _CALLED and tokens[position - 1] in _QUOTES:
                calls.add(plain)
        if plain in doubles and len(plain) > 2 and (after in speech or _told(document, position, speech)):
            spoken[plain] += not is_month(document, position)
    names = {word for word, weight in deeds_of.items() if weight and weight + (word in calls) >= _ENOUGH}
    return Openings(frozenset(names), pairs, frozenset(word for word, count in spoken.items() if count))


def _deed(after: str, speech: frozenset[str], deeds: frozenset[str], *, quoted: bool) -> int:
    """How much the next word says for a name: ``Tavrel said`` alone is enough, ``Tavrel waited`` is half of it."""
    if after in speech and not quoted:
        return _ENOUGH
    return 1 if after in deeds or (after.endswith("ed") and len(after) > 4) or after in ("did", "had") else 0


_QUOTES, _CALLED = frozenset("“‘\"'«—"), frozenset(",!?")


def _told(document: Document, position: int, speech: frozenset[str]) -> bool:
    """Whether ``," said`` stands before a token."""
    tokens = document.words
    return position > 1 and tokens[position - 1] in speech and not tokens[position - 2][-1].isalnum()


def is_month(document: Document, position: int) -> bool:
    """Whether a word such as *may* stands as the name of a month, a people or a day does."""
    before = document.words[position - 1] if position else ""
    after = document.words[position + 1] if position + 1 < len(document.words) else ""
    return before in _BEFORE_MONTH or before.isdigit() or after[:1].isdigit() or after in ("day", "morning", "evening")
