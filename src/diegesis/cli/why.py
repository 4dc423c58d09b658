"""``diegesis why``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from diegesis.cli.stories import STORY_HELP, heeding, load_story
from diegesis.cli.terminal import console, marked, percent, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from diegesis.layers.quotes.records import Quote
    from diegesis.layers.speakers.records import Attribution
    from diegesis.spans import Span
    from diegesis.story import Story

#: A paragraph longer than this is shown only around the line.
_LONG_PARAGRAPH = 600


@click.command(
    "why",
    help=f"""Show why a line has its speaker: the reason, the words it stands on, and who else it could be.

    {STORY_HELP} QUOTE_ID comes from `diegesis quotes`; its first characters are enough.""",
    epilog="""\b
Examples:
  diegesis why book.story q-1f0a9c3b7e
  diegesis why book.story 1f0a""",
)
@click.argument("story", metavar="STORY")
@click.argument("quote_id", metavar="QUOTE_ID")
@heeding
def command(story: str, quote_id: str, **heed: Any) -> None:
    """Explain one line."""
    from diegesis.story.queries import find_quote

    opened = load_story(story, **heed)
    quote = find_quote(opened, quote_id)
    screen = console()
    _write_quote(screen, opened, quote)
    row = opened.attribution_of(quote)
    if row is None:
        screen.print(f"Nobody says this: it is {quote.kind.value}.")
        return
    _write_decision(screen, opened, quote, row)
    _write_evidence(screen, opened, row)
    _write_candidates(screen, opened, quote)


def _write_quote(screen: Console, story: Story, quote: Quote) -> None:
    """Where the line stands, and its paragraph with the line marked."""
    from rich.padding import Padding

    position = story.document.chapter_at(quote.span.start)
    chapter = "" if position is None else f", chapter {story.document.chapters[position].number}"
    screen.print(f"{quote.id}  {quote.kind.value}{chapter}, character {quote.span.start:,}", style="dim")
    screen.print()
    context = marked(story.document, _paragraph(story, quote.span), (quote.span,), style="bold")
    screen.print(Padding(context, (0, 0, 0, 2), expand=False))
    if quote.repair:
        screen.print(f"\nMarks: {shown(quote.repair)}", style="yellow")
    screen.print()


def _paragraph(story: Story, span: Span) -> Span:
    """The block a line stands in, or the line alone where the block is long."""
    position = story.document.block_at(span.start)
    if position is None:
        return span
    block = story.document.blocks[position].span
    return block if block.holds(span) and block.length <= _LONG_PARAGRAPH else span


def _write_decision(screen: Console, story: Story, quote: Quote, row: Attribution) -> None:
    from diegesis.cli.quotes import who
    from diegesis.story.queries import lines

    line = next(line for line in lines(story) if line.quote.id == quote.id)
    head = who(line)
    if row.basis is not None:
        head.append(f"  {row.basis.value}", style="dim")
    if row.made_by == "person":
        head.append("  set by a person", style="dim")
    screen.print(head)
    screen.print(f"Reason: {shown(row.reason)}" if row.reason else "No reason was kept.")


def _write_evidence(screen: Console, story: Story, row: Attribution) -> None:
    from rich.padding import Padding

    from diegesis.story.evidence import passages

    if not row.evidence:
        return
    screen.print("\nEvidence", style="bold")
    for passage in passages(story.document, row.evidence):
        screen.print(Padding(marked(story.document, passage.span, passage.marks), (0, 0, 0, 2), expand=False))


def _write_candidates(screen: Console, story: Story, quote: Quote) -> None:
    if story.candidates.get(quote.id):
        screen.print("\nCandidates", style="bold")
        screen.print(_candidates_table(story, quote))


def _candidates_table(story: Story, quote: Quote) -> Table:
    from rich.padding import Padding
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=40)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="cyan", no_wrap=True)
    for row in story.candidates[quote.id]:
        name = Padding(shown(story.name_of(row.character) or ""), (0, 0, 0, 2), expand=False)
        table.add_row(name, percent(row.confidence), "█" * round(20 * row.confidence))
    return table
