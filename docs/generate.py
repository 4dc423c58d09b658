"""Makes the pages of layers and findings. ``--check`` only compares; exit code 1: stale."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from importlib import import_module
from pathlib import Path

from diegesis.layer import Layer, Record
from diegesis.layers.findings.catalogue import CATALOGUE
from diegesis.layers.findings.records import Code
from diegesis.layers.register import registered
from diegesis.pipeline import run_order

DOCS = Path(__file__).parent


def page_of(layer: Layer) -> str:
    """The whole page: the note, what the layer needs and makes, its columns, its options."""
    note = inspect.getdoc(import_module(f"diegesis.layers.{layer.name}")) or ""
    needs = ", ".join(f"`{kind.__name__}`" for kind in layer.needs) or "the document alone"
    makes = ", ".join(f"`{kind.__name__}`" for kind in layer.makes)
    parts = [f"# {layer.name}", note, f"**Needs:** {needs}. **Makes:** {makes}."]
    parts += [table_of(kind) for kind in layer.makes]
    if layer.options:
        parts.append(f"## Options\n\n```text\n{inspect.getdoc(layer.options)}\n```")
    parts.append("*Made by `make docs` from the source; do not edit.*")
    return "\n\n".join(parts) + "\n"


def index_of(layers: tuple[Layer, ...]) -> str:
    """The list of layers, in order of running, each with the first line of its note."""
    lines = ["# Layers, in the order in which they run", ""]
    for layer in layers:
        note = inspect.getdoc(import_module(f"diegesis.layers.{layer.name}")) or ""
        lines.append(f"- [{layer.name}]({layer.name}.md): {note.partition(chr(10))[0]}")
    return "\n".join([*lines, "", "*Made by `make docs` from the source; do not edit.*"]) + "\n"


def table_of(kind: type[Record]) -> str:
    """A row type: what it is, and its fields with their types."""
    rows = [f"| `{field.name}` | `{type_name(field.type)}` |" for field in dataclasses.fields(kind)]
    described = inspect.getdoc(kind) or ""
    lines = [f"## {kind.__name__}", "", "```text", described, "```", "", "| field | type |", "|---|---|", *rows]
    return "\n".join(lines)


def type_name(hint: object) -> str:
    """A type as it is written in the source, safe inside a table."""
    written = hint if isinstance(hint, str) else getattr(hint, "__name__", str(hint))
    return str(written).replace("|", "or")


def page_of_code(code: Code) -> str:
    """A finding's page: what it means, what is spared, an example of each."""
    entry = CATALOGUE[code]
    parts = [f"# {code.value}: {entry.title}", f"Severity: {entry.severity.value}.", entry.about]
    parts.append(f"**Not reported:** {entry.spared}")
    for title, words in (("Found in", entry.wrong), ("Not found in", entry.right)):
        quoted = "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
        parts.append(f"## {title}\n\n{quoted}")
    parts.append(
        "How often it is right: [findings](../layers/findings.md). To see it no more in a draft, put "
        f"`{code.value}` in the file beside it, or in `pyproject.toml`: [check](../check.md)."
    )
    parts.append("*Made by `make docs` from the catalogue; do not edit.*")
    return "\n\n".join(parts) + "\n"


def index_of_codes() -> str:
    """The table of codes."""
    rows = [
        f"| [`{code.value}`]({code.value}.md) | {entry.severity.value} | {entry.title} |"
        for code, entry in CATALOGUE.items()
    ]
    head = ["# What `diegesis check` looks for", "", "| code | severity | what it is |", "|---|---|---|"]
    return "\n".join([*head, *rows, "", "*Made by `make docs` from the catalogue; do not edit.*"]) + "\n"


def all_pages() -> dict[Path, str]:
    """Every page by its path."""
    layers = run_order(registered())
    pages = {DOCS / "layers" / f"{layer.name}.md": page_of(layer) for layer in layers}
    pages[DOCS / "layers" / "index.md"] = index_of(layers)
    pages |= {DOCS / "findings" / f"{code.value}.md": page_of_code(code) for code in CATALOGUE}
    pages[DOCS / "findings" / "index.md"] = index_of_codes()
    return pages


def main() -> None:
    """Write or compare every page."""
    stale = []
    for path, text in all_pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv[1:]:
        sys.exit(f"stale: {', '.join(stale)}; remake them with: make docs")


main()
