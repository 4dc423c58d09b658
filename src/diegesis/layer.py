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
    """

    name: str
    makes: tuple[type[Record], ...]
    needs: tuple[type[Record], ...]
    annotate: Annotate
    options: type[Any] | None = None


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
