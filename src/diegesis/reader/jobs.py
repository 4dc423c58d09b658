"""Books that are being read: one at a time, each in a process of its own that can be killed, the others wait."""

from __future__ import annotations

import itertools
import logging
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Protocol

from diegesis.errors import DiegesisError, UnknownName
from diegesis.reader.reading import Failure, Finished, Order, Stage, read_in_child

_logger = logging.getLogger(__name__)
#: Jobs that are over and still told.
_REMEMBERED = 50
#: Seconds that a child which has been told to end may take.
_PATIENCE = 5.0


class State(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: States that stay.
OVER = frozenset({State.DONE, State.FAILED, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Job:
    """A book that is read, was read, or waits for it.

    Attributes:
        id: of the job.
        name: of the book's file, as the person knows it.
        state: where it stands.
        stage: of the reading, with its ``number`` from 1 and how many there are in ``total``; empty and 0 before it.
        story: the id of the story that came of it.
        error: why it failed.
    """

    id: str
    name: str
    state: State = State.WAITING
    stage: str = ""
    number: int = 0
    total: int = 0
    story: str | None = None
    error: Failure | None = None


class Task(Protocol):
    """What a job does besides reading."""

    @property
    def order(self) -> Order:
        """What is to be read."""

    def finish(self) -> str:
        """Put what was read in its place; returns the id of the story. Called once, after a good reading."""

    def abandon(self) -> None:
        """Throw away what is left after a failure or a cancellation."""


class Jobs:
    """The queue. A thread of its own takes one job after the other, so requests only look and order.

    Args:
        target: what the child runs.
    """

    def __init__(self, *, target: Callable[[Connection, Order], None] = read_in_child) -> None:
        self._target = target
        self._lock = threading.Condition()
        self._jobs: dict[str, Job] = {}
        self._tasks: dict[str, Task] = {}
        self._waiting: deque[str] = deque()
        self._numbers = itertools.count(1)
        self._child: multiprocessing.process.BaseProcess | None = None
        self._reading = ""
        self._closed = False
        self._thread: threading.Thread | None = None

    def order(self, name: str, task: Task) -> Job:
        """Put a task into the queue."""
        with self._lock:
            job = Job(f"job-{next(self._numbers)}", name)
            self._jobs[job.id], self._tasks[job.id] = job, task
            self._waiting.append(job.id)
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="diegesis-jobs", daemon=True)
                self._thread.start()
            self._lock.notify_all()
            return job

    def done(self, name: str, story: str) -> Job:
        """A job that is over before it begins: the book was read before."""
        with self._lock:
            job = Job(f"job-{next(self._numbers)}", name, State.DONE, story=story)
            self._jobs[job.id] = job
            return job

    def all(self) -> list[Job]:
        """Jobs in the order they came, those that are over too as long as they are remembered."""
        with self._lock:
            return list(self._jobs.values())

    def find(self, given: str) -> Job:
        """The job with an id.

        Raises:
            UnknownName: there is none.
        """
        with self._lock:
            if given not in self._jobs:
                raise UnknownName("There is no such job.")
            return self._jobs[given]

    def cancel(self, given: str) -> Job:
        """Take a waiting job out of the queue, or kill the child that reads; one that is over stays as it is.

        Raises:
            UnknownName: there is no such job.
        """
        with self._lock:
            job = self.find(given)
            if job.state in OVER:
                return job
            job = self._jobs[given] = replace(job, state=State.CANCELLED)
            if given in self._waiting:
                self._waiting.remove(given)
                self._tasks.pop(given).abandon()
            elif given == self._reading and self._child is not None:
                self._child.kill()
            return job

    def wait(self, given: str, seconds: float) -> Job:
        """The job once it is over, or as it is after so many seconds."""
        with self._lock:
            self._lock.wait_for(lambda: self._jobs[given].state in OVER and given not in self._tasks, seconds)
            return self._jobs[given]

    def close(self) -> None:
        """Cancel everything and let the thread end."""
        with self._lock:
            self._closed = True
            open_jobs = [job.id for job in self._jobs.values() if job.state not in OVER]
        for given in open_jobs:
            self.cancel(given)
        with self._lock:
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    # -------------------------------------------------------------------------------- the thread's own work

    def _work(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                given = self._reading = self._waiting.popleft()
                self._jobs[given] = replace(self._jobs[given], state=State.READING)
            task = self._tasks[given]
            ended = self._ended(given, task, self._read(given, task))
            with self._lock:
                self._reading = ""
                self._jobs[given] = ended
                del self._tasks[given]
                self._lock.notify_all()

    def _read(self, given: str, task: Task) -> Failure | Finished:
        """Let a child read, and follow what it tells."""
        spawning = multiprocessing.get_context("spawn")
        ours, theirs = spawning.Pipe(duplex=False)
        child = spawning.Process(target=self._target, args=(theirs, task.order), daemon=True)
        try:
            with self._lock:
                if self._jobs[given].state is State.CANCELLED:
                    return Finished()
                child.start()
                self._child = child
            theirs.close()
            return self._followed(given, ours, child)
        except OSError as error:
            return Failure(DiegesisError.code, f"The book could not be read ({error.strerror or error}).", "")
        finally:
            with self._lock:
                self._child = None
            ours.close()
            if child.pid is not None:
                child.join(_PATIENCE)
                child.kill()

    def _followed(self, given: str, pipe: Connection, child: multiprocessing.process.BaseProcess) -> Failure | Finished:
        while True:
            try:
                message = pipe.recv()
            except (EOFError, OSError):
                child.join(_PATIENCE)
                return crashed(child.exitcode)
            if not isinstance(message, Stage):
                return message if isinstance(message, Failure) else Finished()
            with self._lock:
                if self._jobs[given].state is State.READING:
                    self._jobs[given] = replace(
                        self._jobs[given], stage=message.stage, number=message.number, total=message.total
                    )

    def _ended(self, given: str, task: Task, heard: Failure | Finished) -> Job:
        """Put what was read in its place, or throw it away; without the lock, since a disk may be slow."""
        job = self.find(given)
        if job.state is State.CANCELLED or isinstance(heard, Failure):
            task.abandon()
            return job if job.state is State.CANCELLED or isinstance(heard, Finished) else _failed(job, heard)
        try:
            return replace(job, state=State.DONE, story=task.finish())
        except DiegesisError as error:
            task.abandon()
            return _failed(job, Failure(error.code, error.problem, error.hint))
        except Exception:  # Else the thread would end, and all books after this one would wait for ever.
            _logger.exception("A book that was read could not be put in its place.")
            task.abandon()
            return _failed(
                job, Failure(DiegesisError.code, "Something went wrong in Diegesis.", "The terminal says more.")
            )

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.state in OVER and job.id not in self._tasks]
        for given in over[:-_REMEMBERED]:
            del self._jobs[given]


def _failed(job: Job, why: Failure) -> Job:
    return replace(job, state=State.FAILED, error=why)


def crashed(exitcode: int | None) -> Failure:
    """What is told of a child that ended without a word."""
    how = f"signal {-exitcode}" if exitcode is not None and exitcode < 0 else f"exit code {exitcode}"
    hint = "Try again; a computer short of memory stops what takes most of it."
    return Failure(DiegesisError.code, f"The reading stopped unexpectedly ({how}).", hint)
