"""GAP as training examples: a pronoun and two names in a paragraph (Webster et al., TACL 2018).

The names and pronouns around them are the package's own, so that distances count the same mentions as in reading. A
name stands for all mentions with its words.
"""

from __future__ import annotations

import csv
import pickle
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from diegesis.layers.entities.records import Mention
from diegesis.pipeline import read_text

FORMS = {"NOM": 0, "PRON": 1, "PROP": 2}


@dataclass(frozen=True)
class GapRow:
    """A row.

    Attributes:
        mentions: (start, end, form), in text order.
        pronoun: position of the pronoun among them.
        one, other: whether each mention is the first name, or the second.
        right: whether the pronoun means the first name, and the second; never both.
    """

    text: str
    mentions: list[tuple[int, int, int]]
    pronoun: int
    one: list[bool]
    other: list[bool]
    right: tuple[bool, bool]


def load_gap(path: Path, cache: Path, *, jobs: int = 2) -> list[GapRow]:
    """All rows of a file; kept in a file between runs."""
    if cache.exists():
        kept: list[GapRow] = pickle.loads(cache.read_bytes())
        return kept
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(_row, rows, chunksize=50))
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(found))
    return found


def _row(row: dict[str, str]) -> GapRow:
    text = row["Text"]
    names = [(int(row[f"{who}-offset"]), int(row[f"{who}-offset"]) + len(row[who]), 2) for who in "AB"]
    at = int(row["Pronoun-offset"])
    own = (at, at + len(row["Pronoun"]), 1)
    found = {
        (mention.span.start, mention.span.end, FORMS[mention.form.value])
        for mention in read_text(text).rows(Mention)
        if all(mention.span.end <= start or end <= mention.span.start for start, end, _ in (*names, own))
    }
    mentions = sorted({*found, *names, own}, key=lambda mention: (mention[0], -mention[1]))

    def means(name: tuple[int, int, int]) -> list[bool]:
        words = text[name[0] : name[1]]
        return [(start, end, form) == name or text[start:end] == words for start, end, form in mentions]

    return GapRow(
        text=text,
        mentions=mentions,
        pronoun=mentions.index(own),
        one=means(names[0]),
        other=means(names[1]),
        right=(row["A-coref"] == "TRUE", row["B-coref"] == "TRUE"),
    )
