"""Statements with a copula: *she was a potter*, *he's fourteen*, *who had been afraid of nothing but eels*."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import MentionForm
from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.predicates import Predicate, Said
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import BE, ENDS, adjective, number
from diegesis.lexicons.load import listed

#: *Had got thin*, *went blind*: what one may turn.
_TURNS = listed("got grown gone went grew")
_TURNED = (Attribute.BUILD, Attribute.HAIR, Attribute.HEALTH, Attribute.HAIR_COLOUR, Attribute.AGE)
_CLITICS = ("'s", "'m", "'re")
_GUESSED = listed("must might may could couldn't can't would will")


def states(page: Page) -> Iterator[Draft]:
    """Facts stated with a copula, in text order."""
    for token, word in enumerate(page.words):
        if word in BE or (
            word in _TURNS and token + 1 < len(page.words) and adjective(page.words[token + 1]) in _TURNED
        ):
            yield from _stated(page, page.subject_of(token), token)
        elif word.endswith(_CLITICS):
            yield from _clitic(page, token)


def _clitic(page: Page, token: int) -> Iterator[Draft]:
    """*She's ten*, *the boy's ten*; *the boy's hat* is no statement."""
    mention = page.starts.get(page.tokens.starts[token])
    if mention is not None and mention.span.end < page.tokens.ends[token]:
        if mention.form is not MentionForm.PRON and not _predicative(page, token + 1):
            return
        yield from _stated(page, page.subject(mention), token)
    elif _predicative(page, token + 1):
        word = page.words[token]
        at = page.tokens.ends[token] - len(word) + word.index("'")
        yield from _stated(page, page.subject(page.ends.get(at)), token)


def _predicative(page: Page, at: int) -> bool:
    """Whether what stands behind *'s* can be no possession: a number, an article, *not*."""
    if at >= len(page.words):
        return False
    word = page.words[at]
    return (number(word) and at + 1 < len(page.words) and page.words[at + 1] in ENDS) or word in (
        "a",
        "an",
        "not",
        "the",
    )


def _stated(page: Page, subject: Subject | None, token: int) -> Iterator[Draft]:
    if subject is None:
        return
    guessed = any(word in _GUESSED for word in page.between(subject, token))
    if not page.asserted(subject, token, modal=guessed):
        return
    if any(word in ("moment", "second", "instant") for word in page.between(subject, token)):
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
