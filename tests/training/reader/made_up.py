"""A book of three turns, rows of GAP and sentences with trees, made up, as ``training.reader.data`` would read them."""

from __future__ import annotations

from diegesis.evaluate.gold_ud import TreebankSentence, Word
from diegesis.layers.speakers.links import SIZES, Link
from training.reader.data.books import Book, Place, TurnRow
from training.reader.data.gap import GapRow

TEXT = '"Come in," said Ann. "Sit down."\n\nBob didn\'t sit down.\n\n"Is it late?" he asked.\n\n"Not very," said Ann.\n'


def place(words: str, nth: int = 0, text: str = TEXT) -> Place:
    """Characters of the words where they stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def link(position: int, *, turn: bool = False) -> Link:
    """A link whose features tell it from others."""
    return Link(turn=turn, position=position, features=tuple((position + turn) % size for size in SIZES))


ANN, BOB, ANN_AGAIN = place("Ann"), place("Bob"), place("Ann", 1)
COME, SIT, LATE, VERY = (place(words) for words in ('"Come in,"', '"Sit down."', '"Is it late?"', '"Not very,"'))
#: Ann speaks to Bob, he to her; to whom the last line is said, gold does not tell.
BOOK = Book(
    name="made",
    corpus="stories",
    fold=0,
    text=TEXT,
    quotes=[COME, SIT, LATE, VERY],
    paragraphs=[0, BOB[0], LATE[0], VERY[0]],
    mentions=[ANN, BOB, ANN_AGAIN],
    turns=[
        TurnRow(COME[0], SIT[1], COME[1], ANN, [link(0), link(1)], [True, False, False], [False, True, False]),
        TurnRow(
            *LATE,
            LATE[1],
            place("he", 0),
            [link(0), link(1), link(0, turn=True)],
            [False, True, False, False],
            [True, False, True, False],
        ),
        TurnRow(
            *VERY,
            VERY[1],
            ANN_AGAIN,
            [link(0), link(1), link(2), link(1, turn=True), link(0, turn=True)],
            [True, False, True, False, True, False],
            [],
        ),
    ],
    coreference=[(*ANN, 2, 0), (*BOB, 2, 1), (*place("he"), 1, 1), (*ANN_AGAIN, 2, 0)],
)

GAP_TEXT = "Ann wrote to Mary, and Ann said that she was well."
GAP = GapRow(
    text=GAP_TEXT,
    mentions=[
        (*place("Ann", 0, GAP_TEXT), 2),
        (*place("Mary", 0, GAP_TEXT), 2),
        (*place("Ann", 1, GAP_TEXT), 2),
        (*place("she", 0, GAP_TEXT), 1),
    ],
    pronoun=3,
    one=[True, False, True, False],
    other=[False, True, False, False],
    right=(True, False),
)

LONG_TEXT = "Rose Vane said that Lucy Holt's aunt had seen Rose, when she, Rose Vane, came. Rosemary was out."
#: People of a first and a last name, which other rows may take.
LONG_GAP = GapRow(
    text=LONG_TEXT,
    mentions=[
        (*place("Rose Vane", 0, LONG_TEXT), 2),
        (*place("Lucy Holt's aunt", 0, LONG_TEXT), 0),
        (*place("Lucy Holt", 0, LONG_TEXT), 2),
        (*place("Rose", 1, LONG_TEXT), 2),
        (*place("she", 0, LONG_TEXT), 1),
        (*place("Rose Vane", 1, LONG_TEXT), 2),
        (*place("Rosemary", 0, LONG_TEXT), 2),
    ],
    pronoun=4,
    one=[True, False, False, False, False, True, False],
    other=[False, False, True, False, False, False, False],
    right=(True, False),
)


def sentence(text: str, *words: tuple[str, str, int, str], opens: bool = False) -> TreebankSentence:
    """A sentence of words (surface, tag, number of the head from 1 or 0, relation) in their order."""
    found: list[Word] = []
    for surface, tag, head, relation in words:
        start = text.index(surface, found[-1].end if found else 0)
        found.append(Word(start, start + len(surface), tag, head - 1, relation, surface.lower()))
    return TreebankSentence(text, tuple(found), opens, opens)


#: *don't* is two words in one; the second sentence opens a document, and its first word has no tag.
TREES = [
    sentence(
        "I don't know.",
        ("I", "PRON", 4, "nsubj"),
        ("do", "AUX", 4, "aux"),
        ("n't", "PART", 4, "advmod"),
        ("know", "VERB", 0, "root"),
        (".", "PUNCT", 4, "punct"),
        opens=True,
    ),
    sentence(
        "Ann slept.", ("Ann", "_", 2, "nsubj"), ("slept", "VERB", 0, "root"), (".", "PUNCT", 2, "punct"), opens=True
    ),
    sentence("She snored.", ("She", "PRON", 2, "nsubj"), ("snored", "VERB", 0, "root"), (".", "PUNCT", 2, "punct:odd")),
    sentence("Come!", ("Come", "VERB", 0, "root"), ("!", "PUNCT", 1, "punct"), opens=True),
]
