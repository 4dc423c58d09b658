"""What a quote is: speech, thought, writing, words cited, or emphasis."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from diegesis.layers.quotes.pieces import Piece
from diegesis.layers.quotes.records import QuoteKind, QuoteStyle
from diegesis.layers.quotes.tags import Tag, attached_tag, tag_before
from diegesis.lexicons.load import listed, words
from diegesis.spans import Span

_INNER_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOPPED = re.compile(r"[.!?…—–-]['’”\"*_)]*$")
_COMMA = re.compile(r",['’”\"*_)]*$")
_LAST_WORD = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)[*_\s]*$")
_NAMING = listed(
    "word words term terms phrase name names called named entitled titled title syllable syllables letter expression "
    "nickname nicknamed known labelled labeled styled termed dubbed christened spelt spelled mean means meant meaning "
    "pronounced so-called self-styled"
)
_ALOUD = listed("aloud out loudly")
_LETTER = re.compile(
    r"^\W*(?:My )?[Dd]ear(?:est)? (?:[A-Z][\w.]*\s?){1,3},"
    r"|\bYours (?:truly|sincerely|faithfully|ever|affectionately)\b"
)
_NOISY = listed("went go goes going")
_THINKING = listed("think thinks thinking thought ponder ponders pondered")
_BEING = listed("was were is are be been")
_CLAUSE = re.compile(r"[^.!?;\"”»\n]*$")
_WRITTEN = listed("wrote written writes inscribed printed signed")
_SPEAKING_MARK = re.compile(r"[!?…—–.-]")
_PERFORMING = listed("sang sing sings singing sung read reads recited recites quoted played")
_CRIED = re.compile(r"[!?]['’\"*_)]*$")
_LONG = 12
_SHORT_GAP = 60


class Surroundings(NamedTuple):
    """A piece and where it stands.

    Attributes:
        piece: the piece; its parent, if any, has its kind already.
        block: the span of its block.
        before: end of the piece before it on its level, or where its parent or block begins.
        after: start of the piece after it on its level, or where its parent or block ends.
    """

    piece: Piece
    block: Span
    before: int
    after: int


def decide_kind(text: str, around: Surroundings) -> QuoteKind:
    """The kind of a piece that marks or a dash set off."""
    piece = around.piece
    inner = piece.inner.of(text)
    found = _INNER_WORD.findall(inner)
    if not found:
        return QuoteKind.SPEECH if _SPEAKING_MARK.search(inner) else QuoteKind.EMPHASIS
    if piece.style is QuoteStyle.DASH:
        return QuoteKind.SPEECH
    following = attached_tag(text, piece.span.end, min(around.after, piece.span.end + 120))
    leading = tag_before(text, around.before, piece.span.start)
    if _is_written(text, around, following, leading):
        return QuoteKind.WRITING
    if _is_noise(text, around, found):
        return QuoteKind.EMPHASIS
    if piece.parent is not None:
        return QuoteKind.QUOTED
    if _is_thought(text, following, leading):
        return QuoteKind.THOUGHT
    if _is_performed(inner, found, leading):
        return QuoteKind.QUOTED
    if following is None and _is_embedded(text, around, inner, len(found), leading):
        if last_word(text, piece.span.start) in _BEING:
            return QuoteKind.QUOTED
        return _cited(inner, found)
    return QuoteKind.SPEECH


def _is_written(text: str, around: Surroundings, following: Tag | None, leading: Tag | None) -> bool:
    """``the sign said "Closed"``, ``"Closed," it read``, and words read aloud (``"'Dear Ann,'" she read``)."""
    piece = around.piece
    for tag in (following, leading):
        if tag is None or tag.thinks:
            continue
        if tag.subject and tag.subject[-1] in words("writings"):
            return True
        if tag.subject[-1:] == ("it",) and (piece.parent is not None or _mentions_writing(text, around)):
            return True
    parent = piece.parent
    if parent is not None and piece.span.length >= parent.inner.length - 1:
        over = attached_tag(text, parent.span.end, min(around.block.end, parent.span.end + 60))
        return over is not None and over.verb in ("read", "reads")
    if parent is not None and _mentions_writing(text, around, reach=60):
        return True
    return _names_writing(text, piece.span.start)


def _names_writing(text: str, offset: int) -> bool:
    """Whether the words just before say that something is written: ``all he had written was``, ``where it said``."""
    clause = _CLAUSE.search(text, max(0, offset - 40), offset)
    before = _INNER_WORD.findall(clause.group())[-3:] if clause else []
    lower = [word.lower() for word in before]
    if lower[:1] == ["where"] and lower[1:2] == ["it"]:
        return True
    return bool(lower) and (lower[-1] in _WRITTEN or (lower[-1] in _BEING and not _WRITTEN.isdisjoint(lower)))


def _mentions_writing(text: str, around: Surroundings, *, reach: int = 200) -> bool:
    """Whether something that bears words is named in the ``reach`` characters before, in the same surroundings."""
    floor = around.before if around.piece.parent is not None else 0
    before = text[max(floor, around.piece.span.start - reach) : around.piece.span.start].lower()
    return any(word in words("writings") for word in _INNER_WORD.findall(before))


def last_word(text: str, offset: int) -> str:
    """The word before ``offset``, lower case, where no stop stands between; else empty."""
    match = _LAST_WORD.search(text, max(0, offset - 40), offset)
    return match.group(1).lower() if match else ""


def _is_thought(text: str, following: Tag | None, leading: Tag | None) -> bool:
    tag = following or leading
    if tag is None or tag.verb not in _THINKING:
        return False
    after = text[tag.span.end : tag.span.end + 12].split()
    return not any(word.strip(".,") in _ALOUD for word in after[:2])


def _is_noise(text: str, around: Surroundings, found: list[str]) -> bool:
    """A thing's sound: ``the bell went "ping"``, ``"Ping," went the bell``, or nothing but a known noise."""
    if len(found) > 4:
        return False
    piece = around.piece
    following = _INNER_WORD.match(text, piece.span.end + 1, around.after)
    if last_word(text, piece.span.start) in _NOISY or (following and following.group() in _NOISY):
        return True
    return all(word.lower() in words("noises") for word in found)


def _is_performed(inner: str, found: list[str], leading: Tag | None) -> bool:
    """Whether a title is sung or read and not said: ``they sang "The Old Grey Mare"``."""
    if leading is None or leading.verb not in _PERFORMING or _STOPPED.search(inner):
        return False
    return len(found) > 1 and all(word[0].isupper() for word in found if len(word) > 3)


def _is_embedded(text: str, around: Surroundings, inner: str, length: int, leading: Tag | None) -> bool:
    """Whether a quote is a part of a told sentence and not a line of its own.

    ``a "friend" of theirs`` is; ``with a cry of "Thieves!"`` and ``he said "no" at once`` are speech all the same.
    """
    start = around.piece.span.start
    before = text[max(around.block.start, start - 60) : start].rstrip(" \n\t*_(")
    if not before or before[-1] in ',:;.!?…—–-"”’»' or leading is not None:
        return False
    word = last_word(text, start)
    if not word or (word in words("speech_verbs") and word not in _NAMING) or _goes_on(text, around, inner):
        return False
    if word in _NAMING:
        return length <= _LONG
    return length <= _LONG and not _CRIED.search(inner) and (not _STOPPED.search(inner) or length <= 3)


def _goes_on(text: str, around: Surroundings, inner: str) -> bool:
    """Whether a quote takes up an unfinished one (``"We always seem" she hesitated "to be interrupted."``)."""
    first = inner.lstrip("*_ \n")[:1]
    unfinished = text[max(0, around.before - 2) : around.before - 1]
    gap = around.piece.span.start - around.before
    return (
        around.before > around.block.start
        and first.islower()
        and gap < _SHORT_GAP
        and (unfinished.isalnum() or unfinished in " ,")
        and bool(_STOPPED.search(inner) or _COMMA.search(inner))
    )


def _cited(inner: str, found: list[str]) -> QuoteKind:
    """Titles and phrases are words cited; a word or two in small letters is emphasis."""
    if len(found) > 2 or inner.lstrip("*_")[0].isupper():
        return QuoteKind.QUOTED
    return QuoteKind.EMPHASIS


def settle_utterances(text: str, pieces: Sequence[Piece]) -> None:
    """Kinds that only the whole utterance shows, once pieces know theirs; changed in place.

    A letter read out paragraph by paragraph (*Dear Ann, ... Yours truly*) is writing. Speech quoted in a tale that
    runs over several paragraphs is speech of the people in the tale; in a remark it is words cited.
    """
    tales = {id(piece.first) for piece in pieces if piece.first.block != piece.block and piece.parent is None}
    letters = {
        id(piece.first) for piece in pieces if _LETTER.search(piece.inner.of(text)[:200]) and id(piece.first) in tales
    }
    for piece in pieces:
        if piece.kind is QuoteKind.SPEECH and id(piece.first) in letters and piece.style is not QuoteStyle.DASH:
            piece.kind = QuoteKind.WRITING
        elif piece.kind is QuoteKind.QUOTED and piece.parent is not None:
            root = piece.outermost.first
            if id(root) in tales and id(root) not in letters:
                piece.kind = QuoteKind.SPEECH
