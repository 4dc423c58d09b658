"""Say which weights and which reader score which book: ``python -m training.turns.left_out --data DIR``.

Writes ``left_out.json`` beside the weights of the folds: every novel of PDNC, every development story and every
document of LitBank with what was fitted without its fold. Stories kept for reports get nothing: nobody reads them yet.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
FOLDS = HERE.parent / "folds.json"


def folds_of_books(folds: Path, split: Path) -> dict[str, int]:
    """Fold by book: novels, then stories, then documents of LitBank, each sorted by name.

    Args:
        folds: ``training/folds.json``.
        split: the stories' ``SPLIT.tsv`` (story, part, fold).
    """
    given = json.loads(folds.read_text(encoding="utf-8"))
    rows = [line.split("\t") for line in split.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    stories = {name: int(fold) for name, part, fold in rows if part == "dev"}
    return {name: part[name] for part in (given["pdnc"], stories, given["litbank"]) for name in sorted(part)}


def left_out(books: dict[str, int], weights: Path, readers: str) -> dict[str, dict[str, str]]:
    """What to read each book with, by paths relative to the folder of the weights.

    Args:
        books: fold by book.
        weights: folder of ``fold0.json`` and so on.
        readers: folders of exported readers, with ``{fold}``.
    """
    return {
        book: {
            "weights": f"fold{fold}.json",
            "reader": Path(os.path.relpath(readers.format(fold=fold), weights)).as_posix(),
        }
        for book, fold in books.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--weights", type=Path, default=HERE / "read", help="folder of the folds' weights")
    parser.add_argument("--readers", default="work/reader/export/fold{fold}", help="exported readers, with {fold}")
    given = parser.parse_args(arguments)
    books = folds_of_books(FOLDS, given.data / "stories" / "SPLIT.tsv")
    rows = [
        f"{json.dumps(book)}: {json.dumps(row)}" for book, row in left_out(books, given.weights, given.readers).items()
    ]
    (given.weights / "left_out.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
