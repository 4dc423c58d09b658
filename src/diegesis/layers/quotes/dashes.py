"""Speech that a dash opens: it starts at the dash, ends before its tag, and may resume without a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diegesis.layers.quotes.pieces import Piece, trimmed
from diegesis.layers.quotes.records import QuoteStyle
from diegesis.layers.quotes.tags import Tag, tag_after
from diegesis.layers.quotes.voice import may_be_spoken, sounds_spoken, spoken_score
from diegesis.lexicons.load import listed
from diegesis.spans import Span

_BOUNDARY = re.compile(r"[,.!?…;:—–]+['’”\"*_»]*(?=\s)|\s[—–-]+(?=\w)")
_RESUMES = re.compile(r"[,:;—–-]+\s*")
#: Words after a tag's comma that go on telling: *said Ann, and sat down*; *said Ann, with a nod*.
_TELLS_ON = re.compile(
    r"(?:and|but|as|with|without|who|whose|which|when|while|where|from|in|on|at|to|into|over|under|before|after|"
    r"because|for|then|still|half|not|inside|outside|his|her|their|its|a|an|(?!\w*thing\b)\w+ing|(?!only\b)\w+ly|\w+ed)\b",
    re.IGNORECASE,
)
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_OBJECTS = listed("the a an that if whether my your what how why all nothing something everything")
_JOINS = re.compile(r"(?:and|but)\b")
_LEADING = re.compile(r"[\s.,;:—–-]*")
_FIRST_SENTENCES = 2


def split_dash_speech(text: str, block: Span, begin: int, sentences: Sequence[Span], number: int) -> list[Piece]:
    """The pieces of speech in a block that a dash opens.

    Args:
        text: the document's text.
        block: the block's span; it begins with the dash.
        begin: where the words after the dash begin.
        sentences: the block's sentences.
        number: the block's position among the story blocks, kept on the pieces.

    Returns:
        At least one piece; the first begins at the dash.
    """
    tag = _first_tag(text, block, begin, sentences)
    if tag is None:
        return [_piece(text, block.start, begin, block.end, number)]
    boundary, found = tag
    pieces = [_piece(text, block.start, begin, boundary, number)]
    pieces += _resumed(text, found.span.end, block.end, sentences, number)
    return pieces


def _piece(text: str, start: int, inner_start: int, end: int, number: int) -> Piece:
    span = trimmed(text, start, end)
    inner = Span(min(max(inner_start, span.start), span.end), span.end)
    return Piece(span=span, inner=inner, style=QuoteStyle.DASH, block=number)


def _first_tag(text: str, block: Span, begin: int, sentences: Sequence[Span]) -> tuple[int, Tag] | None:
    """Where the speech ends before its tag, and the tag."""
    limit = sentences[min(_FIRST_SENTENCES, len(sentences)) - 1].end if sentences else block.end
    for match in _BOUNDARY.finditer(text, begin, limit):
        tag = tag_after(text, match.end(), min(block.end, match.end() + 160))
        if tag is None or (tag.thinks and match.group()[0] == "."):
            continue
        if match.group()[0] == "." and not _stands_alone(text, tag, block):
            continue
        if _reports(text, tag, block) or not _ends_clause(text, tag, block):
            continue
        return match.end() if not match.group()[0].isspace() else match.start(), tag
    return None


def _stands_alone(text: str, tag: Tag, block: Span) -> bool:
    """Whether a tag after a full stop is a sentence of its own (``— Slow. Ann said.``)."""
    return text[tag.span.end : tag.span.end + 1] in (".", "") or tag.span.end >= block.end


def _ends_clause(text: str, tag: Tag, block: Span) -> bool:
    """Whether no object follows the tag: *I asked the porter* is told by the speaker, *she asked him* is a tag."""
    follow = _NEXT_WORD.match(text, tag.span.end, block.end)
    return follow is None or follow.group(1).lower() not in _OBJECTS


def _reports(text: str, tag: Tag, block: Span) -> bool:
    """Whether the tag belongs to what the speaker tells: ``— And Father Hall says, Would you ever sing?``"""
    after = text[tag.span.end : min(block.end, tag.span.end + 3)]
    return bool(re.match(r",\s[A-Z]", after)) and tag.verb.endswith("s") and tag.subject[-1:] != ("he",)


def _resumed(text: str, start: int, end: int, sentences: Sequence[Span], number: int) -> list[Piece]:
    """The pieces that follow a tag: in its own sentence after a comma, or in later sentences that sound spoken."""
    pieces: list[Piece] = []
    first_end = next((span.end for span in sentences if span.end > start), end)
    resumed = _resumes_at(text, start, first_end)
    if resumed is not None:
        first_end = _speech_end(text, first_end, sentences)
        begin = _first_word(text, resumed, first_end)
        pieces.append(_piece(text, begin, begin, first_end, number))
    later = [span for span in sentences if span.start >= first_end]
    for position, span in enumerate(later):
        sentence = span.of(text)
        if spoken_score(sentence) > 0 or (position == 0 and may_be_spoken(sentence)):
            stop = _speech_end(text, span.end, later[position:])
            begin = _first_word(text, span.start, stop)
            pieces.append(_piece(text, begin, begin, stop, number))
            break
    return pieces


def _first_word(text: str, start: int, end: int) -> int:
    """Where the words begin after the tag's closing marks (``said Ann--. Sit down.``)."""
    match = _LEADING.match(text, start, end)
    return match.end() if match and match.end() < end else start


def _resumes_at(text: str, start: int, end: int) -> int | None:
    """Where speech goes on in the tag's own sentence, or ``None``: ``said Ann, it's only the wind.``"""
    for match in _RESUMES.finditer(text, start, end):
        clause = text[match.end() : end]
        first = match.start() == start or text[start : match.start()].count(",") < 3
        if not clause or not first:
            return None
        joined = _JOINS.match(clause) is not None and sounds_spoken(clause)
        if joined or (not _TELLS_ON.match(clause) and may_be_spoken(clause)):
            return match.end()
    return None


def _speech_end(text: str, start: int, sentences: Sequence[Span]) -> int:
    """The end of the run of sentences from ``start`` on that nothing says are told."""
    end = start
    for span in sentences:
        if span.end <= start:
            continue
        if spoken_score(span.of(text)) <= -1.5:
            break
        end = span.end
    return end
