"""Part of speech and dependencies of tokens in their sentences.

Heads and relations are biaffine (Dozat and Manning, ICLR 2017): every token scores every other one, and the root, as
its head, with a bias by the distance between them. A token is the first piece of its first word and the last piece of
its last.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.heads import Projection

_NEVER = -1e4
#: Tokens between a token and its head beyond which no distance is told from another.
_FAR = 16


@dataclass(frozen=True)
class Trees:
    """Sentences of a passage; tensors of shape [sentences, tokens], padded.

    Attributes:
        first, last: words of each token, both inside.
        tag: its part of speech; -1 where it has none, and for padding.
        head: 0 for the root's, else 1 + the position of its head; -1 for padding.
        relation: to its head; -1 for padding.
    """

    first: Tensor
    last: Tensor
    tag: Tensor
    head: Tensor
    relation: Tensor


class SyntaxHead(nn.Module):
    """Scores of tags, heads and relations: a hidden layer for all three, then small ones for each."""

    def __init__(
        self, width: int, *, tags: int, relations: int, hidden: int = 256, size: int = 128, dropout: float = 0.2
    ) -> None:
        super().__init__()
        self.hidden = Projection(2 * width, hidden, dropout)
        self.tag = nn.Linear(hidden, tags)
        self.root = nn.Parameter(torch.zeros(hidden))
        self.below, self.above = (Projection(hidden, size, dropout) for _ in range(2))
        self.arc = nn.Linear(size, size)
        self.distance = nn.Embedding(2 * _FAR + 2, 1)
        nn.init.zeros_(self.distance.weight)
        self.label_below, self.label_above = (Projection(hidden, size, dropout) for _ in range(2))
        self.label = nn.Linear(3 * size, relations)

    def forward(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tags [sentences, tokens, tags], of heads [sentences, tokens, 1 + tokens], and what relations need.

        Args:
            tokens: states, [sentences, tokens, 2 * width]; heads that are padding are for the caller to mask.

        Returns:
            Scores; of heads the root is the first; then the hidden layer with the root before it,
            [sentences, 1 + tokens, hidden], for ``relations``.
        """
        hidden = self.hidden(tokens)
        root = self.root.to(hidden.dtype).expand(hidden.shape[0], 1, -1)
        rooted = torch.cat((root, hidden), 1)
        heads = self.arc(self.below(hidden)) @ self.above(rooted).transpose(1, 2) / self.arc.out_features**0.5
        return self.tag(hidden), heads + self._by_distance(rooted), rooted

    def _by_distance(self, rooted: Tensor) -> Tensor:
        """What the words between a token and its head add, [tokens, 1 + tokens]; the root has a value of its own."""
        places = torch.arange(rooted.shape[1], device=rooted.device)
        apart = (places[None] - places[1:, None]).clamp(-_FAR, _FAR) + _FAR
        apart = torch.where(places[None] == 0, 2 * _FAR + 1, apart)
        bias: Tensor = self.distance(apart).squeeze(-1)
        return bias

    def relations(self, rooted: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations to given heads, [sentences, tokens, relations].

        Args:
            rooted: from ``forward``.
            head: 0 for the root, else 1 + position, [sentences, tokens].
        """
        below = self.label_below(rooted[:, 1:])
        above = self.label_above(rooted)
        theirs = above.gather(1, head[..., None].expand(-1, -1, above.shape[-1]))
        scores: Tensor = self.label(torch.cat((below, theirs, below * theirs), -1))
        return scores


def token_states(first: Tensor, last: Tensor, trees: Trees) -> Tensor:
    """States of tokens, [sentences, tokens, 2 * width]."""
    return torch.cat((first[trees.first], last[trees.last]), -1)


def syntax_losses(head: SyntaxHead, tokens: Tensor, trees: Trees) -> dict[str, Tensor]:
    """Cross-entropies of tags, heads and relations (of the right heads), by token."""
    tags, heads, rooted = head(tokens)
    heads = heads.masked_fill(functional.pad(trees.head < 0, (1, 0))[:, None], _NEVER)
    relations = head.relations(rooted, trees.head.clamp(min=0))
    real = trees.head >= 0
    arc = functional.cross_entropy(heads[real], trees.head[real])
    label = functional.cross_entropy(relations[real], trees.relation[real])
    known = trees.tag >= 0
    return {"tags": functional.cross_entropy(tags[known], trees.tag[known]), "trees": arc + label}
