"""The last steps that HTML, EPUB and DOCX share: from blocks to a source text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from diegesis.sources.blocks import DraftBlock, in_order, is_story, joined, marks_of, settle
from diegesis.sources.defects import find_defects
from diegesis.sources.gutenberg import Licence, find_licence
from diegesis.sources.source import Damage, Mark, MarkKind, SourceText
from diegesis.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a file says of itself; empty where it says nothing."""

    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class ChapterStart:
    """A chapter as the table of contents states it: the anchor it points to and its title."""

    anchor: str
    title: str


def finished(
    drafts: list[DraftBlock],
    content: bytes,
    *,
    name: str,
    media_type: str,
    metadata: Metadata,
    damage: Sequence[Damage] = (),
    chapters: Sequence[ChapterStart] = (),
) -> SourceText:
    """Settle the blocks, join them, and put marks and the report on the text.

    Args:
        drafts: the blocks in reading order; changed in place.
        content: the file's bytes, for the digest.
        name: file name without folders.
        media_type: of the file.
        metadata: what the file says of itself; a Gutenberg header says it better.
        damage: what the format could not use.
        chapters: from the table of contents, in reading order.
    """
    _promote_titles(drafts, chapters)
    settle(drafts)
    text, starts = joined(drafts)
    licence = find_licence(text)
    _type_licence(drafts, starts, licence)
    marks = in_order([*marks_of(drafts, starts), *_chapter_marks(drafts, starts, chapters)])
    return SourceText(
        text=text,
        name=name,
        media_type=media_type,
        sha256=sha256(content).hexdigest(),
        title=licence.title or metadata.title,
        authors=licence.authors or metadata.authors,
        language=metadata.language or licence.language,
        marks=tuple(marks),
        damage=(*damage, *find_defects(text)),
    )


def _type_licence(drafts: Sequence[DraftBlock], starts: Sequence[int], licence: Licence) -> None:
    for draft, start in zip(drafts, starts, strict=True):
        if start < licence.header.end:
            draft.matter = MarkKind.FRONT_MATTER
        elif licence.footer.length and start + len(draft.text) > licence.footer.start:
            draft.matter = MarkKind.BACK_MATTER


def _targets(drafts: Sequence[DraftBlock]) -> dict[str, int]:
    """Anchor to the position of the block that it points to; the first of two equal anchors wins."""
    targets: dict[str, int] = {}
    for position, draft in enumerate(drafts):
        for anchor in draft.anchors:
            targets.setdefault(anchor, position)
    return targets


def _promote_titles(drafts: Sequence[DraftBlock], chapters: Sequence[ChapterStart]) -> None:
    """A paragraph that only says what the table of contents says of its place is a heading."""
    targets = _targets(drafts)
    for chapter in chapters:
        title = _letters(chapter.title)
        position = targets.get(chapter.anchor, len(drafts))
        for draft in drafts[position : position + 3]:
            words = _letters(draft.text) if len(draft.text) < 200 else ""
            if not words or not title.startswith(words):
                break
            if draft.kind in (MarkKind.BLOCK, MarkKind.LETTER):
                draft.kind, draft.value = MarkKind.HEADING, "2"
            title = title.removeprefix(words)


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _chapter_marks(drafts: Sequence[DraftBlock], starts: Sequence[int], chapters: Sequence[ChapterStart]) -> list[Mark]:
    """The extent of every entry that holds words of the story: up to the next entry or the end of the story."""
    targets = _targets(drafts)
    found = {targets[chapter.anchor]: chapter.title for chapter in reversed(chapters) if chapter.anchor in targets}
    bounds = [*sorted(found), len(drafts)]
    marks = []
    for first, after in pairwise(bounds):
        story = [at for at in range(first, after) if drafts[at].matter is None and is_story(drafts[at])]
        if not story:
            continue
        last = max(at for at in range(first, after) if drafts[at].matter is None)
        span = Span(starts[first], starts[last] + len(drafts[last].text.rstrip()))
        marks.append(Mark(MarkKind.CHAPTER, span, found[first]))
    return marks
