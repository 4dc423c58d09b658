"""Pages of models say what the cards, the files and the reports say, and NOTICE names every source."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.source import ROOT

CARDS = sorted((ROOT / "src/diegesis/models").glob("*/card.toml"))
#: The reader's card before it is filled in; not in a source distribution.
TEMPLATE = ROOT / "training/reader/card.template.toml"


@pytest.fixture(scope="module")
def cards() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cards", ROOT / "docs/cards.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_models_are_the_generated_ones() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "docs/cards.py", "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.parent.name)
def test_the_files_are_those_of_the_card(path: Path) -> None:
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("files", {})
    found = {name: sha256((path.parent / name).read_bytes()).hexdigest() for name in listed}
    assert found == listed


@pytest.mark.parametrize(
    "path", [*CARDS, *([TEMPLATE] if TEMPLATE.exists() else [])], ids=lambda path: path.parent.name
)
def test_every_source_of_a_card_is_in_notice(path: Path) -> None:
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
    # What stands before the sources in the template is filled in only on export.
    sources = tomllib.loads("[[data]]" + path.read_text(encoding="utf-8").partition("[[data]]")[2])["data"]
    missing = [source["name"] for source in sources if f"- {_short(source['name'])} (" not in notice]
    assert sources
    assert not missing
    assert not [source["licence"] for source in sources if source["licence"].partition(";")[0] not in notice]


def _short(name: str) -> str:
    """The name of a source without what of it was taken."""
    return re.split(r"[,:(]", name)[0].strip()


# ------------------------------------------------------------------------------------------- a made-up reader


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "encoder.onnx").write_bytes(b"weights")
    (folder / "card.toml").write_text(
        f"""
name = "reader"
version = "9"
kind = "made up"
answers = "nothing"
fitted_by = "python -m one; python -m two"
fitted_on = ["gap-development", "Emma"]
files = {{ "encoder.onnx" = "{sha256(b"weights").hexdigest()}" }}
labels = {{ types = ["FAC", "PER"] }}
data = [{{ name = "Corpus", cite = "Somebody: A | B", licence = "none" }}]
limits = {{ fails_on = "everything" }}
""",
        encoding="utf-8",
    )
    return folder


def write_report(folder: Path, corpus: str, content: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{corpus}.json").write_text(json.dumps(content), encoding="utf-8")


def gap(**generator: Any) -> dict[str, Any]:
    part = {kind: {"f1": 61.26} for kind in ("overall", "feminine", "masculine")}
    parts = [{"part": name, "rows": 2000, "bias": 1.0, **part} for name in ("development", "validation")]
    return {"generator": generator, "parts": parts}


def litbank() -> dict[str, Any]:
    def f1(value: float) -> dict[str, float]:
        return {"f1": value}

    reading = {"entities": {"all": f1(71.04), "per": f1(81.0)}, "events": f1(66.6)}
    reading |= {"coreference": {"conll": 68.0}, "people": {"conll": 75.0}}
    pool = {"name": "all", "books": 100, "reading": reading}
    return {"generator": {}, "systems": [{"system": "diegesis", "pools": [pool]}]}


def test_a_page_holds_all_that_the_card_and_the_files_say(cards: ModuleType, reader: Path, tmp_path: Path) -> None:
    page = cards.page_of(reader, reports=tmp_path / "none", predictions=tmp_path / "none")
    assert page.startswith("# reader 9\n")
    assert "`python -m one`, then `python -m two`" in page
    assert r"| Corpus | Somebody: A \| B | none |" in page
    assert f"| encoder.onnx | `{sha256(b'weights').hexdigest()}` | 7 |" in page
    assert "| types | FAC, PER |" in page
    assert "- **Fails on:** everything" in page
    assert "Emma, gap-development." in page


def test_a_score_that_no_report_holds_is_left_out(cards: ModuleType, reader: Path, tmp_path: Path) -> None:
    assert "Scores" not in cards.page_of(reader, reports=tmp_path / "none", predictions=tmp_path / "none")


def test_scores_of_the_rules_alone_are_none_of_the_reader(cards: ModuleType, reader: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "reports", "litbank", litbank())
    write_report(tmp_path / "reports", "gap", gap(models={}))
    page = cards.page_of(reader, reports=tmp_path / "reports", predictions=tmp_path / "none")
    assert "Scores" not in page


def test_a_report_made_from_saved_readings_is_of_the_reader(cards: ModuleType, reader: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "reports", "litbank", litbank())
    write_report(tmp_path / "predictions" / "litbank", "emma", {})
    page = cards.page_of(reader, reports=tmp_path / "reports", predictions=tmp_path / "predictions")
    assert "| nested entities, all types, F1 | 71.0 |" in page
    assert "| event words, F1 | 66.6 |" in page
    assert "`python -m benchmarks.scores litbank`" in page


def test_no_score_on_what_the_reader_was_fitted_on(cards: ModuleType, reader: Path, tmp_path: Path) -> None:
    write_report(tmp_path / "reports", "gap", gap(models={"reader": "9"}))
    page = cards.page_of(reader, reports=tmp_path / "reports", predictions=tmp_path / "none")
    assert "| validation, 2,000 paragraphs | 61.3 | 61.3 | 61.3 | 1.00 |" in page
    assert "development, 2,000" not in page
