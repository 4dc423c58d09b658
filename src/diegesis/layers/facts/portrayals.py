"""Words that portray somebody, from the trees alone: what they do, what is done to them, what they have, how they are.

The four lists are those of BookNLP, by relations of Universal Dependencies: agent, whoever is ``nsubj`` of a verb;
patient, ``obj`` or ``nsubj:pass`` of one; possession, ``nmod:poss`` of a noun; modifier, an ``amod`` of the words for
somebody, or an adjective or noun with a copula that they are ``nsubj`` of.
"""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layer import stable_ids
from diegesis.layers.facts.page import Page, Subject
from diegesis.layers.facts.records import Portrayal, PortrayalRole
from diegesis.lexicons.load import listed
from diegesis.views.clauses import Parse, Word

#: How often the relation itself is right.
_RIGHT = 0.9
#: Below this nobody is said to be meant.
_SURE = 0.4
_NEGATIONS = listed("not n't never no neither nor hardly scarcely")
_DESCRIBING = ("ADJ", "NOUN", "PROPN")

_ROLES = frozenset({"nsubj", "obj", "nsubj:pass", "nmod:poss"})

#: Who, how, the word's position, whether it is denied.
_Seen = tuple[Subject, PortrayalRole, int, bool]


def portrayals(page: Page) -> list[Portrayal]:
    """One row per word and person, in text order; those whose speaker is unknown are left out."""
    found = []
    for parse in page.clauses.parses:
        for subject, role, position, denied in sorted(_in(page, parse), key=lambda seen: (seen[2], seen[1].value)):
            holder, known = page.holder(parse.row.words[position].start)
            if known:
                found.append((subject, role, Word(parse, position), denied, holder))
    ids = stable_ids("p", page.document, [word.span for _, _, word, _, _ in found])
    return [
        Portrayal(
            id=name,
            confidence=round(subject.sure * _RIGHT, 4),
            span=word.span,
            character=subject.character,
            role=role,
            lemma=word.lemma,
            negated=denied,
            holder=holder,
        )
        for name, (subject, role, word, denied, holder) in zip(ids, found, strict=True)
    ]


def _in(page: Page, parse: Parse) -> Iterator[_Seen]:
    """All of one sentence, in the order of the words for people."""
    row = parse.row
    pairs = list(zip(row.heads, row.relations, row.lemmas, strict=True))
    linked = {head for head, relation, _ in pairs if relation == "cop"}
    denied = {head for head, _, lemma in pairs if lemma in _NEGATIONS}
    for position, (head, relation, _) in enumerate(pairs):
        if head < 0 or (relation not in _ROLES and relation != "amod"):
            continue
        person, told = (head, position) if relation == "amod" else (position, head)
        role = _role(relation, row.tags[head], row.lemmas[head], linked=head in linked)
        subject = None if role is None else page.subject(page.mention_of(Word(parse, person)))
        if role is not None and subject is not None and subject.sure >= _SURE:
            yield subject, role, told, told in denied


def _role(relation: str, tag: str, lemma: str, *, linked: bool) -> PortrayalRole | None:
    """How a relation to a head with a tag and a lemma portrays; ``linked``: whether the head has a copula."""
    if relation == "amod":
        return PortrayalRole.MODIFIER
    if relation == "nmod:poss":
        return PortrayalRole.POSSESSION if tag == "NOUN" else None
    if relation == "nsubj" and linked:
        return PortrayalRole.MODIFIER if tag in _DESCRIBING else None
    if tag != "VERB" or lemma == "be":
        return None
    return PortrayalRole.AGENT if relation == "nsubj" else PortrayalRole.PATIENT
