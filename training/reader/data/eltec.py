"""ELTeC's English novels as passages without labels, some words hidden (Burnard, *English Novel Corpus*, 2021).

Novels that LitBank or PDNC have too are left out whatever the fold, so one encoder serves them all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diegesis.inference.pieces import END, START, WINDOW, Integers, Pieces, cut
from training.reader.data.litbank import quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Files of novels that LitBank or PDNC have too, with their name there (found by runs of eight words in common).
COPIES = {
    "ENG18471_Bronte": "768_wuthering_heights",
    "ENG18480_Thackeray": "599_vanity_fair",
    "ENG18610_Eliot": "550_silas_marner",
    "ENG18652_Carroll": "11_alices_adventures_in_wonderland",
    "ENG18661_Oliphant": "41286_miss_marjoribanks",
    "ENG18721_Eliot": "145_middlemarch",
    "ENG18900_Doyle": "TheSignOfTheFour",
    "ENG19080_Chesterton": "1695_the_man_who_was_thursday_a_nightmare",
    "ENG19100_Forster": "2891_howards_end",
    "ENG19192_Woolf": "1245_night_and_day",
}
#: Characters of a passage for each of its pieces, at most: a passage nearly fills a window.
CHARACTERS = 3.9
#: Share of the words that are hidden; of their pieces, shares that show a mask or another piece.
HIDDEN, MASKED, CHANGED = 0.2, 0.8, 0.1
MASK = 103  #: [MASK]
ORDINARY = 1000  #: the first piece that is neither special nor unused, about
VOCABULARY = 30522


@dataclass(frozen=True)
class Cloze:
    """A passage with hidden words.

    Attributes:
        ids, case, quoted, opens: of the pieces that are seen, [CLS] and [SEP] included.
        places, answers: of the pieces to guess: where they are in the window, and which piece stood there.
    """

    ids: Integers
    case: Integers
    quoted: Integers
    opens: Integers
    places: Integers
    answers: Integers


def load_novels(folder: Path) -> list[str]:
    """The texts of all novels that are no copies, by file name."""
    paths = sorted(path for path in folder.glob("*.txt") if path.stem not in COPIES)
    return [path.read_text(encoding="utf-8") for path in paths]


def passages(text: str, *, pieces: int, shift: float = 1.0) -> Iterator[str]:
    """Runs of whole paragraphs of about so many pieces at most; a longer paragraph stands alone.

    Args:
        text: a novel; blank lines between paragraphs.
        pieces: of a passage.
        shift: length of the first run as a share of the others'; moves the seams from epoch to epoch.
    """
    found: list[str] = []
    length, most = 0, shift * pieces * CHARACTERS
    for paragraph in text.split("\n\n"):
        if found and length + len(paragraph) > most:
            yield "\n\n".join(found)
            found, length, most = [], 0, pieces * CHARACTERS
        found.append(paragraph)
        length += len(paragraph) + 2
    if found:
        yield "\n\n".join(found)


def cloze(text: str, tokenizer: Tokenizer, seed: float) -> Cloze:
    """A passage with hidden words; what does not fit into a window is cut off.

    Quotations are found by the package's own layer, as they are when a book is read.
    """
    starts = [0, *(at + 2 for at in range(len(text) - 2) if text.startswith("\n\n", at))]
    pieces = cut(text, tokenizer, quotes=quotations(text), paragraphs=starts)
    return hide(pieces, np.random.default_rng(random.Random(seed).randrange(2**32)))


def hide(pieces: Pieces, chance: np.random.Generator) -> Cloze:
    """Hide whole words: most pieces behind a mask, some behind another piece, some are shown as they are.

    A mask has no letter case, so that names are not given away.
    """
    size = WINDOW - 2
    framed = [np.pad(part[:size], 1) for part in (pieces.ids, pieces.case, pieces.quoted, pieces.opens)]
    ids, case, quoted, opens = framed
    ids[0], ids[-1] = START, END
    word = np.repeat(np.arange(pieces.words), pieces.last - pieces.first + 1)[:size]
    places = 1 + np.flatnonzero((chance.random(pieces.words) < HIDDEN)[word])
    answers = ids[places].copy()
    draw = chance.random(len(places))
    masked, changed = places[draw < MASKED], places[(draw >= MASKED) & (draw < MASKED + CHANGED)]
    ids[masked], case[masked] = MASK, 0
    ids[changed] = chance.integers(ORDINARY, VOCABULARY, len(changed))
    return Cloze(ids, case, quoted, opens, places, answers)
