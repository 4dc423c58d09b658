"""Sizes of functions and modules, with the debts listed in waivers.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from statistics import median, quantiles

import pytest

from tests.architecture.source import PACKAGE, ROOT, functions

MAX_FUNCTION_LINES = 60
MAX_MODULE_LINES = 600
MAX_NESTING = 4
MAX_MEDIAN_FUNCTION_LINES = 10
MAX_P90_FUNCTION_LINES = 35

_CHECKED = ("src/diegesis", "benchmarks", "training")


def over_the_gates() -> Iterator[tuple[str, str, int]]:
    """(rule, where, found) of everything over a gate."""
    for folder in _CHECKED:
        for path in sorted((ROOT / folder).rglob("*.py")):
            where = path.relative_to(ROOT).as_posix()
            length = len(path.read_text(encoding="utf-8").splitlines())
            if length > MAX_MODULE_LINES:
                yield "module-lines", where, length
            for function in functions(path):
                if function.lines > MAX_FUNCTION_LINES:
                    yield "function-lines", f"{where}::{function.name}", function.lines
                if function.nesting > MAX_NESTING:
                    yield "nesting", f"{where}::{function.name}", function.nesting


def waivers() -> list[dict[str, str]]:
    listed = tomllib.loads((ROOT / "tests/architecture/waivers.toml").read_text(encoding="utf-8"))
    return list(listed.get("waiver", []))


def test_nothing_is_over_a_gate_without_a_waiver() -> None:
    waived = {(waiver["rule"], waiver["where"]) for waiver in waivers()}
    over = [f"{rule} {where}: {n}" for rule, where, n in over_the_gates() if (rule, where) not in waived]
    assert not over


def test_every_waiver_is_needed_and_has_a_reason() -> None:
    needed = {(rule, where) for rule, where, _ in over_the_gates()}
    stale = [waiver for waiver in waivers() if (waiver["rule"], waiver["where"]) not in needed]
    silent = [waiver for waiver in waivers() if len(waiver.get("reason", "").split()) < 3]
    assert not stale
    assert not silent


def test_functions_are_small_as_a_rule(record_property: pytest.RecordProperty) -> None:
    lengths = sorted(function.lines for path in PACKAGE.rglob("*.py") for function in functions(path))
    p90 = quantiles(lengths, n=10)[-1]
    record_property("median_function_lines", median(lengths))
    record_property("p90_function_lines", p90)
    report = f"{len(lengths)} functions: median {median(lengths)} lines, p90 {p90:.0f}, longest {lengths[-1]}"
    assert median(lengths) <= MAX_MEDIAN_FUNCTION_LINES, report
    assert p90 <= MAX_P90_FUNCTION_LINES, report
