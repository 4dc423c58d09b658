"""Anchors made from a story."""

from __future__ import annotations

from typing import Any

from diegesis.corrections.corrections import Anchor
from diegesis.spans import Span
from diegesis.story.story import Story

#: Characters kept on each side of the words.
AROUND = 40


def anchor_of(story: Story, span: Span) -> Anchor:
    """An anchor of words: the words, up to 40 characters on each side, the place, and the id where it is a quote."""
    text = story.document.text
    quote = next((quote.id for quote in story.quotes if quote.span == span), None)
    return Anchor(
        id=quote,
        span=span,
        text=span.of(text),
        before=text[max(0, span.start - AROUND) : span.start],
        after=text[span.end : span.end + AROUND],
    )


def anchor_row(anchor: Anchor) -> dict[str, Any]:
    """An anchor as the JSON object of the corrections file; what it does not say is left out."""
    row: dict[str, Any] = {"text": anchor.text, "before": anchor.before, "after": anchor.after}
    row |= {"occurrence": anchor.occurrence, "id": anchor.id}
    row |= {"start": anchor.span.start, "end": anchor.span.end} if anchor.span else {}
    return {key: value for key, value in row.items() if value not in (None, "")}
