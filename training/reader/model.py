"""The reader: the encoder and its heads over a run of words."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from diegesis.inference.antecedents import describe as describe_mentions
from diegesis.inference.pieces import Pieces
from diegesis.inference.windows import arrange as arrange_windows
from training.reader.antecedents import AntecedentHead, Choices, Mentions, antecedent_loss
from training.reader.attribution import AttributionHead, Turns, attribution_loss
from training.reader.data.litbank import FORMS, TYPES, Labelled
from training.reader.data.treebank import RELATIONS, TAGS
from training.reader.encoder import Encoder, Window, load_minilm
from training.reader.heads import EventHead, SpanHead, span_loss, span_targets
from training.reader.pieces import part
from training.reader.syntax import SyntaxHead, Trees, syntax_losses, token_states

KINDS = len(TYPES) + 1


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
class Spoken:
    """Turns of speech with the links that are right for speaker and addressee, [turns, 1 + links] each."""

    turns: Turns
    speaker: Tensor
    addressee: Tensor


@dataclass(frozen=True)
class Pair:
    """A pronoun and two names.

    Attributes:
        mentions: rows (first, last, form, 0).
        pronoun: position of the pronoun.
        names: which mentions are each of the names, [2, mentions].
        right: whether the pronoun means each; never both.
    """

    mentions: Tensor
    pronoun: int
    names: Tensor
    right: tuple[bool, bool]


@dataclass(frozen=True)
class Targets:
    """Gold labels of a passage; what is ``None`` is not known.

    Attributes:
        entities: rows (first, last, type).
        mentions: rows (first, last, form, cluster).
        events: 0 or 1 by word.
        spoken: turns of speech.
        pair: a pronoun and two names.
        trees: tags and dependencies.
        whole: whether every mention is among ``mentions``, so that finding them can be learnt.
    """

    entities: Tensor | None = None
    mentions: Tensor | None = None
    events: Tensor | None = None
    spoken: Spoken | None = None
    pair: Pair | None = None
    trees: Trees | None = None
    whole: bool = True


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
        self.spans = SpanHead(width, size=size, labels=KINDS + len(FORMS) + 1, dropout=dropout)
        for none in (0, KINDS):
            self.spans.favour(none, 5.0)
        self.events = EventHead(width, size=size, dropout=dropout)
        self.antecedents = AntecedentHead(width, size=size, dropout=dropout)
        self.attribution = AttributionHead(width, size=size, dropout=dropout)
        self.syntax = SyntaxHead(width, tags=len(TAGS), relations=len(RELATIONS), dropout=dropout)

    def states(self, passage: Passage) -> tuple[Tensor, Tensor]:
        """Hidden states of first and last pieces of words, [words, width] each."""
        hidden = self.encoder(passage.window)
        return hidden[passage.home, passage.first].float(), hidden[passage.home, passage.last].float()

    def forward(self, passage: Passage) -> Outputs:
        first, last = self.states(passage)
        scores = self.spans(first, last)
        return Outputs(first, last, scores[..., :KINDS], scores[..., KINDS:], self.events(first))

    def link(self, outputs: Outputs, mentions: Mentions) -> Choices:
        """Antecedents of mentions; there must be at least one."""
        choices: Choices = self.antecedents(outputs.first, outputs.last, mentions)
        return choices


def arrange(pieces: Pieces) -> Passage:
    """Windows as tensors, and every word's place in them."""
    found = arrange_windows(pieces)
    window = Window(*(torch.from_numpy(part) for part in (found.ids, found.case, found.quoted, found.opens)))
    return Passage(window, *(torch.from_numpy(part) for part in (found.home, found.first, found.last)))


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
    told = describe_mentions(pieces, [(first, last, form) for first, last, form in rows[:, :3].tolist()])
    return Mentions(*(torch.from_numpy(getattr(told, one.name)) for one in fields(Mentions)))


def losses(model: Reader, pieces: Pieces, targets: Targets, tasks: dict[str, float]) -> dict[str, Tensor]:
    """Weighted losses by task.

    Args:
        model: in training mode, as a rule.
        pieces, targets: from ``excerpt``.
        tasks: weights of ``entities``, ``forms``, ``events``, ``coreference``, ``speakers``, ``addressees`` and
            ``pairs``, ``tags`` and ``trees``; a task without weight is not computed.
    """
    first, last = model.states(arrange(pieces))
    found: dict[str, Tensor] = {}
    if targets.entities is not None:
        found.update(_span_losses(model, first, last, targets, tasks))
    if tasks.get("coreference") and targets.mentions is not None and len(targets.mentions):
        choices = model.antecedents(first, last, describe(pieces, targets.mentions))
        found["coreference"] = antecedent_loss(choices, targets.mentions[:, 3])
    if targets.spoken is not None and (tasks.get("speakers") or tasks.get("addressees")):
        scores = model.attribution(first, last, targets.spoken.turns)
        found["speakers"] = attribution_loss(scores[..., 0], targets.spoken.speaker)
        found["addressees"] = attribution_loss(scores[..., 1], targets.spoken.addressee)
    if tasks.get("pairs") and targets.pair is not None:
        choices = model.antecedents(first, last, describe(pieces, targets.pair.mentions))
        found["pairs"] = pair_loss(choices, targets.pair)
    if targets.trees is not None and tasks.get("trees"):
        found.update(syntax_losses(model.syntax, token_states(first, last, targets.trees), targets.trees))
    return {task: loss * tasks[task] for task, loss in found.items() if tasks.get(task)}


def _span_losses(
    model: Reader, first: Tensor, last: Tensor, targets: Targets, tasks: dict[str, float]
) -> dict[str, Tensor]:
    assert targets.entities is not None
    assert targets.mentions is not None
    assert targets.events is not None
    scores = model.spans(first, last)
    words, limit = len(first), scores.shape[1]
    found: dict[str, Tensor] = {}
    if tasks.get("entities"):
        found["entities"] = span_loss(scores[..., :KINDS], span_targets(targets.entities, words, limit))
    if tasks.get("forms"):
        found["forms"] = span_loss(scores[..., KINDS:], span_targets(targets.mentions[:, :3], words, limit))
    if tasks.get("events"):
        odds = model.events(first)
        found["events"] = functional.binary_cross_entropy_with_logits(odds, targets.events.float())
    return found


def pair_loss(choices: Choices, pair: Pair) -> Tensor:
    """Negative log-probability of what a row of GAP says of its pronoun.

    Where the pronoun means a name: that name against the other one and none. Else: neither of them.
    """
    earlier, scores = choices.earlier[pair.pronoun], choices.scores[pair.pronoun]
    real = scores[1:] > -5e3
    names = [torch.cat((torch.zeros(1, dtype=torch.bool), which[earlier] & real)) for which in pair.names]
    chances = scores.softmax(0)
    masses = [chances[which].sum() for which in names]
    total = masses[0] + masses[1]
    if not any(pair.right):
        return -torch.log((1.0 - total).clamp(min=1e-4))
    own = masses[pair.right.index(True)]
    return -torch.log(own.clamp(min=1e-6)) * 0.5 - torch.log((own / total.clamp(min=1e-6)).clamp(min=1e-4))
