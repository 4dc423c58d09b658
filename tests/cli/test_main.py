"""Finding commands, telling errors, starting quickly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from diegesis import __version__
from diegesis.cli.main import COMMANDS, group
from diegesis.cli.reference import reference
from tests.architecture.source import ROOT
from tests.cli.calling import Caller

#: Seconds of processor time that ``--help`` may take; the issue's limit.
QUICK = 0.3


def test_help_lists_every_command(call: Caller) -> None:
    came = call("--help")
    assert came.code == 0
    for name, about in COMMANDS.items():
        assert name in came.out
        assert about in came.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(call: Caller, name: str) -> None:
    came = call(name, "-h")
    assert came.code == 0
    assert f"diegesis {name} " in came.out.partition("Options")[0] or f"\n    diegesis {name} " in came.out


def test_commands_say_what_the_list_says() -> None:
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        assert command.name == name


def test_help_is_quick() -> None:
    code = "import os, sys; from diegesis.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "used = os.times(); sys.stderr.write(str(used.user + used.system))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(ran.stderr) < QUICK


def test_the_version(call: Caller) -> None:
    assert call("--version").out == f"diegesis {__version__}\n"


def test_an_unknown_command_gets_the_nearest(call: Caller) -> None:
    came = call("exprt")
    assert came.code == 2
    assert "Did you mean 'export'?" in came.err


def test_a_book_without_a_command_gets_read(call: Caller) -> None:
    assert "diegesis read BOOK" in call("book.epub").err


def test_an_unknown_option_is_a_wrong_call(call: Caller, made: Path) -> None:
    assert call("cast", made, "--colour").code == 2


def test_an_error_has_its_code_its_hint_and_no_traceback(call: Caller, tmp_path: Path) -> None:
    came = call("cast", tmp_path / "none.story")
    assert came.code == 1
    assert came.err.splitlines() == [
        "error[D211]: none.story: there is no such file.",
        "  Check the name and the folder.",
    ]
    assert came.out == ""


def test_a_reader_that_leaves_early_is_no_error(made: Path) -> None:
    script = f"'{sys.executable}' -m diegesis export '{made}' --to jsonl | head -c 10; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("\n0\n") or ran.stdout.endswith("0\n")
    assert ran.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", ["export {} --to jsonl", "quotes {}"])
def test_a_full_disk_is_a_coded_error(made: Path, command: str) -> None:
    words = command.format(made).split()
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "diegesis", *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr.decode().startswith("error[D224]: The output could not be written")
    assert b"Traceback" not in ran.stderr


def test_output_is_utf8_whatever_the_locale(made: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "diegesis", "quotes", str(made)], capture_output=True, env=env, check=True
    )
    assert "“Come in, Tom,”" in ran.stdout.decode()


def test_the_reference_page_is_made_from_the_help_texts() -> None:
    remake = "remake it: python -m diegesis.cli.reference > docs/cli.md"
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference(), remake
