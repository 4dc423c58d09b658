"""Reading in a process of its own: progress, failure, cancelling, a child that is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from diegesis.errors import UnknownName
from diegesis.reader.jobs import Jobs, State
from diegesis.reader.reading import Finished, Order, Stage, carry_out, read_in_child
from diegesis.story import Story
from tests.reader.books import BOOK

#: Seconds after which a test that waits has failed.
PATIENCE = 60.0


@dataclass
class Task:
    """A task that notes what became of it."""

    order: Order
    became: list[str] = field(default_factory=list)

    def finish(self) -> str:
        self.became.append("finished")
        return "story"

    def abandon(self) -> None:
        self.became.append("abandoned")


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def task_of(folder: Path, text: str = BOOK) -> Task:
    book = folder / "tide.txt"
    book.write_text(text, encoding="utf-8")
    return Task(Order(book, folder / "tide.story", model=False))


def wait_to_be_killed(pipe: Connection, order: Order) -> None:
    """A child that tells its process and then reads for ever."""
    pipe.send(Stage(str(os.getpid()), 1, 2))
    while True:
        time.sleep(0.05)


def exit_silently(pipe: Connection, order: Order) -> None:
    """A child that ends without a word."""
    os._exit(3)


def note_and_finish(pipe: Connection, order: Order) -> None:
    """A child that writes when it began and ended."""
    with order.story.open("a", encoding="utf-8") as stream:
        stream.write(f"+{order.book.name}\n")
        stream.flush()
        time.sleep(0.05)
        stream.write(f"-{order.book.name}\n")
    pipe.send(Finished())


def test_a_book_is_read_with_its_stages(tmp_path: Path, jobs: Jobs) -> None:
    task = task_of(tmp_path)
    job = jobs.order("tide.txt", task)
    assert job.state is State.WAITING
    done = jobs.wait(job.id, PATIENCE)
    assert (done.state, done.story, done.error) == (State.DONE, "story", None)
    assert done.total > 5
    assert done.number >= done.total
    assert task.became == ["finished"]
    assert len(Story.open(tmp_path / "tide.story").quotes) == 12


def test_each_stage_is_told(tmp_path: Path) -> None:
    heard: list[object] = []
    carry_out(task_of(tmp_path).order, heard.append)
    stages = [one for one in heard if isinstance(one, Stage)]
    assert [one.number for one in stages] == list(range(1, len(stages) + 1))
    assert "speakers" in {one.stage for one in stages}


def test_a_file_that_is_no_book_says_why(tmp_path: Path, jobs: Jobs) -> None:
    task = task_of(tmp_path, "")
    job = jobs.wait(jobs.order("tide.txt", task).id, PATIENCE)
    assert job.state is State.FAILED
    assert job.error is not None
    assert job.error.code == "D212"
    assert task.became == ["abandoned"]
    assert not (tmp_path / "tide.story").exists()


def test_a_child_that_is_killed_is_a_failed_job(tmp_path: Path) -> None:
    jobs = Jobs(target=wait_to_be_killed)
    task = task_of(tmp_path)
    job = jobs.order("tide.txt", task)
    until(lambda: jobs.find(job.id).stage != "")
    os.kill(int(jobs.find(job.id).stage), signal.SIGKILL)
    ended = jobs.wait(job.id, PATIENCE)
    assert ended.state is State.FAILED
    assert ended.error is not None
    assert "signal 9" in ended.error.message
    assert task.became == ["abandoned"]
    jobs.close()


def test_after_a_crash_the_next_book_is_read(tmp_path: Path) -> None:
    jobs = Jobs(target=exit_silently)
    first, second = (jobs.order("x", task_of(tmp_path)) for _ in range(2))
    assert [jobs.wait(one.id, PATIENCE).state for one in (first, second)] == [State.FAILED, State.FAILED]
    error = jobs.find(first.id).error
    assert error is not None
    assert "exit code 3" in error.message
    jobs.close()


def test_after_a_fault_of_ours_the_next_book_is_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Faulty(Task):
        def finish(self) -> str:
            raise RuntimeError("/home/somebody/secret")

    jobs = Jobs(target=note_and_finish)
    faulty, good = Faulty(task_of(tmp_path).order), task_of(tmp_path)
    first, second = jobs.order("x", faulty), jobs.order("y", good)
    assert [jobs.wait(one.id, PATIENCE).state for one in (first, second)] == [State.FAILED, State.DONE]
    error = jobs.find(first.id).error
    assert error is not None
    assert "secret" not in error.message
    assert "secret" in caplog.text
    assert faulty.became == ["abandoned"]
    jobs.close()


def test_cancelling_kills_the_child(tmp_path: Path) -> None:
    jobs = Jobs(target=wait_to_be_killed)
    task = task_of(tmp_path)
    job = jobs.order("tide.txt", task)
    until(lambda: jobs.find(job.id).stage != "")
    child = int(jobs.find(job.id).stage)
    assert jobs.cancel(job.id).state is State.CANCELLED
    assert jobs.wait(job.id, PATIENCE).state is State.CANCELLED
    assert task.became == ["abandoned"]
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    jobs.close()


def test_a_waiting_job_is_cancelled_before_it_begins(tmp_path: Path) -> None:
    jobs = Jobs(target=wait_to_be_killed)
    first, waiting = task_of(tmp_path), task_of(tmp_path)
    one, two = jobs.order("one", first), jobs.order("two", waiting)
    until(lambda: jobs.find(one.id).state is State.READING)
    assert jobs.find(two.id).state is State.WAITING
    assert jobs.cancel(two.id).state is State.CANCELLED
    assert waiting.became == ["abandoned"]
    assert jobs.find(one.id).state is State.READING
    jobs.close()
    assert first.became == ["abandoned"]


def test_one_is_read_at_a_time(tmp_path: Path) -> None:
    jobs = Jobs(target=note_and_finish)
    log = tmp_path / "log"
    ordered = [jobs.order(str(n), Task(Order(tmp_path / str(n), log, model=False))) for n in range(3)]
    for one in ordered:
        assert jobs.wait(one.id, PATIENCE).state is State.DONE
    assert log.read_text(encoding="utf-8").split() == ["+0", "-0", "+1", "-1", "+2", "-2"]
    jobs.close()


def test_a_job_that_is_over_stays_as_it_is(tmp_path: Path, jobs: Jobs) -> None:
    job = jobs.wait(jobs.order("tide.txt", task_of(tmp_path)).id, PATIENCE)
    assert jobs.cancel(job.id) == job


def test_an_unknown_job_is_told(jobs: Jobs) -> None:
    for asked in (jobs.find, jobs.cancel):
        with pytest.raises(UnknownName):
            asked("job-9")


def test_closing_ends_what_is_read(tmp_path: Path) -> None:
    jobs = Jobs(target=wait_to_be_killed)
    job = jobs.order("tide.txt", task_of(tmp_path))
    until(lambda: jobs.find(job.id).stage != "")
    jobs.close()
    assert jobs.find(job.id).state is State.CANCELLED
    assert not [thread for thread in threading.enumerate() if thread.name == "diegesis-jobs" and thread.is_alive()]


def test_the_child_runs_what_it_should() -> None:
    assert Jobs()._target is read_in_child
