"""Tokens: words with their inner apostrophes and hyphens, titles with their stop, marks one by one."""

from __future__ import annotations

import re

from diegesis.document.document import SpanArray

#: Abbreviations that keep their stop and do not end a sentence: a name or a number follows.
ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|St|Ste|Messrs|Mme|Mmes|Mlle|Mlles|Capt|Cap|Col|Gen|Lieut|Lt|Sergt|Sgt|Corp|Cpl|Pvt|Brig|Cmdr|Cdr|"
    "Rev|Revd|Hon|Rt|Fr|Msgr|Prof|Mons|Maj|Adm|Gov|Sen|Rep|Pres|Supt|Insp|Det|Wm|Geo|Chas|Thos|Jas|"
    "Vol|vol|Chap|chap|pp|vs|viz|cf|Mt|Ft|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
#: Abbreviations that keep their stop and may end a sentence: ``Hale & Co. He left.``
_TRAILING = "Jr|Sr|Esq|Bros|Co|Ltd|Inc|Ave|etc"
_APOSTROPHE = "['’ʼ]"
#: Accents set apart from their letter, soft hyphens and joiners belong to the word they stand in.
_INNER = "\u0300-\u036f\u00ad\u200c\u200d"
_LETTERS = rf"[^\W_]+(?:[{_INNER}]+[^\W_]*)*+"
_PATTERN = re.compile(
    rf"""
    (?:{ABBREVIATIONS}|{_TRAILING})\.                       # Mr.
    | Nos?\.(?=\s?\d)                                       # No. 5, but not the answer "No."
    | (?<![^\W\d_])(?:[A-HJ-Z]\.(?=\s*[A-Z]|\s*$|,)|I\.(?=\s?[A-Z]\.))               # the initial of J. R. Hale
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])          # 1,200  7:30  21st
    | {_LETTERS}(?:(?:{_APOSTROPHE}|[‐‑]|-(?!-)){_LETTERS})*     # don't  well-kept
    | \.(?:\s?\.)+ | …                                      # an ellipsis, spaced or not
    | -{{2,}} | —+ | –+                                     # dashes
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "\u00ad": None})


def tokenize(text: str, start: int, end: int, *, spans: SpanArray, words: list[str], known: dict[str, str]) -> None:
    """Append the tokens of ``text[start:end]``.

    Args:
        text: the document's text.
        start, end: the stretch, one sentence or block.
        spans: where token spans are added.
        words: where their lower-cased surfaces are added, with straight apostrophes.
        known: surface to word, shared over the document so that each word is stored once.
    """
    add_start, add_end, add_word = spans.starts.append, spans.ends.append, words.append
    for match in _PATTERN.finditer(text, start, end):
        surface = match.group()
        word = known.get(surface)
        if word is None:
            word = known[surface] = surface.lower().translate(_STRAIGHT) or surface
        add_start(match.start())
        add_end(match.end())
        add_word(word)
