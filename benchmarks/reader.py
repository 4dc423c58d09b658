"""What the trained reader costs: all of ``diegesis read`` beside the encoder's own pass, and the same bytes twice.

Run by ``bench.py``; by hand, one measurement: ``python -m benchmarks.reader whole BOOK --model FOLDER`` (or ``floor``,
``digest``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks.measure import ROOT, Measured, peak_mb, stage_seconds

SHIPPED = ROOT / "src" / "diegesis" / "models" / "reader"
#: Threads of the reader where nothing is said: what users get.
THREADS = 2
#: The layers of the story's world, which come after who says what.
WORLD = ("relatives", "scenes", "relationships", "facts", "timeline", "findings")


def child(what: str, book: Path, *, limit: float, model: Path | None = None, threads: int = THREADS) -> Measured:
    """One measurement in a process of its own, stopped after ``limit`` seconds.

    Args:
        what: ``whole``, ``floor`` or ``digest``: see the functions.
        book: the file to read.
        limit: seconds.
        model: folder of the reader; rules alone where there is none.
        threads: windows that the reader computes at once.

    Returns:
        What the measurement says and ``wall``, the seconds of the process; ``outcome`` is ``read``, ``crash`` or
        ``hang``.
    """
    command = [sys.executable, "-m", "benchmarks.reader", what, str(book.resolve()), "--threads", str(threads)]
    command += ["--model", str(model.resolve())] if model else []
    began = time.perf_counter()
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"outcome": "hang", "message": f"stopped after {limit:.0f} s", "wall": limit}
    wall = time.perf_counter() - began
    if ran.returncode != 0:
        last = (ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"])[-1]
        return {"outcome": "crash", "message": last, "wall": wall}
    return {"outcome": "read", **json.loads(ran.stdout), "wall": wall}


def whole(book: Path, model: Path | None, threads: int) -> Measured:
    """All that ``diegesis read`` does, story file and JSON written: ``seconds``, ``peak_mb``, seconds by ``stages``.

    Not through the command, which has no option for another reader than the package's own. The seconds are those
    after Python has started, with all imports and the loading of the model.
    """
    began = time.perf_counter()
    from diegesis.export import render, write_whole
    from diegesis.pipeline import Progress, read

    stages: list[tuple[str, float]] = []

    def note(progress: Progress) -> None:
        stages.append((progress.stage, time.perf_counter()))

    with tempfile.TemporaryDirectory() as folder:
        story = read(book, model=model or False, threads=threads, on_progress=note)
        done = time.perf_counter()
        story.save(Path(folder) / "book.story")
        write_whole(Path(folder) / "book.json", render(story, "json", text=True))
    spent = stage_seconds(began, stages, done)
    world = sum(spent[name] for name in WORLD)
    before = sum(spent.values()) - world
    made = {"seconds": time.perf_counter() - began, "peak_mb": peak_mb(), "stages": spent}
    return made | {"world": world, "world_ratio": world / before}


def floor(book: Path, model: Path | None, threads: int) -> Measured:
    """The encoder's pass alone, the model and the word pieces at hand: what no reading with it can be faster than."""
    from diegesis.document import BlockKind, build_document
    from diegesis.inference.model import load_model
    from diegesis.inference.pieces import cut
    from diegesis.layers.quotes.records import Quote
    from diegesis.pipeline import annotate_document
    from diegesis.sources import open_source

    loaded = load_model(str(model or ""))
    document = build_document(open_source(book))
    quotes = [quote.span for quote in annotate_document(document, model=False).rows(Quote)]
    paragraphs = [block.span.start for block in document.blocks if block.kind is not BlockKind.SCENE_BREAK]
    pieces = cut(document.text, loaded.tokenizer, quotes=quotes, paragraphs=paragraphs)
    _ = loaded.encoder  # Loaded when it is first asked for.
    began = time.perf_counter()
    loaded.encode(pieces, threads=threads)
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "peak_mb": peak_mb(), "pieces": len(pieces), "version": loaded.card.version}


def digest(book: Path, model: Path | None, threads: int) -> Measured:
    """The hash of ``story.json``."""
    from diegesis.export import render
    from diegesis.pipeline import read

    made = render(read(book, model=model or False, threads=threads), "json", text=True)
    return {"sha256": sha256(made.encode("utf-8")).hexdigest(), "bytes": len(made.encode("utf-8"))}


# ------------------------------------------------------------------------------------------- the section


def measure_reader(book: Path, model: Path, *, words: int, limit: float) -> Measured:
    """Whole with the reader, whole without, floor, and whether all runs give the same story.

    Args:
        book: a file of ``words`` words.
        model: folder of the reader.
        words: for the words per second.
        limit: seconds for each of the six runs.
    """
    runs = {
        "with": child("whole", book, limit=limit, model=model),
        "without": child("whole", book, limit=limit),
        "floor": child("floor", book, limit=limit, model=model),
    }
    for run in runs.values():
        run["words_a_second"] = words / run["seconds"] if run["outcome"] == "read" else 0.0
    done = all(run["outcome"] == "read" for run in runs.values())
    ratio = {"ratio": runs["with"]["seconds"] / runs["floor"]["seconds"]} if done else {}
    return {"words": words, "threads": THREADS, **runs, **ratio, **same_story(book, model, limit=limit)}


def same_story(book: Path, model: Path, *, limit: float) -> Measured:
    """Two runs with two threads and one with one: the hashes of story.json, and whether they are one."""
    runs = [child("digest", book, limit=limit, model=model, threads=threads) for threads in (THREADS, THREADS, 1)]
    hashes = [run.get("sha256", run["outcome"]) for run in runs]
    return {"hashes": hashes, "same_twice": hashes[0] == hashes[1], "same_by_threads": hashes[0] == hashes[2]}


def main(arguments: Sequence[str] | None = None) -> None:
    """One measurement, as JSON."""
    measurements = {"whole": whole, "floor": floor, "digest": digest}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader")
    parser.add_argument("what", choices=measurements)
    parser.add_argument("book", type=Path)
    parser.add_argument("--model", type=Path, help="folder of the reader")
    parser.add_argument("--threads", type=int, default=THREADS)
    given = parser.parse_args(arguments)
    print(json.dumps(measurements[given.what](given.book, given.model, given.threads)))


if __name__ == "__main__":
    main()
