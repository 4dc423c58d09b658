"""Answers to plain questions: *How old are you?* *Nineteen.*"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from diegesis.layers.facts.page import Draft, Page, Subject
from diegesis.layers.facts.records import Attribute
from diegesis.layers.facts.wordlists import number
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.spans import Span

_QUESTIONS = (
    (re.compile(r"\b[Hh]ow old (?:are|were) you\b|\b[Yy]our age\b|\bwhat age are you\b", re.I), Attribute.AGE),
    (
        re.compile(r"\bwhat do you do\b(?! (?:with|when|if|about))|\byour (?:occupation|profession|trade)\b", re.I),
        Attribute.OCCUPATION,
    ),
    (re.compile(r"\bwhere do you live\b|\byour address\b", re.I), Attribute.RESIDENCE),
    (re.compile(r"\bwhere (?:are|do) you (?:come )?from\b", re.I), Attribute.ORIGIN),
    (re.compile(r"\bwhat(?:['’]s| is) your name\b|\byour name\b|\bdo they call you\b", re.I), Attribute.NAME),
    (re.compile(r"^(?:are you )?(?:married|single)\b", re.I), Attribute.MARITAL_STATUS),
)
_LONGEST = 40
_NO_ANSWER = re.compile(r"(?:no|yes|why|what|who|I\b|you|never|nothing|old|well|how)\b", re.I)


def answers(page: Page) -> Iterator[Draft]:
    """Facts by an answer, in text order."""
    quotes = [quote for quote in page.people.quotes if quote.kind is QuoteKind.SPEECH and quote.parent is None]
    for question, answer in pairwise(quotes):
        attribute = _asked(question.inner.of(page.text))
        if attribute is not None and answer.span.start - question.span.end < 200:
            yield from _answered(page, attribute, question, answer)


def _asked(words: str) -> Attribute | None:
    if not words.rstrip().endswith("?"):
        return None
    last = re.split(r"(?<=[.!?])\s", words.rstrip())[-1]
    return next((attribute for pattern, attribute in _QUESTIONS if pattern.search(last)), None)


def _answered(page: Page, attribute: Attribute, question: Quote, answer: Quote) -> Iterator[Draft]:
    said = page.people.attribution(answer)
    if said is None or said.speaker is None or said.speaker == page.people.speaker(question):
        return
    words = re.match(r"[^.!?;,]+", answer.inner.of(page.text))
    if words is None or len(words[0]) > _LONGEST:
        return
    plain = words[0].strip().lower()
    yes = attribute is Attribute.MARITAL_STATUS
    if yes != (plain.split(",")[0] in ("yes", "no", "never")) or (not yes and _NO_ANSWER.match(plain)):
        return
    span = Span(answer.inner.start, answer.inner.start + len(words[0].rstrip(" ,\n")))
    first = page.words[page.tokens.before(span.start)]
    if span.length == 0 or (attribute is Attribute.AGE) != number(first):
        return
    mention = page.people.mentions[0]
    yield Draft(
        subject=Subject(said.speaker, said.confidence, mention),
        attribute=attribute,
        value=page.wording(span),
        evidence=span,
        right=0.85,
        rule="answer",
        negated=yes and not plain.startswith("yes"),
    )
