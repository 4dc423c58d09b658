"""A real server on a free port."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from diegesis.errors import BadOption
from diegesis.reader.app import make_app
from diegesis.reader.library import Library
from diegesis.reader.security import Gate
from diegesis.reader.serve import Server, listening


@pytest.fixture
def served(library: Library) -> Iterator[Gate]:
    """A server in a thread, and how to get in."""
    sock = listening()
    gate = Gate(sock.getsockname()[1])
    ready = threading.Event()
    server = Server(make_app(library, gate, model=False), ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    assert ready.wait(30)
    yield gate
    server.should_exit = True
    thread.join(30)
    assert not thread.is_alive()
    sock.close()


def test_the_link_leads_to_the_page_and_works_once(served: Gate) -> None:
    with httpx.Client(follow_redirects=True) as client:
        answer = client.get(served.link())
        assert (answer.status_code, answer.url) == (200, f"{served.origin}/")
        assert client.get(f"{served.origin}/api/library").json()["stories"][0]["id"] == "tide"
        assert "server" not in answer.headers
    assert httpx.get(served.link()).status_code == 403


def asked(gate: Gate, head: str, body: bytes = b"") -> bytes:
    """What comes back for bytes that no client would send by itself."""
    with httpx.Client() as client:
        client.get(gate.link())
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    host, port = gate.authority.split(":")
    with socket.create_connection((host, int(port)), timeout=30) as sock:
        lines = [head, f"Host: {gate.authority}", f"Cookie: {cookie}", "Connection: close", "X-Diegesis: 1"]
        sock.sendall("\r\n".join((*lines, "X-File-Name: a.txt", "", "")).encode() + body)
        return b"".join(iter(lambda: sock.recv(65536), b""))


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/assets/..%2fapp.py", "//etc/passwd", "/api/stories/../library", "/%00"]
)
def test_paths_are_taken_as_they_come(served: Gate, path: str) -> None:
    assert asked(served, f"GET {path} HTTP/1.1").split(b" ")[1] == b"404"


def test_a_body_that_says_it_is_endless_is_not_waited_for(served: Gate) -> None:
    answer = asked(served, "POST /api/library HTTP/1.1\r\nContent-Length: 1000000000000", b"x" * 1000)
    assert answer.split(b" ")[1] == b"413"


def test_two_lengths_are_refused(served: Gate) -> None:
    """What one server takes for the end of a request another takes for the next one."""
    answer = asked(served, "POST /api/library HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 5", b"xxxxx")
    assert answer.split(b" ")[1] == b"400"


def test_it_answers_this_computer_alone() -> None:
    sock = listening()
    assert sock.getsockname()[0] == "127.0.0.1"
    with pytest.raises(BadOption, match=str(sock.getsockname()[1])):
        listening(sock.getsockname()[1])
    sock.close()


def test_who_leaves_in_the_middle_of_a_file_leaves_nothing_behind(
    served: Gate, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    with httpx.Client() as client:
        client.get(served.link())
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        host, port = served.authority.split(":")
        with socket.create_connection((host, int(port)), timeout=30) as sock:
            lines = ["POST /api/library HTTP/1.1", f"Host: {served.authority}", f"Cookie: {cookie}", "X-Diegesis: 1"]
            sock.sendall("\r\n".join((*lines, "X-File-Name: a.txt", "Content-Length: 9", "", "half")).encode())
            assert until(lambda: len(list(library.folder.glob(".adding-*"))) == 1)
        assert until(lambda: not list(library.folder.glob(".adding-*")))
        assert client.get(f"{served.origin}/api/library").status_code == 200
    assert "Exception" not in caplog.text


def until(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold, within half a minute."""
    return any(holds() or time.sleep(0.05) for _ in range(600))
