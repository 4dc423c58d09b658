"""Public is a list: the names a user may rely on, compared with what there is."""

from __future__ import annotations

import ast
import importlib

import pytest

import diegesis
from tests.architecture.source import Module, modules

#: Changing this line changes what users rely on: say so in the changelog.
PUBLIC = ["Document", "Story", "__version__", "read", "read_text"]


def test_the_public_names_are_the_listed_ones() -> None:
    assert sorted(diegesis.__all__) == PUBLIC


def test_public_names_load() -> None:
    for name in diegesis.__all__:
        assert getattr(diegesis, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        getattr(diegesis, "no_such_name")  # noqa: B009 -- a constant name is the point


def packages() -> list[Module]:
    return [m for m in modules() if m.is_package and m.name and "__all__" in m.path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("module", packages(), ids=lambda module: module.name)
def test_a_package_lists_what_it_imports_for_others(module: Module) -> None:
    """In an ``__init__`` an import is there to be used from outside, or does not belong there."""
    loaded = importlib.import_module(f"diegesis.{module.name}")
    listed = set(loaded.__all__)
    assert len(listed) == len(loaded.__all__)
    missing = [name for name in listed if not hasattr(loaded, name)]
    assert not missing
    offered = {
        alias.asname or alias.name
        for node in module.tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("diegesis")
        for alias in node.names
    }
    assert offered <= listed
