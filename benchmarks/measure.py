"""Reads one book in a process of its own and prints what it took, as one JSON object.

Run by ``bench.py``; by hand: ``python -m benchmarks.measure BOOK [READER]``.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]

Measured = dict[str, Any]


def measured(book: Path, *, limit: float, model: Path | None = None) -> Measured:
    """Measure one reading in a child process, stopped after ``limit`` seconds.

    Args:
        book: the file.
        limit: seconds.
        model: folder of the reader; rules alone where there is none.

    Returns:
        ``outcome`` is ``read``, an error code such as ``D212``, ``crash`` or ``hang``; the rest as in ``reading``.
    """
    command = [sys.executable, "-m", "benchmarks.measure", str(book.resolve())]
    command += [str(model.resolve())] if model else []
    began = time.perf_counter()
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"outcome": "hang", "message": f"stopped after {limit:.0f} s", "wall": limit}
    wall = time.perf_counter() - began
    if ran.returncode != 0:
        last = (ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"])[-1]
        return {"outcome": "crash", "message": last, "wall": wall}
    made: Measured = json.loads(ran.stdout)
    return {**made, "wall": wall}


def reading(book: Path, model: Path | None = None) -> Measured:
    """Read a book in this process, with the reader of a folder or by rules alone.

    Returns:
        Seconds (``import``, ``seconds`` of reading, ``cpu``, each stage), ``peak_mb`` of the process, and counts;
        ``covered`` says whether the segments join to the text.
    """
    began = time.perf_counter()
    from diegesis.errors import DiegesisError
    from diegesis.pipeline import Progress, read

    loaded = time.perf_counter()
    stages: list[tuple[str, float]] = []

    def note(progress: Progress) -> None:
        stages.append((progress.stage, time.perf_counter()))

    cpu = time.process_time()
    try:
        story = read(book, model=model or False, on_progress=note)
    except DiegesisError as error:
        taken = time.perf_counter() - loaded
        return {"outcome": error.code, "message": error.problem, "seconds": taken, "peak_mb": peak_mb()}
    done, cpu = time.perf_counter(), time.process_time() - cpu
    peak = peak_mb()
    text = story.document.text
    covered = "".join(segment.span.of(text) for segment in story.segments) == text
    return {
        "outcome": "read",
        "words": sum(1 for _ in re.finditer(r"\S+", text)),
        "characters": len(text),
        "import": loaded - began,
        "seconds": done - loaded,
        "cpu": cpu,
        "peak_mb": peak,
        "stages": stage_seconds(loaded, stages, done),
        "covered": covered,
        "quotes": len(story.quotes),
        "cast": len(story.characters),
    }


def stage_seconds(began: float, stages: list[tuple[str, float]], done: float) -> dict[str, float]:
    """Seconds of each stage; ``source`` is what comes before the first."""
    names = ["source", *(name for name, _ in stages)]
    times = [began, *(when for _, when in stages), done]
    spent = {name: times[i + 1] - times[i] for i, name in enumerate(names)}
    spent.pop("done", None)
    return spent


def peak_mb() -> float:
    """The most memory this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ``ru_maxrss``: on Linux it starts from what the parent held before the new program was loaded.
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        if found:
            return int(found[1]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    print(json.dumps(reading(*map(Path, sys.argv[1:3]))))
