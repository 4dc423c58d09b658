"""The mean of runs."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch")

from training.reader import average as module  # noqa: E402
from training.reader.average import average  # noqa: E402


def test_weights_are_averaged_by_name_and_whole_numbers_are_the_last_ones() -> None:
    one = {"a": torch.tensor([1.0, 3.0]), "steps": torch.tensor(4)}
    other = {"a": torch.tensor([3.0, 5.0]), "steps": torch.tensor(6)}
    found = average([one, other])
    assert found["a"].tolist() == [2.0, 4.0]
    assert found["steps"].item() == 6


def test_a_part_of_one_run_alone_is_kept() -> None:
    found = average([{"a": torch.zeros(1)}, {"a": torch.ones(1), "b": torch.full((1,), 7.0)}])
    assert {name: value.item() for name, value in found.items()} == {"a": 0.5, "b": 7.0}


def test_checkpoints_become_one_with_the_settings_of_the_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("one", 0.0), ("two", 1.0)):
        (tmp_path / name).mkdir()
        content = {"settings": {"name": name}, "model": {"a": torch.tensor([value])}, "step": 3}
        torch.save(content, tmp_path / name / "checkpoint.pt")
    given = [str(tmp_path / "one"), str(tmp_path / "two"), "--out", str(tmp_path / "mean")]
    monkeypatch.setattr("sys.argv", ["average", *given])
    module.main()
    found = torch.load(tmp_path / "mean" / "checkpoint.pt", weights_only=True)
    assert found["settings"] == {"name": "two"}
    assert found["model"]["a"].item() == 0.5
