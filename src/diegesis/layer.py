"""What a layer is: records, references between them, tables of them, and a function that makes them.

A layer reads the document and the tables of the layers it needs, and returns rows. It is pure: the same input
gives the same rows, and nothing is changed in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from diegesis.spans import Span

if TYPE_CHECKING:
    from diegesis.document import Document

R = TypeVar("R", bound="Record")


class Ref(str, Generic[R]):
    """The id of a record of type ``R``; a string, so it compares, hashes and serialises as one."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row of a table.

    Fields of subclasses are plain values, enums, spans, ``Ref``s, or tuples of spans or refs.

    Attributes:
        id: stable id, unique in its table; the same for the same text and version.
        confidence: probability (0 to 1) that the row is right.
        made_by: the rule or model that made the row, or ``person`` for a correction.
    """

    id: str
    confidence: float = 1.0
    made_by: str = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanRecord(Record):
    """A row with a place of its own in the text."""

    span: Span


class Tables:
    """Rows by their type, each table in text order.

    >>> Tables().rows(Record)
    ()
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Mapping[type[Record], Sequence[Record]] | None = None) -> None:
        self._rows: dict[type[Record], tuple[Record, ...]] = {
            kind: tuple(given) for kind, given in (rows or {}).items()
        }

    def rows(self, kind: type[R]) -> tuple[R, ...]:
        """All rows of one type, in text order; empty where no layer made any."""
        return cast("tuple[R, ...]", self._rows.get(kind, ()))

    def kinds(self) -> Iterator[type[Record]]:
        """The types there is a table for (it may be empty)."""
        return iter(self._rows)

    def extended(self, kinds: Sequence[type[Record]], rows: Iterable[Record]) -> Tables:
        """A copy with the rows added; each of ``kinds`` gets a table, empty where no row is of it."""
        grouped: dict[type[Record], list[Record]] = {kind: [] for kind in kinds}
        for row in rows:
            grouped[type(row)].append(row)
        return Tables({**self._rows, **grouped})


@dataclass(frozen=True, slots=True)
class Clamp:
    """Something a person said, which outranks rules and models. Base of the closed list below."""


@dataclass(frozen=True, slots=True)
class CastMember(Clamp):
    """A person of the cast, as the user knows them.

    Attributes:
        name: the name to show.
        aliases: further names, as they stand in the text.
        pronouns: such as ``she/her``; empty where not said.
        narrator: whether this person tells the story in the first person.
    """

    name: str
    aliases: tuple[str, ...] = ()
    pronouns: str = ""
    narrator: bool = False


@dataclass(frozen=True, slots=True)
class Merge(Clamp):
    """Several names are one person; the first is the name to show."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rename(Clamp):
    """Show the person known as ``name`` as ``new_name``."""

    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class SpokenBy(Clamp):
    """The quote at ``span`` is spoken by ``speaker`` (``None``: by nobody known)."""

    span: Span
    speaker: str | None
    addressees: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class QuoteIs(Clamp):
    """The quote at ``span`` is of this kind: speech, thought, writing, quoted or emphasis."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class QuoteReaches(Clamp):
    """The quote at ``span`` has the words at ``to``; marks that stand right around them belong to it."""

    span: Span
    to: Span


@dataclass(frozen=True, slots=True)
class Split(Clamp):
    """These aliases of the person known as ``name`` are another person, ``new_name``."""

    name: str
    aliases: tuple[str, ...]
    new_name: str


@dataclass(frozen=True, slots=True)
class AlsoCalled(Clamp):
    """The person known as ``name`` is called ``alias`` too, and nobody else is."""

    alias: str
    name: str


@dataclass(frozen=True, slots=True)
class Described(Clamp):
    """Pronouns (such as ``she/her``) and gender (F, M, N or U) of a person; empty where not said."""

    name: str
    pronouns: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class NotCharacter(Clamp):
    """Nobody is called ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class NarratedBy(Clamp):
    """The person known as ``name`` says *I*, in one chapter (its number) or, for ``None``, in the whole book."""

    name: str
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class SceneBreak(Clamp):
    """A scene begins with the block at offset ``at``, or (``begins`` false) none does."""

    at: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Rejected(Clamp):
    """A row is wrong and left out. Base of one kind for each table.

    Attributes:
        evidence: words that the row stands on; it touches each of them.
        what: its words (see ``is_rejected``); empty for every row that stands on the evidence.
    """

    evidence: tuple[Span, ...]
    what: str = ""


@dataclass(frozen=True, slots=True)
class RejectedFact(Rejected):
    """A fact is wrong. It may be called by its value, its attribute, or ``attribute: value``."""


@dataclass(frozen=True, slots=True)
class RejectedFinding(Rejected):
    """A finding is none. It may be called by its code or its message."""


@dataclass(frozen=True, slots=True)
class RejectedTie(Rejected):
    """A relationship is wrong. It may be called by its kind, or by the names of the two with the kind between."""


def is_rejected(kind: type[Rejected], evidence: Sequence[Span], words: Iterable[str], clamps: Sequence[Clamp]) -> bool:
    """Whether a person said that a row is wrong.

    Args:
        kind: the kind of clamp for the row's table.
        evidence: what the row stands on.
        words: what it may be called; one of them must be the clamp's, case and blanks apart.
        clamps: what a person said.
    """
    told = [clamp for clamp in clamps if isinstance(clamp, kind)]
    if not told:
        return False
    names = {" ".join(word.casefold().split()) for word in words}
    return any(
        (not clamp.what or " ".join(clamp.what.casefold().split()) in names)
        and all(any(own.touches(span) for own in evidence) for span in clamp.evidence)
        for clamp in told
    )


#: ``annotate(document, tables, encoded=None, clamps=(), options=None)`` returns rows in text order per type.
Annotate = Callable[..., Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One entry of the register.

    Attributes:
        name: the layer's folder, docs page and word.
        makes: row types the layer makes; each becomes a table.
        needs: row types it reads; another layer must make them.
        annotate: the function that makes the rows.
        options: a frozen dataclass with defaults, or ``None``.
        heeds: kinds of clamps it looks at; it is given no others, and run again only for these.
        reader: whether it looks at what the trained reader saw; else it is not given that.
    """

    name: str
    makes: tuple[type[Record], ...]
    needs: tuple[type[Record], ...]
    annotate: Annotate
    options: type[Any] | None = None
    heeds: tuple[type[Clamp], ...] = ()
    reader: bool = False


def stable_ids(prefix: str, document: Document, spans: Sequence[Span], *, around: int = 40) -> list[str]:
    """Ids that survive edits elsewhere: a hash of the surface and ``around`` characters on each side.

    Args:
        prefix: short word for the kind of row, such as ``q``.
        document: the text the spans point into.
        spans: one per id, in text order.
        around: characters of context on each side.

    Returns:
        One id per span, such as ``q-1f0a9c3b7e``; equal hashes get an ordinal (``-2``, ``-3`` ...) in order.
    """
    text = document.text
    seen: Counter[str] = Counter()
    ids = []
    for start, end in spans:
        surface = "\x1f".join((text[max(0, start - around) : start], text[start:end], text[end : end + around]))
        digest = blake2s(surface.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        seen[digest] += 1
        ordinal = "" if seen[digest] == 1 else f"-{seen[digest]}"
        ids.append(f"{prefix}-{digest}{ordinal}")
    return ids
