"""Whether a scene is the story's now, a flashback, a dream or a document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diegesis.document import BlockKind
from diegesis.layers.scenes.records import SceneKind, Tense
from diegesis.layers.scenes.told import Told
from diegesis.spans import Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Aug|"
    r"Sept?|Oct|Nov|Dec)\.?"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBERED = r"\d{1,2}(?:st|nd|rd|th)?"
#: The head of a message: *From: Ann*, or the date over a letter or an entry of a diary, alone on its line.
_HEADER = re.compile(r"\W*(?:From|To|Date|Sent|Subject|Re|Cc)\s*:\s", re.IGNORECASE)
_DATELINE = re.compile(
    rf"\W*(?:[A-Z][\w’']+(?:\s[A-Z][\w’']+)?,\s+)?(?:{_WEEKDAY}\b[,.]?\s*)?(?:the\s+)?"
    rf"(?:{_NUMBERED}(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+{_NUMBERED})\b[^\n]{{0,40}}$"
)
_DEAR = re.compile(r"\W*(?:(?:My\s+)?[Dd]ear(?:est)?|To\s+my|Dearest)\s[^\n]{1,60}[,:—-]+\W*$")
_SIGNED = re.compile(r"\b(?:Yours|Your\s+\w+|With\s+love|Love|Sincerely|Faithfully|Affectionately)\b[^\n]{0,60}$")
#: What opens a flashback: *Six years ago*, *Three winters before*, *For a hundred years before this*.
_AGO = re.compile(
    r"\W*(?:For\s+|About\s+|Some\s+|Nearly\s+|Almost\s+|More\s+than\s+)?(?:[\w’'-]+\s+){1,4}?"
    r"(?:years?|winters?|summers?|springs?|autumns?|months?)\s+(?:ago|before|earlier|previously|back)\b",
    re.IGNORECASE,
)
_DREAM = re.compile(
    r"\W*(?:(?:In|That\s+night)\b[^.\n]{0,40}\bdream\w*\b|"
    r"(?:He|She|I|They|[A-Z]\w+)\s+(?:had\s+a\s+dream|dream(?:ed|t)|was\s+dreaming)\b)"
)
#: What of a scene stands in a letter at least, where it is one.
_MOSTLY = 0.85
#: Paragraphs at the head of a scene in which a greeting stands.
_HEAD = 3


def kinds_of(told: Told, scenes: Sequence[Span], tenses: Sequence[Tense], usual: Tense) -> list[SceneKind]:
    """The kind of each scene.

    Args:
        told: the document.
        scenes: in text order.
        tenses: of each scene.
        usual: what the book is told in.
    """
    kinds = [_own_kind(told, span) for span in scenes]
    for at, (kind, tense) in enumerate(zip(kinds, tenses, strict=True)):
        if kind is SceneKind.NOW and usual is Tense.PRESENT and tense is Tense.PAST and at:
            kinds[at] = SceneKind.FLASHBACK
    return kinds


def _own_kind(told: Told, span: Span) -> SceneKind:
    blocks = told.story_blocks_in(span)
    if not blocks:
        return SceneKind.NOW
    if _is_document(told, span):
        return SceneKind.DOCUMENT
    first = blocks[0].span
    if _DREAM.match(told.text, first.start, first.end):
        return SceneKind.DREAM
    slanted = all(told.is_slanted(block.span) for block in blocks)
    if slanted or _AGO.match(told.text, first.start, first.end):
        return SceneKind.FLASHBACK
    return SceneKind.NOW


def _is_document(told: Told, span: Span) -> bool:
    """Whether a scene is a message, a letter or an entry of a diary as a whole."""
    blocks = told.story_blocks_in(span)
    letters = sum(block.span.length for block in blocks if block.kind is BlockKind.LETTER)
    if letters >= _MOSTLY * sum(block.span.length for block in blocks):
        return True
    lines = [block.span.of(told.text) for block in blocks[:_HEAD]]
    if _HEADER.match(lines[0]) or _DATELINE.match(lines[0]):
        return True
    return any(_DEAR.match(line) for line in lines) and bool(_SIGNED.search(blocks[-1].span.of(told.text)))
