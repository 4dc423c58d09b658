"""Evaluating a whole corpus: which books, which reader, how many processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from diegesis.errors import BadOption, UnknownName
from diegesis.evaluate import corpus_books, evaluate_corpus, report_json
from diegesis.evaluate.floors import MOST_FREQUENT, NEAREST, PREVIOUS
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.evaluate.tiny_corpora import NOVEL, write_novel, write_story


def read_one_line(source: Path | str, name: str) -> Story:
    """A reader that knows a single line; out-of-fold predictions come in the same way."""
    assert isinstance(source, Path)
    text = source.read_bytes().decode("utf-8")
    builder = StoryBuilder(text).character("Lucy")
    if name == "TheYard":
        builder.quote('"Thank you,"', speaker="Lucy")
    return builder.build()


@pytest.fixture
def novels(tmp_path: Path) -> Path:
    write_novel(tmp_path, "TheYard")
    write_novel(tmp_path, "Persuasion")  # the name of a report novel
    return tmp_path


def test_groups_are_pooled_apart(novels: Path) -> None:
    report = evaluate_corpus("pdnc", novels, read=read_one_line)
    assert [row.name for row in report.pools] == ["all", "development", "report"]
    assert [row.name for row in report.books] == ["Persuasion", "TheYard"]
    assert [row.speakers.by_name.all for row in report.pools if row.speakers] == [12.5, 25.0, 0.0]
    assert (report.pools[0].spread.median, report.pools[0].spread.highest) == (12.5, 25.0)


def test_the_split_picks_the_books(novels: Path) -> None:
    assert corpus_books("pdnc", novels) == ("Persuasion", "TheYard")
    assert corpus_books("pdnc", novels, "dev") == ("TheYard",)
    assert corpus_books("pdnc", novels, "report") == ("Persuasion",)


def test_report_stories_are_read_only_on_demand(tmp_path: Path) -> None:
    for name in ("young01", "young02"):
        write_story(tmp_path, name, "Zoë sat.", characters={"zoe": ["Zoë"]})
    (tmp_path / "SPLIT.tsv").write_text("story\tpart\tfold\nyoung01\tdev\t0\nyoung02\treport\t-\n", encoding="utf-8")
    assert corpus_books("gold", tmp_path) == ("young01",)
    with pytest.raises(UnknownName, match="no book young02 in its split dev"):
        evaluate_corpus("gold", tmp_path, books=["young02"])
    assert corpus_books("gold", tmp_path, "all") == ("young01", "young02")


def test_the_number_of_processes_is_of_no_account(novels: Path) -> None:
    one = evaluate_corpus("pdnc", novels, read=read_one_line)
    two = evaluate_corpus("pdnc", novels, read=read_one_line, jobs=2)
    assert report_json([one]) == report_json([two])


def test_progress_is_told_by_book(novels: Path) -> None:
    told: list[str] = []
    evaluate_corpus("pdnc", novels, read=read_one_line, on_book=told.append)
    assert told == ["Persuasion", "TheYard"]


def test_the_default_reader_reads_the_raw_text(novels: Path) -> None:
    report = evaluate_corpus("pdnc", novels, books=["TheYard"])
    assert report.books[0].spans.gold == 5


def test_floors_by_hand(novels: Path) -> None:
    # Speakers: Luyden, Ames, Luyden, Luyden. "Lucy" stands nearest to the second and third lines; the last line has
    # "Lucy" nearest too, and the first Mr. Van Der Luyden.
    floors = evaluate_corpus("pdnc", novels, books=["TheYard"], read=read_one_line).pools[0].floors
    assert NOVEL.count("Lucy") == 1
    assert (floors[MOST_FREQUENT].all, floors[PREVIOUS].all, floors[NEAREST].all) == (75.0, 25.0, 50.0)
    assert evaluate_corpus("pdnc", novels, read=read_one_line, floors=False).pools[0].floors == {}


@pytest.mark.parametrize(
    ("kind", "choices", "message"),
    [
        ("novels", {}, "No corpus 'novels'"),
        ("pdnc", {"system": "other"}, "No system 'other'"),
        ("pdnc", {"system": "booknlp"}, "output files"),
        ("pdnc", {"jobs": 0}, "0 processes"),
        ("pdnc", {"split": "test"}, "split 'test'"),
    ],
)
def test_impossible_wishes(novels: Path, kind: str, choices: dict[str, object], message: str) -> None:
    with pytest.raises(BadOption, match=message):
        evaluate_corpus(kind, novels, **choices)  # type: ignore[arg-type]
