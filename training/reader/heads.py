"""Heads over the encoder's hidden states: nested spans with their type and form, and events.

Spans are scored by a biaffine form over their first and last word (after Yu, Bohnet and Poesio, *Named Entity
Recognition as Dependency Parsing*, ACL 2020), for all spans up to a limit of words.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

#: Words of the longest span that is scored; 99.6 % of LitBank's entities and mentions are no longer.
LIMIT = 28


class Projection(nn.Module):
    """A hidden layer: [..., width] to [..., size]."""

    def __init__(self, width: int, size: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(width, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor) -> Tensor:
        result: Tensor = self.dropout(functional.gelu(self.linear(hidden)))
        return result


class SpanHead(nn.Module):
    """Scores of every span for every label.

    Args:
        width: of the hidden states.
        size: of the projections of first and last words.
        labels: how many scores a span gets.
        limit: words of the longest span.
        dropout: of the projections.
    """

    def __init__(self, width: int, *, size: int, labels: int, limit: int = LIMIT, dropout: float = 0.2) -> None:
        super().__init__()
        self.limit = limit
        self.first = Projection(width, size, dropout)
        self.last = Projection(width, size, dropout)
        self.form = nn.Parameter(torch.empty(labels, size + 1, size + 1))
        nn.init.normal_(self.form, std=0.5 / size)
        self.length = nn.Embedding(limit, labels)
        nn.init.zeros_(self.length.weight)

    def favour(self, label: int, score: float) -> None:
        """Begin with a score for a label, such as that of no span, which nearly all are."""
        with torch.no_grad():
            self.length.weight[:, label] = score

    def forward(self, first: Tensor, last: Tensor) -> Tensor:
        """Scores [words, limit, labels] of the span of each first word and each number of words, less one.

        Args:
            first: hidden states of the first pieces of words, [words, width].
            last: of their last pieces, [words, width].

        Scores of spans that reach beyond the last word are without meaning: see ``inside``.
        """
        begins = functional.pad(self.first(first), (0, 1), value=1.0)
        ends = functional.pad(self.last(last), (0, 1), value=1.0)
        towards = torch.einsum("nd,cde->nce", begins, self.form)
        padded = functional.pad(ends, (0, 0, 0, self.limit - 1))
        words = torch.arange(first.shape[0], device=first.device)[:, None]
        reached = padded[words + torch.arange(self.limit, device=first.device)]  # [words, limit, size + 1]
        return torch.bmm(reached, towards.transpose(1, 2)) + self.length.weight


def inside(words: int, limit: int) -> Tensor:
    """Which spans end at a word, [words, limit]."""
    return torch.arange(words)[:, None] + torch.arange(limit)[None] < words


def span_targets(labels: Tensor, words: int, limit: int) -> Tensor:
    """Targets [words, limit] for spans, 0 for none, else label + 1; spans beyond the limit are left out.

    Args:
        labels: rows (first word, last word, label).
    """
    targets = torch.zeros(words, limit, dtype=torch.long)
    kept = labels[labels[:, 1] - labels[:, 0] < limit]
    targets[kept[:, 0], kept[:, 1] - kept[:, 0]] = kept[:, 2] + 1
    return targets


def span_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Cross-entropy summed over spans, per word.

    Args:
        scores: [words, limit, labels + 1], none first.
        targets: [words, limit].
    """
    valid = inside(*targets.shape).to(scores.device)
    return functional.cross_entropy(scores[valid], targets[valid], reduction="sum") / len(targets)


class EventHead(nn.Module):
    """Log-odds that a word names an event: [words, width] to [words]."""

    def __init__(self, width: int, *, size: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.hidden = Projection(width, size, dropout)
        self.score = nn.Linear(size, 1)

    def forward(self, first: Tensor) -> Tensor:
        result: Tensor = self.score(self.hidden(first)).squeeze(-1)
        return result
