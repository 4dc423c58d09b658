"""From corrections to clamps: each one finds its place in this text, or is listed with the reason.

Corrections are heard in their order, each in the quotes as the ones before it left them, since that is what the person
saw. A quote that moves later takes what was said of it along; so does a person who gets another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from diegesis.corrections.corrections import (
    BoundaryOf,
    BreakAt,
    Correction,
    Does,
    KindOf,
    Naming,
    Reject,
    SpeakerOf,
    Undo,
    Unplaced,
    effective,
)
from diegesis.corrections.find import PassageFinder, QuoteFinder
from diegesis.document import Document
from diegesis.layer import (
    AlsoCalled,
    CastMember,
    Clamp,
    Described,
    Merge,
    NarratedBy,
    NotCharacter,
    QuoteIs,
    QuoteReaches,
    RejectedFact,
    RejectedFinding,
    RejectedTie,
    Rename,
    SceneBreak,
    Split,
    SpokenBy,
)
from diegesis.layers.quotes.records import Quote
from diegesis.layers.quotes.said import amend
from diegesis.lexicons.people import kin_terms
from diegesis.spans import Span
from diegesis.story.queries import folded

_REJECTED = {"facts": RejectedFact, "findings": RejectedFinding, "relationships": RejectedTie}
#: Names that the cast has and the text does not: of a nameless narrator, and of relatives (*Tom's aunt*).
_NARRATOR = "narrator"
_KIN = re.compile(r"(.+)'s (\w+)")
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|its|my|your|our|their) ")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What came of the corrections.

    Attributes:
        placed: corrections that found their place, in their order, each with the clamp it became; one of several
            quotes stands here once for each.
        unplaced: what could not be applied, in the order of the corrections.
        newcomers: people whom the text never names.
        quotes: corrections of quotes with where those quotes stand in the end.
    """

    placed: tuple[tuple[Correction, Clamp], ...]
    unplaced: tuple[Unplaced, ...]
    newcomers: tuple[CastMember, ...] = ()
    quotes: tuple[tuple[Correction, Span], ...] = ()

    @property
    def clamps(self) -> tuple[Clamp, ...]:
        """For the layers: the newcomers, then the corrections in their order."""
        return (*self.newcomers, *(clamp for _, clamp in self.placed))


def resolve(
    corrections: Iterable[Correction],
    document: Document,
    quotes: Sequence[Quote],
    *,
    clamps: Sequence[Clamp] = (),
) -> Resolved:
    """Turn corrections into clamps on this text.

    Args:
        corrections: in the order of the file, undos too; where two speak of one line, the later one holds.
        document: the text.
        quotes: its quotes as found without these corrections, in text order.
        clamps: what is known already (a cast), whose names count as known.

    Returns:
        The clamps, and the corrections that found no place or more than one.
    """
    given = tuple(corrections)
    kept, lost = effective(given)
    hearing = _Hearing(document, quotes, clamps)
    for correction in kept:
        hearing.hear(correction)
    order = {id(row): at for at, row in enumerate(given)}
    unplaced = sorted((*hearing.unplaced, *lost), key=lambda row: order[id(row.correction)])
    placed = hearing.placed
    return Resolved(
        tuple((row.correction, row.clamp) for row in placed),
        tuple(unplaced),
        tuple(hearing.known.newcomers),
        tuple((row.correction, row.quote) for row in placed if row.quote is not None),
    )


@dataclass(slots=True)
class _Placed:
    """A correction with its clamp, and where the quote that it speaks of stands by now."""

    correction: Correction
    clamp: Clamp
    quote: Span | None = None


class _Hearing:
    """Hears corrections one by one."""

    def __init__(self, document: Document, quotes: Sequence[Quote], clamps: Sequence[Clamp]) -> None:
        self.known = _KnownNames(document, clamps)
        self.placed: list[_Placed] = []
        self.unplaced: list[Unplaced] = []
        self._document = document
        self._quotes = tuple(quotes)
        self._finder = QuoteFinder(document, quotes)
        self._passages = PassageFinder(document)

    def hear(self, correction: Correction) -> None:
        """Place one correction, or list it with the reason."""
        reason = self._heard(correction, correction.does)
        if reason:
            self.unplaced.append(Unplaced(correction, reason))

    def _heard(self, correction: Correction, does: Does) -> str:
        """Why some or all of a correction found no place; empty where all did."""
        match does:
            case SpeakerOf():
                return self._speaker(correction, does)
            case KindOf(quote=anchor, kind=kind):
                found = self._finder.find(anchor)
                return found if isinstance(found, str) else self._amend(correction, QuoteIs(found.span, kind))
            case BoundaryOf():
                return self._boundary(correction, does)
            case BreakAt():
                return self._break(correction, does)
            case Reject():
                return self._reject(correction, does)
            case Undo():
                return ""  # Heard by ``effective``.
            case _:
                return self._name(correction, does)

    # ----------------------------------------------------------------------------------------------- quotes

    def _speaker(self, correction: Correction, does: SpeakerOf) -> str:
        reasons = []
        for anchor in does.quotes:
            found = self._finder.find(anchor)
            if isinstance(found, str):
                reasons.append(found)
                continue
            self.known.welcome([name for name in (does.speaker, *(does.addressees or ())) if name is not None])
            self._forget(SpokenBy, found.span)
            self.placed.append(_Placed(correction, SpokenBy(found.span, does.speaker, does.addressees), found.span))
        return _several(reasons, len(does.quotes), "lines")

    def _boundary(self, correction: Correction, does: BoundaryOf) -> str:
        found = self._finder.find(does.quote)
        if isinstance(found, str):
            return found
        to = self._passages.find(does.to, near=found.span)
        return (
            f"the words to be: {to}" if isinstance(to, str) else self._amend(correction, QuoteReaches(found.span, to))
        )

    def _amend(self, correction: Correction, clamp: QuoteIs | QuoteReaches) -> str:
        amended = amend(self._document, self._quotes, clamp)
        if amended.refused:
            return amended.refused
        self._quotes = amended.quotes
        self.placed.append(_Placed(correction, clamp, clamp.span))
        if isinstance(clamp, QuoteReaches):
            self._finder = QuoteFinder(self._document, self._quotes)
            self._move(amended.moved)
        return ""

    def _move(self, moved: Mapping[Span, Span | None]) -> None:
        """What was said of quotes goes where they went."""
        for row in list(self.placed):
            if row.quote is None or row.quote not in moved:
                continue
            row.quote = moved[row.quote]
            if not isinstance(row.clamp, SpokenBy):
                continue
            if row.quote is None:
                self.placed.remove(row)
                self.unplaced.append(Unplaced(row.correction, "its words are part of another quote now"))
            else:
                row.clamp = replace(row.clamp, span=row.quote)

    def _forget(self, kind: type[Clamp], quote: Span) -> None:
        """The later of two corrections of one line holds."""
        self.placed = [row for row in self.placed if not (isinstance(row.clamp, kind) and row.quote == quote)]

    # --------------------------------------------------------------------------------------------- passages

    def _break(self, correction: Correction, does: BreakAt) -> str:
        found = self._passages.find(does.at)
        if isinstance(found, str):
            return found
        block = self._document.block_at(found.start)
        if block is None:
            return "no paragraph stands there"
        start = self._document.blocks[block].span.start
        self.placed = [r for r in self.placed if not (isinstance(r.clamp, SceneBreak) and r.clamp.at == start)]
        self.placed.append(_Placed(correction, SceneBreak(start, does.begins)))
        return ""

    def _reject(self, correction: Correction, does: Reject) -> str:
        """A row is found by any of its evidence: the rest may have been edited away."""
        found = [self._passages.find(anchor) for anchor in does.evidence]
        spans = tuple(each for each in found if isinstance(each, Span))
        if not spans:
            return next(each for each in found if isinstance(each, str))
        self.placed.append(_Placed(correction, _REJECTED[does.table](spans, does.what)))
        return ""

    # ----------------------------------------------------------------------------------------------- people

    def _name(self, correction: Correction, does: Naming) -> str:
        clamp, reason = _naming(does, self.known, self._document)
        if clamp is None:
            return reason
        if isinstance(clamp, Rename):
            self._follow([clamp.name], clamp.new_name)
        if isinstance(clamp, Merge):
            self._follow(clamp.names[1:], clamp.names[0])
        self.placed.append(_Placed(correction, clamp))
        return reason

    def _follow(self, names: Sequence[str], new_name: str) -> None:
        """What was said of a person holds under their new name too."""
        old = {folded(name) for name in names}

        def now(name: str) -> str:
            return new_name if folded(name) in old else name

        for row in self.placed:
            if isinstance(row.clamp, SpokenBy):
                speaker = None if row.clamp.speaker is None else now(row.clamp.speaker)
                to = None if row.clamp.addressees is None else tuple(map(now, row.clamp.addressees))
                row.clamp = replace(row.clamp, speaker=speaker, addressees=to)


def _several(reasons: Sequence[str], count: int, noun: str) -> str:
    """One reason for several places of a correction; empty where there is none."""
    if not reasons or count == 1:
        return reasons[0] if reasons else ""
    return f"{len(reasons)} of {count} {noun}: {'; '.join(dict.fromkeys(reasons))}"


def _naming(does: Naming, known: _KnownNames, document: Document) -> tuple[Clamp | None, str]:
    """The clamp, and what of the correction found no place (empty where all did)."""
    match does:
        case Merge(names=names):
            return _merge(names, known)
        case Split():
            return _split(does, known)
        case NarratedBy(name=name, chapter=chapter):
            if chapter is not None and chapter not in {each.number for each in document.chapters}:
                return None, f"the book has no chapter {chapter}"
            known.welcome([name])
            return does, ""
        case AlsoCalled(alias=alias) if alias not in known:
            return None, f"the text does not name {alias}"
        case Rename(name=name) | AlsoCalled(name=name) | Described(name=name) | NotCharacter(name=name):
            if name not in known:
                return None, f"the text does not name {name}"
            if isinstance(does, Rename):
                known.add(does.new_name)
            return does, ""


def _merge(names: tuple[str, ...], known: _KnownNames) -> tuple[Clamp | None, str]:
    """Names that the text has are merged even where another of them is missing; the first may be new."""
    present, reason = _present(names[1:], known)
    if not present:
        return None, reason
    known.add(names[0])
    return Merge((names[0], *present)), reason


def _split(does: Split, known: _KnownNames) -> tuple[Clamp | None, str]:
    if does.name not in known:
        return None, f"the text does not name {does.name}"
    present, reason = _present(does.aliases, known)
    if not present:
        return None, reason
    known.add(does.new_name)
    return replace(does, aliases=present), reason


def _present(names: Sequence[str], known: _KnownNames) -> tuple[tuple[str, ...], str]:
    """The names that the text has, and a reason where it lacks some."""
    missing = [name for name in names if name not in known]
    reason = f"the text does not name {' or '.join(missing)}" if missing else ""
    return tuple(name for name in names if name in known), reason


class _KnownNames:
    """Names that stand in the text, that a person has brought in, or that are made for people without a name."""

    def __init__(self, document: Document, clamps: Sequence[Clamp]) -> None:
        self._text = folded(document.text)
        self._brought = {folded(clamp.name) for clamp in clamps if isinstance(clamp, CastMember)}
        self.newcomers: list[CastMember] = []

    def __contains__(self, name: str) -> bool:
        wanted = folded(name)
        if self._stands(wanted) or wanted == _NARRATOR:
            return True
        kin = _KIN.fullmatch(wanted)
        if kin and kin[2] in kin_terms():
            return self._stands(kin[2]) and kin[1] in self
        return self._stands(_DETERMINER.sub("", wanted))

    def _stands(self, wanted: str) -> bool:
        return wanted in self._brought or bool(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._text))

    def add(self, name: str) -> None:
        self._brought.add(folded(name))

    def welcome(self, names: Iterable[str]) -> None:
        """Bring in the people whom the text never names: they speak, so they are in the cast.

        Somebody's relative without a name is brought in too: else nobody who speaks is called so.
        """
        for name in names:
            wanted = folded(name)
            kin = _KIN.fullmatch(wanted)
            is_relative = kin is not None and kin[2] in kin_terms() and wanted not in self._brought
            if is_relative or not self._stands(wanted):
                self.add(name)
                self.newcomers.append(CastMember(name))
