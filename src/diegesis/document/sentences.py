"""Sentence ends by rule; they come before quotes, so marks of speech are only seen as closing marks."""

from __future__ import annotations

import re

from diegesis.document.document import SpanArray
from diegesis.document.tokens import ABBREVIATIONS

_CLOSING = "\"'”’»›」』)\\]*_"
_OPENING = "\"'“‘«‹「『(\\[*_—–-"
_END = re.compile(rf"(?:[.!?…]+(?:\s\.)*[{_CLOSING}]*|[:;,—–-]+[\"”»」』][*_]*)(?=\s)")
_NEXT = re.compile(rf"\s+([{_OPENING}]*)(\w|$)")
_ABBREVIATED = re.compile(rf"(?:^|[^\w])(?:{ABBREVIATIONS}|[A-HJ-Z]|i\.e|e\.g|a\.m|p\.m)\.$")


def split_sentences(text: str, start: int, end: int, *, spans: SpanArray) -> None:
    """Append the sentences of ``text[start:end]``, a block without outer white space.

    A sentence ends at a stop, exclamation or question mark (and the marks that close after it) before white
    space and a capital, a digit or an opening mark. ``"Come in!" said Ann`` is one sentence: a small letter
    follows. A sentence span begins and ends with a character that is not white space.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if text[match.start()] in ":;,—–-":
            continue
        follow = _NEXT.match(text, stop, end)
        if follow is None or not _may_begin(follow):
            continue
        if match.group() == "." and _ABBREVIATED.search(text, max(begin, stop - 8), stop):
            continue
        spans.append(begin, stop)
        begin = follow.start(1) if follow.group(1) else follow.start(2)
    if begin < end:
        spans.append(begin, end)


def _may_begin(follow: re.Match[str]) -> bool:
    """Whether a sentence may begin with what follows the white space."""
    first = follow.group(2)
    return first == "" or not first.islower() or bool(follow.group(1).strip("-—–*_(["))
