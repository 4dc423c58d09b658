"""Is a text English? A cheap check by function words, which only refuses what clearly is not."""

from __future__ import annotations

import re
from itertools import islice

from diegesis.errors import NotEnglish
from diegesis.sources.source import MarkKind, SourceText

#: Frequent English words that are not frequent words of another language. Every second word of English prose is a
#: function word; of these alone dialect ("An' he tellt the lad"), verse and lists of names still have one in ten.
_FREQUENT = """
    the and to that it he she you his with they not but this from have would there what been which their them
    said your him be were when who could an' th' o' ye thy thou my out up down i'm i'll
    don't didn't couldn't it's that's he's she's into then than about like one some only time back know see get got
    very little old man through where how again over before after never know'd wasna wi' tae fer yer ain't
"""
_ENGLISH = frozenset(_FREQUENT.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]*)*")
#: Fewer words than this are never refused.
_ENOUGH = 200
_LEAST_SHARE = 0.06
_WINDOWS, _WINDOW = 5, 12_000


def require_english(source: SourceText) -> None:
    """Refuse a text whose words are clearly not English; a short text is always let pass.

    Raises:
        NotEnglish: of at least 200 sampled words fewer than 6 % are frequent English words.
    """
    words, share = english_share(_story(source))
    if words < _ENOUGH or share >= _LEAST_SHARE:
        return
    stated = f" The file's own data say: {source.language}." if source.language else ""
    raise NotEnglish(
        f"{source.name}: the text is not English: {share:.0%} of {words:,} sampled words are frequent English"
        f" words, where English prose has at least 20 %.{stated}",
        hint="Diegesis reads English prose only; give an English edition.",
    )


def english_share(text: str) -> tuple[int, float]:
    """Number of words in a sample of five windows of ``text``, and the share of frequent English ones (0 to 1)."""
    words = [word for window in _sample(text) for word in _words(window)]
    english = sum(word in _ENGLISH for word in words)
    return len(words), english / len(words) if words else 0.0


def _words(window: str) -> list[str]:
    found = islice(_WORD.finditer(window), 2_000)
    return [match.group().lower().replace("’", "'") for match in found]


def _sample(text: str) -> list[str]:
    if len(text) <= _WINDOWS * _WINDOW:
        return [text[start : start + _WINDOW] for start in range(0, len(text), _WINDOW)]
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return [text[start : start + _WINDOW] for start in range(0, step * _WINDOWS, step)]


def _story(source: SourceText) -> str:
    """The text between front and back matter: a German book of Project Gutenberg has an English licence."""
    start, end = 0, len(source.text)
    for mark in source.marks:
        if mark.kind is MarkKind.FRONT_MATTER and mark.span.start <= start + 1:
            start = mark.span.end
        elif mark.kind is MarkKind.BACK_MATTER and mark.span.end >= end:
            end = mark.span.start
    return source.text[start:end] if start < end else source.text
