"""Statements with a copula: *she was a potter*, *he's fourteen*, *who had been afraid of nothing but eels*."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Predicate, Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import BE
from diegesis.lexicons.load import listed

_CLITICS = ("'s", "'m", "'re")
_GUESSED = listed("must might may could couldn't can't")


def states(page: Page) -> Iterator[Draft]:
    """Facts stated with a copula, in text order."""
    for token, word in enumerate(page.words):
        if word in BE:
            yield from _stated(page, page.subject_of(token), token)
        elif word.endswith(_CLITICS):
            mention = page.starts.get(page.tokens.starts[token])
            if mention is not None and mention.span.end < page.tokens.ends[token]:
                yield from _stated(page, page.subject(mention), token)


def _stated(page: Page, subject: Subject | None, token: int) -> Iterator[Draft]:
    if subject is None:
        return
    guessed = any(word in _GUESSED for word in page.between(subject, token))
    if not page.asserted(subject, token, modal=guessed):
        return
    denied = page.denied(subject, token)
    for said in Predicate(page, token + 1, page.sentence_end(token)).read():
        if guessed and said.attribute is not Attribute.AGE:
            continue
        yield drafted(page, subject, said, rule="copula", denied=denied and not guessed)


def drafted(
    page: Page, subject: Subject, said: Said, *, rule: str, denied: bool = False, naming: bool = False
) -> Draft:
    """A draft of what a predicate says."""
    return Draft(
        subject=subject,
        attribute=said.attribute,
        value=page.wording(said.value),
        evidence=said.evidence,
        right=said.right,
        rule=rule,
        negated=denied or said.negated,
        naming=naming,
    )
