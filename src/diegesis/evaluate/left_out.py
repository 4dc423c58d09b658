"""Reader options that leave every book out of its own weights, and out of its own reader."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from diegesis.errors import FileMissing, GoldError
from diegesis.layers.register import registered

_HINT = "See docs/evaluation.md."


def left_out_options(path: Path) -> dict[str, Mapping[str, Any]]:
    """Read which weights and which reader score which book, and see that neither was fitted on it.

    Args:
        path: a JSON object from book name to a weights file, or to ``{"weights": FILE, "reader": FOLDER}``. Paths are
            relative to it (``training/turns/left_out.json``).

    Returns:
        Options for ``evaluate_corpus``, by book name: those of the speakers layer, and the folder of the reader.
        Where the file names none the book is read without one, since the package's own may have been fitted on it.

    Raises:
        FileMissing: the file, or a weights file or reader it names, is absent.
        GoldError: the file is not such an object, or a book's weights or reader were fitted on the book.
    """
    chosen = next(layer.options for layer in registered() if layer.name == "speakers" and layer.options)
    found: dict[str, Mapping[str, Any]] = {}
    for book, value in _content(path).items():
        named = _named(path.name, book, value)
        weights = path.parent / named["weights"]
        _refuse_fitted(book, weights.name, _content(weights).get("fitted_on", ()))
        options: dict[str, Any] = {"speakers": chosen(weights=str(weights.resolve())), "reader": False}
        if "reader" in named:
            reader = path.parent / named["reader"]
            _refuse_fitted(book, f"The reader {reader.name}", _fitted_reader(reader))
            options["reader"] = str(reader.resolve())
        found[book] = options
    return found


def fitted_on() -> frozenset[str]:
    """Names of the books that the shipped models were fitted on: scores on those are not on unseen text."""
    weights = files("diegesis.models.turns") / "with_reader.json"
    decoder = json.loads(weights.read_text(encoding="utf-8"))["fitted_on"]
    return frozenset((*decoder, *_shipped_card()["fitted_on"]))


def shipped_models() -> dict[str, str]:
    """Version of the shipped reader, by name, as reports tell it."""
    card = _shipped_card()
    return {card["name"]: card["version"]}


def _shipped_card() -> dict[str, Any]:
    card = files("diegesis.models") / "reader" / "card.toml"
    return tomllib.loads(card.read_text(encoding="utf-8"))


def _named(file: str, book: str, value: Any) -> dict[str, str]:
    """What a book is to be read with: ``weights``, and ``reader`` where there is one."""
    named = {"weights": value} if isinstance(value, str) else value
    strings = isinstance(named, dict) and all(isinstance(part, str) for part in named.values())
    if not strings or not {"weights"} <= set(named) <= {"weights", "reader"}:
        raise GoldError(f'{file}: {book} needs a weights file, or {{"weights": FILE, "reader": FOLDER}}.', hint=_HINT)
    return dict(named)


def _refuse_fitted(book: str, what: str, fitted: Collection[str]) -> None:
    if book in fitted:
        raise GoldError(f"{what} was fitted on {book}, which it is to score.", hint="Fit it without the book.")


def _fitted_reader(folder: Path) -> list[str]:
    """Names of the books that a reader was fitted on, as its card says."""
    card = folder / "card.toml"
    if not card.is_file():
        raise FileMissing(f"There is no reader in {folder.name}: it has no card.toml.", hint="See training/README.md.")
    try:
        return list(tomllib.loads(card.read_text(encoding="utf-8"))["fitted_on"])
    except (KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{folder.name}/card.toml does not say what the reader was fitted on: {type(error).__name__} {error}.",
            hint="Export the reader anew: training/README.md.",
        ) from error


def _content(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise FileMissing(f"There is no file {path.name}.", hint="Give the file that names every book's weights.")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise GoldError(f"{path.name} is not JSON: {error}.", hint=_HINT) from error
    if not isinstance(content, dict):
        raise GoldError(f"{path.name} does not hold a JSON object.", hint=_HINT)
    return content
