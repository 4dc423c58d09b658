"""Vocatives: names in a speech that call the person spoken to."""

from __future__ import annotations

from diegesis.spans import Span

_MARKS = frozenset(",.!?;:—–-\"”’'…()»」")
_OPENING = frozenset("“‘«「")
_LEADS = ("dear", "oh", " o", "ah", "well", "yes", "no", "and", "please", "thank you", "sorry", "my", "hey", "hi")


def is_vocative(text: str, span: Span) -> bool:
    """Whether a name inside a quote calls somebody: marks stand on both sides of it.

    ``Come in, Ann.``, ``Ann, come in.`` and ``My dear Ann!`` do; ``Ann is here.`` and ``Ann's hat`` do not.
    """
    after = text[span.end : span.end + 1]
    if after not in _MARKS or not after or text[span.end : span.end + 2].lower() in ("'s", "’s"):
        return False
    before = text[max(0, span.start - 12) : span.start].rstrip()
    if not before or before[-1] in _MARKS or before[-1] in _OPENING:
        return True
    return before.lower().endswith(_LEADS)
