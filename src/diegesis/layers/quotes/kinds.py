"""What a quote is: speech, thought, writing, words cited, or emphasis."""

from __future__ import annotations

import re

from diegesis.layers.quotes.pieces import Piece
from diegesis.layers.quotes.records import QuoteKind, QuoteStyle
from diegesis.layers.quotes.tags import Tag, tag_after, tag_before
from diegesis.lexicons.load import words
from diegesis.spans import Span

_INNER_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOPPED = re.compile(r"[.!?…—–-]['’”\"*_)]*$")
_COMMA = re.compile(r",['’”\"*_)]*$")
_LAST_WORD = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)[*_\s]*$")
_NAMING = frozenset(
    "word words term terms phrase name names called named entitled titled title syllable syllables letter expression "
    "nickname nicknamed known labelled labeled styled termed dubbed christened spelt spelled mean means meant meaning "
    "pronounced so-called self-styled".split()
)
_CITING = frozenset(
    "old proverb saying song poem ballad play novel book hymn story tale opera air tune maxim motto".split()
)
_ALOUD = frozenset("aloud out loudly".split())
_NOISY = frozenset("went go goes going".split())
_NO_SPEAKER = frozenset("radiator bell clock door heater machine engine kettle barge gun drum train".split())
_LONG = 12


def decide_kind(text: str, piece: Piece, block: Span, before: int, after: int) -> QuoteKind:
    """The kind of a piece that marks set off.

    Args:
        text: the document's text.
        piece: the piece; its parent, if any, has its kind already.
        block: the span of its block.
        before: end of the piece before it on its level, or where its surroundings begin.
        after: start of the piece after it on its level, or where its surroundings end.
    """
    inner = piece.inner.of(text)
    found = _INNER_WORD.findall(inner)
    if not found:
        return QuoteKind.SPEECH if re.search(r"[!?…—–.]", inner) else QuoteKind.EMPHASIS
    if piece.style is QuoteStyle.DASH:
        return QuoteKind.SPEECH
    following = tag_after(text, piece.span.end, min(after, piece.span.end + 120))
    leading = tag_before(text, before, piece.span.start)
    if _is_written(text, piece, following, leading):
        return QuoteKind.WRITING
    if piece.parent is not None:
        return QuoteKind.EMPHASIS if _is_noise(text, piece, found, leading) else QuoteKind.QUOTED
    if _is_noise(text, piece, found, leading):
        return QuoteKind.EMPHASIS
    if _is_thought(text, following, leading):
        return QuoteKind.THOUGHT
    if following is None and _is_embedded(text, piece, block, inner, len(found), leading):
        return _cited(text, piece, inner, found)
    return QuoteKind.SPEECH


def _is_written(text: str, piece: Piece, following: Tag | None, leading: Tag | None) -> bool:
    """``the sign said "Closed"``, ``"Closed," it read``."""
    for tag in (following, leading):
        if tag is None:
            continue
        if any(word in words("writings") for word in tag.subject):
            return True
        if tag.subject == ("it",) and not tag.thinks:
            return True
    last = _LAST_WORD.search(text, max(0, piece.span.start - 40), piece.span.start)
    return bool(last) and last.group(1).lower() in ("wrote", "written", "writes", "inscribed", "printed", "signed")


def _is_thought(text: str, following: Tag | None, leading: Tag | None) -> bool:
    tag = following or leading
    if tag is None or not tag.thinks:
        return False
    after = text[tag.span.end : tag.span.end + 12].split()
    return not any(word.strip(".,") in _ALOUD for word in after[:2])


def _is_noise(text: str, piece: Piece, found: list[str], leading: Tag | None) -> bool:
    """``the bell went "ping"``: a thing's sound."""
    last = _LAST_WORD.search(text, max(0, piece.span.start - 40), piece.span.start)
    return bool(last) and last.group(1).lower() in _NOISY and len(found) <= 4


def _is_embedded(text: str, piece: Piece, block: Span, inner: str, length: int, leading: Tag | None) -> bool:
    """Whether a quote is a part of a told sentence and not a line of its own.

    ``a "friend" of theirs`` is; ``with a cry of "Thieves!"`` and ``he said "no" at once`` are speech all the same.
    """
    before = text[block.start : piece.span.start].rstrip(" \n\t*_(")
    if not before or before[-1] in ',:;.!?…—–-"”’»':
        return False
    last = _LAST_WORD.search(before)
    if last is None or leading is not None:
        return False
    word = last.group(1).lower()
    if word in words("speech_verbs") and word not in _NAMING:
        return False
    return length <= _LONG and (not _STOPPED.search(inner) or length <= 3 or word in _NAMING)


def _cited(text: str, piece: Piece, inner: str, found: list[str]) -> QuoteKind:
    """Titles and phrases are words cited; a word or two in small letters is emphasis."""
    if len(found) > 2 or found[0][0].isupper():
        return QuoteKind.QUOTED
    return QuoteKind.EMPHASIS
