"""Examples in docstrings run, and commands in the docs exist with the options they use."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, Module, modules

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "examples/README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
_FENCE = re.compile(r"^```(?:sh|console|bash|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def command_lines(page: Path, program: str) -> list[str]:
    """Calls of a program in the shell blocks of a page, without prompts, continuation lines joined.

    In a ``console`` block with prompts only the prompted lines are commands; the rest is output.
    """
    found = []
    for block in _FENCE.findall(page.read_text(encoding="utf-8")):
        lines = block.replace("\\\n", " ").splitlines()
        prompted = [line[2:] for line in lines if line.startswith("$ ")]
        for line in prompted or lines:
            for part in re.split(r"\s*(?:\||&&|;)\s*", line.split(" #")[0]):
                if part == program or part.startswith(f"{program} "):
                    found.append(part)
    return found


@cache
def help_of(*command: str) -> str | None:
    """The help text of a command; ``None`` where there is no such command."""
    ran = subprocess.run(
        [sys.executable, "-m", "diegesis", *command, "--help"], capture_output=True, text=True, check=False
    )
    return ran.stdout if ran.returncode == 0 else None


def shown_commands() -> list[tuple[str, str]]:
    return [(page.relative_to(ROOT).as_posix(), line) for page in PAGES for line in command_lines(page, "diegesis")]


@pytest.mark.parametrize(("page", "line"), shown_commands(), ids=lambda value: str(value)[:60])
def test_a_command_in_the_docs_exists(page: str, line: str) -> None:
    words = line.split()[1:]
    path = [word for word in words[:1] if not word.startswith("-")]
    if path == ["evaluate"] and len(words) > 1 and not words[1].startswith("-"):
        path.append(words[1])
    text = help_of(*path)
    assert text is not None, f"{page}: there is no command {' '.join(path)!r}"
    for option in re.findall(r"(?<=\s)--[a-z][a-z-]*", line):
        assert re.search(rf"{option}\b", text), f"{page}: {' '.join(path)} has no option {option}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_in_the_docs_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    called = {line.split()[-1] for line in command_lines(page, "make") if "=" not in line.split()[-1]}
    assert called - {"make"} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    local = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:", link)]
    broken = [link for link in local if link and not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name or "diegesis")
def test_examples_in_docstrings_run(module: Module) -> None:
    if module.name == "__main__" or ">>>" not in module.path.read_text(encoding="utf-8"):
        return
    loaded = importlib.import_module(f"diegesis.{module.name}".rstrip("."))
    result = doctest.testmod(loaded, optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert not result.failed
