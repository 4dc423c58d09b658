"""Ages outside copulas: *at sixty-one he gave it up*, *died at ninety*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.states import drafted
from diegesis.layers.facts.wordlists import ENDS, number
from diegesis.lexicons.load import listed

#: Numbers that are no time of day.
_AGE = re.compile(r"\w*teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\u2011]\w+)?")
_SUBJECTS = listed("he she i you")


def ages(page: Page) -> Iterator[Draft]:
    """Facts by *at* and an age, in text order."""
    for token, word in enumerate(page.words):
        if word != "at" or token + 2 >= len(page.words) or not _AGE.fullmatch(page.words[token + 1]):
            continue
        behind = page.words[token + 2]
        if not number(page.words[token + 1]) or (behind not in ENDS and behind not in _SUBJECTS):
            continue
        subject = _whose(page, token)
        if subject is not None and page.asserted(subject, token):
            span = page.span(token + 1, token + 2)
            yield drafted(page, subject, Said(Attribute.AGE, span, span, 0.8), rule="at age")


def _whose(page: Page, token: int) -> Subject | None:
    """The subject behind, else that of the verb the age goes with."""
    for at in (token + 2, token + 3):
        if at < len(page.words) and page.words[at] in _SUBJECTS:
            return page.subject(page.starts.get(page.tokens.starts[at]))
    word = page.clauses.word_at(page.tokens.starts[token + 1])
    head = word.head if word is not None else None
    found = head.subject if head is not None else None
    return None if found is None else page.subject(page.mention_of(found))
