"""What a user downloads, and what a clone brings: how large it is, and that the models' files are in it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

MB = 1_000_000
MAX_WHEEL = 60 * MB
#: One file of the tree, and the files of all models together: a clone brings every version of them that ever was.
MAX_FILE = MAX_MODELS = 40 * MB

CARDS = sorted((PACKAGE / "models").glob("*/card.toml"))
_READER = PACKAGE / "models" / "reader" / "card.toml"
_NO_READER = pytest.mark.skipif(not _READER.exists(), reason="no reader yet: models/reader has no card.toml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel, made without the network."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "sdist", "-t", "wheel"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


def wheel_files(folder: Path) -> dict[str, bytes]:
    """What stands in the wheel under the models' folder, by path in it."""
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("diegesis/models/")]
        return {name.removeprefix("diegesis/models/"): archive.read(name) for name in names}


def sdist_names(folder: Path) -> set[str]:
    """Paths under the models' folder in the source distribution."""
    (path,) = folder.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        parts = [name.partition("/src/diegesis/models/")[2] for name in archive.getnames()]
    return set(filter(None, parts))


def files_of(card: Path) -> dict[str, str]:
    """SHA-256 by file of a model, the files that no card lists without one."""
    listed = tomllib.loads(card.read_text(encoding="utf-8")).get("files", {})
    return {"card.toml": "", "CARD.md": "", **listed}


def test_the_wheel_is_small(built: Path) -> None:
    (path,) = built.glob("*.whl")
    assert path.stat().st_size <= MAX_WHEEL


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.parent.name)
def test_the_files_of_a_model_are_in_the_wheel_and_in_the_source_distribution(card: Path, built: Path) -> None:
    model, expected = card.parent.name, files_of(card)
    packed, source = wheel_files(built), sdist_names(built)
    assert not [name for name in expected if f"{model}/{name}" not in packed]
    assert not [name for name in expected if f"{model}/{name}" not in source]
    hashes = {name: sha256(packed[f"{model}/{name}"]).hexdigest() for name, said in expected.items() if said}
    assert hashes == {name: said for name, said in expected.items() if said}


@_NO_READER
def test_the_reader_is_in_the_wheel(built: Path) -> None:
    endings = {name.rpartition(".")[2] for name in wheel_files(built) if name.startswith("reader/")}
    assert {"onnx", "json", "toml", "md"} <= endings


def tracked() -> list[Path]:
    """The files that git keeps."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: git is not here to say which files it keeps")
    ran = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for name in ran.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_of_the_tree_is_large() -> None:
    assert not [f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes" for path in tracked() if _over(path)]


def _over(path: Path) -> bool:
    return path.stat().st_size > MAX_FILE


def test_all_models_together_are_not_large() -> None:
    sizes = {path: path.stat().st_size for path in tracked() if path.is_relative_to(PACKAGE / "models")}
    assert sizes
    assert sum(sizes.values()) <= MAX_MODELS
