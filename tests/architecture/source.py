"""The package's source as syntax trees: modules, imports, functions. What the architecture tests look at."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "diegesis"

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the package: ``name`` is dotted and without the leading ``diegesis`` (empty for the root)."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def where(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"


@dataclass(frozen=True)
class Import:
    """``module`` imports ``target`` (absolute, dotted) at ``line``; ``eager`` where it happens on import."""

    module: Module
    target: str
    line: int
    eager: bool

    @property
    def where(self) -> str:
        return f"{self.module.where}:{self.line}"

    @property
    def inside(self) -> str | None:
        """The target without ``diegesis.``; ``None`` for a package from outside."""
        if self.target == "diegesis":
            return ""
        return self.target.removeprefix("diegesis.") if self.target.startswith("diegesis.") else None

    @property
    def top(self) -> str:
        return self.target.partition(".")[0]


@dataclass(frozen=True)
class Function:
    """A function or method, by its dotted name within the module."""

    where: str
    name: str
    node: FunctionNode

    @property
    def lines(self) -> int:
        """Lines from ``def`` to the end, without the docstring."""
        whole = (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1
        if ast.get_docstring(self.node, clean=False) is None:
            return whole
        docstring = self.node.body[0]
        return whole - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)

    @property
    def nesting(self) -> int:
        """How deep loops, branches, ``with`` and ``try`` stand in each other; a nested function starts anew."""
        return max((_depth(child) for child in self.node.body), default=0)


_BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def _depth(node: ast.AST) -> int:
    if isinstance(node, _FUNCTIONS):
        return 0
    inner = 0
    for child in ast.iter_child_nodes(node):
        depth = _depth(child)
        # ``elif`` is an ``if`` in the ``else`` of another, and no deeper to the reader.
        if isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If):
            depth -= 1
        inner = max(inner, depth)
    return inner + isinstance(node, _BLOCKS)


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of ``src/diegesis``, sorted by path."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        found.append(Module(".".join(parts), path, parse(path)))
    return tuple(found)


@cache
def module_names() -> frozenset[str]:
    return frozenset(module.name for module in modules())


@cache
def imports() -> tuple[Import, ...]:
    """Every import statement of the package, also those in functions and for type checking alone."""
    return tuple(found for module in modules() for found in _imports_of(module))


def _imports_of(module: Module) -> Iterator[Import]:
    eager = set(_eager_statements(module.tree))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = _base(module, node)
            targets = [_member(base, alias.name) for alias in node.names]
        else:
            continue
        for target in dict.fromkeys(targets):
            yield Import(module, target, node.lineno, node in eager)


def _eager_statements(tree: ast.Module) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported: not those of functions, nor under ``TYPE_CHECKING``."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
            continue
        if isinstance(node, ast.stmt):
            yield node
        waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.expr))


def _base(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = ["diegesis", *filter(None, module.name.split("."))]
    keep = len(parts) - node.level + module.is_package
    return ".".join([*parts[:keep], *filter(None, [node.module])])


def _member(base: str, name: str) -> str:
    """``from base import name``: the module ``base.name`` where there is one, else ``base``."""
    if not (base == "diegesis" or base.startswith("diegesis.")):
        return base
    inside = f"{base}.{name}".removeprefix("diegesis.")
    return f"{base}.{name}" if inside in module_names() else base


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones too, in order."""
    where = path.relative_to(ROOT).as_posix()
    yield from _functions_in(parse(path), where, "")


def _functions_in(node: ast.AST, where: str, prefix: str) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, FunctionNode | ast.ClassDef):
            name = f"{prefix}{child.name}"
            if isinstance(child, FunctionNode):
                yield Function(where, name, child)
            yield from _functions_in(child, where, f"{name}.")
        else:
            yield from _functions_in(child, where, prefix)


def is_standard(name: str) -> bool:
    """Whether a top-level package belongs to Python itself."""
    return name in sys.stdlib_module_names
