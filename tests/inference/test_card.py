"""A model whose files are not what its card says is refused, with the place and the next step."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from diegesis.errors import ModelFileError
from diegesis.inference.card import checked_bytes, read_card
from diegesis.inference.model import Model, load_model

CARD = """name = "reader"
version = "0.1"
fitted_on = ["made", "up"]

[files]
"encoder.onnx" = "{hash}"

[labels]
types = ["PER"]
forms = ["NOM", "PRON", "PROP"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "reader"
    home.mkdir()
    (home / "encoder.onnx").write_bytes(b"graph")
    (home / "card.toml").write_text(CARD.format(hash=sha256(b"graph").hexdigest()), encoding="utf-8")
    return home


def refusal(folder: Path, name: str = "") -> str:
    with pytest.raises(ModelFileError) as refused:
        checked_bytes(folder, read_card(folder), name) if name else read_card(folder)
    assert refused.value.code == "D225"
    assert refused.value.hint
    message = str(refused.value)
    assert "--no-model" in message
    assert str(folder) not in message, "the person's folders are nobody's business"
    return message


def test_a_card_is_read(folder: Path) -> None:
    card = read_card(folder)
    assert (card.name, card.version, card.fitted_on) == ("reader", "0.1", ("made", "up"))
    assert card.labels == {"types": ["PER"], "forms": ["NOM", "PRON", "PROP"]}
    assert checked_bytes(folder, card, "encoder.onnx") == b"graph"


def test_an_absent_card(folder: Path) -> None:
    (folder / "card.toml").unlink()
    assert refusal(folder).startswith("reader/card.toml: cannot be read (No such file or directory).")


@pytest.mark.parametrize(
    "content",
    [b"name = ", b"\xff\xfe", b"name = 1\nversion = 2\nfiles = 3", b"name = 1\nversion = 2\nfiles = 'many'"],
    ids=["broken", "not-text", "files-no-table", "files-words"],
)
def test_what_is_no_card(folder: Path, content: bytes) -> None:
    (folder / "card.toml").write_bytes(content)
    assert refusal(folder).startswith("reader/card.toml: not a model's card (")


@pytest.mark.parametrize("lacking", ["name", "version", "fitted_on", "files", "labels"])
def test_a_card_that_lacks_something(folder: Path, lacking: str) -> None:
    card = (folder / "card.toml").read_text(encoding="utf-8")
    (folder / "card.toml").write_text(card.replace(lacking, "other", 1), encoding="utf-8")
    assert refusal(folder).startswith(f"reader/card.toml: the card does not say '{lacking}'.")


def test_an_absent_file(folder: Path) -> None:
    (folder / "encoder.onnx").unlink()
    assert refusal(folder, "encoder.onnx").startswith("reader/encoder.onnx: cannot be read (")


def test_an_altered_file(folder: Path) -> None:
    (folder / "encoder.onnx").write_bytes(b"grapf")
    assert refusal(folder, "encoder.onnx").startswith("reader/encoder.onnx: the file has been altered.")


def test_a_file_the_card_does_not_name(folder: Path) -> None:
    (folder / "stranger.onnx").write_bytes(b"graph")
    assert refusal(folder, "stranger.onnx").startswith("reader/stranger.onnx: ")


def test_a_model_is_checked_before_it_is_used(folder: Path) -> None:
    assert Model(folder).card.name == "reader"
    (folder / "encoder.onnx").write_bytes(b"")
    with pytest.raises(ModelFileError, match=r"reader/encoder\.onnx: the file has been altered"):
        Model(folder)


def test_a_model_is_loaded_once(folder: Path) -> None:
    assert load_model(str(folder)) is load_model(str(folder))
