"""What the commands share to write to a terminal: consoles, safe text, progress."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from diegesis.document import Document
    from diegesis.pipeline.run import OnProgress, Progress
    from diegesis.spans import Span

#: Columns where standard output is no terminal and COLUMNS does not say.
_WIDTH_OF_A_FILE = 100
#: Widest useful text on a very wide terminal.
_WIDEST = 120
#: Seconds of work before a progress bar shows.
_LONG_WORK = 0.5

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def console(*, errors: bool = False) -> Console:
    """A console on standard output, or on standard error."""
    from rich.console import Console

    stream = sys.stderr if errors else sys.stdout
    made = Console(file=stream, highlight=False, emoji=False, markup=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = _WIDTH_OF_A_FILE
    made.width = min(made.width, _WIDEST)
    return made


def shown(words: str) -> str:
    """Words of a book on one line, safe for a terminal: what could steer it is shown as ``�``."""
    return _CONTROLS.sub("\ufffd", re.sub(r"\s+", " ", words)).strip()


def marked(document: Document, span: Span, marks: tuple[Span, ...], *, style: str = "bold reverse") -> Text:
    """A stretch of the book on one line with some of its words marked.

    Args:
        document: the text.
        span: the stretch.
        marks: the words to mark, in text order; what lies outside ``span`` is left out.
        style: how to mark them.
    """
    from rich.text import Text

    text = Text()
    position = span.start
    for mark in marks:
        start, end = max(mark.start, position), min(mark.end, span.end)
        if start >= end:
            continue
        text.append(_folded(document.text[position:start]))
        text.append(_folded(document.text[start:end]), style=style)
        position = end
    text.append(_folded(document.text[position : span.end]))
    return text


def _folded(words: str) -> str:
    return _CONTROLS.sub("\ufffd", re.sub(r"\s+", " ", words))


def percent(share: float) -> str:
    """A share (0 to 1) in per cent, never rounded up to 100 or down to 0."""
    if 0 < share < 0.005:
        return "<1 %"
    return f"{min(round(100 * share), 99) if share < 1 else 100} %"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "line"), counted(1200, "line")
    ('1 line', '1,200 lines')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


@contextmanager
def progress_of(name: str, *, quiet: bool = False) -> Iterator[OnProgress | None]:
    """A progress bar by stage on standard error, on long work and on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(name)
    try:
        yield bar.update
    finally:
        bar.close()


class _Bar:
    """Shows itself once the work has taken a while."""

    def __init__(self, name: str) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
        self._display = Progress(*columns, console=console(errors=True), transient=True)
        self._task = self._display.add_task(name, total=None)
        self._name = name
        self._began = time.monotonic()
        self._live = False

    def update(self, event: Progress) -> None:
        """A stage began."""
        if not self._live and time.monotonic() - self._began > _LONG_WORK:
            self._display.start()
            self._live = True
        about = f"{shown(self._name)}  {event.stage}"
        self._display.update(self._task, description=about, completed=event.number - 1, total=event.total)

    def close(self) -> None:
        """Take the bar away."""
        if self._live:
            self._display.stop()
