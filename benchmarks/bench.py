"""Measures Diegesis and writes ``benchmarks/reports/speed.json`` and ``speed.md``. See docs/benchmarks.md.

    python -m benchmarks.bench [--quick] [--only novel,eltec,growth,hostile,reader] [--data DIR] [--jobs 2]
                               [--model FOLDER] [--everywhere]

Every measurement is a process of its own. A quick round prints and writes nothing. The section ``reader`` measures the
trained reader, the package's own or that of a folder; the others measure the rules alone, unless ``--everywhere``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import re
import statistics
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import hostile
from benchmarks.measure import Measured, measured
from benchmarks.reader import SHIPPED, measure_reader
from benchmarks.report import report
from diegesis.version import __version__

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
REPORTS = HERE / "reports"

#: A book that takes longer hangs.
WATCHDOG_SECONDS = 600.0
#: What a hostile file may cost, and when to stop waiting for it.
HOSTILE_SECONDS, HOSTILE_MB, HOSTILE_LIMIT = 5.0, 500.0, 60.0
GROWTH_WORDS = (10_000, 30_000, 100_000, 300_000, 1_000_000)
NOVEL_ROUNDS = 3
#: The reader is measured on a text of so many words; a quick round on the smaller one.
READER_WORDS, READER_QUICK_WORDS = 100_000, 10_000
#: With the reader a million words take minutes, on a busy machine many.
READER_SECONDS = 3600.0

Section = dict[str, Any]


class Missing(Exception):
    """A corpus or the reader is not here; the section is left out and says so."""


def words_of(path: Path) -> int:
    """Words of a file, without keeping it."""
    return len(path.read_text(encoding="utf-8", errors="replace").split())


def books_in(folder: Path, pattern: str) -> list[Path]:
    """The books of a corpus, by name.

    Raises:
        Missing: there are none.
    """
    found = sorted(folder.glob(pattern))
    if not found:
        raise Missing(f"no {pattern} in the folder {folder.name}")
    return found


def novel(chosen: argparse.Namespace) -> Section:
    """Speed and memory on the longest novel of PDNC: the median of three rounds."""
    book = max(books_in(chosen.data / "pdnc", "*/novel_text.txt"), key=words_of)
    rounds = [
        measured(book, limit=chosen.watchdog, model=chosen.everywhere)
        for _ in range(1 if chosen.quick else NOVEL_ROUNDS)
    ]
    middle = sorted(rounds, key=lambda one: one.get("seconds", math.inf))[len(rounds) // 2]
    return {"book": book.parent.name, "rounds": len(rounds), **middle}


def eltec(chosen: argparse.Namespace) -> Section:
    """Every novel of ELTeC: no crash, no hang, segments that join to the text."""
    books = books_in(chosen.data / "eltec_eng", "*.txt")
    if chosen.quick:
        books = books[:: max(1, len(books) // 4)][:4]

    def one(book: Path) -> Measured:
        made = {"book": book.stem, **measured(book, limit=chosen.watchdog, model=chosen.everywhere)}
        say(f"  {book.stem}: {made['outcome']} in {made['wall']:.1f} s")
        return made

    with ThreadPoolExecutor(chosen.jobs) as pool:
        rows = list(pool.map(one, books))
    return {"jobs": chosen.jobs, "books": rows}


def growth(chosen: argparse.Namespace) -> Section:
    """Cost from ten thousand to a million words of novels put one after the other."""
    sizes = [words for words in GROWTH_WORDS if not chosen.quick or words <= 100_000]
    return grown(chosen, sizes, model=chosen.everywhere, limit=chosen.watchdog)


def grown(chosen: argparse.Namespace, sizes: Sequence[int], *, model: Path | None, limit: float) -> Section:
    """Cost by number of words, and how it grows."""
    books = books_in(chosen.data / "eltec_eng", "*.txt")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for words in sizes:
            path = Path(folder) / f"{words}.txt"
            path.write_text(opening_words(books, words), encoding="utf-8")
            rows.append({"asked": words, **measured(path, limit=limit, model=model)})
            say(f"  {words} words: {rows[-1]['wall']:.1f} s")
    return {"sizes": rows, **fitted(rows)}


def reader(chosen: argparse.Namespace) -> Section:
    """The trained reader: the whole with and without it, the encoder's own pass, growth, and the same bytes twice."""
    folder = chosen.model
    if not (folder / "card.toml").is_file():
        raise Missing(f"no reader in {folder.name}: it has no card.toml; give another folder with --model")
    asked = READER_QUICK_WORDS if chosen.quick else READER_WORDS
    text = opening_words(books_in(chosen.data / "eltec_eng", "*.txt"), asked)
    with tempfile.TemporaryDirectory() as scratch:
        book = Path(scratch) / "book.txt"
        book.write_text(text, encoding="utf-8")
        made = measure_reader(book, folder, words=len(text.split()), limit=READER_SECONDS)
    for name in ("with", "without", "floor"):
        say(f"  {name}: {made[name]['outcome']} in {made[name]['wall']:.1f} s")
    sizes = [words for words in GROWTH_WORDS if words <= (READER_QUICK_WORDS * 3 if chosen.quick else GROWTH_WORDS[-1])]
    return {**made, "growth": grown(chosen, sizes, model=folder, limit=READER_SECONDS)}


def opening_words(books: list[Path], count: int) -> str:
    """The first ``count`` words of the books put together, cut after a paragraph."""
    parts: list[str] = []
    left = count
    for paragraph in (part for book in books for part in paragraphs(book)):
        parts.append(paragraph)
        left -= len(paragraph.split())
        if left <= 0:
            break
    return "\n\n".join(parts) + "\n"


def paragraphs(book: Path) -> Iterator[str]:
    """Runs of lines between blank lines."""
    return (part for part in re.split(r"\n\s*\n", book.read_text(encoding="utf-8")) if part.strip())


def fitted(rows: list[Measured]) -> Section:
    """The exponent of time (1 is linear), and what each step of ten costs."""
    read = [row for row in rows if row["outcome"] == "read"]
    if len(read) < 2:
        return {}
    slope = statistics.linear_regression(
        [math.log(row["words"]) for row in read], [math.log(row["seconds"]) for row in read]
    ).slope
    by_size = {row["asked"]: row for row in read}
    steps = [(small, small * 10) for small in by_size if small * 10 in by_size]
    return {
        "exponent": slope,
        "ratios": [
            {
                "from": small,
                "to": large,
                "words": by_size[large]["words"] / by_size[small]["words"],
                "seconds": by_size[large]["seconds"] / by_size[small]["seconds"],
                "peak_mb": by_size[large]["peak_mb"] / by_size[small]["peak_mb"],
            }
            for small, large in steps
        ],
    }


def hostile_files(chosen: argparse.Namespace) -> Section:
    """Files that no reader wants to meet: a coded error or a reading, fast and small."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for bad in hostile.files():
            path = hostile.write(bad, Path(folder))
            size = path.stat().st_size
            made = measured(path, limit=HOSTILE_LIMIT, model=chosen.everywhere)
            path.unlink()
            cheap = made["wall"] < HOSTILE_SECONDS and made.get("peak_mb", 0.0) < HOSTILE_MB
            message = str(made.get("message", "")).replace(folder, "")
            row = {"file": bad.name, "bytes": size, "expected": list(bad.expected), "cheap": cheap, **made}
            rows.append({**row, "message": message, "right": made["outcome"] in bad.expected})
            say(f"  {bad.name}: {made['outcome']} in {made['wall']:.1f} s, {made.get('peak_mb', 0):.0f} MB")
    return {"seconds": HOSTILE_SECONDS, "mb": HOSTILE_MB, "files": rows}


SECTIONS: dict[str, Callable[[argparse.Namespace], Section]] = {
    "novel": novel,
    "eltec": eltec,
    "growth": growth,
    "hostile": hostile_files,
    "reader": reader,
}


def arguments() -> argparse.Namespace:
    """What the caller chose."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short round; prints and writes nothing")
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"some of: {', '.join(SECTIONS)}")
    parser.add_argument(
        "--data", type=Path, help="folder of the corpora (default: $DIEGESIS_DATA, else beside the checkout)"
    )
    parser.add_argument("--jobs", type=int, default=2, choices=(1, 2), help="books read at once in the eltec section")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the reader (default: the package's own)")
    parser.add_argument("--everywhere", action="store_true", help="read with the reader in every section")
    chosen = parser.parse_args()
    chosen.watchdog = READER_SECONDS if chosen.everywhere else WATCHDOG_SECONDS
    chosen.everywhere = chosen.model if chosen.everywhere else None
    chosen.data = chosen.data or Path(os.environ.get("DIEGESIS_DATA") or ROOT.parent / "shared" / "data")
    unknown = set(chosen.only.split(",")) - set(SECTIONS)
    if unknown:
        parser.error(f"no section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    return chosen


def machine(model: Path | None) -> Section:
    """What the numbers depend on; ``reader`` is its version, or ``None`` for rules alone."""
    card = tomllib.loads((model / "card.toml").read_text(encoding="utf-8")) if model else {}
    return {
        "diegesis": __version__,
        "reader": card.get("version"),
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
    }


def say(line: str) -> None:
    """Show progress at once, also into a pipe."""
    print(line, flush=True)


def main() -> None:
    """Measure the chosen sections; those not chosen keep their last numbers in the report."""
    chosen = arguments()
    kept = REPORTS / "speed.json"
    results: Section = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() and not chosen.quick else {}
    for name in chosen.only.split(","):
        say(f"{name} ...")
        try:
            made = SECTIONS[name](chosen)
            results[name] = {"machine": machine(chosen.model if name == "reader" else chosen.everywhere), **made}
        except Missing as why:
            say(f"  left out: {why}")
    text = report(results)
    say(f"\n{text}")
    if not chosen.quick:
        REPORTS.mkdir(exist_ok=True)
        kept.write_text(json.dumps(rounded(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (REPORTS / "speed.md").write_text(text, encoding="utf-8")
    if failures(results):
        sys.exit(f"failed: {'; '.join(failures(results))}")


def failures(results: Section) -> list[str]:
    """Crashes, hangs, books that do not join to their text, and a reader that says something else the second time.

    Slowness is for the reader of the report.
    """
    read = results.get("reader", {})
    books = [*results.get("eltec", {}).get("books", []), *results.get("growth", {}).get("sizes", [])]
    rows = [*books, *results.get("hostile", {}).get("files", []), *read.get("growth", {}).get("sizes", [])]
    named = [(str(row.get("book") or row.get("file") or row.get("asked")), row) for row in rows]
    named += [(f"reader: {name}", read[name]) for name in ("with", "without", "floor") if name in read]
    broken = [f"{name} {row['outcome']}" for name, row in named if row["outcome"] in ("crash", "hang")]
    broken += [f"{name} is not covered" for name, row in named if row.get("covered") is False]
    differ = {"same_twice": "in two runs", "same_by_threads": "with one and with two threads"}
    return broken + [f"reader: story.json differs {when}" for key, when in differ.items() if read.get(key) is False]


def rounded(value: Any) -> Any:
    """Numbers to three decimals: what comes after is noise."""
    if isinstance(value, dict):
        return {key: rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [rounded(inner) for inner in value]
    return round(value, 3) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
