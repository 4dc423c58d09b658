"""The benchmark's section on the reader: what its report shows, and what makes the run fail."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.bench import failures
from benchmarks.report import report

MACHINE = {
    "diegesis": "1",
    "reader": "0.1",
    "python": "3.11",
    "system": "Linux",
    "processor": "x86_64",
    "cores": 2,
}


def section(**changed: Any) -> dict[str, Any]:
    run = {"outcome": "read", "seconds": 40.0, "words_a_second": 2500.0, "peak_mb": 600.0, "wall": 41.0}
    runs = {"with": run, "without": {**run, "seconds": 2.0}, "floor": {**run, "seconds": 32.0}}
    made = {"words": 100_018, "threads": 2, **runs, "ratio": 1.25, "growth": {"sizes": []}, "machine": MACHINE}
    return made | {"same_twice": True, "same_by_threads": True} | changed


def test_the_report_sets_the_whole_beside_the_floor() -> None:
    text = report({"reader": section()})
    assert "| the encoder's own pass, the floor | 32.00 | 2,500 | 600 |" in text
    assert "The whole takes 1.25 times the floor." in text
    assert "reader 0.1" in text
    assert "layers of the world" not in text
    assert not failures({"reader": section()})


@pytest.mark.parametrize("key", ["same_twice", "same_by_threads"])
def test_another_story_the_second_time_is_a_failure(key: str) -> None:
    made = {"reader": section(**{key: False})}
    assert "**not the same**" in report(made)
    assert [line for line in failures(made) if "story.json differs" in line]


def test_a_run_that_crashed_is_a_failure_and_has_no_ratio() -> None:
    crashed = {"outcome": "crash", "message": "why", "wall": 1.0, "words_a_second": 0.0}
    made = {"reader": {key: value for key, value in section(floor=crashed).items() if key != "ratio"}}
    assert "the floor: **crash**" in report(made)
    assert failures(made) == ["reader: floor crash"]


def test_the_report_says_what_the_world_takes() -> None:
    run = {"outcome": "read", "seconds": 40.0, "words_a_second": 2500.0, "peak_mb": 600.0, "wall": 41.0}
    text = report({"reader": section(**{"with": {**run, "world": 4.0, "world_ratio": 0.125}})})
    assert "take 4.0 s of it, 12 % of what reading takes without them" in text
