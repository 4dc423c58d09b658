"""Work on many things in several processes, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from diegesis.errors import BadOption

T = TypeVar("T")
R = TypeVar("R")


def mapped(task: Callable[[T], R], things: Sequence[T], jobs: int, *, chunk: int = 1) -> Iterator[R]:
    """What a task makes of each thing, in order; the outcome does not depend on the number of processes.

    Args:
        task: importable where ``jobs`` is over 1.
        things: what to work on.
        jobs: processes.
        chunk: things given to a process at once.

    Raises:
        BadOption: fewer than one process.
    """
    if jobs < 1:
        raise BadOption(f"{jobs} processes cannot score anything.", hint="Give 1 or more.")
    if jobs == 1 or len(things) < 2:
        yield from map(task, things)
        return
    with ProcessPoolExecutor(min(jobs, len(things)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(task, things, chunksize=chunk)
