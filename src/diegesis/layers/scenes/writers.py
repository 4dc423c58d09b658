"""Who writes a document: the name behind *From*, else the one it is signed with."""

from __future__ import annotations

import re

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import MentionForm
from diegesis.layers.scenes.told import Told
from diegesis.spans import Span

_FROM = re.compile(r"\W*From\s*:[^\n]*", re.IGNORECASE)
#: A signature is a line of so many characters at most.
_SIGNATURE = 40


def writer_of(told: Told, span: Span) -> Ref[Character] | None:
    """Who writes the message, letter or entry that a stretch is; ``None`` where nothing in it says."""
    blocks = told.story_blocks_in(span)
    if not blocks:
        return None
    first, last = blocks[0].span, blocks[-1].span
    header = _FROM.match(told.text, first.start, first.end)
    if header is not None:
        return _named(told, Span(*header.span()))
    line = told.text.rfind("\n", last.start, last.end) + 1
    signed = Span(max(line, last.start), last.end)
    return _named(told, signed) if signed.length <= _SIGNATURE else None


def _named(told: Told, span: Span) -> Ref[Character] | None:
    """The one person named in a stretch."""
    named = [
        told.people.only(mention)
        for mention in told.people.mentions_in(span)
        if mention.form is MentionForm.PROP and not told.is_quoted(mention.span.start)
    ]
    return named[0] if named else None
