"""Novels of PDNC and our own stories as training books: turns of speech with the links they may take.

Quotes, mentions and turns are those the package itself finds in the raw text, so that training sees what reading
will see. A link is right where it ends in a character whose name is the gold speaker's, or in an earlier turn of the
same gold speaker.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from diegesis.document import BlockKind
from diegesis.evaluate.gold import GoldBook, Line
from diegesis.evaluate.gold_pdnc import load_pdnc
from diegesis.evaluate.gold_stories import load_story
from diegesis.evaluate.speakers import named_characters
from diegesis.layers.coreference.records import Resolution
from diegesis.layers.entities.records import Mention
from diegesis.layers.speakers.links import Link, Links
from diegesis.layers.speakers.stage import Stage, Turn
from diegesis.pipeline import read
from diegesis.story import Story
from training.reader.data.folds import folds
from training.reader.data.litbank import FORMS
from training.reader.data.marked import write_gold

Place = tuple[int, int]


@dataclass(frozen=True)
class TurnRow:
    """A turn: its characters ``[start, end)``, the end of its first piece, and the place of its tag's mention.

    Attributes:
        speaker, addressee: per link, whether it is right; both are empty where gold is silent. The last one
            stands for none of the links.
    """

    start: int
    end: int
    piece_end: int
    tag: Place | None
    links: list[Link]
    speaker: list[bool]
    addressee: list[bool]


@dataclass(frozen=True)
class Book:
    """A book to train on.

    Attributes:
        quotes: characters ``[start, end)`` of pieces inside marks.
        paragraphs: where blocks begin.
        mentions: characters of those that turns link to.
        coreference: (start, end, form, cluster) of gold mentions of single people; empty for PDNC.
    """

    name: str
    corpus: str
    fold: int
    text: str
    quotes: list[Place]
    paragraphs: list[int]
    mentions: list[Place]
    turns: list[TurnRow]
    coreference: list[tuple[int, int, int, int]]


def load_books(data: Path, cache: Path, *, jobs: int = 2) -> list[Book]:
    """All of PDNC and the stories' development rows; kept in a file between runs."""
    if cache.exists():
        kept: list[Book] = pickle.loads(cache.read_bytes())
        return kept
    tasks = [(data, "pdnc", name, fold) for name, fold in sorted(folds("pdnc").items())]
    split = (data / "stories" / "SPLIT.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in split]
    tasks += [(data, "stories", name, int(fold)) for name, part, fold in rows if part == "dev"]
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(_book, tasks))
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


def load_own(folder: Path, *, jobs: int = 2) -> list[Book]:
    """The stories written to train on, which are of no fold; kept in a folder as long as they are the same."""
    names = write_gold(folder)
    digest = sha256(
        b"".join((folder / f"{name}{end}").read_bytes() for name in names for end in (".txt", ".gold.json"))
    )
    cache = folder / f"books-{digest.hexdigest()[:12]}.pickle"
    if cache.exists():
        kept: list[Book] = pickle.loads(cache.read_bytes())
        return kept
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(_book, [(folder.parent, folder.name, name, -1) for name in names]))
    cache.write_bytes(pickle.dumps(found))
    return found


def _book(task: tuple[Path, str, str, int]) -> Book:
    data, corpus, name, fold = task
    gold = load_pdnc(data / corpus, name) if corpus == "pdnc" else load_story(data / corpus, name)
    assert gold.source is not None
    story = read(gold.source, model=False)
    stage = Stage(story.document, story.tables)
    links = Links(stage)
    mapping = named_characters(story, gold.name_table)
    people = [mapping.get(who) for who in links.characters]
    lines = _gold_lines(gold, stage.turns)
    return Book(
        name=name,
        corpus=corpus,
        fold=fold,
        text=story.document.text,
        quotes=[(row.span.start, row.span.end) for row in story.quotes],
        paragraphs=[block.span.start for block in story.document.blocks if block.kind is not BlockKind.SCENE_BREAK],
        mentions=[(row.span.start, row.span.end) for row in links.mentions],
        turns=[_turn(stage, links, at, people, lines) for at in range(len(stage.turns))],
        coreference=_coreference(gold.story) if corpus != "pdnc" else [],
    )


def _turn(stage: Stage, links: Links, at: int, people: Sequence[str | None], lines: Sequence[Line | None]) -> TurnRow:
    turn = stage.turns[at]
    found = links.of(at)
    line = lines[at]
    speakers = [lines[link.position].speaker if lines[link.position] else None for link in found if link.turn]  # type: ignore[union-attr]
    ends = [people[link.position] for link in found if not link.turn] + speakers
    tag = None if turn.tag is None else stage.mentions[turn.tag.mention].span
    return TurnRow(
        start=turn.span.start,
        end=turn.span.end,
        piece_end=turn.pieces[0].span.end,
        tag=None if tag is None else (tag.start, tag.end),
        links=found,
        speaker=_right(ends, (line.speaker,) if line and line.speaker else ()),
        addressee=_right(ends, line.addressees if line else ()),
    )


def _right(ends: Sequence[str | None], gold: Sequence[str]) -> list[bool]:
    if not gold:
        return []
    right = [end in gold for end in ends]
    return [*right, not any(right)]


def _gold_lines(gold: GoldBook, turns: Sequence[Turn]) -> list[Line | None]:
    """Per turn, the gold line that overlaps it most."""
    pieces = sorted(((piece.span, line) for line in gold.lines for piece in line.pieces), key=lambda pair: pair[0])
    found: list[Line | None] = []
    low = 0
    for turn in turns:
        while low < len(pieces) and pieces[low][0].end <= turn.span.start - 20000:
            low += 1
        best, most = None, 0
        for span, line in pieces[low:]:
            if span.start >= turn.span.end:
                break
            shared = sum(span.overlap(piece.span) for piece in turn.pieces)
            if shared > most:
                best, most = line, shared
        found.append(best)
    return found


def _coreference(story: Story) -> list[tuple[int, int, int, int]]:
    numbers: dict[str, int] = {}
    meant: Mapping[str, Resolution] = {row.mention: row for row in story.rows(Resolution)}
    rows = []
    for mention in story.rows(Mention):
        answer = meant.get(mention.id)
        if answer is not None and len(answer.characters) == 1:
            cluster = numbers.setdefault(answer.characters[0], len(numbers))
            rows.append((mention.span.start, mention.span.end, FORMS.index(mention.form.value), cluster))
    return rows
