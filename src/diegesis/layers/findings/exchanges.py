"""Long exchanges of speech in which nobody is named."""

from __future__ import annotations

from collections.abc import Iterator

from diegesis.document import BlockKind
from diegesis.layers.findings.records import Code, Severity
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.spans import Span

#: Turns after which few readers still know who speaks, if no tag, beat or name reminds them.
_TURNS = 12
_CHANCE, _VERY_LONG, _TWICE = 0.55, 0.7, 20


def find_long_exchanges(view: View) -> Iterator[Draft]:
    """Runs of more than twelve paragraphs that hold speech and nothing else, and no name of anybody spoken to."""
    run: list[Span] = []
    for block in view.document.blocks:
        if block.kind is BlockKind.PARAGRAPH and _bare(view, block.span):
            run.append(block.span)
            continue
        yield from _report(run)
        run = []
    yield from _report(run)


def _report(run: list[Span]) -> Iterator[Draft]:
    if len(run) > _TURNS:
        yield Draft(
            code=Code.LONG_UNTAGGED_EXCHANGE,
            severity=Severity.NOTE,
            message=f"{len(run)} turns of speech follow one another, and nothing in them says who speaks",
            suggestion="let a tag, a beat or a name remind the reader now and then",
            evidence=(Span(run[0].start, run[-1].end),),
            confidence=_VERY_LONG if len(run) > _TWICE else _CHANCE,
        )


def _bare(view: View, block: Span) -> bool:
    """Whether a paragraph is speech from end to end and calls nobody by name."""
    quotes = [quote for quote in view.people.quotes_in(block) if quote.parent is None]
    if not quotes or any(quote.kind is not QuoteKind.SPEECH for quote in quotes):
        return False
    return not _outside(view, block, quotes) and not any(mention.vocative for mention in view.people.mentions_in(block))


def _outside(view: View, block: Span, quotes: list[Quote]) -> bool:
    """Whether words stand outside of the quotes."""
    position = block.start
    for quote in quotes:
        if any(letter.isalnum() for letter in view.text[position : quote.span.start]):
            return True
        position = max(position, quote.span.end)
    return any(letter.isalnum() for letter in view.text[position : block.end])
