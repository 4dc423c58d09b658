"""Progress as events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage began: ``number`` (from 1) of ``total``; ``number == total + 1`` with stage ``done`` ends the run."""

    stage: str
    number: int
    total: int


OnProgress = Callable[[Progress], None]


class Stages:
    """Numbers the stages and tells when one begins."""

    def __init__(self, on_progress: OnProgress | None, total: int, *, number: int = 0) -> None:
        self._report = on_progress or (lambda _: None)
        self._total = total
        self._number = number

    def begin(self, stage: str) -> None:
        """The next stage began."""
        self._number += 1
        self._report(Progress(stage, self._number, self._total))

    def skip(self) -> None:
        """The next stage is not needed."""
        self._number += 1

    def done(self) -> None:
        """All stages are over."""
        self._number = self._total
        self.begin("done")
