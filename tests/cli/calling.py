"""Calls the command line as a person does, and says what came of it."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass

import pytest

from diegesis.cli.main import main


@dataclass(frozen=True)
class Came:
    """What a call came to."""

    code: int
    out: str
    err: str


class Caller:
    """Calls ``diegesis`` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        monkeypatch.setenv("COLUMNS", "100")
        monkeypatch.delenv("FORCE_COLOR", raising=False)

    def __call__(self, *args: object, given: bytes | None = None) -> Came:
        if given is not None:
            self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        with pytest.raises(SystemExit) as left:
            main([str(arg) for arg in args])
        out, err = self._capsys.readouterr()
        return Came(int(left.value.code or 0), out, err)
