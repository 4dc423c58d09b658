"""Parts of speech and dependencies on a treebank written by hand, scored by hand; and the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from diegesis.cli.evaluate import command
from diegesis.document import Document
from diegesis.errors import BadOption, FileMissing, GoldError, UnknownName
from diegesis.evaluate import UdScore, evaluate_ud, ud_files, ud_json, ud_markdown, ud_table
from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.gold_ud import load_treebank
from diegesis.evaluate.ud import TreeScore, documents, laid_out
from diegesis.layer import Tables
from diegesis.layers.syntax.annotate import annotate
from diegesis.layers.syntax.records import Sentence
from diegesis.pipeline.run import Run
from diegesis.spans import Span

#: Words with part of speech, lemma, head and relation; a blank follows each but those before a mark and an n't.
Row = tuple[str, str, str, int, str]
LEFT: tuple[Row, ...] = (
    ("Ann", "PROPN", "Ann", 2, "nsubj"),
    ("left", "VERB", "leave", 0, "root"),
    (".", "PUNCT", ".", 2, "punct"),
)
BITTEN: tuple[Row, ...] = (
    ("Bob", "PROPN", "Bob", 4, "nsubj:pass"),
    ("was", "AUX", "be", 4, "aux:pass"),
    ("n't", "PART", "not", 4, "advmod"),
    ("bitten", "VERB", "bite", 0, "root"),
    (".", "PUNCT", ".", 4, "punct"),
)
BITTEN_TEXT = "Bob wasn't bitten."


def block(text: str, rows: Sequence[Row], *comments: str) -> str:
    lines = [*(f"# {comment}" for comment in comments), f"# text = {text}"]
    for number, (form, tag, name, head, relation) in enumerate(rows, start=1):
        if number < len(rows) and rows[number][0] == "n't":
            lines.append(f"{number}-{number + 1}\t{form}n't" + "\t_" * 8)
        lines.append(f"{number}\t{form}\t{name}\t{tag}\t_\t_\t{head}\t{relation}\t_\t_")
    return "\n".join(lines) + "\n\n"


def write_treebank(folder: Path, part: str = "dev") -> Path:
    """Two documents, of two sentences and of one."""
    folder.mkdir(exist_ok=True)
    content = block("Ann left.", LEFT, "newdoc id = one", "newpar") + block(BITTEN_TEXT, BITTEN)
    content += block("Ann left.", LEFT, "newdoc id = two", "newpar")
    (folder / f"en_tiny-ud-{part}.conllu").write_text(content, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Parse:
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


#: What a parser says of a word; it stumbles over Bob: a wrong part of speech, and the subtype is missing.
SAYS = {
    "Ann": ("PROPN", "nsubj"),
    "left": ("VERB", "root"),
    "Bob": ("NOUN", "nsubj"),
    "was": ("AUX", "aux:pass"),
    "n't": ("PART", "advmod"),
    "bitten": ("VERB", "root"),
    ".": ("PUNCT", "punct"),
}


class Parser:
    """Every word depends on the verb, but *was*, wrongly, on the first."""

    def __init__(self, document: Document) -> None:
        self._text = document.text

    def parse(self, sentences: Sequence[Sequence[Span]]) -> list[Parse]:
        return [self._parse([word.of(self._text) for word in words]) for words in sentences]

    def _parse(self, words: list[str]) -> Parse:
        root = next(at for at, word in enumerate(words) if SAYS[word][1] == "root")
        heads = [-1 if at == root else root for at in range(len(words))]
        if "was" in words:
            heads[words.index("was")] = 0
        return Parse(tuple(SAYS[word][0] for word in words), tuple(heads), tuple(SAYS[word][1] for word in words))


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document is read by the parser above, with words and sentences found by rule."""

    def run_layers(document: Document, **_: object) -> Run:
        parser = Parser(document)
        rows = annotate(document, Tables(), encoded=parser)
        return Run(Tables().extended((Sentence,), rows), (), parser)  # type: ignore[arg-type]

    monkeypatch.setattr("diegesis.pipeline.run.run_layers", run_layers)


def of(right: int, all_of_them: int = 11) -> Shares:
    return Shares(right, all_of_them, right, all_of_them)


@pytest.mark.usefixtures("reading")
def test_words_are_counted(tmp_path: Path) -> None:
    [score] = evaluate_ud(write_treebank(tmp_path)).values()
    assert score.given == TreeScore(
        words=of(11),
        sentences=of(3, 3),
        tags=of(10),  # not Bob
        lemmas=of(11),
        heads=of(10),  # not was
        relations=of(10),
        subtypes=of(9),  # nor Bob: nsubj is not nsubj:pass
    )
    assert score.raw == score.given  # The rules find the published words and sentences.


@pytest.mark.usefixtures("reading")
def test_raw_text_is_scored_over_words_at_the_same_characters(tmp_path: Path) -> None:
    """*left.* is two words to the rules and one in this gold."""
    file = write_treebank(tmp_path) / "en_tiny-ud-dev.conllu"
    rows = (("Ann", "PROPN", "Ann", 2, "nsubj"), ("left.", "VERB", "leave", 0, "root"))
    file.write_text(block("Ann left.", rows, "newdoc", "newpar"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SAYS, "left.", ("VERB", "root"))
        [score] = evaluate_ud(tmp_path).values()
    assert score.given.heads == of(2, 2)
    assert score.raw.words == Shares(1, 3, 1, 2)
    assert score.raw.tags == Shares(1, 3, 1, 2)
    assert score.raw.heads == Shares(0, 3, 0, 2)  # The head is no word of gold.
    assert score.raw.sentences == of(1, 1)
    assert score.raw.words.f1 == pytest.approx(40.0)


def test_a_document_that_gives_nothing_to_read_counts_as_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diegesis.pipeline.run.run_layers", lambda _: Run(Tables(), (), None))
    [score] = evaluate_ud(write_treebank(tmp_path)).values()
    assert score.given.tags == score.raw.tags == Shares(0, 0, 0, 11)
    assert score.raw.sentences == Shares(0, 0, 0, 3)


def test_documents_are_laid_out_in_paragraphs(tmp_path: Path) -> None:
    sentences = load_treebank(write_treebank(tmp_path) / "en_tiny-ud-dev.conllu")
    found = [laid_out(part) for part in documents(sentences)]
    assert found == [("Ann left. Bob wasn't bitten.", [0, 10]), ("Ann left.", [0])]
    assert laid_out([sentences[0], sentences[2]]) == ("Ann left.\n\nAnn left.", [0, 11])


@pytest.mark.usefixtures("reading")
def test_parts_are_chosen_by_name_and_dev_is_the_default(tmp_path: Path) -> None:
    write_treebank(write_treebank(tmp_path), "test")
    assert list(ud_files(tmp_path)) == ["dev", "test"]
    assert list(evaluate_ud(tmp_path)) == ["dev"]
    assert list(evaluate_ud(tmp_path, parts=["test", "dev", "test"])) == ["dev", "test"]
    with pytest.raises(UnknownName, match="no part train"):
        evaluate_ud(tmp_path, parts=["train"])


@pytest.mark.usefixtures("reading")
def test_progress_is_told_by_document(tmp_path: Path) -> None:
    told: list[None] = []
    evaluate_ud(write_treebank(tmp_path), on_document=lambda: told.append(None))
    assert len(told) == 2


def test_absent_folders_and_impossible_wishes(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="holds no treebank"):
        ud_files(tmp_path)
    with pytest.raises(FileMissing):
        ud_files(tmp_path / "none")
    with pytest.raises(BadOption, match="0 processes"):
        evaluate_ud(write_treebank(tmp_path), jobs=0)


# the report and the command


@pytest.mark.usefixtures("reading")
def test_the_report(tmp_path: Path) -> None:
    scores = evaluate_ud(write_treebank(tmp_path))
    table = ud_table(scores)
    assert [row[0] for row in table.rows] == ["dev, words given", "dev, raw text"]
    assert {len(row) for row in table.rows} == {len(table.header)}
    assert table.rows[0][1:] == ("100.0", "100.0", "90.9", "100.0", "90.9", "90.9", "81.8")
    assert ud_markdown(scores).startswith("# diegesis on ud (dev)\n")
    found = json.loads(ud_json(scores))
    assert (found["format"], found["corpus"]) == ("diegesis-report/1", "ud")
    [part] = found["parts"]
    assert list(part) == ["part", "given", "raw"]
    assert list(part["raw"]) == [field.name for field in fields(TreeScore)]
    assert part["given"]["relations"]["f1"] == pytest.approx(90.9091)


def test_scores_add_up() -> None:
    one = UdScore(TreeScore(words=of(1, 2)), TreeScore(tags=of(2, 3)))
    assert one + one == UdScore(TreeScore(words=of(2, 4)), TreeScore(tags=of(4, 6)))


@pytest.mark.usefixtures("reading")
def test_the_command_writes_it(tmp_path: Path) -> None:
    folder = write_treebank(tmp_path / "ud")
    target = tmp_path / "ud.json"
    ran = CliRunner().invoke(command, ["ud", str(folder), "--json", str(target), "--markdown", str(tmp_path / "ud.md")])
    assert ran.exit_code == 0, ran.output
    assert "dev, raw text" in ran.output
    assert json.loads(target.read_text(encoding="utf-8"))["corpus"] == "ud"
    assert "| dev, raw text | 100.0 |" in (tmp_path / "ud.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("reading")
def test_the_command_knows_the_folder_and_the_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_treebank(write_treebank(tmp_path / "ud_ewt"), "test")
    monkeypatch.setenv("DIEGESIS_DATA", str(tmp_path))
    ran = CliRunner().invoke(command, ["ud", "--books", "test"])
    assert ran.exit_code == 0, ran.output
    assert "test, raw text" in ran.output
    assert "dev" not in ran.output


@pytest.mark.parametrize("option", [["--split", "dev"], ["--system", "booknlp"], ["--no-floors"], ["--details"]])
def test_options_that_say_nothing_are_refused(tmp_path: Path, option: list[str]) -> None:
    ran = CliRunner().invoke(command, ["ud", str(write_treebank(tmp_path)), *option])
    assert ran.exit_code == 2
    assert "says nothing to this corpus" in ran.output
