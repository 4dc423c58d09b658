"""What an import may not load: the data types stay light, and the command starts fast."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from diegesis.layers import register

HEAVY = frozenset(
    {"onnxruntime", "tokenizers", "torch", "numpy", "pyarrow", "lxml", "docx", "rich", "click", "networkx"}
    | {"charset_normalizer", "markdown_it", "hypothesis", "pytest", "sqlite3", "http", "asyncio", "simplemma"}
    | {"starlette", "uvicorn"}
)
#: Reading needs these, on the way from a file or a story file.
_READERS = frozenset({"charset_normalizer", "sqlite3", "networkx", "http", "asyncio"})

_LOADED = "\nimport json, sys\nprint('\\n' + json.dumps(sorted(m.partition('.')[0] for m in sys.modules)))"


def loaded_by(code: str) -> set[str]:
    """Top-level packages in ``sys.modules`` after running ``code`` in a fresh Python."""
    ran = subprocess.run([sys.executable, "-c", code + _LOADED], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout.splitlines()[-1]))


def test_import_diegesis_is_light() -> None:
    assert not loaded_by("import diegesis") & HEAVY


@pytest.mark.parametrize("module", ["errors", "spans", "layer", "document", "layers.register"])
def test_data_types_are_light(module: str) -> None:
    assert not loaded_by(f"import diegesis.{module}") & HEAVY


@pytest.mark.parametrize("name", register.NAMES)
def test_records_are_light(name: str) -> None:
    assert not loaded_by(f"import diegesis.layers.{name}.records") & (HEAVY - {"networkx"})


@pytest.mark.parametrize("module", ["story", "pipeline", "export", "corrections", "bible", "compare", "diff"])
def test_asking_a_story_is_light(module: str) -> None:
    """A user of stories in a program of their own pays for no file format, screen or web server."""
    assert not loaded_by(f"import diegesis.{module}") & (HEAVY - _READERS)


def test_reading_a_string_loads_no_file_format() -> None:
    code = "import diegesis; diegesis.read_text('\"Come in,\" said Ann.'{})"
    assert not loaded_by(code.format("")) & {"lxml", "docx", "markdown_it", "rich", "click", "torch"}
    unused = {"lxml", "docx", "rich", "click", "onnxruntime", "numpy", "simplemma"}
    assert not loaded_by(code.format(", model=False")) & unused


def test_help_is_light() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['diegesis', '--help']\n"
        "from diegesis.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code"
    )
    assert not loaded_by(code) & (HEAVY - {"click"} - {"http", "asyncio"})
