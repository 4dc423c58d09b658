"""Tokens: words with their inner apostrophes and hyphens, titles with their stop, marks one by one."""

from __future__ import annotations

import re

from diegesis.document.document import SpanArray

#: Abbreviations that keep their stop and do not end a sentence.
ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|St|Ste|Messrs|Mme|Mlle|Capt|Cap|Col|Gen|Lieut|Lt|Sergt|Sgt|Corp|Cpl|Rev|Revd|Hon|Rt|Prof|"
    "Jr|Sr|Esq|Mons|Maj|Adm|Gov|Sen|Rep|Pres|Bros|Supt|Insp|Det|No|Nos|Vol|vol|chap|Chap|pp|vs|etc|viz|cf|Co|Ltd|Inc|"
    "Mt|Ft|Ave|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_APOSTROPHE = "['’ʼ]"
_PATTERN = re.compile(
    rf"""
    (?:{ABBREVIATIONS})\.                                   # Mr.
    | (?<![^\W\d_])(?:[A-HJ-Z]\.(?=\s*[A-Z]|\s*$|,)|I\.(?=\s?[A-Z]\.))               # the initial of J. R. Hale
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])          # 1,200  7:30  21st
    | [^\W_]+(?:(?:{_APOSTROPHE}|-(?!-))[^\W_]+)*           # don't  well-kept
    | \.(?:\s?\.)+ | …                                      # an ellipsis, spaced or not
    | -{{2,}} | —+ | –+                                     # dashes
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
_STRAIGHT = str.maketrans({"’": "'", "ʼ": "'"})


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
            word = known[surface] = surface.lower().translate(_STRAIGHT)
        add_start(match.start())
        add_end(match.end())
        add_word(word)
