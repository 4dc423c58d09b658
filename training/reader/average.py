"""The mean of runs that began alike: ``python -m training.reader.average RUN RUN... --out work/reader/NAME-fold0``.

Weights of runs that were trained on from one another, or from one beginning, can be averaged: the mean keeps what
each learnt last and forgets less than the last of them (Wortsman et al., *Robust fine-tuning of zero-shot models*, CVPR
2022, and *Model soups*, ICML 2022). A part that not all runs have is the mean of those that have it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor


def average(models: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights by name; whole numbers are those of the last.

    Args:
        models: state dictionaries, at least one.
    """
    found: dict[str, Tensor] = {}
    for name in dict.fromkeys(name for model in models for name in model):
        parts = [model[name] for model in models if name in model]
        found[name] = torch.stack(parts).mean(0) if parts[-1].is_floating_point() else parts[-1]
    return found


def main() -> None:
    """Average the checkpoints of runs; the result has the settings of the last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+", help="folders of runs, with checkpoint.pt")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the result")
    given = parser.parse_args()
    contents: list[dict[str, Any]] = [torch.load(run / "checkpoint.pt", weights_only=True) for run in given.runs]
    given.out.mkdir(parents=True, exist_ok=True)
    mean = average([content["model"] for content in contents])
    torch.save({"settings": contents[-1]["settings"], "model": mean}, given.out / "checkpoint.pt")


if __name__ == "__main__":
    main()
