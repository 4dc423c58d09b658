"""The words that go with a verb, as evidence and as value."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.facts.page import Page
from diegesis.layers.facts.predicates import Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import ENDS
from diegesis.lexicons.load import listed

Found = Iterator[Said]


def tail(page: Page, at: int, *, most: int = 10) -> int:
    """The token behind the words that go with a verb from a token on."""
    end, limit = at, min(page.sentence_end(at), at + most) if at < len(page.words) else at
    while end < limit and page.words[end] not in ENDS and not (end > at + 1 and page.words[end] in ("with", "afore")):
        end += 1
    return end


def word(page: Page, at: int) -> str:
    """The word of a token; a full stop behind the last."""
    return page.words[at] if at < len(page.words) else "."


def said(page: Page, attribute: Attribute, token: int, end: int, right: float, *, value: int | None = None) -> Said:
    """What the tokens from ``token`` up to ``end`` tell; the value is theirs from ``value`` on."""
    first = token if value is None else value
    return Said(attribute, page.span(first, end), page.span(token, end), right)


WHERE = listed(
    "in at on with above over near next by behind opposite across alone among up down outside beside here abroad"
)

PRONOUNS = listed("him her me you them it us that this himself herself myself what how he she they there which")
