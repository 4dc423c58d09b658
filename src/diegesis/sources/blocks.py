"""Blocks while a structured file (HTML, EPUB, DOCX) is read, and how they become one text with marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from diegesis.sources.source import Mark, MarkKind
from diegesis.spans import Span

#: What a rule across the page becomes; the only words that no file spells out.
SCENE_BREAK_TEXT = "* * *"
#: Blank paragraphs between more than this share of the paragraphs are layout, not breaks in the story.
_GAPS_ARE_LAYOUT = 0.25
#: Block quotations with more than this share of the letters are layout, not letters.
_LETTERS_ARE_LAYOUT = 0.4
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_INVISIBLE = "\u200b\u2060\ufeff"


@dataclass(slots=True, kw_only=True)
class DraftBlock:
    """One block on its way into the text.

    Attributes:
        text: its words; never empty.
        kind: ``BLOCK``, ``HEADING``, ``SCENE_BREAK``, ``NOTE``, ``VERSE`` or ``LETTER``.
        value: a heading's level.
        matter: ``FRONT_MATTER`` or ``BACK_MATTER`` where the block stands outside the story.
        inline: italic and bold stretches, as offsets in ``text``.
        gap: a blank paragraph, an ornament or a page break stands before it.
        linked: it holds nothing but links to other places of the book.
        anchors: names by which other parts of the book point here.
        rule: a rule across the page, which no file spells out in words.
    """

    text: str
    kind: MarkKind = MarkKind.BLOCK
    value: str = ""
    matter: MarkKind | None = None
    inline: list[tuple[MarkKind, int, int]] = field(default_factory=list)
    gap: bool = False
    linked: bool = False
    anchors: tuple[str, ...] = ()
    rule: bool = False


class InlineText:
    """The words of a block while they come in: folds white space, remembers italics, bold and links."""

    __slots__ = ("_length", "_linked", "_parts", "_stretches")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._linked = 0
        self._stretches: list[tuple[MarkKind, int, int]] = []

    @property
    def empty(self) -> bool:
        """Whether nothing was added yet."""
        return not self._length

    def add(self, words: str, *, kinds: Sequence[MarkKind] = (), linked: bool = False, verbatim: bool = False) -> None:
        """Append words, with runs of white space folded to one blank unless ``verbatim``."""
        if not verbatim:
            words = _BLANKS.sub(" ", words)
            if words.startswith(" ") and self._ends_blank():
                words = words[1:]
        if not words:
            return
        start, self._length = self._length, self._length + len(words)
        self._parts.append(words)
        self._linked += len(words.strip()) if linked else 0
        for kind in kinds:
            self._stretch(kind, start)

    def line_break(self) -> None:
        """End the line; blanks before it go."""
        if self._parts and self._parts[-1].endswith(" "):
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self._parts.append("\n")
        self._length += 1

    def ends_with_line_break(self) -> bool:
        """Whether the last thing added was a line break."""
        return bool(self._parts) and self._parts[-1] == "\n"

    def take(self) -> tuple[str, list[tuple[MarkKind, int, int]], bool]:
        """The words without outer white space, their stretches, and whether all are links; then start anew."""
        whole = "".join(self._parts)
        text = whole.strip(" \t\n\r\f")
        lead = len(whole) - len(whole.lstrip(" \t\n\r\f"))
        stretches = [clipped for item in self._stretches if (clipped := _clipped(text, item, lead))]
        linked = bool(text) and self._linked >= 0.9 * len(text)
        self.__init__()  # type: ignore[misc]
        return (text if text.strip().strip(_INVISIBLE) else ""), stretches, linked

    def _ends_blank(self) -> bool:
        return not self._parts or self._parts[-1][-1:] in ("", " ", "\n")

    def _stretch(self, kind: MarkKind, start: int) -> None:
        for position in range(len(self._stretches) - 1, max(-1, len(self._stretches) - 3), -1):
            known, known_start, known_end = self._stretches[position]
            if known is kind and known_end == start:
                self._stretches[position] = (kind, known_start, self._length)
                return
        self._stretches.append((kind, start, self._length))


def _clipped(text: str, stretch: tuple[MarkKind, int, int], lead: int) -> tuple[MarkKind, int, int] | None:
    """A stretch moved by ``lead`` and without outer white space; ``None`` where nothing is left."""
    kind, start, end = stretch
    start, end = max(0, start - lead), min(len(text), end - lead)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (kind, start, end) if start < end else None


def settle(drafts: list[DraftBlock]) -> None:
    """Rules that need the whole book: contents pages, matter on the right side, layout that only looks like sense."""
    _type_contents(drafts)
    _settle_matter(drafts)
    _drop_ornaments(drafts)
    _settle_letters(drafts)
    _settle_gaps(drafts)


def _type_contents(drafts: Sequence[DraftBlock]) -> None:
    """Three and more blocks in a row that only link into the book are a table of contents, with its heading."""
    start = 0
    while start < len(drafts):
        end = start
        while end < len(drafts) and drafts[end].linked:
            end += 1
        if end - start >= 3:
            title = start - 1 if start and _is_contents_title(drafts[start - 1]) else start
            for draft in drafts[title:end]:
                draft.matter = draft.matter or MarkKind.FRONT_MATTER
        start = max(end, start + 1)


def _is_contents_title(draft: DraftBlock) -> bool:
    return draft.text.strip(" .:").lower() in ("contents", "table of contents", "chapters")


def _settle_matter(drafts: Sequence[DraftBlock]) -> None:
    """Matter before the first block of the story is front matter, after the last back matter; not all is matter."""
    story = [position for position, draft in enumerate(drafts) if draft.matter is None and is_story(draft)]
    for position, draft in enumerate(drafts):
        if not story:
            draft.matter = None
        elif draft.matter and position < story[0]:
            draft.matter = MarkKind.FRONT_MATTER
        elif draft.matter and position > story[-1]:
            draft.matter = MarkKind.BACK_MATTER


def _drop_ornaments(drafts: list[DraftBlock]) -> None:
    """A rule beside a heading, at the edge of the book or of its matter separates no scenes."""
    kept = [
        draft
        for position, draft in enumerate(drafts)
        if not (draft.rule and _is_edge(drafts[position - 1 : position] + drafts[position + 1 : position + 2], draft))
    ]
    drafts[:] = kept


def _is_edge(beside: Sequence[DraftBlock], rule: DraftBlock) -> bool:
    return len(beside) < 2 or any(
        draft.kind in (MarkKind.HEADING, MarkKind.NOTE) or draft.matter is not rule.matter for draft in beside
    )


def is_story(draft: DraftBlock) -> bool:
    """Whether a block outside the matter holds words of the story."""
    return draft.kind in (MarkKind.BLOCK, MarkKind.VERSE, MarkKind.LETTER)


def _settle_letters(drafts: Sequence[DraftBlock]) -> None:
    story = [draft for draft in drafts if draft.matter is None and is_story(draft)]
    letters = [draft for draft in story if draft.kind is MarkKind.LETTER]
    if sum(len(draft.text) for draft in letters) > _LETTERS_ARE_LAYOUT * sum(len(draft.text) for draft in story):
        for draft in letters:
            draft.kind = MarkKind.BLOCK


def _settle_gaps(drafts: Sequence[DraftBlock]) -> None:
    """Blank paragraphs between most paragraphs are how the writer sets off paragraphs."""
    plain = [draft for draft in drafts if draft.matter is None and draft.kind is MarkKind.BLOCK]
    if sum(draft.gap for draft in plain) > _GAPS_ARE_LAYOUT * len(plain) and len(plain) > 4:
        for draft in drafts:
            draft.gap = False


def joined(drafts: Sequence[DraftBlock]) -> tuple[str, list[int]]:
    """The text (blocks with one blank line between, three at a gap) and the start of each block in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for draft in drafts:
        between = "" if not parts else "\n\n\n\n" if draft.gap else "\n\n"
        length += len(between)
        starts.append(length)
        length += len(draft.text)
        parts.extend((between, draft.text))
    return "".join(parts), starts


def marks_of(drafts: Sequence[DraftBlock], starts: Sequence[int]) -> list[Mark]:
    """All marks, by start and then the longer first.

    Args:
        drafts: the blocks.
        starts: where each stands in the text, as ``joined`` gives it.
    """
    marks: list[Mark] = list(_matter_runs(drafts, starts))
    for draft, start in zip(drafts, starts, strict=True):
        marks.extend(_block_marks(draft, start))
    return in_order(marks)


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """Marks by start, the longer first."""
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))


def _block_marks(draft: DraftBlock, start: int) -> Iterable[Mark]:
    lead = len(draft.text) - len(draft.text.lstrip())
    span = Span(start + lead, start + len(draft.text.rstrip()))
    if draft.kind in (MarkKind.NOTE, MarkKind.VERSE, MarkKind.LETTER):
        yield Mark(MarkKind.BLOCK, span)
    yield Mark(draft.kind, span, draft.value)
    for kind, inner_start, inner_end in draft.inline:
        yield Mark(kind, Span(start + inner_start, start + inner_end))


def _matter_runs(drafts: Sequence[DraftBlock], starts: Sequence[int]) -> Iterable[Mark]:
    run_start = 0
    for position, draft in enumerate(drafts):
        if position and drafts[position - 1].matter is not draft.matter:
            run_start = position
        is_last = position + 1 == len(drafts) or drafts[position + 1].matter is not draft.matter
        if draft.matter is not None and is_last:
            end = starts[position] + len(draft.text.rstrip())
            yield Mark(draft.matter, Span(starts[run_start], end))
