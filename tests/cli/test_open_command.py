"""``diegesis open``: what it opens, and how it ends."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.cli.calling import Caller

BOOK = '"Come in," said Ann.\n\n"No," said Tom.\n'
PATIENCE = 60.0


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "short.txt"
    path.write_text(BOOK, encoding="utf-8")
    return path


@contextmanager
def opened(*args: object, home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and the link it gives; it must end by Ctrl-C without complaint."""
    command = [sys.executable, "-m", "diegesis", "open", "--no-browser", "--no-model", *map(str, args)]
    environment = {**os.environ, "HOME": str(home), "USERPROFILE": str(home)}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        line = running.stdout.readline() if running.stdout else ""
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line)
        assert found, line
        yield running, found[0]
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=PATIENCE)
        assert (running.returncode, errors) == (0, "")
    finally:
        running.kill()
        running.communicate()


@contextmanager
def browser(link: str) -> Iterator[httpx.Client]:
    origin, _, rest = link.partition("/?")
    with httpx.Client(base_url=origin, follow_redirects=True) as client:
        assert client.get(f"/?{rest.partition('#')[0]}").status_code == 200
        yield client


def test_a_book_is_added_and_read(book: Path, tmp_path: Path) -> None:
    with opened(book, home=tmp_path) as (_, link), browser(link) as client:
        assert link.endswith("#/?job=job-1")
        deadline = time.monotonic() + PATIENCE
        while (job := client.get("/api/jobs/job-1").json())["state"] != "done":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert job["story"] == "short"
    assert sorted(path.name for path in (tmp_path / "Diegesis" / "short").iterdir()) == ["short.story", "short.txt"]
    assert book.read_text(encoding="utf-8") == BOOK
    with opened(book, home=tmp_path) as (_, link):
        assert link.endswith("#/short/text/0")


def test_a_story_is_opened_where_it_is_and_corrected_beside_it(book: Path, tmp_path: Path, call: Caller) -> None:
    story = tmp_path / "short.story"
    assert call("read", book, "-o", story, "--no-model", "--quiet").code == 0
    with opened(story, home=tmp_path) as (_, link), browser(link) as client:
        assert link.endswith("#/short/text/0")
        row = {"id": "k-1", "do": "speaker", "quote": {"text": "No,"}, "speaker": "Ann"}
        answer = client.post("/api/stories/short/corrections", json=row, headers={"X-Diegesis": "1"})
        assert answer.status_code == 200, answer.text
    assert (tmp_path / "short.txt.corrections.jsonl").exists()
    assert not (tmp_path / "Diegesis").exists()
    listed = call("quotes", story, "--speaker", "Ann", "--json").out
    assert "No," in listed


def test_a_folder_is_the_library(book: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "novels"
    (shelf / "one").mkdir(parents=True)
    shutil.copy(book, shelf / "one" / "one.txt")
    with opened(shelf, home=tmp_path) as (_, link), browser(link) as client:
        assert "#" not in link
        assert client.get("/api/library").json()["stories"] == []


def test_ctrl_c_while_a_book_is_read_leaves_nothing(tmp_path: Path) -> None:
    book = tmp_path / "long.txt"
    book.write_text(BOOK * 3000, encoding="utf-8")
    with opened(book, home=tmp_path) as (_, link), browser(link) as client:
        assert client.get("/api/jobs/job-1").json()["state"] in ("waiting", "reading")
    assert list((tmp_path / "Diegesis").iterdir()) == []


def test_what_is_not_there_is_told(tmp_path: Path, call: Caller) -> None:
    came = call("open", tmp_path / "none.epub", "--no-browser")
    assert came.code == 1
    assert "D211" in came.err


def test_what_is_no_story_is_told(tmp_path: Path, call: Caller) -> None:
    (tmp_path / "none.story").write_text("x", encoding="utf-8")
    came = call("open", tmp_path / "none.story", "--no-browser")
    assert came.code == 1
    assert "D220" in came.err


def test_without_the_extra_the_pip_line_is_given(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr("diegesis.cli.open.find_spec", lambda name: None if name == "uvicorn" else real(name))
    came = call("open")
    assert came.code == 2
    assert "D104" in came.err
    assert "uvicorn" in came.err
    assert "starlette" not in came.err
    assert "pip install 'diegesis[reader]'" in came.err


def test_a_port_that_is_taken_is_told(tmp_path: Path, call: Caller) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        came = call("open", tmp_path, "--no-browser", "--port", taken.getsockname()[1])
    assert came.code == 2
    assert "D103" in came.err
