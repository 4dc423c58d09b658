"""The reading view: every character of the book's blocks, in order, with marks around its lines and pronouns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from diegesis.document import Block, BlockKind
from diegesis.export.page_marks import PageMarks, percent, plain
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span, SpanIndex
from diegesis.story import Story

_CLASSES = {
    BlockKind.SCENE_BREAK: "break",
    BlockKind.FRONT_MATTER: "matter",
    BlockKind.BACK_MATTER: "matter",
    BlockKind.NOTE: "note",
    BlockKind.VERSE: "verse",
    BlockKind.LETTER: "letter",
}
#: Blocks in one part of the page that a browser need not lay out before it is near.
_MOST_BLOCKS = 120


@dataclass(frozen=True, slots=True)
class _Mark:
    """An element around some words: how it opens, how it opens again where another one cuts it, how it closes."""

    span: Span
    opens: str
    again: str
    closes: str
    behind: str = ""


def text_section(story: Story, marks: PageMarks) -> Iterator[str]:
    """The whole text, its chapters in parts of their own."""
    inline = _Inline(story, marks)
    starts = {chapter.span.start for chapter in story.document.chapters}
    yield '<article id="text" lang="en" aria-label="Text">\n'
    held = 0
    for number, block in enumerate(story.document.blocks):
        if held and (block.span.start in starts or held >= _MOST_BLOCKS):
            yield "</section>\n"
            held = 0
        if not held:
            yield "<section>\n"
        held += 1
        yield from inline.block(number, block)
    yield "</section>\n" if held else ""
    yield "</article>\n"


class _Inline:
    """The marks inside blocks, given out block by block."""

    def __init__(self, story: Story, marks: PageMarks) -> None:
        self._story, self._marks = story, marks
        self._text = story.document.text
        self._lines = SpanIndex(quote.span for quote in marks.lines)
        found = [*(self._quote(quote) for quote in marks.lines), *self._pronouns(), *self._italics()]
        self._all = found
        self._index = SpanIndex(mark.span for mark in found)
        self._places: dict[int, list[int]] = defaultdict(list)
        for offset in sorted(marks.anchors):
            block = story.document.block_at(offset)
            if block is not None:
                self._places[block].append(offset)

    # --------------------------------------------------------------------------------------------- marks

    def _quote(self, quote: Quote) -> _Mark:
        number, row = self._marks.numbers[quote.id], self._marks.row(quote)
        speaker = row.speaker if row is not None else None
        doubtful = self._marks.doubtful(quote)
        who = f" s{self._marks.people[speaker]}" if speaker is not None else ""
        kind = " ".join(filter(None, ("q", self._marks.colour(speaker), "d" if doubtful else ""))) + who
        name = "nobody known" if speaker is None else self._marks.bare_name(speaker)
        sure = f", {percent(row.confidence)}" if speaker is not None and row is not None else ""
        mark = '"w d"' if doubtful else "w"
        link = f'<a class={mark} href=#w{number} title="{name}{sure}"></a>'
        return _Mark(quote.span, f'<span class="{kind}" id=q{number}>', f'<span class="{kind}">', "</span>", link)

    def _pronouns(self) -> Iterator[_Mark]:
        for mention in self._story.mentions:
            row = self._story.resolutions.get(mention.id)
            if mention.form is MentionForm.PRON and row is not None:
                names = ", ".join(self._marks.bare_name(person) for person in row.characters)
                opens = f'<a class=p href=#p{self._marks.people[row.characters[0]]} data-w="{names}">'
                yield _Mark(mention.span, opens, opens, "</a>")

    def _italics(self) -> Iterator[_Mark]:
        for span in self._story.document.italics:
            yield _Mark(span, "<em>", "<em>", "</em>")

    # -------------------------------------------------------------------------------------------- blocks

    def block(self, number: int, block: Block) -> Iterator[str]:
        """One block of the text."""
        heading = block.kind is BlockKind.HEADING
        tag = "h2" if heading else "p"
        kind = _CLASSES.get(block.kind, "")
        yield f"<{tag} id=b{number}{f' class={kind}' if kind else ''}{self._names(block)}>"
        yield from self._words(number, block.span)
        yield f"</{tag}>\n"

    def _names(self, block: Block) -> str:
        """Who speaks in a block, for its margin."""
        names: dict[str, str] = {}
        colours: set[str] = set()
        for at in self._lines.starting_in(block.span):
            quote = self._marks.lines[at]
            row = self._marks.row(quote)
            if quote.parent is not None:
                continue
            speaker = row.speaker if row is not None else None
            name = "?" if speaker is None else self._marks.bare_name(speaker)
            names[name] = names.get(name, "") or (" ?" if speaker is not None and self._marks.doubtful(quote) else "")
            colours.add(self._marks.colour(speaker))
        if not names:
            return ""
        colour = f" data-c={colours.pop()}" if len(colours) == 1 else ""
        shown = " · ".join(f"{name}{doubt}" for name, doubt in names.items())
        return f' data-n="{shown}"{colour}'

    def _words(self, number: int, block: Span) -> Iterator[str]:
        """The words of a block, cut wherever a mark begins or ends."""
        found = [self._all[at] for at in self._index.touching(block)]
        places = self._places.get(number, [])
        edges = {block.start, block.end, *places}
        for mark in found:
            edges |= {max(mark.span.start, block.start), min(mark.span.end, block.end)}
        cuts = sorted(edges)
        coming = sorted(found, key=lambda mark: (-mark.span.start, mark.span.end))
        anchored = set(places)
        opened: list[_Mark] = []
        for start, end in zip(cuts, [*cuts[1:], block.end], strict=True):
            yield from _closing(opened, start)
            if start in anchored:
                yield f"<i id=e{self._marks.anchors[start]}></i>"
            while coming and coming[-1].span.start <= start:
                mark = coming.pop()
                yield mark.opens if mark.span.start >= block.start else mark.again
                opened.append(mark)
            yield plain(self._text[start:end])
        yield from _closing(opened, block.end, last=True)


def _closing(opened: list[_Mark], at: int, *, last: bool = False) -> Iterator[str]:
    """Close what ends at an offset; what was opened inside of it and goes on is closed and opened again."""
    ending = [position for position, mark in enumerate(opened) if mark.span.end <= at or last]
    if not ending:
        return
    inner = opened[ending[0] :]
    del opened[ending[0] :]
    for mark in reversed(inner):
        yield mark.closes
    for mark in inner:
        if mark.span.end <= at:
            yield mark.behind
        elif not last:
            yield mark.again
            opened.append(mark)
