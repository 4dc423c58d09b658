"""The document: verbatim text with blocks, chapters, sentences and tokens that point into it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from diegesis.sources.source import Damage
from diegesis.spans import Span, span_at


class BlockKind(StrEnum):
    """What a block of the text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SCENE_BREAK = "scene_break"
    FRONT_MATTER = "front_matter"
    BACK_MATTER = "back_matter"
    NOTE = "note"
    VERSE = "verse"
    LETTER = "letter"


#: Blocks in which people speak and act; the others are matter around the story.
STORY_BLOCKS = frozenset({BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.LETTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block. Blocks do not overlap, stand in text order, and leave only white space between them."""

    id: str
    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter, from its heading to the next chapter's; chapters are disjoint and in text order.

    Attributes:
        number: its place in the book, 1, 2, 3 ...
        title: the heading's words on one line; empty where the book has no headings.
    """

    id: str
    span: Span
    number: int
    title: str


class SpanArray:
    """Disjoint spans in text order, kept as two packed arrays (8 bytes a span).

    Indexing gives a ``Span``; ``starts`` and ``ends`` give the offsets alone.
    """

    __slots__ = ("ends", "starts")

    def __init__(self, spans: Sequence[Span] = ()) -> None:
        self.starts = array("I", (span[0] for span in spans))
        self.ends = array("I", (span[1] for span in spans))

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, position: int) -> Span:
        return Span(self.starts[position], self.ends[position])

    def __iter__(self) -> Iterator[Span]:
        return (Span(start, end) for start, end in zip(self.starts, self.ends, strict=True))

    def append(self, start: int, end: int) -> None:
        """Add a span that starts at or after the end of the last one."""
        self.starts.append(start)
        self.ends.append(end)

    def at(self, offset: int) -> int | None:
        """Position of the span that holds ``offset``, or ``None`` between spans."""
        return span_at(self.starts, self.ends, offset)

    def within(self, span: Span) -> range:
        """Positions of the spans that start in ``[span.start, span.end)``."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def before(self, offset: int) -> int:
        """Position of the last span that starts at or before ``offset``; -1 where there is none."""
        return bisect_right(self.starts, offset) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and where its parts are.

    Attributes:
        text: the verbatim text; every span of the package counts its code points.
        name, media_type, sha256, title, authors, language, damage: see ``SourceText``.
        blocks: typed blocks; everything outside them is white space.
        chapters: at least one where there is a story block; front and back matter may lie outside.
        sentences: sentence spans, in text order; each lies in one block.
        tokens: token spans; each lies in one sentence. A word with its inner apostrophes and hyphens is one token
            (``don't``, ``well-kept``), a title keeps its stop (``Mr.``), any other mark is a token of its own.
        words: the tokens' lower-cased surfaces, one per token, with straight apostrophes.
        italics: spans that the file sets in italics (``_so_`` and ``*so*`` in plain text: without the marks).
    """

    text: str
    name: str = ""
    media_type: str = "text/plain"
    sha256: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    damage: tuple[Damage, ...] = ()
    blocks: tuple[Block, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    sentences: SpanArray = field(default_factory=SpanArray)
    tokens: SpanArray = field(default_factory=SpanArray)
    words: Sequence[str] = ()
    italics: SpanArray = field(default_factory=SpanArray)

    @property
    def word_count(self) -> int:
        """How many tokens begin with a letter or a digit; 0 where there are no tokens."""
        return sum(word[:1].isalnum() for word in self.words)

    def block_at(self, offset: int) -> int | None:
        """Position of the block that holds ``offset``, or ``None`` in the white space between blocks."""
        position = bisect_right(self.blocks, offset, key=lambda block: block.span.start) - 1
        if position >= 0 and offset < self.blocks[position].span.end:
            return position
        return None

    def chapter_at(self, offset: int) -> int | None:
        """Position of the chapter that holds ``offset``, or ``None`` in matter outside all chapters."""
        position = bisect_right(self.chapters, offset, key=lambda chapter: chapter.span.start) - 1
        if position >= 0 and offset < self.chapters[position].span.end:
            return position
        return None

    def story_blocks(self) -> Iterator[Block]:
        """The blocks in which people speak and act, in text order."""
        return (block for block in self.blocks if block.kind in STORY_BLOCKS)

    def token_text(self, position: int) -> str:
        """The surface of a token."""
        return self.text[self.tokens.starts[position] : self.tokens.ends[position]]
