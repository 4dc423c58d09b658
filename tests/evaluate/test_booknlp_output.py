"""Reading BookNLP's files, and the figures its published outputs must come out at."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate import CorpusReport, evaluate_corpus
from diegesis.evaluate.booknlp import read_booknlp
from diegesis.evaluate.measures import SpeakerMeasures
from tests.evaluate.tiny_corpora import NOVEL, write_booknlp, write_novel

QUOTES = (
    ('" Come in , "', "7"),
    ('" Do sit down , and never mind the dog . "', "7"),
    ('" Thank you , "', "8"),
    ('" Not at all . "', "9"),
    ('" The Times "', "9"),
    ('"', "9"),
)
ENTITIES = (
    ("7", "NOM", "the host"),
    ("7", "PROP", "Luyden"),
    ("7", "PROP", "Mr. Van Der Luyden"),
    ("7", "PROP", "Mr. Van Der Luyden"),
    ("8", "PRON", "she"),
    ("8", "NOM", "Lucy"),
    ("10", "PROP", "Nobody Much"),
)
TOLERANCE = 0.3  # percentage points: the protocol's own


def test_quotes_are_placed_without_white_space(tmp_path: Path) -> None:
    story = read_booknlp(write_booknlp(tmp_path, quotes=QUOTES, entities=ENTITIES), "TheYard", NOVEL)
    assert [quote.span.of(NOVEL) for quote in story.quotes] == [
        '"Come in,"',
        '"Do sit\ndown, and never mind the dog."',
        '"Thank you,"',
        '"Not at all."',
        '"The Times"',
        '"',
    ]


def test_names_are_proper_names_by_frequency_else_phrases_else_pronouns(tmp_path: Path) -> None:
    story = read_booknlp(write_booknlp(tmp_path, quotes=QUOTES, entities=ENTITIES, packed=True), "TheYard", NOVEL)
    assert {row.id: row.name for row in story.characters} == {
        "7": "Mr. Van Der Luyden",
        "8": "Lucy",
        "9": "person 9",
        "10": "Nobody Much",
    }
    assert [alias.text for alias in story.aliases["7"]] == ["Mr. Van Der Luyden", "Luyden"]


def test_it_is_scored_by_the_same_command(tmp_path: Path) -> None:
    write_novel(tmp_path / "gold")
    predictions = write_booknlp(tmp_path / "pred", quotes=QUOTES, entities=ENTITIES)
    report = evaluate_corpus("pdnc", tmp_path / "gold", system="booknlp", predictions=predictions)
    assert _speakers(report).by_name.all == 50.0
    assert report.pools[0].spans.recall == 80.0
    assert report.pools[0].spans.precision == pytest.approx(66.667, abs=0.01)


def test_predictions_of_another_text_are_refused(tmp_path: Path) -> None:
    folder = write_booknlp(tmp_path, quotes=[('" Never said . "', "1")], entities=())
    with pytest.raises(GoldError, match="Never said"):
        read_booknlp(folder, "TheYard", NOVEL)


def test_an_absent_or_foreign_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"\.quotes file of TheYard"):
        read_booknlp(tmp_path, "TheYard", NOVEL)
    (tmp_path / "TheYard.quotes").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(GoldError, match="lacks the columns char_id, quote"):
        read_booknlp(tmp_path, "TheYard", NOVEL)


def _speakers(report: CorpusReport) -> SpeakerMeasures:
    speakers = report.pools[0].speakers
    assert speakers is not None
    return speakers


def _evaluated(corpora: Path, *, repairs: bool) -> CorpusReport:
    return evaluate_corpus(
        "pdnc",
        corpora / "pdnc",
        system="booknlp",
        predictions=corpora / "booknlp_pdnc",
        repairs=repairs,
        floors=False,
    )


@pytest.mark.corpus
def test_booknlp_comes_out_at_the_protocols_figures(corpora: Path) -> None:
    report = _evaluated(corpora, repairs=True)
    scores, spans = _speakers(report), report.pools[0].spans
    by_name, one_to_one = scores.by_name, scores.one_to_one
    assert scores.lines == 18484
    assert (by_name.all, by_name.explicit, by_name.anaphoric, by_name.implicit) == pytest.approx(
        (56.0, 91.1, 51.7, 34.6), abs=TOLERANCE
    )
    assert (one_to_one.all, one_to_one.explicit, one_to_one.anaphoric, one_to_one.implicit) == pytest.approx(
        (55.0, 84.0, 53.5, 35.7), abs=TOLERANCE
    )
    assert scores.b_cubed.all == pytest.approx(49.4, abs=TOLERANCE)
    assert (spans.precision, spans.recall) == pytest.approx((93.8, 99.9), abs=TOLERANCE)


@pytest.mark.corpus
def test_booknlp_without_repairs(corpora: Path) -> None:
    assert _speakers(_evaluated(corpora, repairs=False)).by_name.all == pytest.approx(55.6, abs=TOLERANCE)
