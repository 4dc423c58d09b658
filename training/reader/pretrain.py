"""Pre-train the encoder on novels: ``python -m training.reader.pretrain SETTINGS --data DIR``.

Words hidden in ELTeC's novels are guessed (Devlin et al., *BERT*, NAACL 2019). The published encoder has no head for
that: one is made here, whose last layer is the word embeddings, and left behind when a reader begins with the run. No
fold is asked for, since all novels of LitBank and PDNC are left out. ``--resume`` goes on as in ``train``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.data.eltec import Cloze, cloze, load_novels, passages
from training.reader.encoder import Encoder, Window, load_minilm, model_folder
from training.reader.pieces import load_tokenizer
from training.reader.settings import Settings, load_settings
from training.reader.train import Make, Run, advance, begun, loop


class Guesser(nn.Module):
    """The encoder, and a head that guesses hidden pieces; its name is what ``Run.begin`` leaves behind."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        width, vocabulary = encoder.shape.width, encoder.shape.vocabulary
        self.guess = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.frequency = nn.Parameter(torch.zeros(vocabulary))

    def forward(self, window: Window, row: Tensor, place: Tensor) -> Tensor:
        """Scores [hidden, vocabulary] of the pieces at these places of these windows."""
        hidden = self.guess(self.encoder(window)[row, place])
        return functional.linear(hidden, self.encoder.embeddings.word.weight, self.frequency)


def stacked(examples: Sequence[Cloze]) -> tuple[Window, Tensor, Tensor, Tensor]:
    """Passages as windows of one length, and the row, place and answer of every hidden piece."""
    width = max(len(one.ids) for one in examples)

    def padded(name: str) -> Tensor:
        rows = [getattr(one, name) for one in examples]
        return torch.from_numpy(np.stack([np.pad(row, (0, width - len(row))) for row in rows]))

    window = Window(*(padded(name) for name in ("ids", "case", "quoted", "opens")))
    row = np.repeat(np.arange(len(examples)), [len(one.places) for one in examples])
    place, answer = (np.concatenate([getattr(one, name) for one in examples]) for name in ("places", "answers"))
    return window, torch.from_numpy(row), torch.from_numpy(place), torch.from_numpy(answer)


def learn(run: Run[Guesser], batch: Sequence[Cloze]) -> dict[str, float]:
    """One step; the mean loss of a hidden piece."""
    run.model.train()
    run.optimiser.zero_grad(set_to_none=True)
    window, row, place, answer = stacked(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.settings.bfloat16):
        scores = run.model(window, row, place)
    loss = functional.cross_entropy(scores.float(), answer)
    (loss * run.settings.tasks["words"]).backward()  # type: ignore[no-untyped-call]
    advance(run)
    return {"words": loss.item()}


def epoch_batches(novels: Sequence[str], settings: Settings, epoch: int) -> list[list[Make[Cloze]]]:
    """The steps of an epoch: a share of all passages, shuffled."""
    chance = random.Random(f"{settings.seed}/{epoch}")
    tokenizer = load_tokenizer(model_folder() / "tokenizer.json")
    found = [
        partial(cloze, passage, tokenizer, chance.random())
        for text in novels
        for passage in passages(text, pieces=settings.pieces, shift=chance.uniform(0.25, 1.0))
    ]
    chance.shuffle(found)
    found = found[: round(len(found) * min(1, settings.corpora["eltec"]))]
    return [list(found[at : at + settings.batch]) for at in range(0, len(found) - settings.batch + 1, settings.batch)]


def make_run(settings: Settings, steps: int) -> Run[Guesser]:
    """A run at its beginning."""
    torch.manual_seed(settings.seed)
    return begun(settings, Guesser(load_minilm()), steps)


def main() -> None:
    """Pre-train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("settings", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--stop", type=int, help="stop at this step, to be resumed")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--work", type=Path, default=Path("work/reader"))
    given = parser.parse_args()
    settings = load_settings(given.settings, threads=given.threads)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    novels = load_novels(given.data / "eltec_eng")
    folder = given.work / settings.name
    folder.mkdir(parents=True, exist_ok=True)
    per_epoch = min(len(epoch_batches(novels, settings, epoch)) for epoch in range(settings.epochs))
    run = make_run(settings, settings.epochs * per_epoch)
    if given.resume and (folder / "checkpoint.pt").exists():
        run.restore(folder / "checkpoint.pt")
    loop(run, partial(epoch_batches, novels, settings), learn, per_epoch, folder, stop=given.stop)


if __name__ == "__main__":
    main()
