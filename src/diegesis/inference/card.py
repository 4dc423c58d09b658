"""A model's card: what the model is, and the hashes of its files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from diegesis.errors import ModelFileError

_HINT = "Install Diegesis again; until then read with --no-model."


@dataclass(frozen=True, slots=True)
class Card:
    """What ``card.toml`` says.

    Attributes:
        name, version: of the model.
        files: SHA-256 (hexadecimal) by file name.
        labels: names of labels by head, in the order of their numbers.
        fitted_on: names of the books it was trained on.
    """

    name: str
    version: str
    files: dict[str, str]
    labels: dict[str, list[str]]
    fitted_on: tuple[str, ...]


def read_card(folder: Path) -> Card:
    """Read a model's card.

    Raises:
        ModelFileError: the card is absent, or lacks what a card must say.
    """
    path = folder / "card.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return Card(
            name=content["name"],
            version=content["version"],
            files=dict(content["files"]),
            labels=dict(content["labels"]),
            fitted_on=tuple(content["fitted_on"]),
        )
    except OSError as error:
        raise ModelFileError(f"{path.parent.name}/card.toml: cannot be read ({error.strerror}).", hint=_HINT) from error
    except KeyError as error:
        raise ModelFileError(f"{path.parent.name}/card.toml: the card does not say {error}.", hint=_HINT) from error
    except (ValueError, TypeError) as error:  # No TOML, no text, or another kind of value than expected.
        raise ModelFileError(f"{path.parent.name}/card.toml: not a model's card ({error}).", hint=_HINT) from error


def checked_bytes(folder: Path, card: Card, name: str) -> bytes:
    """A file of a model, once its hash is that of the card.

    Raises:
        ModelFileError: the file is absent, or other than the card says.
    """
    try:
        raw = (folder / name).read_bytes()
    except OSError as error:
        raise ModelFileError(f"{folder.name}/{name}: cannot be read ({error.strerror}).", hint=_HINT) from error
    if sha256(raw).hexdigest() != card.files.get(name):
        raise ModelFileError(f"{folder.name}/{name}: the file has been altered.", hint=_HINT)
    return raw
