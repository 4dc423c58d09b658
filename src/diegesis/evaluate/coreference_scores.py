"""MUC, B-cubed and CEAF-e over mentions with singletons, and their mean F1 (the CoNLL score).

Vilain et al. (MUC-6, 1995); Bagga and Baldwin (1998); Luo (2005); Pradhan et al., *Scoring Coreference Partitions of
Predicted Mentions*, ACL 2014. Counts are added over documents before they are divided, as the reference scorer does.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, fields
from typing import Self

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts that are added field by field."""

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True)
class Shares(Sums):
    """Right and possible counts, of what is predicted and of what is gold."""

    right_predicted: float = 0.0
    predicted: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    @property
    def precision(self) -> float:
        """Percent of what is predicted; 0 where nothing is."""
        return 100 * self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of what is gold; 0 where nothing is."""
        return 100 * self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def muc(gold: Collection[Cluster], predicted: Collection[Cluster]) -> Shares:
    """Links that need not be added to join a cluster; a singleton has none."""
    right_gold, of_gold = _links(gold, predicted)
    right_predicted, of_predicted = _links(predicted, gold)
    return Shares(right_predicted, of_predicted, right_gold, of_gold)


def _links(clusters: Collection[Cluster], others: Collection[Cluster]) -> tuple[float, float]:
    home = {mention: number for number, cluster in enumerate(others) for mention in cluster}
    right = possible = 0
    for cluster in clusters:
        parts = {home[mention] for mention in cluster if mention in home}
        alone = sum(mention not in home for mention in cluster)
        right += len(cluster) - len(parts) - alone
        possible += len(cluster) - 1
    return right, possible


def b_cubed(gold: Collection[Cluster], predicted: Collection[Cluster]) -> Shares:
    """Per mention, the share of its cluster that is right."""
    right_gold, of_gold = _overlaps(gold, predicted)
    right_predicted, of_predicted = _overlaps(predicted, gold)
    return Shares(right_predicted, of_predicted, right_gold, of_gold)


def _overlaps(clusters: Collection[Cluster], others: Collection[Cluster]) -> tuple[float, float]:
    home = {mention: other for other in others for mention in other}
    right = 0.0
    for cluster in clusters:
        right += sum(len(cluster & home[mention]) / len(cluster) for mention in cluster if mention in home)
    return right, sum(map(len, clusters))


def ceaf_e(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Shares:
    """The best one-to-one assignment of clusters by the share of mentions two have in common."""
    import networkx

    at = {mention: column for column, cluster in enumerate(predicted) for mention in cluster}
    alike = networkx.Graph()
    for row, cluster in enumerate(gold):
        for column in sorted({at[mention] for mention in cluster if mention in at}):
            other = predicted[column]
            share = 2 * len(cluster & other) / (len(cluster) + len(other))
            alike.add_edge(("gold", row), ("predicted", column), weight=share)
    right = 0.0
    for connected in sorted(map(sorted, networkx.connected_components(alike))):
        part = alike.subgraph(connected)
        right += sum(part.edges[edge]["weight"] for edge in sorted(map(sorted, networkx.max_weight_matching(part))))
    return Shares(right, len(predicted), right, len(gold))


MEASURES = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}


def mean_f1(scores: dict[str, Shares]) -> float:
    """The mean of the three F1."""
    return sum(scores[name].f1 for name in MEASURES) / len(MEASURES)
