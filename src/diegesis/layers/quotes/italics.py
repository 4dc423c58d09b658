"""Thoughts and messages that only italics set off."""

from __future__ import annotations

import re

from diegesis.document import Document
from diegesis.layers.quotes.pieces import Piece, trimmed
from diegesis.layers.quotes.records import QuoteKind, QuoteStyle
from diegesis.layers.quotes.tags import tag_after, tag_before
from diegesis.layers.quotes.voice import spoken_score
from diegesis.lexicons.load import words
from diegesis.spans import Span

_MARKS = "*_"
_NEAR = 120
_SENTENCE_END = re.compile(r"[.!?…—–]['’”\"*_)]*\s*$")
_ENDED = re.compile(r"[.!?…—–,]$")
_MESSAGING = re.compile(
    r"\b(?:texted|typed|texts|types|(?:phone|screen|mobile) (?:buzzed|buzzes|pinged|pings|lit)"
    r"|(?:text|message|note|letter) (?:read|reads|said|says|came|from))\b[^.!?]*[.:,]?\s*[*_]?$"
)
_DATE = re.compile(r"\d|^(?:chapter|part|book|scene|act|later|earlier)\b", re.IGNORECASE)
_FIRST_OR_SECOND = re.compile(r"\b(?:i|i'm|i'll|i've|me|my|you|your|we|us|our|don't|let's|let)\b")


def italic_piece(
    document: Document, italic: Span, block: Span, number: int, *, among_thoughts: bool = False
) -> Piece | None:
    """The quote that an italic span is, or ``None`` where it only stresses words or names a ship.

    Args:
        document: the document.
        italic: the span in italics, without marks.
        block: the span of its block.
        number: the block's position among the story blocks, kept on the piece.
        among_thoughts: whether a thought in italics stands just before.
    """
    text = document.text
    kind = _kind(text, italic, block, among_thoughts=among_thoughts)
    if kind is None:
        return None
    return Piece(span=with_marks(text, italic, block), inner=italic, style=QuoteStyle.ITALIC, block=number, kind=kind)


def with_marks(text: str, italic: Span, block: Span) -> Span:
    """The italic span with the asterisks or underscores that plain text sets around it."""
    start, end = italic
    if start > block.start and end < block.end and text[start - 1] in _MARKS and text[end] == text[start - 1]:
        return Span(start - 1, end + 1)
    return italic


def _kind(text: str, italic: Span, block: Span, *, among_thoughts: bool) -> QuoteKind | None:
    outer = with_marks(text, italic, block)
    inner = italic.of(text).strip()
    after = tag_after(text, outer.end, min(block.end, outer.end + 100))
    if after is not None and _opens_clause(text, outer, block):
        return _kind_by_tag(after.verb, after.subject, thinks=after.thinks)
    before = text[max(block.start, outer.start - _NEAR) : outer.start].rstrip()
    ahead = tag_before(text, block.start, outer.start) if before.endswith((",", ":", "—", "–")) else None
    if ahead is not None:
        return _kind_by_tag(ahead.verb, ahead.subject, thinks=ahead.thinks)
    if _MESSAGING.search(text, max(block.start, outer.start - _NEAR), outer.start):
        return QuoteKind.WRITING
    if not _is_sentence(text, outer, block, inner) or _DATE.search(inner):
        return None
    lower = inner.lower().replace("’", "'")
    if outer.length < trimmed(text, *block).length * 0.9 or among_thoughts:
        # A sentence in italics among plain ones is thought; a whole block may be a memory told in italics.
        return QuoteKind.THOUGHT if spoken_score(inner) > -4 else None
    if _FIRST_OR_SECOND.search(lower) or spoken_score(inner) > 0 or len(lower.split()) <= 3:
        return QuoteKind.THOUGHT
    return None


def _kind_by_tag(verb: str, subject: tuple[str, ...], *, thinks: bool) -> QuoteKind:
    written = any(word in words("writings") for word in subject) or (subject[-1:] == ("it",) and not thinks)
    return QuoteKind.WRITING if written or verb in ("read", "wrote") else QuoteKind.THOUGHT


def _opens_clause(text: str, outer: Span, block: Span) -> bool:
    before = text[max(block.start, outer.start - _NEAR) : outer.start].rstrip()
    return not before or before[-1] in '.!?…,:;—–"”’»'


def _is_sentence(text: str, outer: Span, block: Span, inner: str) -> bool:
    """Whether the italics are whole sentences: a stop before them, a stop at their end, words that begin one."""
    before = text[max(block.start, outer.start - _NEAR) : outer.start]
    if before.strip() and not _SENTENCE_END.search(before) and not before.rstrip().endswith(("”", '"', "’", "»")):
        return False
    if not inner or not (inner[0].isupper() or inner[0] in "'’…—"):
        return False
    return bool(_ENDED.search(inner)) or text[outer.end : outer.end + 1] in ("—", "–", ".", "!", "?")
