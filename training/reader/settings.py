"""Settings of a training run, from a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """What a run is made of; a file may leave out what it does not change.

    Attributes:
        name: of the run; its files lie in ``work/reader/NAME-foldN/``.
        tasks: weight of each task's loss; a task without one is not trained.
        epochs: over the documents.
        pieces: word pieces of a passage.
        batch: passages of a step.
        rate: of the encoder's last layer; each layer below learns ``decay`` times as fast as the one above.
        head_rate: of the heads and of the added embeddings.
        warmup: share of the steps in which the rates rise.
        weight_decay: of matrices; embeddings, biases and norms have none.
        clip: largest norm of the gradient.
        dropout: in the heads; the encoder keeps its 0.1.
        size: of the heads' projections.
        restyled: share of the documents that are printed in another style in an epoch.
        bfloat16: multiply matrices in half precision; weights and losses stay in single.
        seed, threads: fixed, so that a run can be repeated.
        save_every: steps between checkpoints.
        documents: train on so many documents only, to see that something is learnt; 0 for all.
        corpora: how often ``litbank``, ``pdnc``, ``stories``, ``own``, ``gap`` and ``treebank`` are read in an epoch;
            0.5 for half of the passages.
        begin: name of the run of the same fold whose weights this one begins with; empty for the published encoder.
        trained: the parts that learn, such as ``syntax``; all of them where it is empty.
        fresh, replay: a fold read in full, and the share of the passages of the others; -1 and 1 for all in full.
    """

    name: str
    tasks: dict[str, float] = field(default_factory=lambda: {"entities": 1.0, "forms": 0.5, "events": 1.0})
    epochs: int = 8
    pieces: int = 510
    batch: int = 2
    rate: float = 1e-4
    decay: float = 0.85
    head_rate: float = 6e-4
    warmup: float = 0.1
    weight_decay: float = 0.01
    clip: float = 1.0
    dropout: float = 0.2
    size: int = 160
    restyled: float = 0.5
    bfloat16: bool = True
    seed: int = 11
    threads: int = 2
    save_every: int = 100
    documents: int = 0
    corpora: dict[str, float] = field(default_factory=lambda: {"litbank": 1})
    begin: str = ""
    trained: tuple[str, ...] = ()
    fresh: int = -1
    replay: float = 1.0

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for checkpoints and reports."""
        return asdict(self)


def load_settings(path: Path, **changes: Any) -> Settings:
    """Read settings; ``changes`` that are not ``None`` replace what the file says.

    Raises:
        ValueError: the file holds a name that is no setting.
    """
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    given.update({name: value for name, value in changes.items() if value is not None})
    unknown = set(given) - {one.name for one in fields(Settings)}
    if unknown:
        raise ValueError(f"{path.name}: {sorted(unknown)} are no settings; see training/reader/settings.py.")
    given["trained"] = tuple(given.get("trained", ()))
    return Settings(**{"name": path.stem, **given})
