"""The reader's graphs and tokenizer, loaded once a process."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from diegesis.inference.card import Card, checked_bytes, read_card
from diegesis.inference.pieces import Pieces
from diegesis.inference.session import Floats, Graph
from diegesis.inference.windows import arrange

#: Words whose spans are scored at once.
CHUNK = 2000
#: Words of the longest span, less one: what a chunk must see beyond its end.
BEYOND = 27


@dataclass(frozen=True)
class States:
    """Hidden states of the first and last pieces of words, [words, width] each, in half precision."""

    first: NDArray[np.float16]
    last: NDArray[np.float16]


class Model:
    """A reader in a folder: see ``models/reader/card.toml``.

    Args:
        folder: with the card, the graphs and the tokenizer; every file is read and checked at once.

    Raises:
        ModelFileError: a file is absent or altered.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.card: Card = read_card(folder)
        self._unused = {name: checked_bytes(folder, self.card, name) for name in sorted(self.card.files)}

    def _content(self, name: str) -> bytes:
        """A checked file, which is asked for once."""
        raw = self._unused.pop(name, None)
        return checked_bytes(self.folder, self.card, name) if raw is None else raw

    def graph(self, name: str) -> Graph:
        """A graph by the name of its file, without the ending.

        Raises:
            ModelFileError: the model has no such graph.
        """
        return Graph(self._content(f"{name}.onnx"))

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer, without a cut at a length and without padding."""
        raw = self._content("tokenizer.json")
        tokenizer = Tokenizer.from_str(raw.decode("utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def encoder(self) -> Graph:
        """Windows to hidden states."""
        return self.graph("encoder")

    @cached_property
    def spans(self) -> Graph:
        """States of words to scores of spans by type, by form, and log-odds of events."""
        return self.graph("spans")

    @cached_property
    def mention(self) -> Graph:
        """States of a mention and its form to its vector, and to the vector it looks back with."""
        return self.graph("mention")

    @cached_property
    def coarse(self) -> Graph:
        """Coarse scores of antecedents."""
        return self.graph("coarse")

    @cached_property
    def fine(self) -> Graph:
        """What the small network adds to the best of them."""
        return self.graph("fine")

    @cached_property
    def turn(self) -> Graph:
        """States of a turn to its vector, and to its vector as an earlier turn."""
        return self.graph("turn")

    @cached_property
    def name(self) -> Graph:
        """States of a mention to its vector as a speaker."""
        return self.graph("name")

    @cached_property
    def link(self) -> Graph:
        """Scores of links from turns, for speaker and addressee."""
        return self.graph("link")

    @cached_property
    def syntax(self) -> Graph:
        """States of the words of sentences to scores of parts of speech and heads, and what relations need."""
        return self.graph("syntax")

    @cached_property
    def relation(self) -> Graph:
        """Scores of the relations to given heads."""
        return self.graph("relation")

    def encode(self, pieces: Pieces, *, threads: int = 2) -> States:
        """Hidden states of every word; the same with any number of threads."""
        windows = arrange(pieces)
        encoder = self.encoder

        def run(at: int) -> Floats:
            rows = slice(at, at + 1)
            given = {name: getattr(windows, name)[rows] for name in ("ids", "case", "quoted", "opens")}
            hidden: Floats = encoder(**given)[0][0]
            return hidden

        order = np.argsort(windows.home, kind="stable")
        bounds = np.searchsorted(windows.home[order], np.arange(len(windows) + 1))
        first = last = np.zeros((pieces.words, 0), dtype=np.float16)
        with ThreadPoolExecutor(threads) as pool:
            for at, hidden in enumerate(pool.map(run, range(len(windows)))):
                if not at:  # The first window tells the width; there is always one.
                    first, last = (np.zeros((pieces.words, hidden.shape[-1]), dtype=np.float16) for _ in range(2))
                words = order[bounds[at] : bounds[at + 1]]
                first[words] = hidden[windows.first[words]]
                last[words] = hidden[windows.last[words]]
        return States(first, last)


@lru_cache(maxsize=2)
def load_model(folder: str = "") -> Model:
    """The package's own reader, or that of a folder.

    Raises:
        ModelFileError: a file of it is absent or altered.
    """
    return Model(Path(folder) if folder else Path(str(files("diegesis.models") / "reader")))
