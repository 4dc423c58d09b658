"""*Tom's brother Max*, *his wife, Anna*, *she is my mother's sister*: a noun for a tie, with its owner.

Whom the noun names is read from, in this order: a name behind it, a name before it in apposition, the subject of a
copula, and at last coreference.
"""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.layers.entities.records import Mention, MentionForm
from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.nouns import TieNoun, tie_nouns
from diegesis.layers.relationships.slots import Role, is_unnamed
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_OWNING = listed("my your his her our their thy its mine yours hers ours theirs")
#: Between the owner and the noun nothing of these stands: *his hand on her sister*.
_BARRIERS = listed(
    "the a an and or but of in on at to from with by for as is was were are be been had has have that which who whom "
    "this these those not no if when while than then so"
)
_ARTICLES = listed("the a an")
_HAVING = listed("have has had having 've 's 'd")
_MODIFIERS = 3
_COPULAS = listed("is was are were be been being am 's 're 'm")
_UNREAL = listed("like if as not never no than")
_CLOSING = listed(", . ; : ! ? ) — – -- … ” \" ’ ' »")
_LISTING = listed("the a an and his her my their our some two three")
_OPENING = frozenset({",", "—", "("})
_CALLED = listed("called named")
_NEXT, _COMMA, _BEFORE, _COPULA, _SAME = 0.97, 0.88, 0.9, 0.9, 0.8


def possessive_claims(reading: Reading) -> Iterator[Claim | Role]:
    """Claims of all nouns with an owner, and the roles in which nobody is named, in text order."""
    nouns = tie_nouns()
    for position, word in enumerate(reading.document.words):
        noun = nouns.get(word.removesuffix("'s"))
        if noun is None:
            continue
        for find in (_owner_before, _owner_behind, _owner_having):
            owner = find(reading, position)
            if owner is not None:
                yield from _named(reading, position, noun, *owner)
                break


def _owner_before(reading: Reading, position: int) -> tuple[int, Mention] | None:
    """Where the phrase begins and the mention that owns it: *his (elder) brother*, *Tom's brother*."""
    for at in range(position - 1, max(-1, position - 2 - _MODIFIERS), -1):
        word = reading.word(at)
        if word in _OWNING or word.endswith(("'s", "s'")):
            mention = reading.headed(at)
            start = reading.document.tokens.at(mention.span.start) if mention else None
            return (min(at, at if start is None else start), mention) if mention else None
        if word in _BARRIERS or not word[:1].isalpha():
            return None
    return None


def _owner_behind(reading: Reading, position: int) -> tuple[int, Mention] | None:
    """*the wife of the miller*, *a friend of hers*."""
    mention = reading.starting(position + 2) if reading.word(position + 1) == "of" else None
    return None if mention is None else (_start(reading, position), mention)


def _owner_having(reading: Reading, position: int) -> tuple[int, Mention] | None:
    """*Tom had a brother called Hugh*."""
    if not {reading.word(at) for at in range(position - 1 - _MODIFIERS, position)} & _HAVING:
        return None
    word = reading.clauses.word_at(reading.document.tokens[position].start)
    head = word.head if word is not None and word.relation == "obj" else None
    if head is None or head.lemma != "have" or head.negated or head.subject is None:
        return None
    mention = reading.people.mention_at(head.subject.span)
    return None if mention is None else (_start(reading, position), mention)


def _start(reading: Reading, position: int) -> int:
    """The first token of a phrase, its adjectives and article included."""
    start = position
    while start > max(0, position - _MODIFIERS) and reading.word(start - 1) not in _BARRIERS:
        if not reading.document.token_text(start - 1)[:1].islower():
            break
        start -= 1
    return start - 1 if reading.word(start - 1) in _ARTICLES else start


def _named(reading: Reading, position: int, noun: TieNoun, start: int, owner: Mention) -> Iterator[Claim | Role]:
    """Claims about whoever one phrase names; ``start`` is its first token."""
    tokens = reading.document.tokens
    span = Span(tokens[start].start, tokens[position].end)
    if reading.word(start - 1) in _UNREAL:
        return
    for named, weight, rule in _readings(reading, position, start, owner):
        only = reading.people.only(named)
        if only is not None and is_unnamed(reading, only):
            continue
        whole = Span(min(span.start, named.span.start), max(span.end, named.span.end))
        yield from reading.pairs(noun, named, owner, weight=weight, span=whole, rule=rule)
        return
    yield from _roles(reading, position, noun, span, owner)


def _roles(reading: Reading, position: int, noun: TieNoun, span: Span, owner: Mention) -> Iterator[Role]:
    """The phrase as a role to each of those who own it, with the one whom coreference takes it for."""
    mention = reading.headed(position)
    if mention is not None and mention.form is MentionForm.PRON:
        mention = None
    meant = reading.people.only(mention) if mention else None
    hint = reading.surely(mention) if mention else 0.0
    for who in reading.people.meant(owner):
        if who != meant and not reading.is_group(who):
            yield Role(noun, who, span, _SAME * reading.surely(owner), meant, hint)


def _readings(reading: Reading, position: int, start: int, owner: Mention) -> Iterator[tuple[Mention, float, str]]:
    """Whom the noun may name, the surest first."""
    if reading.word(position).endswith("'s"):
        return
    last = max(position, reading.document.tokens.before(owner.span.end - 1))
    if last == position:
        behind = 2 if reading.word(position + 1) in _CALLED else 1
        yield from _name(reading, position + behind, _NEXT, "the noun stands before the name")
    if reading.word(last + 1) in _OPENING:
        for named, weight, rule in _name(reading, last + 2, _COMMA, "the name stands in apposition"):
            if _closes(reading, _after(reading, named)):
                yield named, weight, rule
    if reading.word(start - 1) in _OPENING and reading.word(last + 1) in _CLOSING:
        apposed = reading.ending(start - 2)
        if apposed is not None and apposed.form is not MentionForm.PRON and apposed.id != owner.id:
            yield apposed, _BEFORE, "the noun stands in apposition"
    yield from _copula(reading, position, start)


def _closes(reading: Reading, position: int) -> bool:
    """Whether an apposition ends at a token and no list goes on: *his son, Max, the girl, and I*."""
    word = reading.word(position)
    if word != ",":
        return word in _CLOSING
    following = reading.starting(position + 1)
    return reading.word(position + 1) not in _LISTING and (following is None or following.form is MentionForm.PRON)


def _name(reading: Reading, position: int, weight: float, rule: str) -> Iterator[tuple[Mention, float, str]]:
    mention = reading.starting(position)
    if mention is not None and mention.form is MentionForm.PROP and reading.people.only(mention):
        yield mention, weight, rule


def _after(reading: Reading, mention: Mention) -> int:
    """The token behind a mention."""
    return reading.document.tokens.before(mention.span.end - 1) + 1


def _copula(reading: Reading, position: int, start: int) -> Iterator[tuple[Mention, float, str]]:
    """*Max is my brother*, by the tree, or by the words where there is none."""
    subject = _subject(reading, position, start)
    if subject is not None and reading.people.only(subject):
        yield subject, _COPULA, "a sentence says it"


def _subject(reading: Reading, position: int, start: int) -> Mention | None:
    word = reading.clauses.word_at(reading.document.tokens[position].start)
    if word is None:
        at = start - 1
        return reading.ending(at - 1) if reading.word(at) in _COPULAS else None
    if word.child("cop") is None or word.negated or word.modal or word.child("mark") is not None:
        return None
    subject = word.child("nsubj")
    return None if subject is None else reading.people.mention_at(subject.span)
