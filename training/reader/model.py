"""The reader: the encoder and its heads over a run of words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from training.reader.antecedents import AntecedentHead, Choices, Mentions, antecedent_loss
from training.reader.data.litbank import FORMS, TYPES, Labelled
from training.reader.encoder import Encoder, Window, load_minilm
from training.reader.heads import EventHead, SpanHead, span_loss, span_targets
from training.reader.pieces import END, START, WINDOW, Pieces, homes, part, window_starts

_KINDS = len(TYPES) + 1


@dataclass(frozen=True)
class Passage:
    """A run of words, ready for the encoder.

    Attributes:
        window: its windows.
        home: per word, its window.
        first, last: per word, positions of its first and last piece in that window.
    """

    window: Window
    home: Tensor
    first: Tensor
    last: Tensor

    def __len__(self) -> int:
        return len(self.home)


@dataclass(frozen=True)
class Targets:
    """Gold labels of a passage: rows (first, last, type), rows (first, last, form, cluster), and 0 or 1 by word."""

    entities: Tensor
    mentions: Tensor
    events: Tensor


@dataclass(frozen=True)
class Outputs:
    """What the reader says of a passage.

    Attributes:
        first, last: hidden states of first and last pieces of words, [words, width].
        types, forms: scores of spans, none first, [words, limit, 1 + labels].
        events: log-odds, [words].
    """

    first: Tensor
    last: Tensor
    types: Tensor
    forms: Tensor
    events: Tensor


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder | None = None, *, size: int = 160, dropout: float = 0.2) -> None:
        super().__init__()
        self.encoder = encoder or load_minilm()
        width = self.encoder.shape.width
        self.spans = SpanHead(width, size=size, labels=_KINDS + len(FORMS) + 1, dropout=dropout)
        for none in (0, _KINDS):
            self.spans.favour(none, 5.0)
        self.events = EventHead(width, size=size, dropout=dropout)
        self.antecedents = AntecedentHead(width, size=size, dropout=dropout)

    def forward(self, passage: Passage) -> Outputs:
        hidden = self.encoder(passage.window)
        first = hidden[passage.home, passage.first].float()
        last = hidden[passage.home, passage.last].float()
        scores = self.spans(first, last)
        return Outputs(first, last, scores[..., :_KINDS], scores[..., _KINDS:], self.events(first))

    def link(self, outputs: Outputs, mentions: Mentions) -> Choices:
        """Antecedents of mentions; there must be at least one."""
        choices: Choices = self.antecedents(outputs.first, outputs.last, mentions)
        return choices


def arrange(pieces: Pieces) -> Passage:
    """Windows of [CLS] pieces [SEP], padded to the longest, and every word's place in them."""
    starts = window_starts(len(pieces))
    width = min(WINDOW, len(pieces) + 2)
    home = homes(pieces, starts)
    begin = np.array(starts, dtype=np.int64)[home]
    size = WINDOW - 3  # A word longer than a window is judged by what fits.
    window = Window(
        ids=_stack(pieces.ids, starts, width, framed=True),
        case=_stack(pieces.case, starts, width),
        quoted=_stack(pieces.quoted, starts, width),
        opens=_stack(pieces.opens, starts, width),
    )
    return Passage(
        window=window,
        home=torch.from_numpy(home),
        first=torch.from_numpy(pieces.first - begin + 1),
        last=torch.from_numpy(np.minimum(pieces.last - begin, size) + 1),
    )


def _stack(values: NDArray[np.int64], starts: list[int], width: int, *, framed: bool = False) -> Tensor:
    rows = np.zeros((len(starts), width), dtype=np.int64)
    for row, start in zip(rows, starts, strict=True):
        content = values[start : start + width - 2]
        row[1 : 1 + len(content)] = content
        if framed:
            row[0], row[1 + len(content)] = START, END
    return torch.from_numpy(rows)


def excerpt(document: Labelled, start: int, end: int) -> tuple[Pieces, Targets]:
    """The words ``[start, end)`` of a document and the labels that lie in them."""

    def within(rows: NDArray[np.int64]) -> Tensor:
        kept = rows[(rows[:, 0] >= start) & (rows[:, 1] < end)].copy()
        kept[:, :2] -= start
        return torch.from_numpy(kept)

    targets = Targets(
        entities=within(document.entities),
        mentions=within(document.mentions),
        events=torch.from_numpy(document.events[start:end]),
    )
    return part(document.pieces, start, end), targets


def describe(pieces: Pieces, rows: Tensor) -> Mentions:
    """Mentions with what their words tell, from rows (first word, last word, form, ...) in text order."""
    known: dict[tuple[int, ...], int] = {}

    def number(first: int, last: int) -> int:
        words = tuple(pieces.ids[pieces.first[first] : pieces.last[last] + 1].tolist())
        return known.setdefault(words, len(known))

    places = [(int(row[0]), int(row[1])) for row in rows]
    return Mentions(
        first=rows[:, 0],
        last=rows[:, 1],
        form=rows[:, 2],
        surface=torch.tensor([number(*place) for place in places], dtype=torch.long),
        tail=torch.tensor([number(last, last) for _, last in places], dtype=torch.long),
    )


def losses(model: Reader, pieces: Pieces, targets: Targets, tasks: dict[str, float]) -> dict[str, Tensor]:
    """Weighted losses by task.

    Args:
        model: in training mode, as a rule.
        pieces, targets: from ``excerpt``.
        tasks: weights of ``entities``, ``forms``, ``events``, ``coreference``; a task without weight is not computed.
    """
    outputs = model(arrange(pieces))
    words, limit = len(outputs.events), outputs.types.shape[1]
    found: dict[str, Tensor] = {}
    if tasks.get("entities"):
        found["entities"] = span_loss(outputs.types, span_targets(targets.entities, words, limit))
    if tasks.get("forms"):
        found["forms"] = span_loss(outputs.forms, span_targets(targets.mentions[:, :3], words, limit))
    if tasks.get("events"):
        found["events"] = functional.binary_cross_entropy_with_logits(outputs.events, targets.events.float())
    if tasks.get("coreference") and len(targets.mentions):
        choices = model.link(outputs, describe(pieces, targets.mentions))
        found["coreference"] = antecedent_loss(choices, targets.mentions[:, 3])
    return {task: loss * tasks[task] for task, loss in found.items()}


def decode_spans(scores: Tensor) -> list[tuple[int, int, int, float]]:
    """Spans that are likelier one than none: (first word, last word, label, probability of the label), in text order.

    Of two spans that cross, the likelier stays; nested ones both do.

    Args:
        scores: [words, limit, 1 + labels], none first.
    """
    words, limit, _ = scores.shape
    probabilities = scores.softmax(-1)
    best, label = probabilities[..., 1:].max(-1)
    chosen = (probabilities[..., 0] < 0.5) & (torch.arange(words)[:, None] + torch.arange(limit) < words)
    rows = [
        (int(at), int(at + length), int(label[at, length]), float(best[at, length])) for at, length in chosen.nonzero()
    ]
    kept: list[tuple[int, int, int, float]] = []
    for row in sorted(rows, key=lambda row: (-row[3], row[0], row[1])):
        if not any(_cross(row, other) for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: (row[0], -row[1]))


def _cross(one: tuple[int, int, int, float], other: tuple[int, int, int, float]) -> bool:
    (a, b), (c, d) = sorted((one[:2], other[:2]))
    return a < c <= b < d
