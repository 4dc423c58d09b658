"""What a correction mends beside itself: ``python -m benchmarks.corrections [--data DIR] [--books A B]``.

On novels of PDNC, each read with weights fitted without it, a person is imitated who goes through the lines in order of
doubt and knows the right answer. A wrong line is corrected, and counts; a right one is confirmed. After every
correction the conversations are decided again under all that was said, and all lines are scored by name. Writes
``benchmarks/reports/corrections.json`` and ``.md``: accuracy against the number of corrections, and the share of the
wrong lines that are right after 20.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from diegesis.corrections import Anchor, Correction, SpeakerOf
from diegesis.document import build_document
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.gold_pdnc import load_pdnc, pdnc_books
from diegesis.evaluate.jobs import mapped
from diegesis.evaluate.left_out import left_out_options
from diegesis.evaluate.report import markdown_page
from diegesis.evaluate.speakers import ScoredLine, named_characters, quotes_of, score_speakers
from diegesis.evaluate.tables import Table
from diegesis.export.write import write_whole
from diegesis.inference.model import load_model
from diegesis.layer import Layer, Merge
from diegesis.layers.quotes.records import QuoteKind
from diegesis.layers.register import registered
from diegesis.layers.speakers.records import Attribution
from diegesis.pipeline.maker import Maker
from diegesis.pipeline.stages import Stages
from diegesis.sources import open_source
from diegesis.spans import SpanIndex
from diegesis.story import Story
from diegesis.story.doubts import Turn, turns_to_ask
from diegesis.version import __version__

HERE = Path(__file__).resolve().parent
WEIGHTS = HERE.parent / "training" / "turns" / "left_out.json"
#: Numbers of corrections that the table tells; the aim of the page is at 20.
TOLD = (0, 5, 10, 20)
AIM = 20


#: Ways to correct: in which order lines are looked at, and whether two names of one person are merged when a line
#: shows it, in place of correcting the line.
WAYS: Mapping[str, Mapping[str, Any]] = {
    "the least sure line first": {"order": "line"},
    "the turn most worth an answer first": {"order": "talk"},
    "the turn most worth an answer first, names of one person merged": {"order": "talk", "merges": True},
}


def in_order(order: str, story: Story) -> list[Turn]:
    """Turns that no person answered for: the least sure first, or the one first that ``turns_to_ask`` gives."""
    turns = turns_to_ask(story)
    return turns if order == "talk" else sorted(turns, key=lambda turn: (-turn.doubt, turn.quotes[0].span))


@dataclass
class Reader:
    """The imitated person.

    Attributes:
        order: in which lines are looked at.
        merges: say that two of the cast are one where a line shows it, instead of correcting the line.
        answered: gold lines they have looked at, by number.
        said: what they said, in order.
        corrected: how many of these changed a line.
    """

    gold: GoldBook
    order: str = "line"
    merges: bool = False
    answered: set[int] = field(default_factory=set)
    said: list[Correction] = field(default_factory=list)
    corrected: int = 0

    def __post_init__(self) -> None:
        wanted = [line for line in self.gold.lines if line.kind is QuoteKind.SPEECH and line.speaker is not None]
        places = sorted((piece.span, number) for number, line in enumerate(wanted) for piece in line.pieces)
        self._spans, self._numbers = [span for span, _ in places], [number for _, number in places]
        self._index = SpanIndex(self._spans)

    def answer_until_wrong(self, story: Story, lines: Sequence[ScoredLine]) -> bool:
        """Go on in order of doubt up to the next wrong line, and correct it; false where none is left."""
        for turn in in_order(self.order, story):
            numbers = self._lines_of(turn)
            if not numbers or numbers <= self.answered:  # Gold has no such line, or it was seen.
                continue
            self.answered |= numbers
            line = lines[min(numbers)]
            if line.by_name or not self.merges or not self._merge(story, line, lines):
                anchors = tuple(Anchor(span=quote.span) for quote in turn.quotes)
                self._say(SpeakerOf(quotes=anchors, speaker=name_of(story, self.gold, line.speaker)))
            if not line.by_name:
                self.corrected += 1
                return True
        return False

    def _lines_of(self, turn: Turn) -> set[int]:
        """Numbers of the gold lines that a turn holds half of, or that hold half of it."""
        found = set()
        for quote in turn.quotes:
            for at in self._index.touching(quote.span):
                piece = self._spans[at]
                if 2 * quote.span.overlap(piece) >= min(quote.span.length, piece.length):
                    found.add(self._numbers[at])
        return found

    def _merge(self, story: Story, line: ScoredLine, lines: Sequence[ScoredLine]) -> bool:
        """Say that the person shown is the right one under another name, where nearly all of their lines are theirs."""
        if line.predicted is None or line.predicted in named_characters(story, self.gold.name_table):
            return False
        theirs = [other.speaker == line.speaker for other in lines if other.predicted == line.predicted]
        shown, name = story.name_of(line.predicted), name_of(story, self.gold, line.speaker)
        if sum(theirs) < 0.75 * len(theirs) or len(theirs) < 2 or shown == name:
            return False
        self._say(Merge(names=(name, shown)))
        return True

    def _say(self, does: SpeakerOf | Merge) -> None:
        self.said.append(Correction(does=does, line=len(self.said) + 1))


def name_of(story: Story, gold: GoldBook, speaker: str) -> str:
    """The name of the person of the cast whom the gold speaker is; the gold name where the cast has nobody."""
    spoken: dict[str, int] = {}
    for row in story.attributions:
        if row.speaker is not None:
            spoken[row.speaker] = spoken.get(row.speaker, 0) + 1
    mapping = named_characters(story, gold.name_table)
    theirs = [who for who, gold_id in mapping.items() if gold_id == speaker]
    if theirs:
        return story.name_of(max(theirs, key=lambda who: (spoken.get(who, 0), who)))
    return gold.names[speaker][0]


def needed(layers: Sequence[Layer]) -> list[Layer]:
    """The layers that speakers come from, in the order given."""
    makers = {kind: layer for layer in layers for kind in layer.makes}
    wanted, found = [Attribution], set()
    while wanted:
        layer = makers[wanted.pop()]
        if layer.name not in found:
            found.add(layer.name)
            wanted += layer.needs
    return [layer for layer in layers if layer.name in found]


def correct_book(data: Path, weights: Path, most: int, how: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Correct a book line by line; accuracy and answers after each number of corrections."""
    gold = load_pdnc(data / "pdnc", name)
    options = dict(left_out_options(weights)[name])
    reader = options.pop("reader")
    document = build_document(open_source(data / "pdnc" / name / "novel_text.txt"))
    model = load_model(str(reader)) if reader else None
    maker = Maker(document, needed(registered()), options=options, model=model, threads=1)
    person = Reader(gold, **how)
    rows: list[dict[str, Any]] = []
    while True:
        tables = maker.make(person.said, Stages(None, maker.stages)).tables
        story = Story(document, tables)
        lines = score_speakers(gold, story, quotes_of(story, {QuoteKind.SPEECH}))
        right = sum(line.by_name for line in lines)
        themselves = sum(line.by_name for line in lines if line.number in person.answered)
        rows.append(
            {
                "corrections": person.corrected,
                "looked_at": len(person.answered),
                "right": right,
                "right_among_looked_at": themselves,
            }
        )
        if person.corrected >= most or not person.answer_until_wrong(story, lines):
            return {"book": name, "reader": bool(reader), "lines": len(lines), "rows": rows}


def recovered(books: Sequence[dict[str, Any]], after: int) -> float:
    """Share of the lines wrong at first that are right after so many corrections, less those gone wrong, percent."""
    first, then = (sum(at(book, n)["right"] for book in books) for n in (0, after))
    wrong = sum(book["lines"] for book in books) - first
    return 100 * (then - first) / wrong if wrong else 0.0


def at(book: dict[str, Any], corrections: int) -> dict[str, Any]:
    """The row after so many corrections, or the last."""
    found: dict[str, Any] = next((row for row in book["rows"] if row["corrections"] == corrections), book["rows"][-1])
    return found


def table_of(way: str, books: Sequence[dict[str, Any]]) -> Table:
    """Accuracy by number of corrections; the last row pools the books."""

    def row(name: str, some: Sequence[dict[str, Any]]) -> tuple[str, ...]:
        lines = sum(book["lines"] for book in some)
        right = [f"{100 * sum(at(book, n)['right'] for book in some) / lines:.1f}" for n in TOLD]
        looked = sum(at(book, AIM)["looked_at"] for book in some)
        return (name, *right, f"{recovered(some, AIM):.0f}", f"{looked / len(some):.0f}")

    return Table(
        title=way,
        header=("novel", *(f"after {n}" for n in TOLD), f"errors gone by {AIM}", f"turns looked at by {AIM}"),
        rows=(*(row(book["book"], [book]) for book in books), row("all", books)),
    )


def plot(ways: Mapping[str, Sequence[dict[str, Any]]], path: Path) -> None:
    """Accuracy of all books together against the number of corrections, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "diegesis"
    figure, axes = plt.subplots(figsize=(6.5, 4))
    for way, books in ways.items():
        lines = sum(book["lines"] for book in books)
        numbers = range(max(TOLD) + 1)
        axes.plot(numbers, [100 * sum(at(book, n)["right"] for book in books) / lines for n in numbers], label=way)
    axes.set_xlabel("corrections in each novel")
    axes.set_ylabel("lines right by name, percent")
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DIEGESIS_DATA", "../shared/data")))
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="which weights and readers score which book")
    parser.add_argument("--books", nargs="+")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--name", default="corrections", help="of the report")
    parser.add_argument("--out", type=Path, default=HERE / "reports")
    given = parser.parse_args()
    books = given.books or pdnc_books(given.data / "pdnc")
    ways: dict[str, list[dict[str, Any]]] = {}
    for way, how in WAYS.items():
        task = partial(correct_book, given.data, given.weights, max(TOLD), how)
        for book in mapped(task, books, jobs=given.jobs):
            ways.setdefault(way, []).append(book)
            print(way, book["book"], f"{recovered([book], AIM):.0f} % of errors gone by {AIM}", flush=True)
    content = {"version": __version__, "ways": ways}
    write_whole(given.out / f"{given.name}.json", json.dumps(content, separators=(",", ":")) + "\n")
    tables = [table_of(way, found) for way, found in ways.items()]
    write_whole(given.out / f"{given.name}.md", markdown_page("Corrections and what they mend", tables))
    plot(ways, given.out / f"{given.name}.svg")


if __name__ == "__main__":
    main()
