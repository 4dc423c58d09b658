"""What the text leaves open, or the reading does: for the author to settle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from diegesis.bible.cited import Atlas, Citations
from diegesis.bible.model import Claim, Questions, Slip
from diegesis.bible.people import tells
from diegesis.bible.ties import words_of
from diegesis.bible.wording import LABELS, ranges
from diegesis.layers.facts.records import Fact
from diegesis.layers.findings.catalogue import CATALOGUE
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.relationships.records import Relationship
from diegesis.story import Story

#: Questions of one sort that are shown; the rest is counted.
_MOST = 25
#: Characters of a line that are shown.
_LINE = 90

R = TypeVar("R")


def questions(story: Story, atlas: Atlas, citations: Citations, *, least: float) -> tuple[Questions, ...]:
    """Open questions by sort, those first that are nearly answered; sorts without any are left out.

    Args:
        story: whose.
        atlas, citations: of the story.
        least: claims under this probability are questions.
    """
    unsaid = [quote for quote in story.quotes if _is_line(quote) and _unattributed(story, quote)]
    facts = [row for row in story.facts if row.confidence < least and tells(row, story.character(row.character))]
    facts.sort(key=lambda row: -row.confidence)
    ties = sorted((row for row in story.relationships if row.confidence < least), key=lambda row: -row.confidence)
    nowhere = [atlas.scene_numbers[scene.id] for scene in story.scenes if not scene.place]
    found = [
        _asked("Who says these lines?", unsaid, lambda row: _line(story, citations, row)),
        _asked("Are these facts right?", facts, lambda row: _fact(story, citations, row)),
        _asked("Are these ties right?", ties, lambda row: _tie(story, citations, row)),
    ]
    if nowhere and len(nowhere) < len(story.scenes):
        where = Claim(words=f"Scene{'s' * (len(nowhere) > 1)} {ranges(nowhere)}")
        found.append(Questions(title="Where do these scenes happen?", shown=(where,), total=len(nowhere)))
    return tuple(row for row in found if row.total)


def _asked(title: str, rows: Sequence[R], claim: Callable[[R], Claim]) -> Questions:
    return Questions(title=title, shown=tuple(map(claim, rows[:_MOST])), total=len(rows))


def _is_line(quote: Quote) -> bool:
    """Whether somebody on stage says it; what is quoted within a speech is no line of its own."""
    return quote.kind is QuoteKind.SPEECH and quote.parent is None


def _unattributed(story: Story, quote: Quote) -> bool:
    row = story.attribution_of(quote)
    return row is None or row.speaker is None


def _line(story: Story, citations: Citations, quote: Quote) -> Claim:
    words = " ".join(quote.span.of(story.document.text).split())
    row = story.attribution_of(quote)
    short = words if len(words) <= _LINE else f"{words[:_LINE].rpartition(' ')[0] or words[:_LINE]} …"
    return Claim(words=short, note=row.reason if row else "", cites=citations.cite([quote.span]))


def _fact(story: Story, citations: Citations, row: Fact) -> Claim:
    said = f"{LABELS[row.attribute].lower()}: {'not ' if row.negated else ''}{row.value}"
    note = "" if row.holder is None else f"says {story.name_of(row.holder)}"
    words = f"{story.name_of(row.character)}, {said}"
    return Claim(words=words, note=note, sure=row.confidence, cites=citations.cite(row.evidence))


def _tie(story: Story, citations: Citations, row: Relationship) -> Claim:
    return Claim(words=words_of(story, row), sure=row.confidence, cites=citations.cite(row.evidence))


def slips(story: Story, citations: Citations, *, least: float) -> tuple[Slip, ...]:
    """The findings that are sure enough, in text order of their first passage."""
    return tuple(
        Slip(
            words=row.message,
            sure=row.confidence,
            cites=citations.cite(row.evidence),
            title=CATALOGUE[row.code].title,
            severity=row.severity,
            suggestion=row.suggestion,
        )
        for row in story.findings
        if row.confidence >= least
    )
