"""Words that portray somebody, from the trees alone: what they do, what is done to them, what they have, how they are.

The four lists are those of BookNLP, by relations of Universal Dependencies: agent, whoever is ``nsubj`` of a verb;
patient, ``obj`` or ``nsubj:pass`` of one; possession, ``nmod:poss`` of a noun; modifier, an ``amod`` of the words for
somebody, or an adjective or noun with a copula that they are ``nsubj`` of.
"""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layer import Ref, stable_ids
from diegesis.layers.characters.records import Character
from diegesis.layers.facts.page import Page, Subject
from diegesis.layers.facts.records import Portrayal, PortrayalRole
from diegesis.lexicons.load import listed
from diegesis.views.clauses import Parse, Word

#: How often the relation itself is right.
_RIGHT = 0.9
_NEGATIONS = listed("not n't never no neither nor hardly scarcely")
_DESCRIBING = ("ADJ", "NOUN", "PROPN")

_Seen = tuple[Subject, PortrayalRole, Word]


def portrayals(page: Page) -> list[Portrayal]:
    """One row per word and person, in text order; those whose speaker is unknown are left out."""
    found = [
        (subject, role, word, holder)
        for parse in page.clauses.parses
        for subject, role, word in sorted(_in(page, parse), key=lambda seen: (seen[2].position, seen[1].value))
        for holder, known in (page.holder(word.span.start),)
        if known
    ]
    ids = stable_ids("p", page.document, [word.span for _, _, word, _ in found])
    return [
        _row(name, subject, role, word, holder) for name, (subject, role, word, holder) in zip(ids, found, strict=True)
    ]


def _row(name: str, subject: Subject, role: PortrayalRole, word: Word, holder: Ref[Character] | None) -> Portrayal:
    return Portrayal(
        id=name,
        confidence=round(subject.sure * _RIGHT, 4),
        span=word.span,
        character=subject.character,
        role=role,
        lemma=word.lemma,
        negated=any(child.lemma in _NEGATIONS for child in word.children),
        holder=holder,
    )


def _in(page: Page, parse: Parse) -> Iterator[_Seen]:
    """All of one sentence, in the order of the words for people."""
    for position, relation in enumerate(parse.row.relations):
        if relation in _ROLES:
            word = Word(parse, position)
            seen = _role(word, relation)
            subject = page.subject(page.mention_of(word)) if seen is not None else None
            if seen is not None and subject is not None:
                yield subject, seen[0], seen[1]
        elif relation == "amod":
            word = Word(parse, position)
            head = word.head
            subject = page.subject(page.mention_of(head)) if head is not None else None
            if subject is not None:
                yield subject, PortrayalRole.MODIFIER, word


_ROLES = frozenset({"nsubj", "obj", "nsubj:pass", "nmod:poss"})


def _role(word: Word, relation: str) -> tuple[PortrayalRole, Word] | None:
    head = word.head
    if head is None:
        return None
    if relation == "nmod:poss":
        return (PortrayalRole.POSSESSION, head) if head.tag == "NOUN" else None
    if relation == "nsubj" and head.child("cop") is not None:
        return (PortrayalRole.MODIFIER, head) if head.tag in _DESCRIBING else None
    if head.tag != "VERB" or head.lemma == "be":
        return None
    return (PortrayalRole.AGENT if relation == "nsubj" else PortrayalRole.PATIENT), head
