"""Links from turns of speech, against what a hand computes."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")

from diegesis.layers.speakers.links import SIZES  # noqa: E402
from training.reader.attribution import PARTS, AttributionHead, Turns, attribution_loss  # noqa: E402

WIDTH, WORDS = 6, 9
#: Three turns over nine words; the first has no word before it and no tag, the last no word after it.
TURNS = Turns(
    words=torch.tensor([[0, 1, 1, -1, 2, -1], [3, 5, 4, 2, 6, 6], [7, 8, 8, 6, -1, 6]]),
    mentions=torch.tensor([[2, 2], [6, 6]]),
    kind=torch.tensor([[0, -1, -1], [0, 1, -1], [1, 0, 1]]),
    position=torch.tensor([[1, 0, 0], [0, 0, 0], [1, 1, 0]]),
    features=torch.arange(3 * 3 * len(SIZES)).reshape(3, 3, -1) % min(SIZES),
)


@pytest.fixture
def head() -> AttributionHead:
    torch.manual_seed(5)
    return AttributionHead(WIDTH, size=4, hidden=8).eval()


@pytest.fixture
def states() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(6)
    return torch.randn(WORDS, WIDTH), torch.randn(WORDS, WIDTH)


def turn_vector(
    head: AttributionHead, states: tuple[torch.Tensor, torch.Tensor], row: list[int], without: int = -1
) -> torch.Tensor:
    """First, last, last of the first piece, before: last pieces of words but of the first; after, tag: first pieces."""
    first, last = states
    sources = (first, last, last, last, first, first)
    parts = [torch.zeros(WIDTH) if word < 0 or at == without else sources[at][word] for at, word in enumerate(row)]
    return head.turn(torch.cat(parts))


def by_hand(head: AttributionHead, states: tuple[torch.Tensor, torch.Tensor], turn: int, link: int) -> torch.Tensor:
    rows = TURNS.words.tolist()
    ours = turn_vector(head, states, rows[turn])
    position = int(TURNS.position[turn, link])
    if TURNS.kind[turn, link] == 1:
        theirs = head.earlier(turn_vector(head, states, rows[position]))
    else:
        first, last = TURNS.mentions[position].tolist()
        theirs = head.mention(torch.cat((states[0][first], states[1][last])))
    told = [table(TURNS.features[turn, link, at]) for at, table in enumerate(head.feature)]
    return head.decide(torch.cat((ours, theirs, ours * theirs, *told)))


@torch.inference_mode()
def test_links_to_mentions_and_to_turns_are_scored(
    head: AttributionHead, states: tuple[torch.Tensor, torch.Tensor]
) -> None:
    scores = head(*states, TURNS)
    assert scores.shape == (3, 4, 2)
    assert (scores[:, 0] == 0).all()
    real = [(turn, link) for turn in range(3) for link in range(3) if TURNS.kind[turn, link] >= 0]
    for turn, link in real:
        assert torch.allclose(scores[turn, 1 + link], by_hand(head, states, turn, link), atol=1e-6), (turn, link)


@torch.inference_mode()
def test_what_is_no_link_gets_no_mass(head: AttributionHead, states: tuple[torch.Tensor, torch.Tensor]) -> None:
    shares = head(*states, TURNS).softmax(1)
    absent = TURNS.kind < 0
    assert absent.sum() == 3
    assert (shares[:, 1:][absent] == 0).all()
    assert (shares[:, 1:][~absent] > 0).all()


@torch.inference_mode()
def test_every_word_of_a_turn_counts_and_an_absent_one_does_not(
    head: AttributionHead, states: tuple[torch.Tensor, torch.Tensor]
) -> None:
    vectors, _ = head.vectors(*states, TURNS)
    row = TURNS.words[1].tolist()
    for part in range(PARTS):
        assert not torch.allclose(vectors[1], turn_vector(head, states, row, without=part)), part
    moved = states[0].clone()
    moved[-1] += 1.0  # What -1 would take, were it a place: the first turn has no tag, the last no word after it.
    changed, _ = head.vectors(moved, states[1], TURNS)
    assert torch.equal(vectors, changed)


def test_the_loss_is_that_of_all_right_links_together() -> None:
    scores = torch.tensor([[0.0, math.log(2), math.log(3), -1e4], [0.0, math.log(4), 0.0, 0.0], [0.0] * 4])
    right = torch.tensor([[False, True, True, False], [True, False, False, False], [False] * 4])
    expected = -(math.log(5 / 6) + math.log(1 / 7)) / 2  # The last turn is left out: gold is silent.
    assert attribution_loss(scores, right).item() == pytest.approx(expected, abs=1e-6)


def test_the_loss_pulls_right_links_up_and_others_down() -> None:
    scores = torch.zeros(1, 4, requires_grad=True)
    attribution_loss(scores, torch.tensor([[False, True, False, True]])).backward()
    assert scores.grad is not None
    assert (scores.grad[0] < 0).tolist() == [False, True, False, True]


def test_without_gold_there_is_no_loss_and_no_pull() -> None:
    scores = torch.randn(2, 3, requires_grad=True)
    loss = attribution_loss(scores, torch.zeros(2, 3, dtype=torch.bool))
    loss.backward()
    assert loss.item() == 0.0
    assert scores.grad is not None
    assert not scores.grad.any()
