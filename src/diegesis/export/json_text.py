"""JSON as text: the same value gives the same bytes, and any string is valid JSON."""

from __future__ import annotations

import json
import re
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def json_line(value: Any) -> str:
    """A value as JSON on one line, without a line end; a lone surrogate is written as an escape."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def json_rows(rows: list[dict[str, Any]]) -> str:
    """Rows as a JSON array, one row on each line."""
    return "[\n" + ",\n".join(json_line(row) for row in rows) + "\n]\n" if rows else "[]\n"
