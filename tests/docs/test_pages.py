"""Pages that must agree with the code: the changelog, the error codes, the layers, the decisions."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from diegesis import __version__, errors
from diegesis.layers import register
from tests.architecture.source import ROOT


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def all_errors(root: type[errors.DiegesisError] = errors.DiegesisError) -> list[type[errors.DiegesisError]]:
    return [root, *(found for child in root.__subclasses__() for found in all_errors(child))]


def test_the_changelog_is_open() -> None:
    headings = re.findall(r"^## (.+)$", page("CHANGELOG.md"), re.MULTILINE)
    assert headings
    assert headings[0] == "Unreleased"


def test_a_released_version_has_its_entry() -> None:
    released = re.findall(r"^## (\d\S*)", page("CHANGELOG.md"), re.MULTILINE)
    assert not released or released[0] == __version__


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [error.code for error in all_errors()]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"D\d{3}", code) for code in codes)


def test_every_error_stands_in_the_one_tree() -> None:
    tree = errors.__doc__ or ""
    assert all(re.search(rf"\b{error.__name__}\b", tree) for error in all_errors())
    assert {error.__module__ for error in all_errors()} == {"diegesis.errors"}


def test_every_error_code_is_documented() -> None:
    documented = set(re.findall(r"\bD\d{3}\b", page("docs/errors.md")))
    assert documented == {error.code for error in all_errors()}


@pytest.mark.parametrize("name", register.NAMES)
def test_every_layer_has_its_page(name: str) -> None:
    text = page(f"docs/layers/{name}.md")
    assert text.startswith(f"# {name}\n")


def test_every_page_is_on_the_map() -> None:
    index = page("docs/index.md")
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in sorted((ROOT / "docs").rglob("*.md"))]
    own = ("layers/", "findings/")  # with an index of their own
    listed = [name for name in pages if name != "index.md" and not name.startswith(own)]
    missing = [name for name in [*listed, *(f"{folder}index.md" for folder in own)] if f"({name})" not in index]
    assert not missing, "link these in docs/index.md"


def test_decisions_are_numbered_and_have_a_status() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in records] == [f"{n:04d}" for n in range(1, len(records) + 1)]
    status = re.compile(r"^Status: (accepted|replaced by \d{4})$", re.MULTILINE)
    assert all(status.search(path.read_text(encoding="utf-8")) for path in records)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    text = page("docs/decisions/0001-dependencies.md")
    names = [re.split(r"[ <>=!~;\[]", line)[0] for line in project["dependencies"]]
    assert all(f"**{name}**" in text for name in names)


def test_no_machine_path_in_what_is_published() -> None:
    """Docs and reports are read elsewhere: a path of somebody's machine helps nobody."""
    pattern = re.compile(rf"{re.escape(str(ROOT))}|(?<![\w.])/(?:home|root|Users|tmp)/")
    folders = [ROOT / "docs", ROOT / "benchmarks"]
    files = [path for folder in folders for ending in ("md", "json") for path in sorted(folder.rglob(f"*.{ending}"))]
    broken = [path.relative_to(ROOT) for path in files if pattern.search(path.read_text(encoding="utf-8"))]
    assert not broken


def test_layer_pages_are_the_generated_ones() -> None:
    """Pages of layers come from the notes and record types: remade by ``make docs``."""
    ran = subprocess.run(
        [sys.executable, ROOT / "docs/generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
