"""Golden files: story.json of the examples, byte for byte. Remade by ``pytest tests/golden --update-golden``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).parent / "stories"


def read_to_json(book: Path, folder: Path) -> dict[str, Any]:
    """What the command line makes of a book, as a user gets it; the version left out."""
    target = folder / "story.json"
    command = [sys.executable, "-m", "diegesis", "read", str(book), "--quiet", "--no-model"]
    command += ["-o", str(folder / "book.story"), "--json", str(target)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    made: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    made["generator"].pop("version")
    return made


def as_text(made: dict[str, Any]) -> str:
    """One row a line, so that a difference shows the rows that changed."""
    parts = []
    for key, value in made.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f"{json.dumps(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def test_a_difference_shows_the_row() -> None:
    made = {"format": "diegesis-story/1", "quotes": [{"id": "q-1"}, {"id": "q-2"}], "scenes": []}
    assert json.loads(as_text(made)) == made
    assert as_text(made).splitlines()[3] == '  {"id": "q-1"},'


def test_the_flag_is_off_in_ci(request: pytest.FixtureRequest) -> None:
    """A CI that remakes its golden files compares them with themselves."""
    assert not (os.environ.get("CI") and request.config.getoption("--update-golden"))


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_the_examples_read_as_before(golden: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        pytest.skip("the golden files are being remade")
    made = as_text(read_to_json(ROOT / "examples" / f"{golden.stem}.txt", tmp_path))
    assert made == golden.read_text(encoding="utf-8"), "if this is meant: pytest tests/golden --update-golden"


@pytest.mark.parametrize("book", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_remake(book: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Writes the golden file where the flag says so; nothing else writes there."""
    if not request.config.getoption("--update-golden"):
        pytest.skip("golden files are remade with --update-golden only")
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / f"{book.stem}.json").write_text(as_text(read_to_json(book, tmp_path)), encoding="utf-8")
