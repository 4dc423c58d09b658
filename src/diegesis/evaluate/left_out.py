"""Reader options that leave every book out of its own weights."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from diegesis.errors import FileMissing, GoldError
from diegesis.layers.register import registered


def left_out_options(path: Path) -> dict[str, Mapping[str, Any]]:
    """Read which weights score which book, and see that none was fitted on it.

    Args:
        path: a JSON object from book name to a weights file, relative to it (``training/turns/left_out.json``).

    Returns:
        Options for ``evaluate_corpus``, by book name.

    Raises:
        FileMissing: the file, or a weights file it names, is absent.
        GoldError: the file is not such an object, or a book's weights were fitted on the book.
    """
    named = _content(path)
    options = next(layer.options for layer in registered() if layer.name == "speakers")
    found: dict[str, Mapping[str, Any]] = {}
    for book, weights in named.items():
        home = path.parent / str(weights)
        if book in _content(home).get("fitted_on", ()):
            raise GoldError(f"{home.name} was fitted on {book}, which it is to score.", hint="Fit it without the book.")
        found[book] = {"speakers": options(weights=str(home.resolve()))} if options else {}
    return found


def fitted_on() -> frozenset[str]:
    """Names of the books that the shipped decoder weights were fitted on: scores on those are not on unseen text."""
    weights = files("diegesis.models.turns") / "weights.json"
    return frozenset(json.loads(weights.read_text(encoding="utf-8"))["fitted_on"])


def _content(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise FileMissing(f"There is no file {path.name}.", hint="Give the file that names every book's weights.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path.name} is not JSON: {error}.", hint="See docs/evaluation.md.") from error
    if not isinstance(content, dict):
        raise GoldError(f"{path.name} does not hold a JSON object.", hint="See docs/evaluation.md.")
    return content
