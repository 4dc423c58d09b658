"""Habits that decay without a check: no printing, no exits, docstrings, names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.source import FunctionNode, Module, modules

_FORBIDDEN_CALLS = {
    "print": "a library does not print",
    "breakpoint": "a debugger stop",
    "exit": "a library does not end its caller",
    "quit": "a library does not end its caller",
    "sys.exit": "a library does not end its caller",
    "os._exit": "a library does not end its caller",
    "SystemExit": "a library does not end its caller",
    "logging.basicConfig": "the program configures logging, not the library",
    "logging.config.dictConfig": "the program configures logging, not the library",
    "warnings.simplefilter": "the program decides about warnings, not the library",
    "warnings.filterwarnings": "the program decides about warnings, not the library",
    "random.seed": "the random state belongs to the caller",
    "locale.setlocale": "the locale belongs to the caller",
    "os.chdir": "the working folder belongs to the caller",
}

#: Words that say nothing about what a thing is (modules, functions, classes, arguments).
_EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "process", "idx", "ents", "toks"}


def library() -> Iterator[Module]:
    return (m for m in modules() if m.name.partition(".")[0] not in {"cli", "__main__"})


def test_the_library_neither_prints_nor_exits_nor_configures() -> None:
    broken = []
    for module in library():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in _FORBIDDEN_CALLS:
                    broken.append(f"{module.where}:{node.lineno} {called}: {_FORBIDDEN_CALLS[called]}")
    assert not broken


def test_assert_is_for_tests() -> None:
    broken = [
        f"{module.where}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assert)
    ]
    assert not broken


def test_names_say_something() -> None:
    broken = []
    for module in modules():
        if _EMPTY_NAMES & set(module.name.split(".")):
            broken.append(module.where)
        for node in ast.walk(module.tree):
            named = isinstance(node, FunctionNode | ast.ClassDef)
            name = node.name if named else node.arg if isinstance(node, ast.arg) else ""
            if name.strip("_").lower() in _EMPTY_NAMES:
                broken.append(f"{module.where}:{node.lineno} {name}")
    assert not broken


def public(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, ast.AST]]:
    """Public classes, functions and methods: no leading underscore anywhere in the dotted name."""
    for child in node.body:
        if isinstance(child, ast.ClassDef | FunctionNode) and not child.name.startswith("_"):
            yield f"{prefix}{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{prefix}{child.name}.")


def repeats_a_name(node: ast.AST) -> bool:
    """Whether a function only overloads or sets what another of the same name documents."""
    if not isinstance(node, FunctionNode):
        return False
    decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
    return any(name.endswith(("overload", ".setter", ".deleter", "override")) for name in decorators)


def test_everything_public_has_a_docstring() -> None:
    broken = [module.where for module in modules() if ast.get_docstring(module.tree) is None]
    for module in modules():
        if any(part.startswith("_") for part in module.name.split(".")):
            continue
        for name, node in public(module.tree, ""):
            assert isinstance(node, ast.ClassDef | FunctionNode)
            if ast.get_docstring(node) is None and not repeats_a_name(node):
                broken.append(f"{module.where}:{node.lineno} {name}")
    assert not broken


def test_public_arguments_that_switch_are_keyword_only() -> None:
    """No positional booleans: ``read(path, True)`` tells the reader nothing."""
    broken = []
    for module in modules():
        for name, node in public(module.tree, ""):
            if not isinstance(node, FunctionNode):
                continue
            for argument in [*node.args.posonlyargs, *node.args.args]:
                if argument.annotation is not None and ast.unparse(argument.annotation) == "bool":
                    broken.append(f"{module.where}:{node.lineno} {name}({argument.arg})")
    assert not broken
