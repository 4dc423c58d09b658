"""Export a trained reader for the package: ``python -m training.reader.export work/reader/reader-all --out DIR``.

Writes the graphs, the tokenizer and the card. The encoder, which is nearly all of the size, is quantised to eight-bit
integers (its matrices and embeddings, scales at run time per window); the heads stay in single precision. Weights use
seven of the eight bits: processors without VNNI add products of eight bits in sixteen and would cut them off.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from diegesis.layers.speakers.links import SIZES
from diegesis.version import __version__
from training.reader.attribution import PARTS
from training.reader.data.folds import divided, folds
from training.reader.data.litbank import FORMS, TYPES
from training.reader.data.marked import STORIES
from training.reader.data.treebank import RELATIONS, TAGS
from training.reader.encoder import Window, model_folder
from training.reader.model import KINDS, Reader
from training.reader.predict import load_reader

OPSET = 17

#: A module, inputs to trace it with, and the names of the first, free axes of each input.
Traced = tuple[nn.Module, dict[str, Tensor], dict[str, list[str]]]


class EncoderGraph(nn.Module):
    """ids, case, quoted, opens [windows, pieces] to hidden states."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.encoder = model.encoder

    def forward(self, ids: Tensor, case: Tensor, quoted: Tensor, opens: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(Window(ids, case, quoted, opens))
        return hidden


class SpansGraph(nn.Module):
    """States of words to scores of types, of forms, and of events."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.spans, self.events = model.spans, model.events

    def forward(self, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        scores = self.spans(first, last)
        return scores[..., :KINDS], scores[..., KINDS:], self.events(first)


class MentionGraph(nn.Module):
    """States and form of mentions to their vectors, and to those they look back with."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.antecedents

    def forward(self, parts: Tensor, form: Tensor) -> tuple[Tensor, Tensor]:
        vectors = self.head.mention(torch.cat((parts, self.head.form(form)), -1))
        return vectors, self.head.bilinear(vectors)


class CoarseGraph(nn.Module):
    """Coarse scores [mentions, earlier]."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.antecedents

    def forward(self, towards: Tensor, earlier: Tensor, distance: Tensor, pair: Tensor) -> Tensor:
        features = torch.cat((self.head.distance(distance), self.head.pair(pair)), -1)
        scores: Tensor = towards @ earlier.T / towards.shape[1] ** 0.5 + self.head.bias(features).squeeze(-1)
        return scores


class FineGraph(nn.Module):
    """What the small network adds, [mentions, kept]."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.antecedents

    def forward(self, ours: Tensor, theirs: Tensor, distance: Tensor, pair: Tensor) -> Tensor:
        features = torch.cat((self.head.distance(distance), self.head.pair(pair)), -1)
        own = ours[:, None].expand_as(theirs)
        found: Tensor = self.head.decide(torch.cat((own, theirs, own * theirs, features), -1)).squeeze(-1)
        return found


class TurnGraph(nn.Module):
    """States of turns to their vectors, and to those of earlier turns."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.attribution

    def forward(self, states: Tensor) -> tuple[Tensor, Tensor]:
        vectors = self.head.turn(states)
        return vectors, self.head.earlier(vectors)


class LinkGraph(nn.Module):
    """Scores of links, [turns, links, 2]."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.attribution

    def forward(self, ours: Tensor, theirs: Tensor, features: Tensor) -> Tensor:
        scores: Tensor = self.head.decided(ours[:, None].expand_as(theirs), theirs, features)
        return scores


class SyntaxGraph(nn.Module):
    """States of words of sentences to scores of tags and heads, and what relations need."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.syntax

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        found: tuple[Tensor, Tensor, Tensor] = self.head(tokens)
        return found


class RelationGraph(nn.Module):
    """Scores of the relations to given heads."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.head = model.syntax

    def forward(self, rooted: Tensor, head: Tensor) -> Tensor:
        return self.head.relations(rooted, head)


def graphs(model: Reader) -> dict[str, Traced]:
    """By name: module, inputs to trace it with, and names of the inputs' free axes."""
    return {**_of_words(model), **_of_sentences(model), **_of_mentions(model), **_of_turns(model)}


def _of_words(model: Reader) -> dict[str, Traced]:
    width = model.encoder.shape.width
    fields = ("ids", "case", "quoted", "opens")
    return {
        "encoder": (
            EncoderGraph(model),
            {name: _ones(1, 40) for name in fields},
            {name: ["windows", "pieces"] for name in fields},
        ),
        "spans": (
            SpansGraph(model),
            {"first": torch.rand(50, width), "last": torch.rand(50, width)},
            {"first": ["words"], "last": ["words"]},
        ),
    }


def _of_sentences(model: Reader) -> dict[str, Traced]:
    axes = ["sentences", "words"]
    hidden = model.syntax.root.shape[0]
    return {
        "syntax": (
            SyntaxGraph(model),
            {"tokens": torch.rand(3, 7, 2 * model.encoder.shape.width)},
            {"tokens": axes},
        ),
        "relation": (
            RelationGraph(model),
            {"rooted": torch.rand(3, 8, hidden), "head": _ones(3, 7)},
            {"rooted": ["sentences", "rooted"], "head": axes},
        ),
    }


def _of_mentions(model: Reader) -> dict[str, Traced]:
    width, size = model.encoder.shape.width, model.antecedents.bilinear.out_features
    looked_at, kept = ["mentions", "earlier"], ["mentions", "kept"]
    return {
        "mention": (
            MentionGraph(model),
            {"parts": torch.rand(3, 3 * width), "form": torch.tensor([0, 1, 2])},
            {"parts": ["mentions"], "form": ["mentions"]},
        ),
        "coarse": (
            CoarseGraph(model),
            {
                "towards": torch.rand(3, size),
                "earlier": torch.rand(7, size),
                "distance": _ones(3, 7),
                "pair": _ones(3, 7),
            },
            {"towards": ["mentions"], "earlier": ["earlier"], "distance": looked_at, "pair": looked_at},
        ),
        "fine": (
            FineGraph(model),
            {
                "ours": torch.rand(3, size),
                "theirs": torch.rand(3, 5, size),
                "distance": _ones(3, 5),
                "pair": _ones(3, 5),
            },
            {"ours": ["mentions"], "theirs": kept, "distance": kept, "pair": kept},
        ),
    }


def _of_turns(model: Reader) -> dict[str, Traced]:
    width, size = model.encoder.shape.width, model.antecedents.bilinear.out_features
    return {
        "turn": (TurnGraph(model), {"states": torch.rand(3, PARTS * width)}, {"states": ["turns"]}),
        "name": (model.attribution.mention, {"states": torch.rand(3, 2 * width)}, {"states": ["mentions"]}),
        "link": (
            LinkGraph(model),
            {"ours": torch.rand(3, size), "theirs": torch.rand(3, 5, size), "features": _ones(3, 5, len(SIZES)) * 0},
            {"ours": ["turns"], "theirs": ["turns", "links"], "features": ["turns", "links"]},
        ),
    }


def _ones(*shape: int) -> Tensor:
    """Numbers, anew for each input: the tracer takes one tensor for one input."""
    return torch.ones(*shape, dtype=torch.long)


def export(model: Reader, folder: Path, *, quantised: bool = True) -> None:
    """Write the graphs and the tokenizer of a model in evaluation mode."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (module, inputs, axes) in graphs(model).items():
        path = folder / f"{name}.onnx"
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            dynamic_axes={key: dict(enumerate(names)) for key, names in axes.items()},
            opset_version=OPSET,
            dynamo=False,
        )
        if name == "encoder" and quantised:
            whole = path.rename(path.with_suffix(".float"))
            quantize_dynamic(
                whole,
                path,
                per_channel=True,
                weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gather"],
                reduce_range=True,
            )
            whole.unlink()
    shutil.copyfile(model_folder() / "tokenizer.json", folder / "tokenizer.json")


def write_card(folder: Path, fitted_on: Sequence[str], version: str) -> None:
    """Write ``card.toml`` for the files in a folder."""
    names = sorted(path.name for path in folder.iterdir() if path.suffix in {".onnx", ".json"})
    rows = [f'"{name}" = "{sha256((folder / name).read_bytes()).hexdigest()}"' for name in names]
    template = (Path(__file__).parent / "card.template.toml").read_text(encoding="utf-8")
    named = {"types": TYPES, "forms": FORMS, "tags": TAGS, "relations": RELATIONS}
    labels = "\n".join(f"{head} = {json.dumps(names)}" for head, names in named.items())
    books = "".join(f'  "{name}",\n' for name in fitted_on)
    filled = template.replace("@VERSION@", version).replace("@FILES@", "\n".join(rows))
    filled = filled.replace("@LABELS@", labels).replace("@FITTED_ON@", f"[\n{books}]")
    (folder / "card.toml").write_text(filled, encoding="utf-8")


def fitted_on(data: Path, fold: int | None) -> list[str]:
    """Names of what a run was trained on: LitBank, PDNC, the stories' development rows, GAP, EWT, our own stories."""
    split = (data / "stories" / "SPLIT.tsv").read_text(encoding="utf-8").splitlines()[1:]
    stories = [row[0] for row in (line.split("\t") for line in split) if row[1] == "dev" and row[2] != str(fold)]
    named = [
        name for corpus in ("litbank", "pdnc") for name in (folds(corpus) if fold is None else divided(corpus, fold)[0])
    ]
    own = [path.stem for path in STORIES.glob("*.marked")]
    return sorted([*named, *stories, *own, "gap-development", "en_ewt-ud-train"])


def main() -> None:
    """Export one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="the folder of the run, with checkpoint.pt")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--fold", type=int, choices=(0, 1, 2), help="the fold that the run left out")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default=__version__)
    parser.add_argument("--float", action="store_true", help="do not quantise")
    given = parser.parse_args()
    export(load_reader(given.run / "checkpoint.pt"), given.out, quantised=not given.float)
    write_card(given.out, fitted_on(given.data, given.fold), given.version)


if __name__ == "__main__":
    main()
