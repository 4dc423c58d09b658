"""Coreference: every mention chooses an earlier one or begins a new person, thing or place.

A coarse bilinear score over a bounded number of earlier mentions keeps the best few, and a small network with the
pair's features decides among them (after Lee, He and Zettlemoyer, NAACL 2018). Training maximises the probability of
all right antecedents together. Cost and memory grow in line with the number of mentions.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from diegesis.inference.antecedents import DISTANCES, KEPT, REACH
from training.reader.heads import Projection

_NEVER = -1e4


@dataclass(frozen=True)
class Mentions:
    """Mentions in text order; tensors of shape [mentions].

    Attributes:
        first, last: their words, both inside.
        form: 0 NOM, 1 PRON, 2 PROP.
        surface, tail: numbers that are equal where all words, or the last words, are.
    """

    first: Tensor
    last: Tensor
    form: Tensor
    surface: Tensor
    tail: Tensor

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class Choices:
    """Antecedents kept for every mention.

    Attributes:
        earlier: positions of the kept mentions, [mentions, kept].
        scores: of a new cluster (always 0) and of those, [mentions, 1 + kept].
    """

    earlier: Tensor
    scores: Tensor


class AntecedentHead(nn.Module):
    """Scores antecedents of mentions."""

    def __init__(self, width: int, *, size: int, hidden: int = 160, features: int = 16, dropout: float = 0.2) -> None:
        super().__init__()
        self.mention = Projection(3 * width + features, size, dropout)
        self.form = nn.Embedding(3, features)
        self.distance = nn.Embedding(len(DISTANCES) + 1, features)
        self.pair = nn.Embedding(3 * 3 * 2 * 2, features)
        self.bilinear = nn.Linear(size, size)
        self.bias = nn.Linear(2 * features, 1)
        self.decide = nn.Sequential(
            nn.Linear(3 * size + 2 * features, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, 1)
        )

    def forward(self, first: Tensor, last: Tensor, mentions: Mentions) -> Choices:
        """Score the antecedents of every mention.

        Args:
            first, last: hidden states of the first and last pieces of words, [words, width].
            mentions: in text order; there must be at least one.
        """
        vectors = self._vectors(first, last, mentions)
        count = len(mentions)
        reach = min(REACH, max(1, count - 1))
        back = torch.arange(1, reach + 1, device=first.device)[None]
        places = torch.arange(count, device=first.device)[:, None] - back  # [mentions, reach]
        valid = places >= 0
        places = places.clamp(min=0)
        features = self._features(mentions, places)
        towards = self.bilinear(vectors)
        coarse = torch.bmm(vectors[places], towards[:, :, None]).squeeze(-1) / vectors.shape[1] ** 0.5
        coarse = (coarse + self.bias(features).squeeze(-1)).masked_fill(~valid, _NEVER)
        kept, at = coarse.topk(min(KEPT, reach), dim=1)
        earlier = places.gather(1, at)
        theirs = vectors[earlier]
        ours = vectors[:, None].expand_as(theirs)
        chosen = features.gather(1, at[:, :, None].expand(-1, -1, features.shape[-1]))
        fine = self.decide(torch.cat((ours, theirs, ours * theirs, chosen), -1)).squeeze(-1)
        scores = (kept + fine).masked_fill(~valid.gather(1, at), _NEVER)
        return Choices(earlier, functional.pad(scores, (1, 0)))

    def _vectors(self, first: Tensor, last: Tensor, mentions: Mentions) -> Tensor:
        sums = functional.pad(first.cumsum(0), (0, 0, 1, 0))
        lengths = (mentions.last - mentions.first + 1)[:, None]
        mean = (sums[mentions.last + 1] - sums[mentions.first]) / lengths
        parts = (first[mentions.first], last[mentions.last], mean, self.form(mentions.form))
        result: Tensor = self.mention(torch.cat(parts, -1))
        return result

    def _features(self, mentions: Mentions, places: Tensor) -> Tensor:
        """Features of pairs, [mentions, reach, 2 * features]."""
        here = torch.arange(len(mentions), device=places.device)[:, None]
        bounds = torch.tensor(DISTANCES, device=places.device)
        distance = self.distance(torch.bucketize(here - places, bounds))
        forms = mentions.form[:, None] * 3 + mentions.form[places]
        same = (mentions.surface[:, None] == mentions.surface[places]).long()
        ending = (mentions.tail[:, None] == mentions.tail[places]).long()
        return torch.cat((distance, self.pair((forms * 2 + same) * 2 + ending)), -1)


def antecedent_loss(choices: Choices, clusters: Tensor) -> Tensor:
    """Mean negative log-probability of all right antecedents, or of a new cluster where none is kept."""
    right = clusters[choices.earlier] == clusters[:, None]
    right &= choices.scores[:, 1:] > _NEVER / 2
    right = torch.cat((~right.any(1, keepdim=True), right), 1)
    chosen = choices.scores.masked_fill(~right, _NEVER).logsumexp(1)
    return (choices.scores.logsumexp(1) - chosen).mean()


def clusters(choices: Choices) -> list[int]:
    """Cluster of every mention: that of its best antecedent, or a new one."""
    best = choices.scores.argmax(1).tolist()
    earlier = choices.earlier.tolist()
    found: list[int] = []
    for at, choice in enumerate(best):
        found.append(found[earlier[at][choice - 1]] if choice else max(found, default=-1) + 1)
    return found
