"""Measures the pages of the reader; writes ``benchmarks/reports/pages.json`` and ``pages.md``. See docs/benchmarks.md.

    python -m benchmarks.pages [--readers 50] [--words 100000] [--rounds 40] [--quick]

A server of its own process serves a long text, made of the examples put one after the other and read by rules alone. So
many readers, each with a connection that stays open, ask for one page of text after the other, with no pause between:
what fifty people do who all turn pages at once. A second round asks the same with no spoilers, one reader alone, since
every page then has a horizon of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import table
from diegesis.version import __version__

HERE = Path(__file__).resolve().parent
REPORTS = HERE / "reports"
EXAMPLES = HERE.parent / "examples"
#: The aim, in milliseconds, for 95 of 100 pages.
AIM = 200.0
#: Blocks of one page of text, as the page asks for them.
BLOCKS = 40
#: What a browser asks for until the first text is on the screen, in its order.
FIRST_PAINT = ("/", "/assets/app.css", "/assets/app.js", "{story}", "{story}/layout", "{story}/text?first=0&last=39")
_PATIENCE = 120.0

Section = dict[str, Any]

#: What the server's process runs: it prints the link and serves until its input ends.
_SERVER = """
import sys, threading
from pathlib import Path
from diegesis.reader.app import make_app
from diegesis.reader.library import Library
from diegesis.reader.security import Gate
from diegesis.reader.serve import Server, listening
sock = listening()
gate = Gate(sock.getsockname()[1])
server = Server(make_app(Library(Path(sys.argv[1])), gate, model=False), lambda: print(gate.link(), flush=True))
def wait():
    sys.stdin.read()
    server.should_exit = True
threading.Thread(target=wait, daemon=True).start()
server.run(sockets=[sock])
"""


def long_text(words: int) -> str:
    """The examples, again and again, each time as a chapter, until there are so many words."""
    stories = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    parts: list[str] = []
    count = 0
    while count < words:
        number = len(parts) + 1
        parts.append(f"CHAPTER {number}\n\n{stories[len(parts) % len(stories)].strip()}")
        count += len(parts[-1].split())
    return "\n\n".join(parts) + "\n"


def shelved(folder: Path, words: int) -> Section:
    """Read the long text into a library; how long it is."""
    from diegesis.pipeline import read

    (folder / "book").mkdir(parents=True)
    book = folder / "book" / "book.txt"
    book.write_text(long_text(words), encoding="utf-8")
    story = read(book, model=False)
    story.save(folder / "book" / "book.story")
    text = story.document.text
    return {"words": len(text.split()), "blocks": len(story.document.blocks), "quotes": len(story.quotes)}


class Reader:
    """One connection that stays open, as a browser has it. It asks with as little work of its own as can be."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port = port
        self._cookie = cookie
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str) -> tuple[float, bytes]:
        """Milliseconds until the whole answer was there, and the answer.

        Raises:
            RuntimeError: it was refused.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        reader, writer = self._streams
        began = time.perf_counter()
        lines = (f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}", f"Cookie: {self._cookie}", "", "")
        writer.write("\r\n".join(lines).encode())
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
        body = await reader.readexactly(int(fields.get(b"content-length", b"0")))
        took = 1000 * (time.perf_counter() - began)
        if head.split(b" ", 2)[1] not in (b"200", b"404"):
            raise RuntimeError(f"{path}: {head.decode('latin-1')}")
        return took, body

    def close(self) -> None:
        """Let the connection go."""
        if self._streams is not None:
            self._streams[1].close()


async def admitted(link: str) -> tuple[int, str]:
    """The port and the cookie that a link is exchanged for."""
    origin, _, query = link.partition("/?")
    port = int(origin.rsplit(":", 1)[1])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /?{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    answer = (await reader.read()).decode("latin-1")
    writer.close()
    [cookie] = [line for line in answer.split("\r\n") if line.lower().startswith("set-cookie:")]
    return port, cookie.partition(":")[2].partition(";")[0].strip()


async def first_paint(port: int, cookie: str) -> Section:
    """What a browser waits for until the first text is there: the first time, and again."""
    rounds = []
    for _ in range(2):
        reader = Reader(port, cookie)
        asked = [path.format(story="/api/stories/book") for path in FIRST_PAINT]
        answers = [(path, *await reader.ask(path)) for path in asked]
        reader.close()
        rounds.append([{"request": path, "ms": took, "bytes": len(body)} for path, took, body in answers])
    return {"cold": rounds[0], "warm": rounds[1]}


async def turning(port: int, cookie: str, *, readers: int, rounds: int, page: Callable[[int, int], str]) -> Section:
    """Readers who all turn pages at once; ``page`` gives the address by reader and round."""

    async def one(number: int) -> list[float]:
        reader = Reader(port, cookie)
        taken = [(await reader.ask(page(number, turn)))[0] for turn in range(rounds)]
        reader.close()
        return taken

    began = time.perf_counter()
    taken = await asyncio.gather(*(one(number) for number in range(readers)))
    seconds = time.perf_counter() - began
    all_taken = sorted(took for row in taken for took in row)
    return {"readers": readers, "pages": len(all_taken), "seconds": seconds, **percentiles(all_taken)}


def percentiles(taken: Sequence[float]) -> Section:
    """The middle and the slow end, in milliseconds."""
    cuts = statistics.quantiles(taken, n=100, method="inclusive")
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "most": max(taken)}


async def measured(link: str, blocks: int, chosen: argparse.Namespace) -> Section:
    """All rounds against one server."""
    port, cookie = await admitted(link)
    paint = await first_paint(port, cookie)
    asking = Reader(port, cookie)
    _, body = await asking.ask("/api/stories/book/layout")
    asking.close()
    ends = json.loads(body)["ends"]
    pages = max(1, blocks // BLOCKS)

    def window(number: int, turn: int) -> str:
        first = BLOCKS * ((number * 7 + turn) % pages)
        return f"/api/stories/book/text?first={first}&last={first + BLOCKS - 1}"

    def apart(number: int, turn: int) -> str:
        # No two readers ask for the same window, so that nothing is answered from memory.
        first = (number * chosen.rounds + turn) % max(1, blocks - BLOCKS)
        return f"/api/stories/book/text?first={first}&last={first + BLOCKS - 1 - number % 3}"

    def unspoiled(number: int, turn: int) -> str:
        first = BLOCKS * (turn * max(1, pages // chosen.rounds) % pages)
        last = min(blocks, first + BLOCKS) - 1
        return f"/api/stories/book/text?first={first}&last={last}&upto={ends[last]}"

    rounds = {"readers": chosen.readers, "rounds": chosen.rounds}
    return {
        "first_paint": paint,
        "new": await turning(port, cookie, **rounds, page=apart),
        "same": await turning(port, cookie, **rounds, page=window),
        "no_spoilers": await turning(port, cookie, readers=1, rounds=chosen.rounds, page=unspoiled),
    }


def measure(chosen: argparse.Namespace) -> Section:
    """Read the long text, serve it, and ask."""
    with tempfile.TemporaryDirectory() as folder:
        say(f"reading {chosen.words:,} words ...")
        book = shelved(Path(folder), chosen.words)
        command = [sys.executable, "-c", _SERVER, folder]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            link = server.stdout.readline().strip() if server.stdout else ""
            try:
                say(f"{chosen.readers} readers ...")
                limit = asyncio.wait_for(measured(link, book["blocks"], chosen), _PATIENCE * 5)
                made = asyncio.run(_awaited(limit))
            finally:
                if server.stdin:
                    server.stdin.close()
                server.wait(_PATIENCE)
    return {"machine": machine(), "book": book, **made}


async def _awaited(work: Any) -> Section:
    found: Section = await work
    return found


def machine() -> Section:
    """What the numbers depend on."""
    return {
        "diegesis": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


_ROUNDS = {
    "new": "every window asked for once, so each is made anew",
    "same": "windows that others ask for too",
    "no_spoilers": "one reader, no spoilers: a horizon of its own for every window",
}


def report(found: Section) -> str:
    """The page of the measurement."""
    book, said = found["book"], found["machine"]
    rows = [_row(words, found[name]) for name, words in _ROUNDS.items()]
    cold, warm = found["first_paint"]["cold"], found["first_paint"]["warm"]
    paint = [(one["request"], one["bytes"], one["ms"], again["ms"]) for one, again in zip(cold, warm, strict=True)]
    total = ("all of them", sum(row[1] for row in paint), sum(row[2] for row in paint), sum(row[3] for row in paint))
    worst = max(found[name]["p95"] for name in ("new", "same"))
    held = "held" if worst <= AIM else "missed"
    parts = [
        "# Pages of the reader",
        "Written by `python -m benchmarks.pages`; what is measured and how: docs/benchmarks.md.",
        f"A text of {book['words']:,} words in {book['blocks']:,} blocks with {book['quotes']:,} quotes; a page of "
        f"text is {BLOCKS} blocks. Readers and server share the machine; readers never pause.",
        table(("pages of text", "readers", "pages", "p50 ms", "p95 ms", "p99 ms", "most ms", "pages/s"), rows),
        f"The aim, 95 of 100 pages in {AIM:.0f} ms, is {held}: {worst:.0f} ms.",
        "## Until the first text is on the screen",
        table(("request", "bytes", "first ms", "again ms"), [*paint, total]),
        f"*Diegesis {said['diegesis']}, rules alone, Python {said['python']}, {said['system']} {said['processor']}, "
        f"{said['cores']} cores, load {said['load']} at the end.*",
    ]
    return "\n\n".join(parts) + "\n"


def _row(words: str, made: Section) -> tuple[Any, ...]:
    times = (made[key] for key in ("p50", "p95", "p99", "most"))
    return (words, made["readers"], made["pages"], *times, round(made["pages"] / made["seconds"]))


def say(line: str) -> None:
    """Show progress at once, also into a pipe."""
    print(line, flush=True)


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--readers", type=int, default=50, help="readers at once")
    parser.add_argument("--words", type=int, default=100_000, help="words of the text")
    parser.add_argument("--rounds", type=int, default=40, help="pages that each reader asks for")
    parser.add_argument("--quick", action="store_true", help="a short text; prints and writes nothing")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.words, chosen.rounds = min(chosen.words, 5_000), min(chosen.rounds, 10)
    found = measure(chosen)
    text = report(found)
    say(f"\n{text}")
    if not chosen.quick:
        rounded = json.loads(json.dumps(found), parse_float=lambda digits: round(float(digits), 2))
        (REPORTS / "pages.json").write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (REPORTS / "pages.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
