"""What a person says about a story: the closed list of corrections, and how words of the book are pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diegesis.layer import AlsoCalled, Described, Merge, NarratedBy, NotCharacter, Rename, Split
from diegesis.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Points at words of the book, by their id, their place, or themselves; words survive new drafts best.

    Attributes:
        id: the quote's id; only quotes are found by it.
        span: the place in the text, ``[start, end)``.
        text: the words; of a quote with or without the quotation marks.
        before: words that stand right before it.
        after: words that stand right after it.
        occurrence: which of several equal ones, counted from 1 in text order.
    """

    id: str | None = None
    span: Span | None = None
    text: str | None = None
    before: str = ""
    after: str = ""
    occurrence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerOf:
    """Lines are spoken by somebody; ``speaker`` ``None`` means by nobody known, ``addressees`` ``None`` not said."""

    quotes: tuple[Anchor, ...]
    speaker: str | None
    addressees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOf:
    """A quote is of another kind: speech, thought, writing, quoted or emphasis."""

    quote: Anchor
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryOf:
    """A quote has the words that ``to`` points at."""

    quote: Anchor
    to: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakAt:
    """A scene begins with the paragraph that holds the words, or (``begins`` false) does not."""

    at: Anchor
    begins: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row of ``facts``, ``findings`` or ``relationships`` is wrong; see ``diegesis.layer.Rejected``."""

    table: str
    evidence: tuple[Anchor, ...]
    what: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """The correction with an id does not hold any more; of an undo: it holds again."""

    of: str


#: Corrections that name people and no place; each is a clamp as it is.
#: Marks of speech that need not be said twice.
_MARKS = '“”"„«»'
NAMING = (Merge, Split, Rename, AlsoCalled, Described, NotCharacter, NarratedBy)
Naming = Merge | Split | Rename | AlsoCalled | Described | NotCharacter | NarratedBy
Does = SpeakerOf | KindOf | BoundaryOf | Naming | BreakAt | Reject | Undo


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of a corrections file.

    Attributes:
        does: what it asks for.
        line: its line number in the file, from 1; 0 for one made in a program.
        id: its own name, by which it can be undone; empty where it has none.
    """

    does: Does
    line: int = 0
    id: str = ""

    @property
    def key(self) -> tuple[str, Does]:
        """What makes two corrections the same one, wherever their lines stand."""
        return self.id, self.does


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A correction that could not be applied to this text, and why. It is shown, never lost."""

    correction: Correction
    reason: str

    def __str__(self) -> str:
        where = f"line {self.correction.line}: " if self.correction.line else ""
        return f"{where}{described(self.correction.does)}: {self.reason}"


def in_force(corrections: Sequence[Correction]) -> list[bool]:
    """For each correction whether it holds: no undo behind it, itself in force, takes it back."""
    known = _first_of_each(corrections)
    holds = [True] * len(corrections)
    for at in range(len(corrections) - 1, -1, -1):
        does = corrections[at].does
        if isinstance(does, Undo) and holds[at] and known.get(does.of, at) < at:
            holds[known[does.of]] = False
    return holds


def _first_of_each(corrections: Sequence[Correction]) -> dict[str, int]:
    """Where each id stands first."""
    found: dict[str, int] = {}
    for at, row in enumerate(corrections):
        if row.id:
            found.setdefault(row.id, at)
    return found


def effective(corrections: Sequence[Correction]) -> tuple[tuple[Correction, ...], tuple[Unplaced, ...]]:
    """The corrections that hold, undos apart, and the undos that undo nothing."""
    known = _first_of_each(corrections)
    kept: list[Correction] = []
    lost: list[Unplaced] = []
    for at, (row, held) in enumerate(zip(corrections, in_force(corrections), strict=True)):
        if not isinstance(row.does, Undo):
            kept += [row] * held
        elif known.get(row.does.of, at) >= at:
            lost.append(Unplaced(row, f"no correction before it has the id {row.does.of}"))
    return tuple(kept), tuple(lost)


def described(does: Does) -> str:
    """A correction in a few words, for a person."""
    match does:
        case SpeakerOf(quotes=quotes, speaker=speaker):
            more = f" and {len(quotes) - 1} more" if len(quotes) > 1 else ""
            return f"speaker {speaker or 'nobody'} for {pointed_at(quotes[0])}{more}"
        case KindOf(quote=quote, kind=kind):
            return f"kind {kind} for {pointed_at(quote)}"
        case BoundaryOf(quote=quote, to=to):
            return f"boundary of {pointed_at(quote)}: {pointed_at(to)}"
        case BreakAt(at=at, begins=begins):
            return f"{'a' if begins else 'no'} scene begins at {pointed_at(at)}"
        case Reject(table=table, evidence=evidence, what=what):
            return f"reject {what or 'a row'} of {table} at {pointed_at(evidence[0])}"
        case Undo(of=of):
            return f"undo {of}"
        case _:
            return _of_people(does)


def _of_people(does: Naming) -> str:
    match does:
        case Merge(names=names):
            return f"merge {', '.join(names)}"
        case Split(name=name, aliases=aliases, new_name=new_name):
            return f"split {', '.join(aliases)} from {name} as {new_name}"
        case Rename(name=name, new_name=new_name):
            return f"rename {name} to {new_name}"
        case AlsoCalled(alias=alias, name=name):
            return f"alias {alias} of {name}"
        case Described(name=name, pronouns=pronouns, gender=gender):
            return f"person {name}: {', '.join(filter(None, (pronouns, gender)))}"
        case NotCharacter(name=name):
            return f"not a character: {name}"
        case NarratedBy(name=name, chapter=chapter):
            return f"narrator {name}" + ("" if chapter is None else f" of chapter {chapter}")


def pointed_at(anchor: Anchor) -> str:
    """The words of an anchor without their own marks, shortened, or its id or place."""
    if anchor.text is not None:
        words = " ".join(anchor.text.split()).strip(_MARKS)
        short = words if len(words) <= 40 else f"{words[:39].rstrip()}…"
        return f"“{short}”"
    if anchor.id is not None:
        return anchor.id
    return f"{anchor.span.start}-{anchor.span.end}" if anchor.span else "?"
