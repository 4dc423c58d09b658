"""Training examples for the conversation decoder: turns of books with gold, described by the package's own features."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from diegesis.document import build_document
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.gold_pdnc import load_pdnc
from diegesis.evaluate.gold_stories import load_story
from diegesis.evaluate.speakers import named_characters
from diegesis.layers.speakers.features import Describer, Local
from diegesis.layers.speakers.reader import hear
from diegesis.layers.speakers.stage import Stage
from diegesis.pipeline.run import run_layers
from diegesis.sources import open_source
from diegesis.story import Story

FOLDS = Path(__file__).parents[1] / "folds.json"


@dataclass(frozen=True)
class Book:
    """One book's turns.

    Attributes:
        name, corpus, fold: which book.
        locals_: per turn.
        heard: per turn, whether it is said aloud.
        right: per turn, the candidates that are the gold speaker; empty where gold names nobody or nobody fits.
        gold: per turn, the gold speaker or ``None``.
    """

    name: str
    corpus: str
    fold: int
    locals_: list[Local]
    heard: list[bool]
    right: list[frozenset[str]]
    gold: list[str | None]


def books(data: Path, jobs: int = 2, *, reader: str = "") -> list[Book]:
    """Every development book under the data folder: PDNC's novels and the stories' development rows.

    Args:
        data: the folder of the corpora.
        jobs: processes.
        reader: folder of an exported reader, with ``{fold}`` for the number of the fold it left out, so that each
            book is read by a reader that never saw it; empty for rules alone.
    """
    folds = json.loads(FOLDS.read_text())
    tasks = [(data, "pdnc", name, fold) for name, fold in folds["pdnc"].items() if name not in folds["report_only"]]
    split = (data / "stories" / "SPLIT.tsv").read_text().splitlines()[1:]
    rows = [line.split("\t") for line in split]
    tasks += [(data, "stories", name, int(fold)) for name, part, fold in rows if part == "dev"]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(partial(_book, reader=reader), tasks))


def _book(task: tuple[Path, str, str, int], *, reader: str) -> Book:
    data, corpus, name, fold = task
    gold = load_pdnc(data / corpus, name) if corpus == "pdnc" else load_story(data / corpus, name)
    assert gold.source is not None
    document = build_document(open_source(gold.source))
    tables, _, encoded = run_layers(document, model=reader.format(fold=fold) if reader else False)
    story = Story(document, tables)
    stage = Stage(document, tables)
    describer = Describer(stage, hear(stage, encoded) if encoded is not None else ())
    locals_ = [describer.describe(position) for position in range(len(stage.turns))]
    speakers = list(_gold_speakers(gold, stage))
    mapping = named_characters(story, gold.name_table)
    right = [
        frozenset(who for who in local.candidates if speaker is not None and mapping.get(who) == speaker)
        for local, speaker in zip(locals_, speakers, strict=True)
    ]
    return Book(name, corpus, fold, locals_, [turn.spoken for turn in stage.turns], right, speakers)


def _gold_speakers(gold: GoldBook, stage: Stage) -> Iterator[str | None]:
    """Per turn, the gold speaker of the gold line that overlaps it most."""
    pieces = sorted((piece.span, line.speaker) for line in gold.lines for piece in line.pieces)
    starts = [span.start for span, _ in pieces]
    for turn in stage.turns:
        best, most = None, 0
        for piece in turn.pieces:
            at = max(0, bisect_left(starts, piece.span.start) - 3)
            while at < len(pieces) and starts[at] < piece.span.end:
                shared = pieces[at][0].overlap(piece.span)
                if shared > most:
                    best, most = pieces[at][1], shared
                at += 1
        yield best
