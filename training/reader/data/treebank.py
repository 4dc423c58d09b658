"""UD English EWT as training passages (Silveira et al., LREC 2014): tags and dependencies on spans of words.

A token is where its characters lie: *don't* is the tokens *do* and *n't*, which share word pieces. Sentences of a
document stand together as they were published; some are marked as quoted, since much of a novel is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import torch

from diegesis.evaluate.gold_ud import TreebankSentence
from diegesis.inference.pieces import Pieces, cut
from training.reader.pieces import words_of
from training.reader.syntax import Trees

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TAGS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ")
TAGS += ("SYM", "VERB", "X")
#: Relations with their subtypes, as EWT 2.16 has them; one with a rare subtype is taught without its subtype.
RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj dep det det:predet discourse expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss "
    "nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct "
    "reparandum root vocative xcomp dislocated"
).split()
PASSAGE = 1600  #: characters of a passage, about


def passages(sentences: Sequence[TreebankSentence], chance: random.Random) -> Iterator[list[TreebankSentence]]:
    """Runs of sentences of one document; the first of all is cut at another place each time."""
    found: list[TreebankSentence] = []
    length, most = 0, chance.randrange(PASSAGE // 4, PASSAGE)
    for sentence in sentences:
        if found and (sentence.opens or length + len(sentence.text) > most):
            yield found
            found, length, most = [], 0, PASSAGE
        found.append(sentence)
        length += len(sentence.text) + 1
    if found:
        yield found


def lay_out(
    sentences: Sequence[TreebankSentence], tokenizer: Tokenizer, quoted: Sequence[bool]
) -> tuple[Pieces, Trees]:
    """A passage in word pieces, with its trees.

    Args:
        sentences: of the passage, at least one.
        tokenizer: of the encoder.
        quoted: whether each sentence is marked as inside quotation marks.
    """
    begins, text = [], ""
    for sentence in sentences:
        begins.append(len(text))
        text += sentence.text + " "
    quotes = [(at, at + len(one.text)) for at, one, inside in zip(begins, sentences, quoted, strict=True) if inside]
    pieces = cut(text, tokenizer, quotes=quotes, paragraphs=(0,))
    spans = [
        [(at + one.start, at + one.end) for one in sentence.words]
        for at, sentence in zip(begins, sentences, strict=True)
    ]
    return pieces, trees(pieces, spans, sentences)


def trees(pieces: Pieces, spans: Sequence[Sequence[tuple[int, int]]], sentences: Sequence[TreebankSentence]) -> Trees:
    """Tokens on words, padded to the longest sentence."""
    shape = (len(spans), max(map(len, spans)))
    first, last, tag, head, relation = (torch.full(shape, fill) for fill in (0, 0, -1, -1, -1))
    for row, (places, sentence) in enumerate(zip(spans, sentences, strict=True)):
        for column, (place, token) in enumerate(zip(places, sentence.words, strict=True)):
            first[row, column], last[row, column] = words_of(pieces, *place)
            tag[row, column] = TAGS.index(token.tag) if token.tag in TAGS else -1
            head[row, column] = token.head + 1
            relation[row, column] = number(token.relation)
    return Trees(first, last, tag, head, relation)


def number(relation: str) -> int:
    """Of a relation; without its subtype where that is rare."""
    return RELATIONS.index(relation if relation in RELATIONS else relation.split(":")[0])
