"""Rows of GAP, and what is learnt from one, by hand."""

from __future__ import annotations

import math
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")

from tests.training.reader.made_up import GAP, LONG_GAP, place  # noqa: E402
from training.reader.antecedents import Choices  # noqa: E402
from training.reader.data import gap  # noqa: E402
from training.reader.data.gap import GapRow, name_pool, renamed  # noqa: E402
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


def test_names_are_gathered_by_the_gender_of_their_pronoun() -> None:
    text = "Max Ode saw Tom, and he, Ian Fry, left."
    spans = [place(words, 0, text) for words in ("Max Ode", "Tom", "he", "Ian Fry")]
    mentions = [(*span, 1 if at == 2 else 2) for at, span in enumerate(spans)]
    men = GapRow(text, mentions, 2, [True, False, False, False], [False, False, False, True], (False, True))
    assert name_pool([LONG_GAP, men, GAP]) == {
        "F": (["Lucy", "Rose"], ["Holt", "Vane"]),
        "M": (["Ian", "Max"], ["Fry", "Ode"]),
    }


POOL = {"F": (["Bo", "Wilhelmina", "Zoë"], ["Ng", "Featherstonehaugh"]), "M": (["Never"], ["Never"])}


def surfaces(row: GapRow) -> list[str]:
    return [row.text[start:end] for start, end, _ in row.mentions]


@pytest.mark.parametrize("seed", range(8))
def test_a_renamed_row_points_at_the_new_names(seed: int) -> None:
    row = renamed(LONG_GAP, POOL, random.Random(seed))
    first, last = surfaces(row)[0].split()
    other = surfaces(row)[2]
    assert first in POOL["F"][0]
    assert last in POOL["F"][1]
    assert other.split()[0] in POOL["F"][0]
    assert other.split()[1] in POOL["F"][1]
    assert surfaces(row) == [f"{first} {last}", f"{other}'s aunt", other, first, "she", f"{first} {last}", "Rosemary"]
    assert row.text == (
        f"{first} {last} said that {other}'s aunt had seen {first}, when she, {first} {last}, came. Rosemary was out."
    )
    assert [form for _, _, form in row.mentions] == [form for _, _, form in LONG_GAP.mentions]
    assert (row.pronoun, row.one, row.other, row.right) == (
        LONG_GAP.pronoun,
        LONG_GAP.one,
        LONG_GAP.other,
        LONG_GAP.right,
    )


def test_renaming_hangs_on_its_seed_alone() -> None:
    made = [[renamed(LONG_GAP, POOL, random.Random(seed)).text for seed in range(8)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 2


def test_a_name_alone_is_a_first_name_where_it_is_known_as_one() -> None:
    text = "Ann met Vane, and she left."
    mentions = [(*place(words, 0, text), 1 if words == "she" else 2) for words in ("Ann", "Vane", "she")]
    row = GapRow(text, mentions, 2, [True, False, False], [False, True, False], (True, False))
    one, other, pronoun = surfaces(renamed(row, POOL, random.Random(0)))
    assert one in POOL["F"][0]
    assert other in POOL["F"][1]
    assert pronoun == "she"


@pytest.mark.parametrize("name", ["Anna Maria Hay", "Mary-Ann Hay", "Lady of Hay", "J. Hay", "de Hay"])
def test_a_row_with_a_name_that_is_not_one_or_two_plain_words_is_left(name: str) -> None:
    text = f"Rose Vane met {name}, and she left."
    mentions = [(*place(words, 0, text), 1 if words == "she" else 2) for words in ("Rose Vane", name, "she")]
    for names in ([True, False, False], [False, True, False]), ([False, True, False], [True, False, False]):
        row = GapRow(text, mentions, 2, *names, (True, False))
        assert renamed(row, POOL, random.Random(0)) is row


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
