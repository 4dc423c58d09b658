"""Heads against what a hand computes."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")

from torch.nn import functional  # noqa: E402

from training.reader.antecedents import (  # noqa: E402
    AntecedentHead,
    Choices,
    Mentions,
    antecedent_loss,
    clusters,
)
from training.reader.heads import SpanHead, inside, span_loss, span_targets  # noqa: E402


def test_every_span_gets_the_biaffine_score_of_its_ends() -> None:
    torch.manual_seed(1)
    head = SpanHead(6, size=4, labels=3, limit=5).eval()
    torch.nn.init.normal_(head.length.weight)
    first, last = torch.randn(7, 6), torch.randn(7, 6)
    scores = head(first, last)
    begins = functional.pad(head.first(first), (0, 1), value=1.0)
    ends = functional.pad(head.last(last), (0, 1), value=1.0)
    assert scores.shape == (7, 5, 3)
    for start in range(7):
        for end in range(start, min(7, start + 5)):
            for label in range(3):
                expected = begins[start] @ head.form[label] @ ends[end] + head.length.weight[end - start, label]
                assert scores[start, end - start, label].item() == pytest.approx(expected.item(), abs=1e-5)


def test_targets_and_what_lies_inside() -> None:
    targets = span_targets(torch.tensor([[0, 1, 4], [1, 1, 2], [0, 3, 1]]), 4, 3)
    assert targets.tolist() == [[0, 5, 0], [3, 0, 0], [0, 0, 0], [0, 0, 0]]
    assert inside(3, 2).tolist() == [[True, True], [True, True], [True, False]]


def test_the_loss_of_indifferent_scores() -> None:
    scores, targets = torch.zeros(3, 2, 4), torch.zeros(3, 2, dtype=torch.long)
    assert span_loss(scores, targets).item() == pytest.approx(5 * math.log(4) / 3)


def mentions(count: int) -> Mentions:
    places = torch.arange(count)
    return Mentions(places, places, places % 3, places, places)


def test_clusters_follow_the_best_antecedent() -> None:
    choices = Choices(
        earlier=torch.tensor([[0, 0], [0, 0], [0, 1], [2, 1]]),
        scores=torch.tensor([[0.0, -1e4, -1e4], [0.0, -1.0, -1e4], [0.0, 2.0, 1.0], [0.0, 3.0, 4.0]]),
    )
    assert clusters(choices) == [0, 1, 0, 1]


def test_the_loss_counts_all_right_antecedents_together() -> None:
    choices = Choices(
        earlier=torch.tensor([[0, 0], [0, 0], [0, 1]]),
        scores=torch.tensor([[0.0, -1e4, -1e4], [0.0, 1.0, -1e4], [0.0, 1.0, 2.0]]),
    )
    right = [1.0, math.e / (1 + math.e), (math.e + math.e**2) / (1 + math.e + math.e**2)]
    expected = -sum(math.log(p) for p in right) / 3
    assert antecedent_loss(choices, torch.tensor([7, 7, 7])).item() == pytest.approx(expected, abs=1e-5)
    alone = -sum(math.log(p) for p in (1.0, 1 / (1 + math.e), 1 / (1 + math.e + math.e**2))) / 3
    assert antecedent_loss(choices, torch.tensor([1, 2, 3])).item() == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize("count", [1, 2, 30, 500])
def test_antecedents_are_earlier_and_bounded(count: int) -> None:
    torch.manual_seed(2)
    head = AntecedentHead(8, size=6, hidden=4, features=3).eval()
    hidden = torch.randn(count, 8)
    choices = head(hidden, hidden, mentions(count))
    real = choices.scores[:, 1:] > -5e3
    assert choices.scores.shape == (count, 1 + min(24, max(1, count - 1)))
    assert (choices.scores[:, 0] == 0).all()
    earlier = choices.earlier < torch.arange(count)[:, None]
    assert (earlier | ~real).all()
    assert real.sum(1).tolist() == [min(at, 24) for at in range(count)]
    assert len(clusters(choices)) == count
