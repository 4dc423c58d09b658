"""Anchors made from a story."""

from __future__ import annotations

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
