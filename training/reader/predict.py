"""What a reader says of documents left out: ``python -m training.reader.predict RUN --fold 0 --data DIR --out FILE``.

Predictions are offsets and labels without text. Offsets count characters of LitBank's published text (one blank between
tokens), so they stay right when the way documents are laid out for training changes.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from diegesis.evaluate.detokenise import Style
from diegesis.evaluate.litbank_files import LitBank, load
from diegesis.inference.spans import Scored, decode_spans, nested
from training.reader.antecedents import clusters
from training.reader.data.folds import divided
from training.reader.data.litbank import FORMS, TYPES, Labelled, lay_out
from training.reader.encoder import Encoder, model_folder
from training.reader.model import Outputs, Reader, arrange, describe
from training.reader.pieces import load_tokenizer

Row = list[Any]


def load_reader(checkpoint: Path) -> Reader:
    """The reader of a checkpoint, ready to predict."""
    content = torch.load(checkpoint, weights_only=True)
    settings = content["settings"]
    model = Reader(Encoder(), size=settings["size"], dropout=settings["dropout"])
    model.load_state_dict(content["model"])
    return model.eval()


@torch.inference_mode()
def predict(model: Reader, document: LitBank, labelled: Labelled, *, link: bool = True) -> dict[str, list[Row]]:
    """Predictions for a document.

    Args:
        model: in evaluation mode.
        document: whose published text the offsets count in.
        labelled: the document laid out; its labels are not looked at.
        link: put mentions into clusters; without it each is alone.

    Returns:
        ``entities`` (start, end, type, probability), ``mentions`` (start, end, form, probability, cluster) and
        ``events`` (start, end, probability), each in text order.
    """
    outputs = model(arrange(labelled.pieces))
    published = document.published_spans()
    token = labelled.token.tolist()

    def place(first: int, last: int) -> tuple[int, int]:
        return published[token[first]][0], published[token[last]][1]

    entities = {
        place(one.first, one.last): (TYPES[one.label], round(one.probability, 3)) for one in spans_of(outputs.types)
    }
    placed = {
        place(one.first, one.last): (FORMS[one.label], round(one.probability, 3), cluster)
        for one, cluster in _mentions(model, outputs, labelled, link=link)
    }
    probabilities = outputs.events.sigmoid().tolist()
    events = {place(word, word): round(p, 3) for word, p in enumerate(probabilities) if p > 0.5}
    return {
        "entities": [[*span, *labels] for span, labels in sorted(entities.items())],
        "mentions": [[*span, *labels] for span, labels in sorted(placed.items())],
        "events": [[*span, p] for span, p in sorted(events.items())],
    }


def spans_of(scores: torch.Tensor) -> list[Scored]:
    """Spans out of scores [words, limit, 1 + labels], as the package finds them in those of an exported reader."""
    return nested(decode_spans(scores.float().numpy()))


def _mentions(model: Reader, outputs: Outputs, labelled: Labelled, *, link: bool) -> list[tuple[Scored, int]]:
    """Mentions with the numbers of their clusters."""
    spans = spans_of(outputs.forms)
    if not spans or not link:
        return [(span, number) for number, span in enumerate(spans)]
    rows = torch.tensor([(span.first, span.last, span.label) for span in spans])
    found = clusters(model.link(outputs, describe(labelled.pieces, rows)))
    return list(zip(spans, found, strict=True))


def predict_all(
    model: Reader, documents: Sequence[LitBank], *, style: Style | None = None, link: bool = True
) -> dict[str, dict[str, list[Row]]]:
    """Predictions by document."""
    tokenizer = load_tokenizer(model_folder() / "tokenizer.json")
    return {
        document.name: predict(model, document, lay_out(document, tokenizer, style), link=link)
        for document in documents
    }


def main() -> None:
    """Predict the documents of one fold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="the folder of the run, with checkpoint.pt")
    parser.add_argument("--fold", type=int, choices=(0, 1, 2), required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--train", type=int, default=0, help="so many of the documents trained on instead")
    parser.add_argument("--no-link", action="store_true", help="the antecedents were not trained")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    train, left_out = divided("litbank", given.fold)
    documents = [load(given.data / "litbank", name) for name in (train[: given.train] or left_out)]
    model = load_reader(given.run / "checkpoint.pt")
    started = time.monotonic()
    found = predict_all(model, documents, link=not given.no_link)
    print(f"{len(documents)} documents in {time.monotonic() - started:.1f} s")
    content = {"fold": given.fold, "documents": found}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
