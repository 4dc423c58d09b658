"""The LitBank loader, on two tiny sentences in the published format."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import FileMissing, GoldError
from diegesis.evaluate.gold_litbank import litbank_books, load_litbank

TEXT = "“ Come in . Sit\n, do , ” said Miss Ames to the boy .\n“ No ! ”\n"
QUOTATIONS = "QUOTE\tQ1\t0\t0\t1\t3\t“ Come in . Sit , do , ”\nQUOTE\tQ2\t2\t0\t2\t3\t“ No ! ”\n"
SPEAKERS = "ATTRIB\tQ1\tAmes-1\nATTRIB\tQ2\tboy-2\n"
COREFERENCE = (
    "MENTION\tT0\t1\t5\t1\t6\tMiss Ames\tPER\tPROP\nMENTION\tT1\t1\t8\t1\t9\tthe boy\tPER\tNOM\n"
    "MENTION\tT2\t1\t6\t1\t6\tAmes\tPER\tPROP\nCOREF\tT0\tAmes-1\nCOREF\tT1\tboy-2\nCOP\tT1\tT2\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for layer, content in (("quotations", QUOTATIONS + SPEAKERS), ("coref", COREFERENCE)):
        home = tmp_path / layer / "tsv"
        home.mkdir(parents=True)
        (home / "1_the_yard_brat.txt").write_text(TEXT, encoding="utf-8")
        (home / "1_the_yard_brat.ann").write_text(content, encoding="utf-8")
    return tmp_path


def test_quotations_with_their_speakers_names(folder: Path) -> None:
    assert litbank_books(folder) == ("1_the_yard",)
    book = load_litbank(folder, "1_the_yard")
    assert [quote.span.of(TEXT) for quote in book.story.quotes] == ["“ Come in . Sit\n, do , ”", "“ No ! ”"]
    assert [line.speaker for line in book.lines] == ["Ames-1", "boy-2"]
    assert book.names == {"Ames-1": ["Miss Ames"], "boy-2": ["the boy"]}
    assert book.source is None


def test_broken_rows_and_absent_folders(folder: Path) -> None:
    path = folder / "quotations" / "tsv" / "1_the_yard_brat.ann"
    path.write_text(QUOTATIONS.replace("1\t3", "1\t99"), encoding="utf-8")
    with pytest.raises(GoldError, match="Q1"):
        load_litbank(folder, "1_the_yard")
    with pytest.raises(GoldError, match="holds no LitBank"):
        litbank_books(folder / "coref")
    with pytest.raises(FileMissing):
        litbank_books(folder / "none")
