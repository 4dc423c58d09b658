"""The chapters: where they open, what they are called, how far they reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diegesis.document import headings
from diegesis.document.blocks import Draft
from diegesis.document.document import STORY_BLOCKS, BlockKind
from diegesis.document.matter import MATTER
from diegesis.sources.source import Mark, MarkKind
from diegesis.spans import Span

#: Less story than this under a part's heading is its motto, before the first chapter an epigraph: no chapter.
_LEAST_CHAPTER = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where a chapter opens.

    Attributes:
        start: where its first heading begins, or its first story block.
        title: its headings on one line; empty where it has none.
        part: all its headings are those of a part or book.
        told: characters of story up to the next opening.
    """

    start: int
    title: str
    part: bool = False
    told: int = 0


def chapter_spans(text: str, blocks: Sequence[Draft], marks: Sequence[Mark] = ()) -> list[tuple[Span, str]]:
    """Disjoint chapters with their titles, in text order, that cover every story block.

    Args:
        text: the text.
        blocks: all blocks, typed.
        marks: the format's, of which ``CHAPTER`` gives openings without a heading, and fuller titles.
    """
    found = _merged(_openings(text, blocks, [mark for mark in marks if mark.kind is MarkKind.CHAPTER]))
    spans: list[tuple[Span, str]] = []
    inside = [block.span for block in blocks if block.kind not in MATTER]
    position = 0
    for number, opening in enumerate(found):
        limit = found[number + 1].start if number + 1 < len(found) else len(text)
        end = opening.start
        while position < len(inside) and inside[position].start < limit:
            end = max(end, inside[position].end)
            position += 1
        spans.append((Span(opening.start, end), opening.title))
    return spans


def _openings(text: str, blocks: Sequence[Draft], entries: Sequence[Mark]) -> list[Opening]:
    """Where chapters open; headings with no story between them open one chapter together."""
    found: list[Opening] = []
    run: list[Draft] = []
    entry = 0
    pending = ""
    for block in blocks:
        while entry < len(entries) and entries[entry].span.start <= block.span.start:
            pending = entries[entry].value or pending
            entry += 1
        if block.kind is BlockKind.HEADING and (block.level <= 2 or run):
            run.append(block)
        elif block.kind in STORY_BLOCKS:
            if run or pending or not found:
                found.append(_opening(text, run, pending, block))
                run, pending = [], ""
            found[-1] = replace(found[-1], told=found[-1].told + block.span.length)
    return found


def _opening(text: str, run: Sequence[Draft], entry: str, block: Draft) -> Opening:
    """The opening of a run of headings (or of none), with the title that the table of contents gives where fuller."""
    parts = [headings.folded(heading.span.of(text)) for heading in run]
    if len(parts) > 1 and run[-1].level > 2 and headings.number_of(parts[-1]) is not None:
        parts.pop()
    title = " — ".join(part for part in parts if part)
    if entry and _letters(title) in _letters(entry):
        title = headings.folded(entry)
    start = run[0].span.start if run else block.span.start
    return Opening(start=start, title=title, part=bool(run) and run[0].level == 1 and all(h.level != 2 for h in run))


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _merged(found: Sequence[Opening]) -> list[Opening]:
    """Openings of parts with no more than a motto under them, and an epigraph before all, join the chapter after."""
    kept: list[Opening] = []
    for opening in found:
        before = kept[-1] if kept else None
        untitled = before is not None and len(kept) == 1 and not before.title and len(found) > 3
        if before is not None and before.told < _LEAST_CHAPTER and (untitled or before.part) and opening.title:
            titles = [title for title in (before.title, opening.title) if title]
            kept[-1] = replace(before, title=" — ".join(titles), part=opening.part, told=before.told + opening.told)
        else:
            kept.append(opening)
    return kept
