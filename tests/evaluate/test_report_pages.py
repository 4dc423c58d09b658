"""The report as tables, Markdown and JSON, and the command that writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from diegesis.cli.evaluate import command
from diegesis.errors import FileMissing
from diegesis.evaluate import CorpusReport, evaluate_corpus, report_json, report_markdown, report_tables, score_book
from diegesis.evaluate.measures import measure
from tests.evaluate.tiny_corpora import gold_book, write_booknlp, write_novel, write_story

QUOTES = (('" Thank you , "', "1"), ('" Is it raining ? "', "1"))
ENTITIES = (("1", "PROP", "Lucy"),)


@pytest.fixture
def reports(tmp_path: Path) -> list[CorpusReport]:
    write_novel(tmp_path / "gold")
    predictions = write_booknlp(tmp_path / "pred", quotes=QUOTES, entities=ENTITIES)
    return [
        evaluate_corpus("pdnc", tmp_path / "gold", system="booknlp", predictions=predictions),
        evaluate_corpus("pdnc", tmp_path / "gold", read=lambda source, name: _nothing(source)),
    ]


def _nothing(source: Path | str) -> object:
    from diegesis.testing import StoryBuilder

    assert isinstance(source, Path)
    return StoryBuilder(source.read_bytes().decode()).build()


def test_tables_are_whole_and_have_something_in_them(reports: list[CorpusReport]) -> None:
    for table in report_tables(reports):
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.header)}, table.title


def test_systems_stand_side_by_side(reports: list[CorpusReport]) -> None:
    table = report_tables(reports)[0]
    assert table.rows[0] == ("all", "25.0", "0.0", "25.0", "0.0", *table.rows[0][5:])
    assert table.note == "Best by name: booknlp on 1 of 1 books, diegesis on 0 of 1 books."


def test_own_gold_has_tables_of_kinds_and_mentions(tmp_path: Path) -> None:
    write_story(tmp_path, "young01", "Zoë sat.", characters={"zoe": ["Zoë"]}, mentions=[("Zoë", ["zoe"])])
    titles = [table.title for table in report_tables([evaluate_corpus("gold", tmp_path)])]
    assert "Kinds of quotes" in titles
    assert "Mentions" in titles


def test_markdown_has_every_table(reports: list[CorpusReport]) -> None:
    page = report_markdown(reports)
    assert page.startswith("# booknlp and diegesis on pdnc (all, 1 books)\n")
    assert "## Side by side" in page
    assert "| TheYard | 4 |" in page
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


def test_json_holds_counts_and_scores(reports: list[CorpusReport]) -> None:
    content = json.loads(report_json(reports))
    assert content["format"] == "diegesis-report/1"
    row = content["systems"][0]["pools"][0]
    assert row["speakers"]["by_name"] == {"all": 25.0, "explicit": 50.0, "anaphoric": 0.0, "implicit": 0.0}
    assert (row["spans"]["found"], row["spans"]["recall"]) == (2, 40.0)
    assert row["calibration"]["error"] == 0.5


def test_a_book_without_speakers_is_measured() -> None:
    book = gold_book([("One", None)])
    row = measure("all", [score_book(book, book.story)])
    assert row.speakers is None
    assert row.spans.f1 == 100.0


def test_the_command_prints_and_writes(tmp_path: Path, reports: list[CorpusReport]) -> None:
    page, data = tmp_path / "r.md", tmp_path / "r.json"
    arguments = ["pdnc", str(tmp_path / "gold"), "--system", "booknlp", "--pred", str(tmp_path / "pred")]
    result = CliRunner().invoke(command, [*arguments, "--markdown", str(page), "--json", str(data), "--details"])
    assert result.exit_code == 0, result.output
    assert "TheYard" in result.output
    assert page.read_text(encoding="utf-8") == report_markdown(reports[:1])
    assert data.read_text(encoding="utf-8") == report_json(reports[:1])


def test_the_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_novel(tmp_path / "pdnc")
    monkeypatch.setenv("DIEGESIS_DATA", str(tmp_path))
    assert CliRunner().invoke(command, ["pdnc", "--no-floors"]).exit_code == 0
    monkeypatch.delenv("DIEGESIS_DATA")
    assert isinstance(CliRunner().invoke(command, ["pdnc"]).exception, FileMissing)
