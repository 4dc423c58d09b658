"""Rows of GAP, and what is learnt from one, by hand."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")

from training.reader.antecedents import Choices  # noqa: E402
from training.reader.data import gap  # noqa: E402
from training.reader.model import Pair, pair_loss  # noqa: E402

TEXT = "Ann Lee met Mary in May, when Ann Lee was ill, and a doctor told her so."
COLUMNS = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()


def write(path: Path) -> Path:
    at = TEXT.index
    row = ["x-1", TEXT, "her", at("her"), "Ann Lee", at("Ann Lee", 5), "TRUE", "Mary", at("Mary"), "FALSE", "-"]
    path.write_text("\n".join("\t".join(map(str, cells)) for cells in (COLUMNS, row)) + "\n", encoding="utf-8")
    return path


def test_a_row_has_its_mentions_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap, "ProcessPoolExecutor", ThreadPoolExecutor)
    (row,) = gap.load_gap(write(tmp_path / "gap.tsv"), tmp_path / "cache" / "gap.pickle")
    words = [TEXT[start:end] for start, end, _ in row.mentions]
    assert [word for word in words if word in {"Ann Lee", "Mary", "her"}] == ["Ann Lee", "Mary", "Ann Lee", "her"]
    assert row.mentions == sorted(row.mentions)
    assert row.mentions[row.pronoun] == (TEXT.index("her"), TEXT.index("her") + 3, 1)
    assert [word for word, mine in zip(words, row.one, strict=True) if mine] == ["Ann Lee", "Ann Lee"]
    assert [word for word, mine in zip(words, row.other, strict=True) if mine] == ["Mary"]
    assert row.right == (True, False)
    spans = sorted((start, end) for start, end, _ in row.mentions)
    assert len(spans) == len(set(spans))


def test_rows_are_kept_between_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gap, "ProcessPoolExecutor", ThreadPoolExecutor)
    cache = tmp_path / "gap.pickle"
    rows = gap.load_gap(write(tmp_path / "gap.tsv"), cache)
    (tmp_path / "gap.tsv").unlink()
    assert gap.load_gap(tmp_path / "gap.tsv", cache) == rows


#: The pronoun is the fourth of four mentions; its odds are 1 for none, and 1, 2, 4 for the mentions before it.
CHOICES = Choices(
    earlier=torch.tensor([[0, 0, 0], [0, 0, 0], [1, 0, 0], [2, 1, 0]]),
    scores=torch.tensor([[0.0, -1e4, -1e4, -1e4]] * 3 + [[0.0, math.log(4), math.log(2), 0.0]]),
)


def pair(one: list[int], other: list[int], right: tuple[bool, bool], pronoun: int = 3) -> Pair:
    names = torch.tensor([[at in name for at in range(4)] for name in (one, other)])
    return Pair(torch.zeros(4, 4, dtype=torch.long), pronoun, names, right)


def test_the_right_name_is_weighed_against_the_other_and_against_all() -> None:
    """The first name stands twice (odds 1 + 4), the other once (2), nothing else 1."""
    expected = -0.5 * math.log(5 / 8) - math.log(5 / 7)
    assert pair_loss(CHOICES, pair([0, 2], [1], (True, False))).item() == pytest.approx(expected, abs=1e-6)
    expected = -0.5 * math.log(2 / 8) - math.log(2 / 7)
    assert pair_loss(CHOICES, pair([0, 2], [1], (False, True))).item() == pytest.approx(expected, abs=1e-6)


def test_where_neither_is_meant_both_lose() -> None:
    expected = -math.log(1 - 6 / 8)
    assert pair_loss(CHOICES, pair([2], [1], (False, False))).item() == pytest.approx(expected, abs=1e-6)


def test_a_place_that_is_no_choice_does_not_count() -> None:
    """The third mention has two earlier ones; its third place is empty and says 0, which is a name."""
    choices = Choices(CHOICES.earlier, torch.tensor([[0.0, -1e4, -1e4, -1e4]] * 2 + [[0.0, 0.0, -1e4, -1e4]] * 2))
    loss = pair_loss(choices, pair([0], [1], (False, True), pronoun=2))
    assert loss.item() == pytest.approx(0.5 * math.log(2), abs=1e-6)


def test_the_loss_of_a_name_out_of_reach_is_finite() -> None:
    scores = CHOICES.scores.clone().requires_grad_()
    loss = pair_loss(Choices(CHOICES.earlier, scores), pair([3], [1], (True, False)))
    loss.backward()
    assert scores.grad is not None
    assert loss.isfinite()
    assert scores.grad.isfinite().all()
