"""Who may import whom (imports.toml), over every import statement of the package."""

from __future__ import annotations

import ast
import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any

import pytest

from tests.architecture.source import ROOT, Import, imports, is_standard, modules


@cache
def rules() -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/architecture/imports.toml").read_text(encoding="utf-8"))


@cache
def unit_patterns() -> tuple[str, ...]:
    return tuple(unit for level in rules()["level"] for unit in level["units"])


@cache
def unit_of(module: str) -> str | None:
    """The unit of a module: the pattern that equals it or the longest run of its first parts."""
    parts = module.split(".")
    for end in range(len(parts), 0, -1):
        head = ".".join(parts[:end])
        if head in unit_patterns():
            return head
        fitting = [p for p in unit_patterns() if p.count(".") == end - 1 and fnmatchcase(head, p)]
        if fitting:
            return fitting[0]
    return None


@cache
def level_of(unit: str) -> int:
    return next(number for number, level in enumerate(rules()["level"]) if unit in level["units"])


def layer_of(module: str) -> str | None:
    """The layer a module belongs to; the register and the package of layers belong to none."""
    parts = module.split(".")
    if parts[0] != "layers" or len(parts) < 2 or parts[1] == "register":
        return None
    return parts[1]


def allowed(statement: Import) -> bool:
    source, target = statement.module.name, statement.inside
    assert target is not None
    if layer_of(source) is not None and layer_of(source) == layer_of(target):
        return unit_of(source) != "layers.*.records" or unit_of(target) == "layers.*.records"
    here, there = unit_of(source), unit_of(target)
    if here is None or there is None:
        return False
    if there in rules()["unknown_to"].get(here, []):
        return False
    if here == there and not here.startswith("layers.*"):
        return True
    if level_of(here) == level_of(there):
        return bool(rules()["level"][level_of(here)].get("together", False))
    return level_of(there) < level_of(here)


def own_imports() -> list[Import]:
    """Imports of one module of the package by another; the root, which loads names on first use, apart."""
    return [found for found in imports() if found.inside is not None and found.module.name]


def test_every_module_belongs_to_a_unit() -> None:
    homeless = [module.where for module in modules() if module.name and unit_of(module.name) is None]
    assert not homeless, "add these to imports.toml, at the right level"


def test_every_unit_is_named_once() -> None:
    assert len(unit_patterns()) == len(set(unit_patterns()))


def test_imports_follow_the_levels() -> None:
    broken = [f"{found.where} imports {found.target}" for found in own_imports() if not allowed(found)]
    assert not broken


def test_a_layer_imports_only_records_of_another() -> None:
    broken = [
        f"{found.where} imports {found.target}"
        for found in own_imports()
        if layer_of(found.module.name)
        and layer_of(found.inside or "") not in (None, layer_of(found.module.name))
        and unit_of(found.inside or "") != "layers.*.records"
    ]
    assert not broken


def test_the_register_imports_layers_by_name() -> None:
    """Reading the register costs nothing, and a layer is added by one line."""
    broken = [
        found.where
        for found in own_imports()
        if found.module.name == "layers.register" and layer_of(found.inside or "")
    ]
    assert not broken


def test_models_hold_no_code() -> None:
    """A model is data with a card; the code that runs it is tested where it belongs."""
    broken = [
        f"{module.where}:{node.lineno}"
        for module in modules()
        if module.name.partition(".")[0] == "models"
        for node in module.tree.body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    assert not broken, "\n".join(["", *map(str, broken)])


def test_training_is_imported_by_nothing() -> None:
    """What trains is not shipped; a model is data by the time the package meets it."""
    broken = [found.where for found in imports() if found.top in {"training", "benchmarks", "tests"}]
    assert not broken, "\n".join(["", *map(str, broken)])


def test_nothing_imports_testing() -> None:
    broken = [
        found.where
        for found in imports()
        if unit_of(found.inside or "") == "testing" and unit_of(found.module.name) != "testing"
    ]
    assert not broken


def test_modules_name_the_real_home() -> None:
    """``from diegesis import Story`` inside the package would hide who imports whom."""
    broken = [found.where for found in own_imports() if found.inside == ""]
    assert not broken


def test_the_root_loads_nothing_on_import() -> None:
    eager = {found.target for found in imports() if not found.module.name and found.eager}
    assert {target for target in eager if target.startswith("diegesis")} <= {"diegesis.version"}


def test_imports_form_no_circle() -> None:
    graph: dict[str, set[str]] = {}
    for found in own_imports():
        if found.eager and found.inside != found.module.name:
            graph.setdefault(found.module.name, set()).add(found.inside or "")
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import circle: {' -> '.join(error.args[1])}")


def test_packages_from_outside_have_their_users() -> None:
    outside = rules()["outside"]
    broken = [
        f"{found.where} imports {found.top}"
        for found in imports()
        if found.inside is None
        and not is_standard(found.top)
        and unit_of(found.module.name) not in outside.get(found.top, [])
        and not (unit_of(found.module.name) == "layers.*.records" and "layers.*" in outside.get(found.top, []))
    ]
    assert not broken


def test_hypothesis_is_used_by_the_strategies_alone() -> None:
    users = {found.module.name for found in imports() if found.top == "hypothesis"}
    assert users <= {"testing.strategies"}


def test_packages_from_outside_are_declared() -> None:
    """What the package imports is in ``dependencies`` (or an extra), so a plain install lacks nothing."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    wanted = [*project["dependencies"], *chain.from_iterable(extras)]
    declared = {re.split(r"[ <>=!~;\[]", line)[0].lower().replace("-", "_") for line in wanted}
    names = {"docx": "python_docx", "markdown_it": "markdown_it_py"}
    used = {
        names.get(found.top, found.top)
        for found in imports()
        if found.inside is None and not is_standard(found.top) and found.top != "hypothesis"
    }
    assert used <= declared


def test_a_broken_rule_is_seen() -> None:
    """The test itself: a few imports that must and must not be allowed."""
    module = next(m for m in modules() if m.name == "spans")

    def verdict(source: str, target: str) -> bool:
        made = type(module)(source, module.path, module.tree)
        return allowed(Import(made, f"diegesis.{target}", 1, eager=True))

    assert verdict("layers.speakers.annotate", "layers.quotes.records")
    assert not verdict("layers.speakers.annotate", "layers.quotes.rules")
    assert not verdict("layers.quotes.records", "layers.quotes.rules")
    assert verdict("layers.speakers.annotate", "lexicons.load")
    assert not verdict("sources.plain", "document")
    assert not verdict("sources.plain", "lexicons.load")
    assert not verdict("export.script", "inference.session")
    assert not verdict("export.script", "evaluate.metrics")
    assert verdict("story.store", "corrections")
    assert not verdict("story.store", "pipeline.run")
    assert unit_of("layers.new_layer.rules") == "layers.*"
    assert unit_of("nowhere") is None
