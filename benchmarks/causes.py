"""Why lines were given to the wrong person: ``python -m benchmarks.causes [pdnc gold] [--data DIR]``.

Counts every wrong line of the saved predictions by the first cause that fits, and prints a Markdown table. Gold alone
tells the causes, so nobody has to read the lines.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.predictions import read_predictions
from diegesis.evaluate.run import corpus_books, load_gold
from diegesis.evaluate.scores import SPEECH, score_book
from diegesis.evaluate.speakers import named_characters
from diegesis.story import Story

HERE = Path(__file__).resolve().parent
FOLDERS = {"pdnc": "pdnc", "gold": "stories"}
CAUSES = (
    "nobody was named, or the line was not found",
    "the speaker is nobody of the predicted cast",
    "given to somebody who is nobody of the gold cast",
    "given to the one spoken to",
    "given to the speaker of the line before or after",
    "given to somebody else",
)
BASES = ("explicit", "anaphoric", "implicit")


def causes(gold: GoldBook, predicted: Story) -> Iterator[tuple[str, str]]:
    """Basis and cause of every line given to the wrong person."""
    mapping = named_characters(predicted, gold.name_table)
    known = set(mapping.values())
    lines = [line for line in gold.lines if line.speaker is not None and line.kind in SPEECH]
    scored = score_book(gold, predicted, floors=False).lines
    by_speaker = {number: line.speaker for number, line in enumerate(lines)}
    for row in scored:
        if row.by_name:
            continue
        line = lines[row.number]
        who = mapping.get(row.predicted or "")
        beside = {by_speaker.get(row.number - 1), by_speaker.get(row.number + 1)}
        fits = (
            row.predicted is None,
            row.speaker not in known,
            who is None,
            who in line.addressees,
            who in beside,
            True,
        )
        yield (row.basis.value if row.basis else "unknown"), CAUSES[fits.index(True)]


def table(corpus: str, data: Path, books: Sequence[str]) -> str:
    """A Markdown table: causes by what stands beside the line."""
    counts: Counter[tuple[str, str]] = Counter()
    for name in books:
        gold = load_gold(corpus, data / FOLDERS[corpus], name)
        predicted = read_predictions(HERE / "predictions" / corpus, name, gold.story.document.text)
        counts.update(causes(gold, predicted))
    total = sum(counts.values())
    rows = [f"| {corpus}: {total} wrong lines | all | {' | '.join(BASES)} |", "|---|--:|--:|--:|--:|"]
    for cause in CAUSES:
        numbers = [counts[basis, cause] for basis in BASES]
        whole = sum(count for (_, other), count in counts.items() if other == cause)
        rows.append(f"| {cause} | {whole} ({100 * whole / max(1, total):.0f} %) | {' | '.join(map(str, numbers))} |")
    return "\n".join(rows)


def main() -> None:
    """Print a table for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", choices=[[], *FOLDERS], help="default: both")
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    given = parser.parse_args()
    for corpus in given.corpora or FOLDERS:
        print(table(corpus, given.data, corpus_books(corpus, given.data / FOLDERS[corpus])), end="\n\n")


if __name__ == "__main__":
    main()
