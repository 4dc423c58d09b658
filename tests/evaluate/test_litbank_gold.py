"""The LitBank loader, on four tiny sentences in the published format, and on the corpus where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate import score_book
from diegesis.evaluate.gold_litbank import litbank_books, load_litbank
from diegesis.evaluate.litbank_files import load
from diegesis.layers.entities.records import EntityType
from diegesis.layers.triggers.records import Trigger
from tests.evaluate.tiny_corpora import write_litbank

TEXT = "“Come in. Sit, do,” said Miss Ames to the boy.\n\n“No!” He left Miss Ames's house in Dale."
NAME = "1_the_yard"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_litbank(tmp_path)


def test_the_text_is_laid_out_as_in_print(folder: Path) -> None:
    assert litbank_books(folder) == (NAME,)
    book = load_litbank(folder, NAME)
    assert book.story.document.text == TEXT
    assert book.source is None


def test_quotations_with_their_speakers_names(folder: Path) -> None:
    book = load_litbank(folder, NAME)
    assert [quote.span.of(TEXT) for quote in book.story.quotes] == ["“Come in. Sit, do,”", "“No!”"]
    assert [line.speaker for line in book.lines] == ["Ames-0", "boy-1"]
    assert book.names["Ames-0"] == ["Miss Ames"]
    assert book.names["boy-1"] == ["the boy"]


def test_nested_entities_with_their_types(folder: Path) -> None:
    book = load_litbank(folder, NAME)
    assert book.nested is not None
    assert sorted((span.of(TEXT), kind.value) for span, kind in book.nested) == [
        ("Dale", "GPE"),
        ("Miss Ames", "PER"),
        ("Miss Ames", "PER"),
        ("Miss Ames's house", "FAC"),
        ("the boy", "PER"),
    ]


def test_clusters_are_entities_and_attributes_stay_alone(folder: Path) -> None:
    story = load_litbank(folder, NAME).story
    words = {mention.id: mention.span.of(TEXT) for mention in story.mentions}
    assert [([words[m] for m in row.mentions], row.type) for row in story.entities] == [
        (["Miss Ames", "Miss Ames"], EntityType.PER),
        (["the boy", "He"], EntityType.PER),
        (["Miss Ames's house"], EntityType.FAC),
        (["Dale"], EntityType.GPE),
    ]
    assert [row.span.of(TEXT) for row in story.rows(Trigger)] == ["said", "left"]


def test_gold_read_as_a_prediction_is_all_right(folder: Path) -> None:
    book = load_litbank(folder, NAME)
    score = score_book(book, book.story).reading
    assert score is not None
    assert (score.entities.all.f1, score.entities.fac.f1, score.events.f1) == (100.0, 100.0, 100.0)
    assert (score.coreference.conll, score.people.conll, score.people.mentions.gold) == (100.0, 100.0, 4)


def test_broken_rows_and_absent_folders(folder: Path) -> None:
    path = folder / "quotations" / "tsv" / f"{NAME}_brat.ann"
    path.write_text(path.read_text(encoding="utf-8").replace("1\t4", "1\t99"), encoding="utf-8")
    with pytest.raises(GoldError, match="Q1"):
        load_litbank(folder, NAME)
    with pytest.raises(GoldError, match="holds no LitBank"):
        litbank_books(folder / "coref")
    with pytest.raises(FileMissing):
        litbank_books(folder / "none")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("entities/tsv/{}.tsv", "Come", "Go"),
        ("events/tsv/{}.tsv", "Come", "Go"),
        ("coref/conll/{}.conll", "Come", "Go"),
        ("coref/conll/{}.conll", "(1", ""),
        ("coref/tsv/{}.ann", "T0\t1\t6", "T0\t1\tx"),
        ("coref/tsv/{}.ann", "T0\t1\t6", "T0\t77\t5"),
    ],
)
def test_layers_that_do_not_fit_are_refused(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path.format(f"{NAME}_brat")
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError):
        load(folder, NAME)


@pytest.mark.corpus
def test_every_label_of_the_corpus_has_its_place(corpora: Path) -> None:
    folder = corpora / "litbank"
    books = [load_litbank(folder, name) for name in litbank_books(folder)]
    assert sum(len(book.nested or ()) for book in books) == 12_285
    assert sum(len(book.story.mentions) for book in books) == 25_605
    assert sum(len(book.story.entities) for book in books) == 6_984
    assert sum(len(book.story.rows(Trigger)) for book in books) == 7_008
    assert sum(len(book.story.quotes) for book in books) == 1_484


@pytest.mark.corpus
def test_what_is_printed_has_the_letters_of_what_is_published(corpora: Path) -> None:
    for name in litbank_books(corpora / "litbank")[::10]:
        book, published = load_litbank(corpora / "litbank", name), load(corpora / "litbank", name)
        tokens = [token for sentence in published.sentences for token in sentence]
        places = zip(book.story.mentions, published.mentions, strict=True)
        for mention, mark in places:
            printed = "".join(mention.span.of(book.story.document.text).split())
            assert printed == "".join(tokens[mark.start : mark.end])
