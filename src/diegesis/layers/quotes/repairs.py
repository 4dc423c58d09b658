"""Where a quote ends or begins whose mark is missing."""

from __future__ import annotations

import re

from diegesis.layers.quotes.tags import Tag, is_base_form, tag_after
from diegesis.layers.quotes.voice import spoken_score

_BOUNDARY = re.compile(r"[,!?…—–.]+['’*_]*\s+")
_MODAL = re.compile(r"\b(?:would|could|should|will|shall|can|may|must|have|has|you|we)\b")
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")


def missing_end(text: str, start: int, limit: int) -> tuple[int, str]:
    """Where a quote ends that begins at ``start`` and has no closing mark before ``limit``.

    Returns:
        The end, and how it was found in words: before the tag (``"Come in, said Ann.``), before the first
        sentence that is told and not said, or at ``limit``.
    """
    for match in _BOUNDARY.finditer(text, start + 1, min(limit, start + 400)):
        tag = tag_after(text, match.end(), min(limit, match.end() + 120))
        stopped = match.group()[0] == "."
        if tag is not None and not stopped and not tag.thinks and _is_told(text, tag):
            return match.end() - len(match.group()) + len(match.group().rstrip()), "ended before the tag"
    return limit, "ended with the paragraph"


def _is_told(text: str, tag: Tag) -> bool:
    """Whether a tag is told: not *I say* and not *I would have said*, which the speaker may say."""
    return not is_base_form(tag.verb) and not _MODAL.search(text, *tag.span)


def missing_start(text: str, start: int, end: int) -> int:
    """Where a quote begins that ends at ``end`` and has no opening mark after ``start``.

    The last run of sentences that sound spoken, at least the last sentence; after a colon or a tag's comma, only
    what follows it.
    """
    sentences = [match.start() for match in _SENTENCE.finditer(text, max(start, end - 2000), end)]
    if not sentences:
        return start
    begin = sentences[-1]
    for position in reversed(sentences[:-1]):
        if spoken_score(text[position:begin]) < 0:
            break
        begin = position
    while begin < end and text[begin].isspace():
        begin += 1
    return begin
