"""Speech whose closing mark is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diegesis.document import Block
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.spans import Span

_MARKED = frozenset({QuoteStyle.DOUBLE, QuoteStyle.SINGLE, QuoteStyle.GUILLEMET})
_OPENING = "\"'“‘„«‹"
#: A mark that nothing else closes is missing; where a text loses them at every turn it was badly scanned.
_LOST, _DAMAGED = 0.9, 0.4
_DAMAGED_RATE = 1 / 150
#: Who leaves so many paragraphs of speech open does so by rule.
_CONVENTION = 4
#: A speech that runs over several paragraphs leaves each unclosed; then they are long, and none has a tag of its own.
_SHORT, _ANSWERED, _LONG, _CURT = 25, 0.8, 60, 4


def find_unclosed(view: View) -> Iterator[Draft]:
    """Pieces of speech without a closing mark that no later paragraph of the same speech excuses."""
    quotes = [q for q in view.tables.rows(Quote) if q.parent is None and q.style in _MARKED]
    repaired = [quote for quote in quotes if quote.repair.startswith("closing mark missing")]
    rate = len(repaired) / max(1, len(quotes))
    chance = _LOST if len(repaired) < 3 or rate < _DAMAGED_RATE else _DAMAGED
    for quote in repaired:
        if not _epigraph(view.text, quote):
            yield _draft(view, quote, chance, "nothing closes it")
    unclosed = [(at, q) for at, q in enumerate(quotes) if not q.repair and _open(view.text, q)]
    for at, quote in unclosed if len(unclosed) <= _CONVENTION else ():
        if _answered(view, quotes, at):
            yield _draft(view, quote, _ANSWERED, "the next paragraph reads as somebody's answer")


def _epigraph(text: str, quote: Quote) -> bool:
    """Whether a line of verse goes on below, or the mark stands within a word: *o“clock*."""
    before, last = text[quote.span.start - 1 : quote.span.start], text[quote.span.end - 1 : quote.span.end]
    goes_on = last in ",;:" or last.isalnum()
    return before.isalnum() or (goes_on and "before the tag" not in quote.repair)


def _open(text: str, quote: Quote) -> bool:
    return quote.inner.end == quote.span.end and quote.kind is QuoteKind.SPEECH and text[quote.span.start] in _OPENING


def _answered(view: View, quotes: Sequence[Quote], at: int) -> bool:
    """Whether the paragraph after an unclosed piece has a tag or a beat, as a speech that goes on would not."""
    if at + 1 >= len(quotes):
        return False
    quote, following = quotes[at], quotes[at + 1]
    here, there = view.document.block_at(quote.span.start), view.document.block_at(following.span.start)
    if here is None or there is None or there != here + 1 or _open(view.text, following):
        return False
    block = view.document.blocks[there]
    own, next_words = _words(quote.span.of(view.text)), _words(following.span.of(view.text))
    if own > _SHORT or next_words > _LONG:
        return False
    asks = view.text[quote.span.end - 1] == "?"
    return asks or next_words <= _CURT or own <= _CURT or _narrated(view.text, quotes[at + 1 : at + 9], block)


def _narrated(text: str, quotes: Sequence[Quote], block: Block) -> bool:
    """Whether words stand outside of quotes in a paragraph."""
    outside = text[block.span.start : block.span.end]
    near = [quote for quote in quotes if block.span.touches(quote.span)]
    for quote in near:
        outside = outside.replace(quote.span.of(text), " ")
    return _words(outside) > 1


def _words(text: str) -> int:
    return len(text.split())


def _draft(view: View, quote: Quote, chance: float, why: str) -> Draft:
    number = view.document.block_at(quote.span.start)
    block = view.document.blocks[number].span if number is not None else quote.span
    return Draft(
        code=Code.UNCLOSED_QUOTE,
        severity=Severity.ERROR,
        message=f"this speech has no closing mark, and {why}",
        suggestion="close the speech",
        evidence=(Span(min(block.start, quote.span.start), max(block.end, quote.span.end)),),
        confidence=chance,
    )
