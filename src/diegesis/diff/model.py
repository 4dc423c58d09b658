"""What changed between two drafts, as a plain tree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


class Kind(StrEnum):
    """What happened to something; not all can happen to everything."""

    NEW = "new"  #: somebody who was in no line of the old draft; a finding that was not there
    GONE = "gone"
    RENAMED = "renamed"
    SHOWN_AS = "shown_as"  #: known by the same names, and shown under another of them
    ALIASES = "aliases"
    PRONOUNS = "pronouns"
    SPLIT = "split"  #: what was one is several
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPEAKER = "speaker"
    ADDRESSEES = "addressees"
    REWORDED = "reworded"
    PLACE = "place"
    TIME = "time"
    POV = "pov"
    TENSE = "tense"
    STAGE = "stage"  #: other people on stage
    CHANGED = "changed"  #: another value, another tie between the two
    FIXED = "fixed"


#: What a kind is when the drafts change places; the others stay what they are.
_MIRRORED = {
    Kind.NEW: Kind.GONE,
    Kind.GONE: Kind.NEW,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
}
#: The same for a finding.
_MIRRORED_FINDING = {Kind.NEW: Kind.FIXED, Kind.FIXED: Kind.NEW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one draft with what stands around them in their sentence.

    Attributes:
        start, end: of the words, in code points of the draft's text.
        line: counted from 1.
        chapter: its number; ``None`` outside all chapters.
        before, words, after: on one line; what is long is cut.
    """

    start: int
    end: int
    line: int
    chapter: int | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of one draft."""

    id: str
    name: str
    aliases: tuple[str, ...]
    pronouns: str
    lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One utterance of one draft, with names; ``speaker`` is empty where nobody is known."""

    id: str
    words: str
    speaker: str
    addressees: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneView:
    """One scene of one draft, with names; ``number`` counts from 1."""

    id: str
    number: int
    place: str
    time: str
    pov: str
    pov_kind: str
    tense: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """One fact of one draft, with names; ``holder`` is empty where the narration says so."""

    id: str
    person: str
    attribute: str
    value: str
    negated: bool
    holder: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TieView:
    """One tie of one draft, with names; ``words`` is a sentence without its full stop."""

    id: str
    a: str
    b: str
    kind: str
    words: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """One finding of one draft."""

    id: str
    code: str
    severity: str
    message: str
    confidence: float


T = TypeVar("T", Person, Line, SceneView, FactView, TieView, FindingView)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Generic[T]):
    """One thing that is otherwise in the new draft.

    Attributes:
        kinds: what happened, at least one.
        old, new: the thing in each draft; empty where it has none, several for what was split or merged.
        gained, lost: people on stage, or names, that only the new or only the old draft has.
        old_passages, new_passages: what each draft says there; empty where it has no such place.
        old_at, new_at: where it stands, or would stand, in each draft.
    """

    kinds: tuple[Kind, ...]
    old: tuple[T, ...] = ()
    new: tuple[T, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    old_passages: tuple[Passage, ...] = ()
    new_passages: tuple[Passage, ...] = ()
    old_at: int
    new_at: int

    def mirrored(self) -> Change[T]:
        """The same change seen from the new draft."""
        finding = any(isinstance(row, FindingView) for row in (*self.old, *self.new))
        known = _MIRRORED_FINDING if finding else _MIRRORED
        return Change(
            kinds=tuple(known.get(kind, kind) for kind in self.kinds),
            old=self.new,
            new=self.old,
            gained=self.lost,
            lost=self.gained,
            old_passages=self.new_passages,
            new_passages=self.old_passages,
            old_at=self.new_at,
            new_at=self.old_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """What a draft is: its title, the file's name, and sizes."""

    title: str
    name: str
    sha256: str
    words: int
    lines: int
    people: int
    scenes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed, each part in text order of the new draft.

    Attributes:
        old, new: the drafts.
        kept: lines that are in both, reworded ones too.
    """

    old: DraftView
    new: DraftView
    kept: int
    people: tuple[Change[Person], ...]
    lines: tuple[Change[Line], ...]
    scenes: tuple[Change[SceneView], ...]
    facts: tuple[Change[FactView], ...]
    ties: tuple[Change[TieView], ...]
    findings: tuple[Change[FindingView], ...]

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, section) for section in SECTIONS)

    def counts(self, section: str) -> dict[Kind, int]:
        """How many changes of each kind a part has, in order of ``Kind``; one change may be of several kinds."""
        found = Counter(kind for change in getattr(self, section) for kind in change.kinds)
        return {kind: found[kind] for kind in Kind if found[kind]}


#: The parts, in the order in which they are shown.
SECTIONS = ("people", "lines", "scenes", "facts", "ties", "findings")
