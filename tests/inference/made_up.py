"""A tokenizer of letters, and a reader of numpy functions: what surrounds the graphs is tested without any."""

from __future__ import annotations

from typing import Any

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from diegesis.inference.card import Card
from diegesis.inference.model import Model
from diegesis.inference.pieces import END, START, Pieces

WIDTH = 8
LIMIT = 28
FORMS = ("NOM", "PRON", "PROP")
TAGS = ("NOUN", "PRON", "PUNCT", "VERB")
RELATIONS = ("dep", "nsubj", "obj", "punct", "root")


def letters() -> Tokenizer:
    """Every letter is a piece; words are split as by the published tokenizer."""
    known = "abcdefghijklmnopqrstuvwxyz0123456789.,!?\"'“”‘’—-"
    pieces = ["[PAD]", "[UNK]", *known, *(f"##{letter}" for letter in known)]
    numbers = {piece: number for number, piece in enumerate(pieces)} | {"[CLS]": START + 100, "[SEP]": END + 100}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=2000))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def pieces_of(lengths: list[int]) -> Pieces:
    """Words of so many pieces, numbered from 200; characters count pieces."""
    ends = np.cumsum(lengths, dtype=np.int64)
    plain = np.arange(int(ends[-1]) if len(ends) else 0)
    starts = ends - np.array(lengths, dtype=np.int64)
    return Pieces(plain + 200, plain % 5, plain % 2, plain % 3 // 2, starts, ends - 1, starts, ends)


def drawn(seed: int, *shape: int) -> np.ndarray:
    """Small whole numbers, with which sums are exact in any order."""
    return np.random.default_rng(seed).integers(-3, 4, shape).astype(np.float32)


def encoder(ids: np.ndarray, case: np.ndarray, quoted: np.ndarray, opens: np.ndarray) -> list[np.ndarray]:
    """Whole numbers told by a piece alone, whatever window it stands in."""
    told = (ids[..., None] * np.arange(3, 3 + WIDTH) + case[..., None] + 2 * quoted[..., None] + opens[..., None]) % 7
    return [(told - 3).astype(np.float32)]


def spans(first: np.ndarray, last: np.ndarray) -> list[np.ndarray]:
    """Scores of types (6), forms (3) and events, told by the ends of a span."""
    words = len(first)
    reached = np.zeros((words, LIMIT, WIDTH), dtype=np.float32)
    for length in range(min(LIMIT, words)):
        reached[: words - length, length] = last[length:]
    towards = first @ drawn(1, WIDTH, WIDTH * 11).reshape(WIDTH, WIDTH * 11)
    scores = np.einsum("nlw,nwc->nlc", reached, towards.reshape(words, WIDTH, 11)) / 8
    scores[..., [0, 7]] += 9
    return [scores[..., :7], scores[..., 7:], first[:, 0] - 2]


def mention(parts: np.ndarray, form: np.ndarray) -> list[np.ndarray]:
    """Vectors of mentions, and those they look back with."""
    vectors = np.rint(parts @ drawn(2, parts.shape[1], 4) + form[:, None])
    return [vectors, vectors @ drawn(3, 4, 4)]


def coarse(towards: np.ndarray, earlier: np.ndarray, distance: np.ndarray, pair: np.ndarray) -> list[np.ndarray]:
    """Coarse scores."""
    return [(towards @ earlier.T / 64 + distance / 8 + pair / 16).astype(np.float32)]


def fine(ours: np.ndarray, theirs: np.ndarray, distance: np.ndarray, pair: np.ndarray) -> list[np.ndarray]:
    """What is added to them."""
    return [((ours[:, None] * theirs).sum(-1) / 128 - distance / 4 + pair / 32).astype(np.float32)]


def turn(states: np.ndarray) -> list[np.ndarray]:
    """Vectors of turns, and those of earlier turns."""
    vectors = states @ drawn(4, states.shape[1], 4)
    return [vectors, vectors @ drawn(5, 4, 4)]


def name(states: np.ndarray) -> list[np.ndarray]:
    """Vectors of mentions as speakers."""
    return [states @ drawn(6, states.shape[1], 4)]


def link(ours: np.ndarray, theirs: np.ndarray, features: np.ndarray) -> list[np.ndarray]:
    """Scores of links for speaker and addressee."""
    score = (ours[:, None] * theirs).sum(-1) / 256
    return [np.stack((score + features.sum(-1) / 8, features[..., 0] - score), -1).astype(np.float32)]


def syntax(tokens: np.ndarray) -> list[np.ndarray]:
    """Scores of tags and of heads, and the tokens with a root before them."""
    rooted = np.concatenate((np.ones_like(tokens[:, :1]), tokens), 1)
    below, above = tokens @ drawn(9, 2 * WIDTH, 5), rooted @ drawn(10, 2 * WIDTH, 5)
    return [tokens @ drawn(11, 2 * WIDTH, len(TAGS)), below @ above.transpose(0, 2, 1) / 64, rooted]


def relation(rooted: np.ndarray, head: np.ndarray) -> list[np.ndarray]:
    """Scores of the relations to given heads."""
    theirs = np.take_along_axis(rooted, head[..., None], 1)
    shape = (2 * WIDTH, len(RELATIONS))
    return [rooted[:, 1:] @ drawn(12, *shape) + theirs @ drawn(13, *shape)]


class MadeModel(Model):
    """A model of the functions above; ``changes`` replace some of them."""

    def __init__(self, **changes: Any) -> None:
        types = ["FAC", "GPE", "LOC", "ORG", "PER", "VEH"]
        labels = {"types": types, "forms": [*FORMS], "tags": [*TAGS], "relations": [*RELATIONS]}
        self.card = Card(name="made", version="0", files={}, labels=labels, fitted_on=())
        graphs = (encoder, spans, mention, coarse, fine, turn, name, link, syntax, relation)
        self.__dict__.update({graph.__name__: graph for graph in graphs}, tokenizer=letters())
        self.__dict__.update(changes)
