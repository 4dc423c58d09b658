"""GAP on made-up rows in the published format, scored by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from diegesis.cli.evaluate import command
from diegesis.errors import BadOption, FileMissing, GoldError, UnknownName
from diegesis.evaluate import evaluate_gap, gap_files, gap_json, gap_markdown, gap_table
from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.gap import GapRow, answer, load_gap, score_gap
from diegesis.layers.entities.records import MentionForm
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder

HEADER = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL"
#: (text, pronoun, name, whether it is meant, other name, whether it is meant); a bare mark in a cell is no quoting.
ROWS = (
    ('Ann "the Hat" Hay met Eva. She laughed.', "She", "Ann", "TRUE", "Eva", "FALSE"),
    ("Tom saw Ben. His hat fell.", "His", "Tom", "FALSE", "Ben", "TRUE"),
    ("Ian wrote to Max, and he came.", "he", "Ian", "FALSE", "Max", "FALSE"),
)
PRON = MentionForm.PRON


def write_gap(folder: Path, rows: Sequence[Sequence[str]] = ROWS, part: str = "development") -> Path:
    lines = [HEADER]
    for number, (text, pronoun, one, meant, other, also) in enumerate(rows, start=1):
        places = [str(text.index(words)) for words in (pronoun, one, other)]
        cells = [f"{part}-{number}", text, pronoun, places[0], one, places[1], meant, other, places[2], also]
        lines.append("\t".join([*cells, "http://example.org"]))
    folder.mkdir(exist_ok=True)
    (folder / f"gap-{part}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def first_name(text: str, name: str) -> Story:
    """A reader to whom every pronoun means the first name."""
    row = next(row for row in ROWS if row[0] == text)
    builder = StoryBuilder(text).character(row[2]).character(row[4])
    builder.mention(row[2], of=[row[2]]).mention(row[4], of=[row[4]])
    return builder.mention(row[1], of=[row[2]], form=PRON).build()


def test_rows_are_read_as_published(tmp_path: Path) -> None:
    rows = load_gap(write_gap(tmp_path), "development")
    assert [row.name for row in rows] == ["development-1", "development-2", "development-3"]
    assert [row.feminine for row in rows] == [True, False, False]
    assert [row.right for row in rows] == [(True, False), (False, True), (False, False)]
    assert [[span.of(row.text) for span in (row.pronoun, *row.names)] for row in rows[:2]] == [
        ["She", "Ann", "Eva"],
        ["His", "Tom", "Ben"],
    ]


def test_two_decisions_a_row(tmp_path: Path) -> None:
    # Claimed: Ann (right), Tom and Ian (wrong); meant: Ann and Ben.
    [score] = evaluate_gap(write_gap(tmp_path), read=first_name).values()
    assert score.rows == 3
    assert score.feminine == Shares(1, 1, 1, 1)
    assert score.masculine == Shares(0, 2, 0, 1)
    assert (score.overall.precision, score.overall.recall) == (pytest.approx(100 / 3), 50.0)
    assert score.overall.f1 == pytest.approx(40.0)
    assert score.bias == 0.0


def test_the_ratio_of_the_genders(tmp_path: Path) -> None:
    rows = load_gap(write_gap(tmp_path), "development")
    score = score_gap(rows, [(True, True), (False, True), (False, False)])
    assert (score.feminine.f1, score.masculine.f1) == (pytest.approx(200 / 3), 100.0)
    assert score.bias == pytest.approx(2 / 3)


def row_of(text: str, pronoun: str, one: str, other: str) -> GapRow:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (pronoun, one, other)]
    return GapRow("1", text, spans[0], True, (spans[1], spans[2]), (True, False))


def test_a_longer_mention_may_hold_the_name() -> None:
    text = "Miss Ann Hay met Eva. She laughed."
    builder = StoryBuilder(text).character("Ann").mention("Miss Ann Hay", of=["Ann"])
    story = builder.mention("She", of=["Ann"], form=PRON).build()
    assert answer(row_of(text, "She", "Ann", "Eva"), story) == (True, False)


def test_a_phrase_around_another_mention_is_not_at_the_name() -> None:
    text = "Ann's sister met Eva. She laughed."
    builder = StoryBuilder(text).character("Ann").character("sister")
    builder.mention("Ann", of=["Ann"]).mention("Ann's sister", of=["sister"], form=MentionForm.NOM)
    story = builder.mention("She", of=["sister"], form=PRON).build()
    assert answer(row_of(text, "She", "Ann", "Eva"), story) == (False, False)


def test_a_pronoun_that_was_not_found_or_means_nobody_claims_nothing() -> None:
    text = "Ann met Eva. She laughed."
    builder = StoryBuilder(text).character("Ann").mention("Ann", of=["Ann"])
    assert answer(row_of(text, "She", "Ann", "Eva"), builder.build()) == (False, False)
    assert answer(row_of(text, "She", "Ann", "Eva"), builder.mention("She", form=PRON).build()) == (False, False)


def test_the_text_is_read_from_the_raw(tmp_path: Path) -> None:
    """Nothing but the paragraph goes in; processes are of no account."""
    folder = write_gap(tmp_path, [("Mrs. Hay met Tom. She laughed.", "She", "Mrs. Hay", "TRUE", "Tom", "FALSE")])
    one, two = evaluate_gap(folder), evaluate_gap(folder, jobs=2)
    assert one == two
    assert one["development"].feminine == Shares(1, 1, 1, 1)


def test_progress_is_told_by_row(tmp_path: Path) -> None:
    told: list[None] = []
    evaluate_gap(write_gap(tmp_path), read=first_name, on_row=lambda: told.append(None))
    assert len(told) == 3


def test_parts_are_chosen_by_name(tmp_path: Path) -> None:
    write_gap(write_gap(tmp_path), ROWS[:1], part="validation")
    assert gap_files(tmp_path) == ("development", "validation")
    assert list(evaluate_gap(tmp_path, parts=["validation"], read=first_name)) == ["validation"]
    with pytest.raises(UnknownName, match="no part test"):
        evaluate_gap(tmp_path, parts=["test"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\tShe\t", "\tIt\t"),
        ("\tTRUE\t", "\tMAYBE\t"),
        ("Pronoun-offset", "Offset"),
        ("\tAnn\t0", "\tAnn\tx"),
        ("\tEva\t", "\tEve\t"),
    ],
)
def test_broken_rows_are_refused(tmp_path: Path, old: str, new: str) -> None:
    file = write_gap(tmp_path) / "gap-development.tsv"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError, match=r"gap-development\.tsv, row 1"):
        load_gap(tmp_path, "development")


def test_absent_folders_and_impossible_wishes(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no GAP"):
        gap_files(tmp_path)
    with pytest.raises(FileMissing):
        gap_files(tmp_path / "none")
    with pytest.raises(BadOption, match="0 processes"):
        evaluate_gap(write_gap(tmp_path), jobs=0)


def test_the_report(tmp_path: Path) -> None:
    scores = evaluate_gap(write_gap(tmp_path), read=first_name)
    table = gap_table(scores)
    assert len(table.header) == len(table.rows[0]) == 12
    assert table.rows[0][:5] == ("development", "3", "33.3", "50.0", "40.0")
    assert gap_markdown(scores).startswith("# diegesis on gap (development)\n")
    [part] = json.loads(gap_json(scores))["parts"]
    assert (part["rows"], part["overall"]["f1"], part["bias"]) == (3, 40.0, 0.0)


def test_the_command_writes_it(tmp_path: Path) -> None:
    folder = write_gap(tmp_path / "gap")
    target = tmp_path / "gap.json"
    ran = CliRunner().invoke(
        command, ["gap", str(folder), "--json", str(target), "--markdown", str(tmp_path / "gap.md")]
    )
    assert ran.exit_code == 0, ran.output
    assert "development" in ran.output
    assert json.loads(target.read_text(encoding="utf-8"))["corpus"] == "gap"
    assert "| development | 3 |" in (tmp_path / "gap.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [["--split", "dev"], ["--system", "booknlp"], ["--no-floors"], ["--details"]])
def test_options_that_say_nothing_are_refused(tmp_path: Path, option: list[str]) -> None:
    ran = CliRunner().invoke(command, ["gap", str(write_gap(tmp_path)), *option])
    assert ran.exit_code == 2
    assert "says nothing to this corpus" in ran.output


@pytest.mark.corpus
def test_every_row_of_the_corpus_is_read(corpora: Path) -> None:
    rows = {part: load_gap(corpora / "gap", part) for part in gap_files(corpora / "gap")}
    assert {part: len(found) for part, found in rows.items()} == {"development": 2000, "validation": 454}
    assert sum(row.feminine for row in rows["development"]) == 1000
