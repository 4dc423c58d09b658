"""Score predictions on LitBank: ``python -m training.reader.score FILE... --data DIR``. Needs no model and no torch.

Entities by strict span and type, also nested; mentions by span and form, and by span alone; events by token;
coreference over predicted mentions, singletons included.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any

from diegesis.evaluate.coreference_scores import MEASURES, Cluster, Shares, mean_f1
from diegesis.evaluate.litbank_files import LitBank, Marked, load
from training.reader.data.litbank import TYPES

Prediction = Mapping[str, Sequence[Sequence[Any]]]


def agree(gold: Collection[Hashable], predicted: Collection[Hashable]) -> Shares:
    """How many of two sets are the same."""
    right = len(set(gold) & set(predicted))
    return Shares(right, len(set(predicted)), right, len(set(gold)))


def score_document(document: LitBank, predicted: Prediction) -> dict[str, Shares]:
    """Counts by measure.

    Args:
        document: with its gold layers.
        predicted: as ``predict.predict`` returns it.
    """
    spans = document.published_spans()

    def place(mark: Marked) -> tuple[int, int]:
        return spans[mark.start][0], spans[mark.end - 1][1]

    gold = {(*place(mark), mark.label) for mark in document.entities}
    found = {(row[0], row[1], row[2]) for row in predicted["entities"]}
    scores = {"entities": agree(gold, found)}
    for kind in TYPES:
        scores[f"entities {kind}"] = agree({g for g in gold if g[2] == kind}, {p for p in found if p[2] == kind})
    forms = {(*place(mark), mark.label) for mark in document.mentions}
    mentions = {(row[0], row[1], row[2]) for row in predicted["mentions"]}
    scores["mentions with form"] = agree(forms, mentions)
    scores["mentions"] = agree({mark[:2] for mark in forms}, {mark[:2] for mark in mentions})
    events = {(row[0], row[1]) for row in predicted["events"]}
    scores["events"] = agree({spans[at] for at in document.events}, events)
    gold_clusters = clustered(map(place, document.mentions), document.clusters)
    found_clusters = clustered(
        ((row[0], row[1]) for row in predicted["mentions"]), [row[4] for row in predicted["mentions"]]
    )
    scores.update({name: measure(gold_clusters, found_clusters) for name, measure in MEASURES.items()})
    return scores


def clustered(mentions: Any, labels: Sequence[int]) -> list[Cluster]:
    """Mentions by cluster, in the order in which clusters begin."""
    found: dict[int, set[Hashable]] = {}
    for mention, label in zip(mentions, labels, strict=True):
        found.setdefault(label, set()).add(mention)
    return [frozenset(cluster) for cluster in found.values()]


def score_all(documents: Sequence[LitBank], predicted: Mapping[str, Prediction]) -> dict[str, Shares]:
    """Counts by measure, added over documents."""
    sums: dict[str, Shares] = {}
    for document in documents:
        for name, shares in score_document(document, predicted[document.name]).items():
            sums[name] = sums.get(name, Shares()) + shares
    return sums


def table(scores: Mapping[str, Shares]) -> str:
    """A Markdown table of percentages, with the CoNLL mean last."""
    lines = ["| measure | P | R | F1 | gold |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {one.precision:.1f} | {one.recall:.1f} | {one.f1:.1f} | {one.gold:.0f} |"
        for name, one in scores.items()
    ]
    return "\n".join([*lines, f"| CoNLL | | | {mean_f1(dict(scores)):.1f} | |"])


def main() -> None:
    """Score files of predictions together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, required=True)
    given = parser.parse_args()
    predicted: dict[str, Prediction] = {}
    for path in given.predictions:
        predicted.update(json.loads(path.read_text(encoding="utf-8"))["documents"])
    documents = [load(given.data / "litbank", name) for name in sorted(predicted)]
    print(f"{len(documents)} documents\n")
    print(table(score_all(documents, predicted)))


if __name__ == "__main__":
    main()
