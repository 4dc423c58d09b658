"""A page as blocks and runs of words: what the writers of each format put into their markup."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
#: White space that a line does not show; a no-break space keeps what it joins together.
_BLANKS = re.compile(r"[^\S\u00a0]+")


def shown(words: str) -> str:
    """Words of a book on one line; what no markup can hold is shown as ``�``."""
    return _FORBIDDEN.sub("\ufffd", _BLANKS.sub(" ", words))


class Style(StrEnum):
    """How a run of words looks."""

    PLAIN = "plain"
    STRONG = "strong"
    DIM = "dim"  #: beside the matter: where, how sure
    QUOTE = "quote"  #: words of the book
    MARKED = "marked"  #: the words in them that count
    CITE = "cite"  #: the number of a passage


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one style; ``link`` is the anchor they lead to, empty for none."""

    words: str
    style: Style = Style.PLAIN
    link: str = ""

    def __post_init__(self) -> None:
        """Words of a book may hold anything."""
        object.__setattr__(self, "words", shown(self.words))


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """A paragraph; ``kind`` is a word for the format's style sheet."""

    runs: Runs
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a list: its first line, further lines below it, and the anchor that leads to it."""

    runs: Runs
    below: tuple[Runs, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple[Item, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Labels, each with one line or more."""

    rows: tuple[tuple[str, tuple[Runs, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: a cell per column, and the anchor that leads to it."""

    cells: tuple[Runs, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``numeric`` holds the positions of columns of numbers."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """A column may have the name of a book."""
        object.__setattr__(self, "head", tuple(map(shown, self.head)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A place for a plot, by its kind, with its caption."""

    kind: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page under a heading; ``level`` is 2 for the parts of the page, 3 for parts of those."""

    title: str
    anchor: str
    level: int
    blocks: tuple[Block, ...]
    kind: str = ""

    def __post_init__(self) -> None:
        """A title may be a name."""
        object.__setattr__(self, "title", shown(self.title))


Block = Para | Items | Labelled | Table | Figure | Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page: title, the lines under it, its sections."""

    title: str
    under: tuple[Runs, ...]
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        """A title may hold anything."""
        object.__setattr__(self, "title", shown(self.title))


def plain(words: str) -> Run:
    """Words as they are."""
    return Run(words)


def strong(words: str, link: str = "") -> Run:
    """Words that stand out."""
    return Run(words, Style.STRONG, link)


def dim(words: str) -> Run:
    """Words beside the matter."""
    return Run(words, Style.DIM)
