"""What somebody does, undergoes, has and is, in single words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from math import log

from diegesis.bible.cited import Citations
from diegesis.bible.model import Word, WordList
from diegesis.bible.wording import ROLES
from diegesis.layers.facts.records import Portrayal, PortrayalRole
from diegesis.story import Story

#: Words of one list at most.
_MOST = 10
#: From so many words on, a list is made of those that stand more than once.
_RICH = 40
#: Words that tell nothing about anybody: everybody does, has and is them.
_EMPTY = frozenset(
    """
    be have do say go come get make take give see look know think tell ask answer reply seem become put let keep turn
    begin start stop want need try find leave will would can could may might must shall should
    way thing time year month week day hour minute moment one other lot bit kind sort part side
    man woman boy girl person people fellow
    able sure right own same such other more most much many little good
    """.split()
)


def word_lists(story: Story, citations: Citations, *, least: float) -> Callable[[str], tuple[WordList, ...]]:
    """A function from a character id to the lists of that person.

    A word counts for more the rarer it is with the cast as a whole, so that a list tells people apart.

    Args:
        story: whose cast.
        citations: where the first passage of each word is noted.
        least: the least probability of a word.
    """
    rows: dict[tuple[str, PortrayalRole], list[Portrayal]] = defaultdict(list)
    everybody: dict[PortrayalRole, Counter[str]] = {role: Counter() for role in ROLES}
    for row in story.rows(Portrayal):
        if row.confidence >= least and row.lemma.lower() not in _EMPTY:
            rows[row.character, row.role].append(row)
            everybody[row.role][_shown(row)] += 1

    def lists(person: str) -> tuple[WordList, ...]:
        found = (
            WordList(label=ROLES[role], words=_words(rows.get((person, role), []), everybody[role], citations))
            for role in ROLES
        )
        return tuple(row for row in found if row.words)

    return lists


def _shown(row: Portrayal) -> str:
    return f"not {row.lemma}" if row.negated else row.lemma


def _words(rows: list[Portrayal], everybody: Counter[str], citations: Citations) -> tuple[Word, ...]:
    counts = Counter(map(_shown, rows))
    firsts = {_shown(row): row for row in reversed(rows)}
    total = everybody.total()
    twice = [word for word in counts if counts[word] > 1]
    wanted = twice if len(rows) >= _RICH and len(twice) >= _MOST else list(counts)
    ranked = sorted(wanted, key=lambda word: -counts[word] * log(1 + total / everybody[word]))
    return tuple(Word(words=w, count=counts[w], cite=citations.cite([firsts[w].span])[0]) for w in ranked[:_MOST])
