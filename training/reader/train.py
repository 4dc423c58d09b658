"""Train the reader: ``python -m training.reader.train training/reader/configs/litbank.toml --fold 0 --data DIR``.

``--resume`` goes on where the last checkpoint stands and gives the same weights as a run that was never stopped (on the
same machine and number of threads). Fold 0, 1 or 2 is left out; without ``--fold`` all documents are trained on.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from training.reader.data.mixture import Corpora, Example, epoch_batches, gather
from training.reader.encoder import Encoder, load_minilm
from training.reader.model import Reader, losses
from training.reader.settings import Settings, load_settings

Model = TypeVar("Model", bound=nn.Module)
Item = TypeVar("Item")
Make = Callable[[], Item]
#: Parts that pre-training alone has: see ``training.reader.pretrain``.
LEFT_BEHIND = ("guess", "frequency")


@dataclass
class Run(Generic[Model]):
    """A run that can be stopped and taken up: what a checkpoint holds."""

    settings: Settings
    model: Model
    optimiser: AdamW
    schedule: LambdaLR
    step: int = 0

    def save(self, path: Path) -> None:
        """Write a checkpoint; a reader never sees half of one."""
        content = {
            "settings": self.settings.as_dict(),
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "random": torch.get_rng_state(),
            "step": self.step,
        }
        torch.save(content, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)

    def begin(self, path: Path) -> None:
        """Take the weights that another run ended with; a head it did not know keeps its first weights.

        Raises:
            ValueError: it knew parts that this model lacks.
        """
        model = torch.load(path, weights_only=True)["model"]
        kept = {name: value for name, value in model.items() if name.split(".")[0] not in LEFT_BEHIND}
        _, unknown = self.model.load_state_dict(kept, strict=False)
        if unknown:
            raise ValueError(f"{path} holds parts that the reader does not have: {unknown}.")

    def restore(self, path: Path) -> None:
        """Go on from a checkpoint.

        Raises:
            ValueError: it was made with other settings.
        """
        content = torch.load(path, weights_only=True)
        if content["settings"] != self.settings.as_dict():
            raise ValueError(f"{path} was made with other settings; begin anew without --resume.")
        self.model.load_state_dict(content["model"])
        self.optimiser.load_state_dict(content["optimiser"])
        self.schedule.load_state_dict(content["schedule"])
        torch.set_rng_state(content["random"])
        self.step = content["step"]


def groups(model: nn.Module, settings: Settings) -> list[dict[str, Any]]:
    """Parameters with their rates: layers learn slower the lower they are, what is new learns fastest."""
    decayed: dict[tuple[float, float], list[nn.Parameter]] = {}
    assert isinstance(model.encoder, Encoder)
    model.encoder.embeddings.word.requires_grad_(False)  # Half of the parameters: as published, for speed and size.
    for name, parameter in model.named_parameters():
        if settings.trained and name.split(".")[0] not in settings.trained:
            parameter.requires_grad_(False)
        if not parameter.requires_grad:
            continue
        rate = _rate(name, settings, len(model.encoder.layers))
        plain = parameter.dim() < 2 or "embeddings" in name
        decayed.setdefault((rate, 0.0 if plain else settings.weight_decay), []).append(parameter)
    return [{"params": found, "lr": rate, "weight_decay": decay} for (rate, decay), found in decayed.items()]


def _rate(name: str, settings: Settings, layers: int) -> float:
    parts = name.split(".")
    if parts[0] != "encoder" or parts[2] in {"case", "quoted", "opens"}:
        return settings.head_rate
    depth = 0 if parts[1] == "embeddings" else int(parts[2]) + 1
    return float(settings.rate * settings.decay ** (layers - depth))


def warm_then_fall(step: int, *, warm: int, total: int) -> float:
    """The share of the full rate at a step: it rises in a line, then falls in a line to zero."""
    return (step + 1) / warm if step < warm else max(0.0, (total - step) / max(1, total - warm))


def make_run(settings: Settings, steps: int) -> Run[Reader]:
    """A run of the reader at its beginning."""
    torch.manual_seed(settings.seed)
    return begun(settings, Reader(load_minilm(), size=settings.size, dropout=settings.dropout), steps)


def begun(settings: Settings, model: Model, steps: int) -> Run[Model]:
    """A run of a model at its beginning; the model has an ``encoder``."""
    optimiser = AdamW(groups(model, settings), fused=True)
    warm = max(1, int(settings.warmup * steps))
    schedule = LambdaLR(optimiser, partial(warm_then_fall, warm=warm, total=steps))
    return Run(settings, model, optimiser, schedule)


def learn(run: Run[Reader], batch: Sequence[Example]) -> dict[str, float]:
    """One step; mean losses by task."""
    run.model.train()
    run.optimiser.zero_grad(set_to_none=True)
    sums: dict[str, float] = {}
    for pieces, targets in batch:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.settings.bfloat16):
            found = losses(run.model, pieces, targets, run.settings.tasks)
        total: Tensor = torch.stack(list(found.values())).sum()
        (total / len(batch)).backward()  # type: ignore[no-untyped-call]
        for task, loss in found.items():
            sums[task] = sums.get(task, 0.0) + loss.item() / len(batch)
    advance(run)
    return sums


def advance(run: Run[Any]) -> None:
    """Take the step that the gradients ask for."""
    nn.utils.clip_grad_norm_(run.model.parameters(), run.settings.clip)
    run.optimiser.step()
    run.schedule.step()
    run.step += 1


def batches_of(corpora: Corpora, settings: Settings) -> int:
    """Steps of an epoch: a fixed number, so that the schedule is known beforehand.

    Epochs differ by a passage or two with their seams and styles; what is over is left for another epoch.
    """
    epochs = range(min(settings.epochs, 3))
    slack = 0 if settings.epochs <= len(epochs) else 4
    return max(1, min(len(epoch_batches(corpora, settings, epoch)) for epoch in epochs) - slack)


def train(run: Run[Reader], corpora: Corpora, per_epoch: int, folder: Path, *, stop: int | None = None) -> None:
    """Train the reader to the end, or to a step."""
    loop(run, partial(epoch_batches, corpora, run.settings), learn, per_epoch, folder, stop=stop)


def loop(
    run: Run[Model],
    epochs: Callable[[int], list[list[Make[Item]]]],
    learn: Callable[[Run[Model], Sequence[Item]], dict[str, float]],
    per_epoch: int,
    folder: Path,
    *,
    stop: int | None = None,
) -> None:
    """Train to the end, or to a step; log a line every 20 steps and save checkpoints.

    Args:
        run: at any step.
        epochs: the steps of an epoch, the same whenever it is asked.
        learn: takes a step and returns what to log.
        per_epoch: steps of an epoch, no more than there are in any.
        folder: of the log and the checkpoint.
        stop: a step to stop at.
    """
    settings = run.settings
    started, recent = time.monotonic(), []
    end = min(stop or settings.epochs * per_epoch, settings.epochs * per_epoch)
    batches: list[list[Make[Item]]] = []
    while run.step < end:
        epoch, place = divmod(run.step, per_epoch)
        if not batches or place == 0:
            batches = epochs(epoch)
        recent.append(learn(run, [make() for make in batches[place % len(batches)]]))
        if run.step % 20 == 0 or run.step == end:
            _log(folder, run.step, epoch, time.monotonic() - started, recent)
            recent = []
        if run.step % settings.save_every == 0 or run.step == end:
            run.save(folder / "checkpoint.pt")


def _log(folder: Path, step: int, epoch: int, seconds: float, recent: Sequence[dict[str, float]]) -> None:
    told: dict[str, list[float]] = {}
    for losses_ in recent:
        for task, loss in losses_.items():
            told.setdefault(task, []).append(loss)
    means = {task: round(sum(values) / len(values), 4) for task, values in sorted(told.items())}
    row = json.dumps({"step": step, "epoch": epoch, "seconds": round(seconds, 1), **means})
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(row + "\n")
    print(row, flush=True)


def beginning(work: Path, settings: Settings, part: str) -> Path:
    """The checkpoint to begin with: of the same part or of the settings' fresh fold; ``pretrain`` is of no fold."""
    start = part if settings.fresh < 0 else f"fold{settings.fresh}"
    whole = work / settings.begin
    return (whole if whole.exists() else work / f"{settings.begin}-{start}") / "checkpoint.pt"


def main() -> None:
    """Train one fold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("settings", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--fold", type=int, choices=(0, 1, 2), help="left out")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--stop", type=int, help="stop at this step, to be resumed")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--begin", help="name of the run to begin with, in place of the settings' own")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--work", type=Path, default=Path("work/reader"))
    given = parser.parse_args()
    settings = load_settings(given.settings, epochs=given.epochs, threads=given.threads, begin=given.begin)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    corpora = gather(given.data, settings, given.fold, given.work)
    part = "all" if given.fold is None else f"fold{given.fold}"
    folder = given.work / f"{settings.name}-{part}"
    folder.mkdir(parents=True, exist_ok=True)
    per_epoch = batches_of(corpora, settings)
    run = make_run(settings, settings.epochs * per_epoch)
    if settings.begin:
        run.begin(beginning(given.work, settings, part))
    if given.resume and (folder / "checkpoint.pt").exists():
        run.restore(folder / "checkpoint.pt")
    train(run, corpora, per_epoch, folder, stop=given.stop)


if __name__ == "__main__":
    main()
