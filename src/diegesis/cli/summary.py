"""The summary that ``diegesis read`` prints: what was found, what was not, and what it cost."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from diegesis.cli.cast import by_lines, cast_table
from diegesis.cli.terminal import counted, percent, shown
from diegesis.layers.findings.records import SHOWN
from diegesis.story.checks import contradictions
from diegesis.story.queries import attributed_share, covered_characters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from diegesis.story import Story

#: Rows of the cast and of each list of troubles that are shown; the rest is counted.
_MOST_PEOPLE = 15
_MOST_TROUBLES = 5


def print_summary(screen: Console, story: Story, path: Path, *, seconds: float) -> None:
    """Print the summary of one book."""
    screen.print(_title(story))
    screen.print(_size(story))
    screen.print(_coverage(story))
    screen.print()
    _print_cast(screen, story)
    screen.print(_attribution(story))
    screen.print(_self_check(story))
    screen.print(_world(story))
    _print_list(screen, "Not in the cast", _refusals(story), "yellow")
    _print_list(screen, "Corrections without a place", map(shown, story.unplaced), "red")
    _print_list(screen, "Damage", _damage(story), "yellow")
    screen.print(_cost(path, seconds))


def _title(story: Story) -> Text:
    doc = story.document
    text = Text(shown(doc.title or doc.name), style="bold")
    if doc.authors:
        text.append(f" · {', '.join(map(shown, doc.authors))}", style="not bold")
    return text


def _size(story: Story) -> str:
    parts = [
        counted(story.document.word_count, "word"),
        counted(len(story.document.chapters), "chapter"),
        _cast_size(story),
    ]
    return " · ".join(parts)


def _cast_size(story: Story) -> str:
    return counted(len(story.characters), "character in the cast", "characters in the cast")


def _coverage(story: Story) -> Text:
    """The share of the text that the segments give back, from really joining them."""
    total = len(story.document.text)
    covered = covered_characters(story)
    if covered == total:
        return Text(f"100 % of {total:,} characters of text covered", style="green")
    return Text(f"Only {covered:,} of {total:,} characters of text covered: please report this", style="bold red")


def _print_cast(screen: Console, story: Story) -> None:
    people = by_lines(story)
    if not people:
        screen.print("Nobody was found.\n")
        return
    screen.print(cast_table(story, people[:_MOST_PEOPLE], one_line_of=screen.width))
    if len(people) > _MOST_PEOPLE:
        screen.print(f"and {len(people) - _MOST_PEOPLE} more: diegesis cast STORY", style="dim")
    screen.print()


def _attribution(story: Story) -> Text:
    """Quotes by kind, and how many lines of speech have a speaker."""
    known, spoken = attributed_share(story)
    if not spoken:
        return Text("No line of speech was found.")
    text = Text(counted(spoken, "line of speech", "lines of speech"))
    text.append(f", {percent(known / spoken)} with a speaker", style="bold")
    others = Counter(quote.kind.value for quote in story.quotes if quote.kind.value != "speech")
    if others:
        text.append(f" · {', '.join(f'{count:,} {kind}' for kind, count in sorted(others.items()))}", style="dim")
    return text


def _self_check(story: Story) -> Text:
    """How many speakers contradict the tag beside their line; none should."""
    wrong = contradictions(story)
    if not wrong:
        return Text("Self-check: no speaker contradicts the tag beside the line", style="green")
    first = wrong[0]
    text = Text(f"Self-check: {counted(len(wrong), 'speaker')} against the tag beside the line", style="yellow")
    text.append(f", first at diegesis why STORY {first.quote.id}", style="dim")
    return text


def _world(story: Story) -> Text:
    """How much of the story's world was found, and what to look at first."""
    counts = (
        counted(len(story.scenes), "scene"),
        counted(len(story.relationships), "tie"),
        counted(len(story.facts), "fact"),
        counted(len(story.events), "event"),
    )
    text = Text(" · ".join(counts))
    found = sum(row.confidence >= SHOWN for row in story.findings)
    if found:
        text.append(f" · {counted(found, 'finding')}: diegesis check STORY", style="yellow")
    return text


def _refusals(story: Story) -> Iterable[str]:
    """Names in speech tags that did not enter the cast, most frequent first, with the reason."""
    counts = Counter((shown(row.text), shown(row.reason)) for row in story.refusals)
    return (f"{name} ({count} ×): {reason}" for (name, reason), count in counts.most_common())


def _damage(story: Story) -> Iterable[str]:
    counts = Counter(shown(row.message) for row in story.damage)
    return (f"{message} ({count} ×)" if count > 1 else message for message, count in counts.most_common())


def _print_list(screen: Console, title: str, rows: Iterable[str], style: str) -> None:
    found = list(rows)
    if not found:
        return
    screen.print(f"{title}: {len(found):,}", style=style)
    for row in found[:_MOST_TROUBLES]:
        screen.print(Padding(row, (0, 0, 0, 2), expand=False))
    if len(found) > _MOST_TROUBLES:
        screen.print(f"  and {len(found) - _MOST_TROUBLES} more", style="dim")


def _cost(path: Path, seconds: float) -> Text:
    peak = _peak_memory()
    memory = f", {peak / 1e6:,.0f} MB at most" if peak else ""
    return Text.assemble("Kept in ", (path.name, "bold"), f" after {seconds:.1f} s{memory}")


def _peak_memory() -> int:
    """Most bytes this process ever held; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
