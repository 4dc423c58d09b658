"""Sentence ends by rule; they come before quotes, so marks of speech are only seen as closing marks."""

from __future__ import annotations

import re

from diegesis.document.document import SpanArray
from diegesis.document.tokens import ABBREVIATIONS

_CLOSING = "\"'”’»›」』)\\]*_"
_OPENING = "\"'“‘«‹「『(\\[*_—–-"
#: Each run of stops is tried from its start only, and given up whole: the cost stays linear on a million of them.
_END = re.compile(rf"(?<![.!?…])[.!?…]++(?:\s\.)*[{_CLOSING}]*+(?=\s)")
_NEXT = re.compile(rf"\s+([{_OPENING}]*)(\w|[£$€¡¿&#]|$)")
_ABBREVIATED = re.compile(rf"(?<!\w)(?:{ABBREVIATIONS}|[A-HJ-Z]|i\.e|e\.g)\.$")
_BEFORE_NUMBER = re.compile(r"(?<!\w)Nos?\.$")


def split_sentences(text: str, start: int, end: int, *, spans: SpanArray) -> None:
    """Append the sentences of ``text[start:end]``, a block without outer white space.

    A sentence ends at a stop, exclamation or question mark (and the marks that close after it) before white
    space and a capital, a digit or an opening mark. ``"Come in!" said Ann`` is one sentence: a small letter
    follows. A sentence span begins and ends with a character that is not white space.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        follow = _NEXT.match(text, stop, end)
        if follow is None or not _may_begin(follow):
            continue
        if match.group() == "." and _is_abbreviated(text, max(begin, stop - 10), stop, follow):
            continue
        spans.append(begin, stop)
        begin = follow.start(1) if follow.group(1) else follow.start(2)
    if begin < end:
        spans.append(begin, end)


def _is_abbreviated(text: str, start: int, stop: int, follow: re.Match[str]) -> bool:
    """Whether the stop belongs to a word: ``Mr. Hale``, ``No. 5``; not ``No. Never.``"""
    if _ABBREVIATED.search(text, start, stop):
        return True
    return follow.group(2).isdigit() and bool(_BEFORE_NUMBER.search(text, start, stop))


def _may_begin(follow: re.Match[str]) -> bool:
    """Whether a sentence may begin with what follows the white space."""
    first = follow.group(2)
    return first == "" or not first.islower() or bool(follow.group(1).strip("-—–*_(["))
