"""The head of parts of speech and dependencies, with a random one of few numbers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")

from torch.nn import functional  # noqa: E402

from training.reader.syntax import SyntaxHead, Trees, syntax_losses, token_states  # noqa: E402

WIDTH, TAGS, RELATIONS = 5, 4, 3
#: A sentence of six tokens, two of which share their first word; the third has no tag.
TREE = Trees(
    first=torch.tensor([[0, 1, 1, 2, 4, 5]]),
    last=torch.tensor([[0, 1, 1, 3, 4, 5]]),
    tag=torch.tensor([[0, 1, -1, 2, 3, 3]]),
    head=torch.tensor([[2, 0, 2, 2, 4, 2]]),
    relation=torch.tensor([[0, 1, 2, 2, 0, 1]]),
)


@pytest.fixture
def head() -> SyntaxHead:
    torch.manual_seed(3)
    return SyntaxHead(WIDTH, tags=TAGS, relations=RELATIONS, hidden=16, size=8, dropout=0.0)


@pytest.fixture
def states() -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(4)
    return torch.randn(6, WIDTH), torch.randn(6, WIDTH)


def test_a_token_is_its_first_and_last_word(states: tuple[torch.Tensor, torch.Tensor]) -> None:
    tokens = token_states(*states, TREE)
    assert tokens.shape == (1, 6, 2 * WIDTH)
    assert torch.equal(tokens[0, 3], torch.cat((states[0][2], states[1][3])))


def test_losses_fall_when_one_sentence_is_learnt(head: SyntaxHead, states: tuple[torch.Tensor, torch.Tensor]) -> None:
    tokens = token_states(*states, TREE)
    tokens[0, 2] += 1.0  # Else the tokens of one word could not be told from each other.
    optimiser = torch.optim.Adam(head.parameters(), lr=0.02)
    told = []
    for _ in range(50):
        losses = syntax_losses(head, tokens, TREE)
        told.append({task: loss.item() for task, loss in losses.items()})
        optimiser.zero_grad()
        torch.stack(list(losses.values())).sum().backward()
        optimiser.step()
    assert set(told[0]) == {"tags", "trees"}
    for task in told[0]:
        assert told[-1][task] < 0.1 * told[0][task], task
    with torch.inference_mode():
        tags, heads, rooted = head(tokens)
        relations = head.relations(rooted, TREE.head)
    known = TREE.tag >= 0
    assert torch.equal(tags.argmax(-1)[known], TREE.tag[known])
    assert torch.equal(heads.argmax(-1), TREE.head)
    assert torch.equal(relations.argmax(-1), TREE.relation)


@torch.inference_mode()
def test_losses_are_means_over_tokens(head: SyntaxHead, states: tuple[torch.Tensor, torch.Tensor]) -> None:
    tokens = token_states(*states, TREE)
    tags, heads, rooted = head(tokens)
    relations = head.relations(rooted, TREE.head)
    losses = syntax_losses(head, tokens, TREE)
    arc = [functional.log_softmax(heads[0, at], -1)[TREE.head[0, at]] for at in range(6)]
    label = [functional.log_softmax(relations[0, at], -1)[TREE.relation[0, at]] for at in range(6)]
    assert losses["trees"].item() == pytest.approx(-float(sum(arc) + sum(label)) / 6, abs=1e-5)
    tag = [functional.log_softmax(tags[0, at], -1)[TREE.tag[0, at]] for at in (0, 1, 3, 4, 5)]
    assert losses["tags"].item() == pytest.approx(-float(sum(tag)) / 5, abs=1e-5)


@torch.inference_mode()
def test_padding_changes_nothing(head: SyntaxHead, states: tuple[torch.Tensor, torch.Tensor]) -> None:
    """The same sentence beside a longer one: what is padding is no head, and no token to learn from."""
    short, long = TREE.head.shape[1], 9
    longer = Trees(
        first=torch.zeros(1, long, dtype=torch.long),
        last=torch.zeros(1, long, dtype=torch.long),
        tag=torch.full((1, long), 1),
        head=torch.tensor([[0, *[1] * (long - 1)]]),
        relation=torch.zeros(1, long, dtype=torch.long),
    )
    padded = Trees(
        *(
            torch.cat((functional.pad(getattr(TREE, name), (0, long - short), value=fill), getattr(longer, name)))
            for name, fill in (("first", 0), ("last", 0), ("tag", -1), ("head", -1), ("relation", -1))
        )
    )
    one, other = (syntax_losses(head, token_states(*states, trees), trees) for trees in (TREE, longer))
    both = syntax_losses(head, token_states(*states, padded), padded)
    assert both["trees"].item() == pytest.approx((one["trees"] * short + other["trees"] * long).item() / 15, abs=1e-5)
    assert both["tags"].item() == pytest.approx((one["tags"] * 5 + other["tags"] * long).item() / 14, abs=1e-5)


@torch.inference_mode()
def test_scores_that_tell_nothing_cost_what_guessing_costs(
    head: SyntaxHead, states: tuple[torch.Tensor, torch.Tensor]
) -> None:
    for part in (head.tag, head.arc, head.label):
        torch.nn.init.zeros_(part.weight)
        torch.nn.init.zeros_(part.bias)
    losses = syntax_losses(head, token_states(*states, TREE), replace(TREE))
    assert losses["tags"].item() == pytest.approx(math.log(TAGS), abs=1e-6)
    assert losses["trees"].item() == pytest.approx(math.log(7) + math.log(RELATIONS), abs=1e-6)
