"""GAP as training examples: a pronoun and two names in a paragraph (Webster et al., TACL 2018).

The names and pronouns around them are the package's own, so that distances count the same mentions as in reading. A
name stands for all mentions with its words.
"""

from __future__ import annotations

import csv
import pickle
import random
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from diegesis.layers.entities.records import Mention
from diegesis.lexicons.load import lines
from diegesis.pipeline import read_text
from training.reader.data.litbank import FORMS

#: First and last names by gender.
Pool = dict[str, tuple[list[str], list[str]]]


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
        (mention.span.start, mention.span.end, FORMS.index(mention.form.value))
        for mention in read_text(text, model=False).rows(Mention)
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


def name_pool(rows: Sequence[GapRow]) -> Pool:
    """First and last names of the people of all rows, by the gender of the row's pronoun."""
    pool: Pool = {"F": ([], []), "M": ([], [])}
    for row in rows:
        for words_ in _names(row):
            if len(words_) == 2:
                for kept, word in zip(pool[_gender(row)], words_, strict=True):
                    kept.append(word)
    return {gender: (sorted(set(first)), sorted(set(last))) for gender, (first, last) in pool.items()}


def _gender(row: GapRow) -> str:
    start, end, _ = row.mentions[row.pronoun]
    return "M" if row.text[start:end].lower() in {"he", "him", "his"} else "F"


def _names(row: GapRow) -> list[list[str]]:
    return [row.text[slice(*row.mentions[which.index(True)][:2])].split() for which in (row.one, row.other)]


def renamed(row: GapRow, pool: Pool, chance: random.Random) -> GapRow:
    """The row with its two people under other names, wherever their words stand; longer names are left."""
    firsts, lasts = map(list, pool[_gender(row)])
    given = {entry.partition("\t")[0] for entry in lines("first_names")}
    changes: dict[str, str] = {}
    for name in _names(row):
        if len(name) > 2 or not all(re.fullmatch(r"\w+", word) and word[0].isupper() for word in name):
            return row
        for at, word in enumerate(name):
            is_first = at == 0 and (len(name) == 2 or word.lower() in given)
            names = firsts if is_first else lasts
            if word not in changes and names:
                changes[word] = names.pop(chance.randrange(len(names)))  # No two people get the same one.
    if not changes:
        return row
    text: list[str] = []
    shifts: list[tuple[int, int]] = []  # End of what was changed, and what is added by then.
    at = added = 0
    for found in re.finditer(r"\b(?:" + "|".join(map(re.escape, changes)) + r")\b", row.text):
        new = changes[found.group()]
        text += [row.text[at : found.start()], new]
        at = found.end()
        added += len(new) - len(found.group())
        shifts.append((found.end(), added))
    text.append(row.text[at:])
    mentions = [(start + _shift(shifts, start), end + _shift(shifts, end), form) for start, end, form in row.mentions]
    return replace(row, text="".join(text), mentions=mentions)


def _shift(shifts: Sequence[tuple[int, int]], place: int) -> int:
    return next((by for end, by in reversed(shifts) if end <= place), 0)
