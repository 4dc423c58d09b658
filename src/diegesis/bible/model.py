"""What a story bible says: a plain tree, the same for every format it is written in.

Claims point at passages by number; ``Bible.passages`` holds them, ``passages[number - 1]``. People are named by the
key of their entry in ``Bible.names``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diegesis.layers.entities.records import Gender
from diegesis.layers.facts.records import Attribute
from diegesis.layers.findings.records import Severity
from diegesis.layers.relationships.records import TieKind


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the book something stands: numbers of chapter and scene, from 1; ``None`` where there is none."""

    chapter: int | None
    scene: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence or two of the book that a claim stands on.

    Attributes:
        number: by which claims cite it, from 1.
        start: where it begins, in code points of the text.
        at: chapter and scene.
        pieces: its words on one line, in order, each with whether they are what counts.
    """

    number: int
    start: int
    at: Place
    pieces: tuple[tuple[str, bool], ...]

    @property
    def words(self) -> str:
        """The passage without marks."""
        return "".join(words for words, _ in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something the bible says.

    Attributes:
        words: what.
        note: what must be known with it: who says so, that it ends; empty where nothing.
        sure: probability.
        cites: numbers of passages; empty where nothing in the text states it.
    """

    words: str
    note: str = ""
    sure: float = 1.0
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait(Claim):
    """A fact about a person: a claim with what it is about.

    Attributes:
        attribute: what it is about.
        negated: whether the text denies it.
        holders: keys of those who say so; empty where the narration does.
    """

    attribute: Attribute
    negated: bool = False
    holders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that portrays a person, how often it does, and the first passage it stands in."""

    words: str
    count: int
    cite: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """Words of one role, those first that tell this person from the others."""

    label: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTie:
    """A tie as it stands on one person's sheet.

    Attributes:
        role: what the other is to this person: *mother*, *friend*.
        other: key of the other.
        sure: probability.
        cites: numbers of passages.
    """

    role: str
    other: str
    sure: float
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All about one person.

    Attributes:
        key: of the person.
        name, gender, pronouns, kind, narrator: as in the cast; ``kind`` is empty for a person.
        aliases: other names with how often they stand in the text, most frequent first.
        named: where the name first stands.
        opening: how far into the text that is, 0 to 1.
        staged: where the person is first on stage; ``None`` where never.
        chapters, scenes: numbers of those the person is on stage in.
        lines: pieces of quoted text the person says.
        speech: share of all spoken words, 0 to 1.
        mentions: how often the text means the person.
        traits: what the text states, by attribute and then in text order.
        lists: what the person does, has and is.
        ties: to others.
    """

    key: str
    name: str
    gender: Gender
    pronouns: str
    kind: str
    narrator: bool
    aliases: tuple[tuple[str, int], ...]
    named: Place
    opening: float
    staged: Place | None
    chapters: tuple[int, ...]
    scenes: tuple[int, ...]
    lines: int
    speech: float
    mentions: int
    traits: tuple[Trait, ...]
    lists: tuple[WordList, ...]
    ties: tuple[SheetTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie between two people.

    Attributes:
        a, b: keys; ``a`` is the first party of a directed tie.
        kind: of the tie.
        words: the tie as a sentence without its full stop.
        sure: probability.
        cites: numbers of passages.
        turns: how it changes, in text order.
        scenes: how many scenes the two share words or a sentence in.
        spoken: words they say to each other.
    """

    a: str
    b: str
    kind: TieKind
    words: str
    sure: float
    cites: tuple[int, ...]
    turns: tuple[Claim, ...] = ()
    scenes: int = 0
    spoken: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A place of the story.

    Attributes:
        name: in the text's words.
        scenes: numbers of the scenes set there.
        people: keys of those on stage there, most scenes first.
        cites: numbers of passages.
    """

    name: str
    scenes: tuple[int, ...]
    people: tuple[str, ...]
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Claim):
    """An event: a claim with its kind in words (empty for what happens on stage)."""

    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A scene in story time.

    Attributes:
        scene: its number in told order.
        chapter: the number of its chapter; ``None`` outside all chapters.
        when: how it stands to the moment before it in the story: *2 weeks later*; empty where nothing says.
        placed: whether the text lets its place in story time be known.
        place, time: in the text's words; empty where nothing says.
        eyes: through whose eyes, in words; empty where unknown.
        kind: flashback, dream or document; empty for the story's now.
        people: keys of those on stage, in order of appearance.
        cites: numbers of passages.
        happenings: in story order.
        opening: the scene's first words.
    """

    scene: int
    chapter: int | None
    when: str
    placed: bool
    place: str
    time: str
    eyes: str
    kind: str
    people: tuple[str, ...]
    cites: tuple[int, ...]
    happenings: tuple[Happening, ...]
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterRow:
    """A chapter at a glance.

    Attributes:
        number, title: of the chapter.
        scenes: numbers of the scenes that begin in it or run into it.
        people: keys of those on stage, most scenes and mentions first.
        places, times: in the text's words, in order.
        eyes: through whose eyes, in words.
        words: how many it has.
        dialogue: share of them that is spoken, 0 to 1.
    """

    number: int
    title: str
    scenes: tuple[int, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    eyes: tuple[str, ...]
    words: int
    dialogue: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Open questions of one sort.

    Attributes:
        title: the sort.
        shown: the first of them.
        total: how many there are.
    """

    title: str
    shown: tuple[Claim, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Claim):
    """A finding: a claim with its title, how much it matters, and what to do about it."""

    title: str
    severity: Severity
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bible:
    """The story bible of one story.

    Attributes:
        title, authors: of the book; the file's name where it has no title.
        generator: the version that made it.
        words, dialogue: of the book; ``dialogue`` is the share spoken, 0 to 1.
        least: the least probability of a claim; what is less sure is an open question.
        names: name by key, of everybody.
        sheets: of the people who matter, most present first.
        others: of those who are hardly more than named, in order of first mention.
        ties, places, timeline, chapters, questions, slips, passages: the rest.
        ordered: whether anything in the text says when its scenes happen.
    """

    title: str
    authors: tuple[str, ...]
    generator: str
    words: int
    dialogue: float
    least: float
    names: Mapping[str, str]
    sheets: tuple[Sheet, ...]
    others: tuple[Sheet, ...]
    ties: tuple[Tie, ...]
    places: tuple[Setting, ...]
    timeline: tuple[Moment, ...]
    ordered: bool
    chapters: tuple[ChapterRow, ...]
    questions: tuple[Questions, ...]
    slips: tuple[Slip, ...]
    passages: tuple[Passage, ...]

    def where(self, at: Place) -> str:
        """A place in short words: *ch. 3*, or *scene 2* in a book of one chapter; empty in a book of one scene."""
        if at.chapter is not None and len(self.chapters) > 1:
            return f"ch.\u00a0{at.chapter}"
        return f"scene\u00a0{at.scene}" if at.scene is not None and len(self.timeline) > 1 else ""
