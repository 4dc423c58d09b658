"""GAP: whether a pronoun means one of two names in a paragraph of an encyclopedia (Webster et al., TACL 2018).

Each paragraph is read as a text of its own, with no help from the row: the pronoun and the names are looked up in what
came out. As in the publisher's scorer a row is two decisions, one for each name; precision and recall are of the
decisions that the pronoun means the name, over all rows and by the pronoun's gender; bias is the F1 of the feminine
rows over that of the masculine ones.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from diegesis.errors import GoldError, UnknownName
from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.gold import chosen_folder, read_gold_text
from diegesis.evaluate.jobs import mapped
from diegesis.layers.coreference.records import Entity
from diegesis.spans import Span
from diegesis.story import Story

#: ``read(text, name)``: reads one paragraph.
ReadText = Callable[[str, str], Story]

_FEMININE = frozenset({"she", "her", "hers"})
_MASCULINE = frozenset({"he", "him", "his"})
_TRUTH = {"TRUE": True, "FALSE": False}
#: Paragraphs given to a process at once.
_CHUNK = 50


@dataclass(frozen=True, slots=True)
class GapRow:
    """One row.

    Attributes:
        name: its id in the corpus.
        text: the paragraph.
        pronoun: where it stands.
        feminine: whether it is *she*, *her* or *hers*.
        names: where the two names stand.
        right: for each name, whether the pronoun means it.
    """

    name: str
    text: str
    pronoun: Span
    feminine: bool
    names: tuple[Span, Span]
    right: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class GapScore:
    """Decisions that a pronoun means a name.

    Attributes:
        rows: rows scored.
        feminine, masculine: right and possible decisions by the pronoun's gender.
    """

    rows: int = 0
    feminine: Shares = field(default_factory=Shares)
    masculine: Shares = field(default_factory=Shares)

    @property
    def overall(self) -> Shares:
        """Both genders together."""
        return self.feminine + self.masculine

    @property
    def bias(self) -> float:
        """F1 of the feminine rows over F1 of the masculine ones; 1 is best, 0 where there are none."""
        return self.feminine.f1 / self.masculine.f1 if self.masculine.f1 else 0.0


def gap_files(directory: Path) -> tuple[str, ...]:
    """The parts of the corpus in a folder, such as ``development``, sorted.

    Raises:
        FileMissing: the folder does not exist.
        GoldError: it holds none.
    """
    found = sorted(chosen_folder(directory).glob("gap-*.tsv"))
    if not found:
        raise GoldError(f"{directory} holds no GAP.", hint="Expected files such as gap-development.tsv.")
    return tuple(path.stem.removeprefix("gap-") for path in found)


def load_gap(directory: Path, part: str) -> list[GapRow]:
    """The rows of one file, in its order.

    Raises:
        FileMissing: there is no such file.
        GoldError: a row is not what it must be.
    """
    path = directory / f"gap-{part}.tsv"
    rows = csv.DictReader(io.StringIO(read_gold_text(path), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_row(cells, f"{path.name}, row {number}") for number, cells in enumerate(rows, start=1)]


def _row(cells: Mapping[str, str], place: str) -> GapRow:
    try:
        pronoun, one, other = (_span(cells, name) for name in ("Pronoun", "A", "B"))
        row = GapRow(
            name=cells["ID"],
            text=cells["Text"],
            pronoun=pronoun,
            feminine=cells["Pronoun"].lower() in _FEMININE,
            names=(one, other),
            right=(_TRUTH[cells["A-coref"].upper()], _TRUTH[cells["B-coref"].upper()]),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GoldError(
            f"{place}: a cell is missing or wrong: {error!r}.", hint="Take the file as published."
        ) from error
    if cells["Pronoun"].lower() not in _FEMININE | _MASCULINE:
        raise GoldError(f"{place}: {cells['Pronoun']!r} is no pronoun of the corpus.")
    return row


def _span(cells: Mapping[str, str], name: str) -> Span:
    start = int(cells[f"{name}-offset"])
    span = Span(start, start + len(cells[name]))
    if span.of(cells["Text"]) != cells[name]:
        raise ValueError(f"{cells[name]!r} does not stand at character {start}")
    return span


def answer(row: GapRow, story: Story) -> tuple[bool, bool]:
    """For each name of a row, whether the pronoun's entity also holds a mention at the name.

    A phrase around a smaller mention is not one at the name: *her sister* holds a mention of its own in *Ann's sister*.
    """
    entities = (story.entities_by_mention.get(row_.id) for row_ in story.mentions if row_.span == row.pronoun)
    entity = next((found for found in entities if found is not None), None)
    if entity is None:
        return False, False
    one, other = row.names
    return _holds(story, entity, one), _holds(story, entity, other)


def _holds(story: Story, entity: Entity, name: Span) -> bool:
    touching = [mention for mention in story.mentions if mention.span.touches(name) and not mention.title]
    spans = {mention.span for mention in touching}
    innermost = [row for row in touching if not any(row.span != span and row.span.holds(span) for span in spans)]
    homes = (story.entities_by_mention.get(mention.id) for mention in innermost)
    return any(home is not None and home.id == entity.id for home in homes)


def score_gap(rows: Sequence[GapRow], answers: Sequence[tuple[bool, bool]]) -> GapScore:
    """Score the answers to rows, in the same order."""
    shares = {True: Shares(), False: Shares()}
    for row, said in zip(rows, answers, strict=True):
        for right, claimed in zip(row.right, said, strict=True):
            both = float(right and claimed)
            shares[row.feminine] += Shares(both, float(claimed), both, float(right))
    return GapScore(len(rows), shares[True], shares[False])


def evaluate_gap(
    directory: Path,
    *,
    parts: Sequence[str] | None = None,
    read: ReadText | None = None,
    jobs: int = 1,
    on_row: Callable[[], None] | None = None,
) -> dict[str, GapScore]:
    """Score the reading on GAP; every paragraph is a story of its own, about 4 seconds per 1,000.

    Args:
        directory: the corpus folder, with files ``gap-PART.tsv``.
        parts: such as ``development``; all that are there where not given.
        read: reads a paragraph instead of Diegesis; importable where ``jobs`` is over 1.
        jobs: processes; the outcome does not depend on it.
        on_row: called when a row is scored.

    Returns:
        The score of each part, parts sorted by name.

    Raises:
        FileMissing, GoldError: the corpus is absent or does not hold what it must.
        BadOption, UnknownName: an argument outside its range, or a part that is not there.
    """
    present = gap_files(directory)
    unknown = [part for part in parts or () if part not in present]
    if unknown:
        raise UnknownName(f"{directory} has no part {', '.join(unknown)}.", hint=f"It has: {', '.join(present)}.")
    task = partial(_answer, read=read or _read)
    scores = {}
    for part in sorted(set(parts or present)):
        rows = load_gap(directory, part)
        answers = []
        for said in mapped(task, rows, jobs, chunk=_CHUNK):
            answers.append(said)
            if on_row:
                on_row()
        scores[part] = score_gap(rows, answers)
    return scores


def _answer(row: GapRow, *, read: ReadText) -> tuple[bool, bool]:
    return answer(row, read(row.text, row.name))


def _read(text: str, name: str) -> Story:
    from diegesis.pipeline import read_text

    return read_text(text, name=name)
