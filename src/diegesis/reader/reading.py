"""What runs in the process that reads a book: the parent hears its stages through a pipe, and may kill it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from diegesis.errors import DiegesisError


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read.

    Attributes:
        book: the file.
        story: where the result goes.
        corrections: a file of corrections to heed; ``None`` for none.
        model: whether the trained reader reads along.
    """

    book: Path
    story: Path
    corrections: Path | None = None
    model: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage began: ``number``, from 1, of ``total``."""

    stage: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a book could not be read, as an error of Diegesis says it."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The story is written."""


Message = Stage | Failure | Finished


def read_in_child(pipe: Connection, order: Order) -> None:
    """Read a book and write its story; tell of each stage, and at the end ``Finished`` or ``Failure``.

    Ctrl-C on the terminal is the parent's to answer. When the parent is gone the next stage ends this.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        carry_out(order, pipe.send)
    except DiegesisError as error:
        pipe.send(Failure(error.code, error.problem, error.hint))
    except MemoryError:
        pipe.send(Failure(DiegesisError.code, "There is not enough memory to read this book.", ""))
    else:
        pipe.send(Finished())


def carry_out(order: Order, tell: Callable[[Message], object]) -> None:
    """Read a book and write its story.

    Raises:
        DiegesisError: it cannot be read, or the story not be written.
    """
    from diegesis.corrections import file as corrections_file
    from diegesis.pipeline import Progress, read

    def on_progress(event: Progress) -> None:
        tell(Stage(event.stage, event.number, event.total))

    kept = corrections_file.read(order.corrections).corrections if order.corrections is not None else ()
    story = read(order.book, corrections=kept, model=order.model, on_progress=on_progress)
    story.save(order.story)
