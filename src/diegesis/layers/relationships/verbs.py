"""*They married*, *he works for her*, *she kissed him*: verbs that make, show or end a tie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.layers.relationships.claims import Claim, Reading
from diegesis.layers.relationships.records import TieKind
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb and what it says of two people.

    Attributes:
        kind: the tie it makes or shows; ``None`` where it only changes one there is.
        change: in words, for a turn; empty where it shows a tie without changing it.
        weight: how surely it says so.
        with_: prepositions before the second party; empty for an object.
        first: whether the subject is the tie's first party.
        kinds: ties that it changes, where ``kind`` is not the one.
    """

    kind: TieKind | None
    change: str = ""
    weight: float = 0.8
    with_: frozenset[str] = frozenset()
    first: bool = True
    kinds: tuple[TieKind, ...] = ()


_UNREAL = listed("if unless to lest whether till until before")
_COUPLE = (TieKind.SPOUSE, TieKind.LOVER)
_ANY = (*_COUPLE, TieKind.FRIEND, TieKind.SIBLING, TieKind.PARENT, TieKind.COLLEAGUE)
_TO = listed("to with")
_WITH = listed("with from")
_FOR = listed("for under")
DEEDS: dict[str, Deed] = {
    "marry": Deed(TieKind.SPOUSE, "begins: they marry", 0.85, _TO),
    "wed": Deed(TieKind.SPOUSE, "begins: they marry", 0.85, _TO),
    "divorce": Deed(TieKind.EX_SPOUSE, "ends: they divorce", 0.85, _WITH),
    "kiss": Deed(TieKind.LOVER, "", 0.45),
    "betroth": Deed(TieKind.LOVER, "begins: they are engaged", 0.8, _TO),
    "court": Deed(TieKind.LOVER, "", 0.6),
    "woo": Deed(TieKind.LOVER, "", 0.6),
    "employ": Deed(TieKind.SUPERIOR, "", 0.7),
    "teach": Deed(TieKind.MENTOR, "", 0.55),
    "work": Deed(TieKind.SUPERIOR, "", 0.7, _FOR, first=False),
    "quarrel": Deed(None, "turns: they quarrel", 0.7, _WITH, kinds=_ANY),
    "forgive": Deed(None, "turns: they are reconciled", 0.6, kinds=_ANY),
    "reconcile": Deed(None, "turns: they are reconciled", 0.8, _WITH, kinds=_ANY),
    "part": Deed(None, "ends: they part", 0.6, _WITH, kinds=_COUPLE),
    "separate": Deed(None, "ends: they part", 0.7, _WITH, kinds=_COUPLE),
}
#: A verb of one: the ties of whoever dies end.
DEATHS = frozenset({"die", "perish", "drown"})


@dataclass(frozen=True, slots=True)
class Done:
    """A deed that the text tells: of whom, and in which sentence."""

    deed: Deed
    one: str
    other: str
    weight: float
    span: Span


def deeds(reading: Reading) -> Iterator[Done]:
    """Deeds of two people, in text order; what is denied, asked, wished or planned is left out."""
    for parse in reading.clauses.parses:
        asked = parse.row.span.of(reading.document.text).rstrip(" \"'”’»)").endswith("?")
        if asked or not DEEDS.keys() & set(parse.row.lemmas):
            continue
        for word in parse.words:
            deed = DEEDS.get(word.lemma)
            if deed is not None and word.tag in {"VERB", "ADJ"} and is_told(word):
                yield from _done(reading, word, deed)


def is_told(word: Word) -> bool:
    """Whether a verb says that something happens: no *not*, no *would*, no *if*, no *to*."""
    marks = {mark.lemma for mark in word.children_by("mark")}
    return not (word.negated or word.modal or marks & _UNREAL)


def _done(reading: Reading, word: Word, deed: Deed) -> Iterator[Done]:
    subjects, sure = _meant(reading, word.subject)
    others, other_sure = _meant(reading, _second(word, deed))
    span = word.parse.row.span
    if len(subjects) == 2 and not others:
        yield Done(deed, subjects[0], subjects[1], deed.weight * sure, span)
    for one in subjects:
        for other in others:
            if one != other:
                pair = (one, other) if deed.first else (other, one)
                yield Done(deed, *pair, deed.weight * sure * other_sure, span)


def _second(word: Word, deed: Deed) -> Word | None:
    """The object, or the noun behind one of the deed's prepositions."""
    if not word.passive and deed.first and (found := word.child("obj")) is not None:
        return found
    for oblique in word.children_by("obl"):
        case = oblique.child("case")
        if case is not None and case.lemma in deed.with_:
            return oblique
    return None


def _meant(reading: Reading, word: Word | None) -> tuple[tuple[str, ...], float]:
    mention = None if word is None else reading.people.mention_at(word.span)
    return (reading.people.meant(mention), reading.surely(mention)) if mention else ((), 0.0)


def deed_claims(reading: Reading) -> Iterator[Claim]:
    """The ties that deeds make or show, in text order."""
    for done in deeds(reading):
        if done.deed.kind is not None:
            yield Claim(done.one, done.other, done.deed.kind, done.weight, done.span, "a deed makes or shows it")
