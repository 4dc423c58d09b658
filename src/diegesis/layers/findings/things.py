"""Things that move by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diegesis.layers.findings.passages import spoken
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Detector, Draft, View
from diegesis.lexicons.load import listed
from diegesis.spans import Span
from diegesis.views.clauses import Word

_PUT = listed("put hang set lay leave lock drop place stow hide tuck return replace lean prop bury pin nail shut")
_TAKE = listed("take draw pull produce bring fish pluck fetch lift dig")
#: Verbs by which a thing changes hands or places between the two.
_MOVES = (
    _PUT
    | _TAKE
    | listed(
        "pick snatch grab carry unhook get find steal give hand pass seize pocket slip hold catch collect gather move "
        "throw toss push borrow keep have want wear wrap send"
    )
)
_INTO = listed("on in under behind at into inside upon beneath above beside against over to")
_FROM = listed("from of off")
#: Nothing one carries about, or things of which there are many.
_NO_THING = listed(
    "hand arm head face eye foot finger hair back shoulder knee leg mouth lip door window way time place chair table "
    "thing word voice breath step look light fire water tea coffee money room bed seat it one letter paper note card "
    "cigarette pipe cup glass coin plate handkerchief bread drink"
)
_CARRIED = listed("pocket sleeve bag purse bosom coat jacket waistcoat apron belt boot basket bodice satchel")
#: What things stand on, hang on or lie in, of which a room has few.
_STANDS = listed(
    "shelf bookshelf bookcase cupboard drawer mantelpiece mantel chimneypiece windowsill sill sideboard dresser safe "
    "wardrobe peg hook nail rail rack desk bureau trunk chest locker table bench counter cabinet credenza larder "
    "pantry attic cellar barn shed stable loft hall study library kitchen wall beam rafter box tin basin bucket well"
)
_MAY_HAVE_TAKEN = re.compile(
    r"\b(?:took|taken|lifted|picked|fetched|snatched|grabbed|unhooked|pocketed|slipped|got|gave|handed) (?:it|them)\b",
    re.IGNORECASE,
)
_FAR = 9_000
_MOVED = 0.56


@dataclass(frozen=True, slots=True)
class _Handling:
    span: Span
    thing: str
    place: str
    taken: bool
    kept: bool


def moved(view: View) -> Iterable[Draft]:
    """A thing hung up here and drawn from a sleeve there, with nobody to have fetched it."""
    resting: dict[str, _Handling] = {}
    for handling in _handlings(view):
        if handling.kept:
            continue
        earlier = resting.pop(handling.thing, None)
        if handling.taken and earlier is not None and _strange(view, earlier, handling):
            yield _draft(earlier, handling)
        if handling.place and not handling.taken:
            resting[handling.thing] = handling


def _strange(view: View, earlier: _Handling, later: _Handling) -> bool:
    between = view.text[earlier.span.end : later.span.start]
    return (
        later.place != earlier.place
        and earlier.place not in _CARRIED
        and (later.place in _CARRIED or (later.place in _STANDS and earlier.place in _STANDS))
        and len(between) < _FAR
        and not _MAY_HAVE_TAKEN.search(between)
        and f" {later.thing}s " not in between.lower()
    )


def _handlings(view: View) -> Iterator[_Handling]:
    for parse in view.clauses.parses:
        for position, lemma in enumerate(parse.row.lemmas):
            if (
                lemma in _MOVES
                and parse.row.tags[position] == "VERB"
                and not spoken(view, parse.row.words[position].start)
            ):
                handling = _handling(view, Word(parse, position))
                if handling is not None:
                    yield handling


def _handling(view: View, word: Word) -> _Handling | None:
    thing = _thing(word)
    if thing is None or thing.lemma in _NO_THING or word.negated or word.modal is not None:
        return None
    taken = word.lemma in _TAKE
    place = _place(word, _FROM if taken else _INTO) if taken or word.lemma in _PUT else None
    if taken and place is None:
        place = _carried_in(word)
    if taken and place is None:
        taken = False
    end = max(word.span.end, thing.span.end) if place is None else place.span.end
    start = min(word.span.start, thing.span.start)
    return _Handling(
        Span(start, max(start + 1, end)),
        thing.lemma,
        "" if place is None else place.lemma,
        taken,
        place is None and word.lemma in _PUT,
    )


def _thing(word: Word) -> Word | None:
    """The definite thing a verb handles; *it* is that of the verb it is joined to."""
    thing = word.child("obj")
    head = word.head
    if thing is not None and thing.lemma == "it" and word.relation == "conj" and head is not None:
        thing = head.child("obj")
    if thing is None or thing.tag != "NOUN":
        return None
    owner = thing.child("det", "nmod:poss")
    return thing if owner is not None and owner.lemma not in ("a", "an", "some", "another", "any", "no") else None


def _place(word: Word, cases: frozenset[str]) -> Word | None:
    for child in word.children_by("obl", "advcl", "nmod"):
        if child.tag == "NOUN" and any(case.lemma in cases for case in child.children_by("case")):
            return child
    return None


def _carried_in(word: Word) -> Word | None:
    """The pocket of *from her pocket*, whatever the tree hangs it on."""
    later = [other for other in word.parse.words[word.position + 1 :] if other.lemma in _CARRIED]
    cases = {case.lemma for other in later[:1] for case in other.children_by("case")}
    return later[0] if cases & _FROM else None


def _draft(earlier: _Handling, later: _Handling) -> Draft:
    return Draft(
        code=Code.OBJECT_MOVES,
        severity=Severity.WARNING,
        message=f"The {later.thing} is at the {earlier.place} here and comes from the {later.place} there.",
        suggestion=f"Let somebody take the {later.thing} first.",
        evidence=(earlier.span, later.span),
        confidence=_MOVED,
    )


#: Detectors, in no particular order.
THINGS: tuple[Detector, ...] = (moved,)
