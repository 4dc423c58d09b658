"""Speakers and addressees: every turn of speech is a mention, and chooses names around it or earlier turns.

The turn's words, the words beside it and the word of its tag are one vector; a small network scores each link with what
the package knows of it (``diegesis.layers.speakers.links``). Training maximises the probability of all right links
together. After Durrett and Klein (EMNLP 2013) for the marginal over mentions.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from diegesis.layers.speakers.links import SIZES
from training.reader.heads import Projection

#: Word states that make up a turn: see ``Turns.words``.
PARTS = 6
_FEATURES = 12
_NEVER = -1e4


@dataclass(frozen=True)
class Turns:
    """Turns of a passage with their links.

    Attributes:
        words: first, last, last of the first piece, before, after, tag; -1 for none; [turns, PARTS].
        mentions: first and last word, [mentions, 2].
        kind: 0 mention, 1 turn, -1 no link, [turns, links].
        position: in ``mentions`` or among the turns, [turns, links].
        features: categories, [turns, links, len(SIZES)].
    """

    words: Tensor
    mentions: Tensor
    kind: Tensor
    position: Tensor
    features: Tensor

    def __len__(self) -> int:
        return len(self.words)


class AttributionHead(nn.Module):
    """Scores the links of turns, for speaker and addressee."""

    def __init__(self, width: int, *, size: int, hidden: int = 160, dropout: float = 0.2) -> None:
        super().__init__()
        self.turn = Projection(PARTS * width, size, dropout)
        self.mention = Projection(2 * width, size, dropout)
        self.earlier = Projection(size, size, dropout)
        self.feature = nn.ModuleList(nn.Embedding(count, _FEATURES) for count in SIZES)
        self.decide = nn.Sequential(
            nn.Linear(3 * size + len(SIZES) * _FEATURES, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, 2)
        )

    def forward(self, first: Tensor, last: Tensor, turns: Turns) -> Tensor:
        """Scores [turns, 1 + links, 2] for speaker and addressee; the first link is to nobody and scores 0.

        Args:
            first, last: hidden states of the first and last pieces of words, [words, width].
            turns: there must be at least one.
        """
        vectors, mentions = self.vectors(first, last, turns)
        scores = self.score(vectors, mentions, turns.kind, turns.position, turns.features)
        return torch.cat((torch.zeros_like(scores[:, :1]), scores), 1)

    def vectors(self, first: Tensor, last: Tensor, turns: Turns) -> tuple[Tensor, Tensor]:
        """Vectors of turns and of mentions."""
        words = turns.words
        parts = [last if at in (1, 2, 3) else first for at in range(PARTS)]
        states = [part[words[:, at].clamp(min=0)] * (words[:, at] >= 0)[:, None] for at, part in enumerate(parts)]
        mentions = torch.cat((first[turns.mentions[:, 0]], last[turns.mentions[:, 1]]), -1)
        return self.turn(torch.cat(states, -1)), self.mention(mentions)

    def score(self, turns: Tensor, mentions: Tensor, kind: Tensor, position: Tensor, features: Tensor) -> Tensor:
        """Scores of links, [turns, links, 2]."""
        known = torch.cat((mentions, self.earlier(turns)))
        theirs = known[(position + (kind == 1) * len(mentions)).clamp(min=0)]
        ours = turns[:, None].expand_as(theirs)
        return self.decided(ours, theirs, features).masked_fill((kind < 0)[..., None], _NEVER)

    def decided(self, ours: Tensor, theirs: Tensor, features: Tensor) -> Tensor:
        """Scores of pairs of vectors, [turns, links, 2]."""
        told = [table(features[..., at]) for at, table in enumerate(self.feature)]
        scores: Tensor = self.decide(torch.cat((ours, theirs, ours * theirs, *told), -1))
        return scores


def attribution_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Mean negative log-probability of all right links together.

    Args:
        scores: [turns, 1 + links].
        right: [turns, 1 + links]; turns without any are left out.
    """
    asked = right.any(1)
    if not asked.any():
        return scores.sum() * 0.0
    scores, right = scores[asked], right[asked]
    chosen = scores.masked_fill(~right, _NEVER).logsumexp(1)
    return (scores.logsumexp(1) - chosen).mean()
