"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.layers.syntax.chained import parsed
from tests.story.made import made_story


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Caller:
    return Caller(capsys, monkeypatch)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A ``.story`` file whose rows were written by hand."""
    path = tmp_path / "made.story"
    parsed(made_story()).save(path)
    return path
