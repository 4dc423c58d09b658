"""Loads a treebank of Universal Dependencies in its published form, CoNLL-U."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diegesis.errors import GoldError
from diegesis.evaluate.gold import read_gold_text

_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word.

    Attributes:
        start, end: characters ``[start, end)`` of the sentence's text. Of the words that are one in writing (*don't*),
            each gets its own letters where they stand there, else what the one before leaves.
        tag: its universal part of speech; ``_`` where it has none.
        head: position of its head in the sentence; -1 for the root.
        relation: to its head, with its subtype.
        lemma: as published.
    """

    start: int
    end: int
    tag: str
    head: int
    relation: str
    lemma: str


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence as it was written.

    Attributes:
        opens: whether a document begins with it.
        paragraph: whether a paragraph does.
    """

    text: str
    words: tuple[Word, ...]
    opens: bool
    paragraph: bool


def load_treebank(path: Path) -> list[TreebankSentence]:
    """All sentences of a file, in its order.

    Raises:
        FileMissing: there is no such file.
        GoldError: a sentence is not what it must be.
    """
    blocks = read_gold_text(path).split("\n\n")
    return [
        _sentence(block, f"{path.name}, sentence {number}") for number, block in enumerate(blocks, 1) if block.strip()
    ]


def _sentence(block: str, place: str) -> TreebankSentence:
    lines = block.splitlines()
    text = next((line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")), "")
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    if not text or not rows or any(len(row) != _COLUMNS for row in rows):
        raise GoldError(f"{place}: not CoNLL-U with the text of each sentence.", hint="Take the file as published.")
    try:
        words = _words(text, [row for row in rows if "." not in row[0]])  # Without words that are not written.
    except ValueError as error:
        raise GoldError(f"{place}: {error}.", hint="Take the file as published.") from error
    opens = any(line.startswith("# newdoc") for line in lines)
    return TreebankSentence(text, tuple(words), opens, opens or any(line.startswith("# newpar") for line in lines))


def _words(text: str, rows: list[list[str]]) -> list[Word]:
    words: list[Word] = []
    at = left = until = 0  # `left` words are still to come of what is written as one, up to `until`.
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            at = text.index(row[1], at)
            left, until = last - first + 1, at + len(row[1])
            continue
        if left:
            left -= 1
            found = text.find(row[1], at, until)
            start = at if found < 0 else found
            end = until if not left else min(start + len(row[1]), until - left)
        else:
            start = text.index(row[1], at)
            end = start + len(row[1])
        at = end
        words.append(Word(start, end, row[3], int(row[6]) - 1, row[7], row[2]))
    return words
