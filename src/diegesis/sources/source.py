"""What every source format becomes: the verbatim text, marks on it, and a report of what was damaged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from diegesis.spans import Span


class MarkKind(StrEnum):
    """What a format can tell about a stretch of text."""

    BLOCK = "block"  #: one paragraph-like block, as the format delimits it (its text without the blank lines around)
    HEADING = "heading"  #: a block that is a heading; ``value`` is the level, "1" to "6"
    SCENE_BREAK = "scene_break"  #: a block that only separates (a rule, asterisks, an ornament)
    FRONT_MATTER = "front_matter"  #: a run of blocks before the story: licence, title page, contents, summary
    BACK_MATTER = "back_matter"  #: a run of blocks after the story
    NOTE = "note"  #: a footnote, an endnote, an author's note
    VERSE = "verse"  #: a block of verse
    LETTER = "letter"  #: a block set as a letter or document (block quotation)
    ITALIC = "italic"  #: emphasised words inside a block
    BOLD = "bold"  #: strongly emphasised words inside a block
    CHAPTER = "chapter"  #: a chapter's whole extent where the format states it; ``value`` is its title


#: The span of damage that has no place in the text.
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text and what the format says about it.

    Attributes:
        kind: what is said.
        span: ``[start, end)`` in ``SourceText.text``; never empty.
        value: a level, a title, or empty.
    """

    kind: MarkKind
    span: Span
    value: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something in the file that could not be used or looks broken. Nothing is ever mended silently.

    Attributes:
        code: a short stable word, such as ``replacement_character`` or ``unclosed_quote``.
        message: what was found, in words for the person, with counts.
        span: the first place it was found in the text; ``[0, 0)`` where it has none (an image, a script).
    """

    code: str
    message: str
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A book as its file gives it.

    Attributes:
        text: the words. For plain text exactly the decoded file (less a byte-order mark). For other formats, the
            blocks joined by one blank line (``"\\n\\n"``), with no change inside a block but folded white space.
        name: file name without folders.
        media_type: such as ``text/plain`` or ``application/epub+zip``.
        sha256: hex digest of the file's bytes.
        title: from the file's metadata; empty where it says none.
        authors: from the metadata, in order.
        language: BCP 47 code from the metadata, such as ``en-GB``; empty where not stated.
        marks: what the format says, sorted by start (longer first). Where there is any ``BLOCK`` mark, they (with
            headings, scene breaks, notes, verse and letters) say what the blocks are; where there is none, the
            document layer finds the blocks in the layout of the text.
        damage: the report.
    """

    text: str
    name: str
    media_type: str
    sha256: str
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    marks: tuple[Mark, ...] = ()
    damage: tuple[Damage, ...] = ()
