"""``diegesis-diff/1``: what changed between two drafts, as JSON (``docs/diff.md``)."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from diegesis.diff.model import SECTIONS, Changes

FORMAT = "diegesis-diff/1"


def rows(changes: Changes, *, sections: tuple[str, ...] = SECTIONS) -> dict[str, Any]:
    """The changes as plain values, keys in the order of the format.

    Args:
        changes: what to give out.
        sections: the parts that are given; counts are given of all.
    """
    counts = {name: {kind.value: number for kind, number in changes.counts(name).items()} for name in SECTIONS}
    return {
        "format": FORMAT,
        "old": asdict(changes.old),
        "new": asdict(changes.new),
        "counts": {**counts, "lines": {"kept": changes.kept, **counts["lines"]}},
        **{name: [_plain(asdict(row)) for row in getattr(changes, name)] for name in sections},
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "kinds": [kind.value for kind in row["kinds"]]}


def render(changes: Changes, *, sections: tuple[str, ...] = SECTIONS) -> str:
    """The same as one JSON object, a change on each line; ends in a line feed. See ``rows``."""
    found = rows(changes, sections=sections)
    parts = []
    for key, value in found.items():
        if isinstance(value, list) and value:
            inside = ",\n".join(f"  {_json(row)}" for row in value)
            parts.append(f"{_json(key)}: [\n{inside}\n ]")
        else:
            parts.append(f"{_json(key)}: {_json(value)}")
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _json(value: Any) -> str:
    # A lone surrogate has no UTF-8.
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
