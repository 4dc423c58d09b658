"""What an epoch is made of: passages of all corpora, cut at other seams and printed in other styles each time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from diegesis.evaluate.detokenise import Style
from diegesis.evaluate.gold_ud import TreebankSentence, load_treebank
from diegesis.evaluate.litbank_files import LitBank, load
from diegesis.inference.pieces import Pieces, cut
from diegesis.layers.speakers.links import SIZES
from training.reader.attribution import PARTS, Turns
from training.reader.data.books import Book, TurnRow, load_books, load_own
from training.reader.data.folds import divided, folds
from training.reader.data.gap import GapRow, Pool, load_gap, name_pool, renamed
from training.reader.data.litbank import lay_out
from training.reader.data.treebank import lay_out as lay_out_trees
from training.reader.data.treebank import passages as tree_passages
from training.reader.encoder import model_folder
from training.reader.model import Pair, Spoken, Targets, excerpt
from training.reader.pieces import load_tokenizer, part, passages, words_of
from training.reader.settings import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Example = tuple[Pieces, Targets]
#: Makes an example when its turn comes, so that an epoch is not held in memory.
Make = Callable[[], Example]
STYLES = (
    Style(quotes="curly"),
    Style(quotes="straight"),
    Style(quotes="single"),
    Style(quotes="straight", dashes="--"),
    Style(quotes="curly", dashes="—"),
    Style(quotes="straight", dashes=" ", apostrophes="lost"),
)
#: Examples of a step, for corpora where the settings do not say it.
TOGETHER = {"stories": 1, "own": 1, "gap": 8, "treebank": 3}
#: Share of the treebank's sentences that are marked as speech, and of GAP's rows whose names are changed.
QUOTED, RENAMED = 0.3, 0.6
#: Links of a turn at most; the first ones are the farthest.
MOST_LINKS = 34


@dataclass(frozen=True)
class Corpora:
    """What a run trains on."""

    litbank: Sequence[LitBank] = ()
    pdnc: Sequence[Book] = ()
    stories: Sequence[Book] = ()
    own: Sequence[Book] = ()
    gap: Sequence[GapRow] = ()
    treebank: Sequence[TreebankSentence] = ()


def gather(data: Path, settings: Settings, fold: int | None, work: Path) -> Corpora:
    """The texts of the corpora named in the settings, without those of the fold left out."""
    wanted = {name for name, times in settings.corpora.items() if times}
    books = load_books(data, work / "books.pickle") if wanted & {"pdnc", "stories"} else []
    own = load_own(work / "own") if "own" in wanted else []
    names = sorted(folds("litbank")) if fold is None else divided("litbank", fold)[0]

    def kept(corpus: str) -> list[Book]:
        return [book for book in books if book.corpus == corpus and book.fold != fold] if corpus in wanted else []

    return Corpora(
        litbank=[load(data / "litbank", name) for name in names[: settings.documents or None]]
        if "litbank" in wanted
        else [],
        pdnc=kept("pdnc"),
        stories=kept("stories"),
        own=own,
        gap=load_gap(data / "gap" / "gap-development.tsv", work / "gap.pickle") if "gap" in wanted else [],
        treebank=load_treebank(data / "ud_ewt" / "en_ewt-ud-train.conllu") if "treebank" in wanted else [],
    )


def epoch_batches(corpora: Corpora, settings: Settings, epoch: int) -> list[list[Make]]:
    """The steps of an epoch, shuffled."""
    chance = random.Random(f"{settings.seed}/{epoch}")
    tokenizer = load_tokenizer(model_folder() / "tokenizer.json")
    batches: list[list[Make]] = []
    for name in ("litbank", "pdnc", *TOGETHER):
        size = TOGETHER.get(name, settings.batch)
        times = settings.corpora.get(name, 0)
        for number in range(ceil(times)):
            makes = list(_makes(corpora, name, settings, tokenizer, chance))
            chance.shuffle(makes)
            makes = makes[: round(len(makes) * min(1, times - number))]
            batches += [makes[at : at + size] for at in range(0, len(makes) - size + 1, size)]
    chance.shuffle(batches)
    return batches


def _makes(
    corpora: Corpora, name: str, settings: Settings, tokenizer: Tokenizer, chance: random.Random
) -> Iterator[Make]:
    def kept(fold: int | None) -> bool:
        return settings.fresh in (-1, fold) or chance.random() < settings.replay

    if name == "gap":
        pool = name_pool(corpora.gap)
        for row in corpora.gap:
            if kept(-2):
                seed = chance.random()
                yield partial(gap_example, row, tokenizer, pool if chance.random() < RENAMED else None, seed)
        return
    if name == "treebank":
        for sentences in tree_passages(corpora.treebank, chance):
            if kept(-2):
                quoted = [chance.random() < QUOTED for _ in sentences]
                yield partial(tree_example, sentences, tokenizer, quoted)
        return
    for source in getattr(corpora, name):
        fold = folds("litbank").get(source.name) if isinstance(source, LitBank) else source.fold
        shift = chance.randrange(settings.pieces // 4, settings.pieces)
        style = chance.choice(STYLES) if chance.random() < settings.restyled else Style()
        if isinstance(source, LitBank):
            labelled = lay_out(source, tokenizer, style)
            for start, end in passages(labelled.pieces, length=settings.pieces, shift=shift):
                if kept(fold):
                    yield partial(excerpt, labelled, start, end)
        else:
            laid = LaidOut(source, tokenizer, curly=style.quotes in {"curly", "single"})
            for start, end in passages(laid.pieces, length=settings.pieces, shift=shift):
                if laid.speaks(start, end) and kept(fold):
                    yield partial(laid.example, start, end)


def tree_example(sentences: Sequence[TreebankSentence], tokenizer: Tokenizer, quoted: Sequence[bool]) -> Example:
    """A passage of the treebank."""
    pieces, trees = lay_out_trees(sentences, tokenizer, quoted)
    return pieces, Targets(trees=trees)


def gap_example(row: GapRow, tokenizer: Tokenizer, pool: Pool | None = None, seed: float = 0.0) -> Example:
    """A row of GAP; with ``pool``, its people bear other names."""
    if pool is not None:
        row = renamed(row, pool, random.Random(seed))
    pieces = cut(row.text, tokenizer, quotes=(), paragraphs=(0,))
    words = [(*words_of(pieces, start, end), form, 0) for start, end, form in row.mentions]
    pair = Pair(
        mentions=torch.tensor(words),
        pronoun=row.pronoun,
        names=torch.tensor([row.one, row.other]),
        right=row.right,
    )
    return pieces, Targets(pair=pair)


def curled(book: Book) -> str:
    """The text with curly marks; every character keeps its place."""
    text = list(book.text.replace("'", "’"))
    for start, end in book.quotes:
        if text[start] == '"':
            text[start] = "“"
        if text[end - 1] == '"':
            text[end - 1] = "”"
    return "".join(text)


class LaidOut:
    """A book in word pieces, its labels on words."""

    def __init__(self, book: Book, tokenizer: Tokenizer, *, curly: bool = False) -> None:
        self.book = book
        text = curled(book) if curly else book.text
        self.pieces = cut(text, tokenizer, quotes=book.quotes, paragraphs=book.paragraphs)
        self.mentions = [words_of(self.pieces, start, end) for start, end in book.mentions]
        self.turns = [self._turn(turn) for turn in book.turns]
        self.coreference = [(*words_of(self.pieces, a, b), form, cluster) for a, b, form, cluster in book.coreference]

    def _turn(self, turn: TurnRow) -> tuple[int, ...]:
        """See ``Turns.words``."""
        first, last = words_of(self.pieces, turn.start, turn.end)
        tag = -1 if turn.tag is None else words_of(self.pieces, *turn.tag)[1]
        return first, last, words_of(self.pieces, turn.start, turn.piece_end)[1], first - 1, last + 1, tag

    def _inside(self, start: int, end: int) -> list[int]:
        return [at for at, turn in enumerate(self.turns) if start <= turn[0] and turn[1] < end]

    def speaks(self, start: int, end: int) -> bool:
        """Whether a passage has something to learn from."""
        return bool(self._inside(start, end)) or bool(self._mentioned(start, end))

    def _mentioned(self, start: int, end: int) -> list[tuple[int, int, int, int]]:
        return [row for row in self.coreference if start <= row[0] and row[1] < end]

    def example(self, start: int, end: int) -> Example:
        """The words ``[start, end)`` with the turns and mentions in them."""
        rows = [(first - start, last - start, *labels) for first, last, *labels in self._mentioned(start, end)]
        mentions = torch.tensor(rows) if rows else None
        return part(self.pieces, start, end), Targets(mentions=mentions, spoken=self._spoken(start, end), whole=False)

    def _spoken(self, start: int, end: int) -> Spoken | None:
        inside = self._inside(start, end)
        if not inside:
            return None
        known = [at for at, (first, last) in enumerate(self.mentions) if start <= first and last < end]
        place = {at: number for number, at in enumerate(known)}
        turn_place = {at: number for number, at in enumerate(inside)}
        kept = [
            [
                at
                for at, link in enumerate(self.book.turns[turn].links)
                if link.position in (turn_place if link.turn else place)
            ][-MOST_LINKS:]
            for turn in inside
        ]
        shape = (len(inside), max(1, max(map(len, kept))))
        kind = np.full(shape, -1)
        position = np.zeros(shape, dtype=np.int64)
        features = np.zeros((*shape, len(SIZES)), dtype=np.int64)
        right = np.zeros((2, shape[0], 1 + shape[1]), dtype=bool)
        for row, (turn, choices) in enumerate(zip(inside, kept, strict=True)):
            gold = self.book.turns[turn]
            for column, at in enumerate(choices):
                link = gold.links[at]
                kind[row, column] = int(link.turn)
                position[row, column] = (turn_place if link.turn else place)[link.position]
                features[row, column] = link.features
            for task, answers in enumerate((gold.speaker, gold.addressee)):
                if answers:
                    right[task, row, 1 : 1 + len(choices)] = [answers[at] for at in choices]
                    right[task, row, 0] = not right[task, row].any()
        words = np.array([self.turns[at] for at in inside]) - start
        words[np.array([self.turns[at] for at in inside]) < start] = -1
        words[words >= end - start] = -1
        turns = Turns(
            words=torch.from_numpy(words.reshape(-1, PARTS)),
            mentions=torch.tensor([self.mentions[at] for at in known], dtype=torch.long).reshape(-1, 2) - start,
            kind=torch.from_numpy(kind),
            position=torch.from_numpy(position),
            features=torch.from_numpy(features),
        )
        return Spoken(turns, torch.from_numpy(right[0]), torch.from_numpy(right[1]))
