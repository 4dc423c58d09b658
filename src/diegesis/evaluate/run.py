"""Scores a whole corpus: load gold, read or load predictions, score book by book, pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from diegesis.errors import BadOption, UnknownName
from diegesis.evaluate.booknlp import read_booknlp
from diegesis.evaluate.gold import GoldBook
from diegesis.evaluate.gold_litbank import litbank_books, load_litbank
from diegesis.evaluate.gold_pdnc import REPORT_NOVELS, load_pdnc, pdnc_books
from diegesis.evaluate.gold_stories import load_story, story_parts
from diegesis.evaluate.jobs import mapped
from diegesis.evaluate.measures import Measures, measure
from diegesis.evaluate.predictions import read_predictions, save_predictions
from diegesis.evaluate.repairs import PDNC_REPAIRS, Repair
from diegesis.evaluate.scores import BookScore, score_book
from diegesis.story import Story

#: ``read(source, name)``: a book's file, or its text where the corpus has no file, and its name.
Read = Callable[[Path | str, str], Story]

KINDS = ("pdnc", "litbank", "gold")
SYSTEMS = ("diegesis", "saved", "booknlp")
SPLITS = ("dev", "report", "all")


@dataclass(frozen=True, kw_only=True)
class CorpusReport:
    """What an evaluation found.

    Attributes:
        kind: ``pdnc``, ``litbank`` or ``gold``.
        system: whose predictions were scored.
        split: ``dev``, ``report`` or ``all``.
        repairs: repairs of published lists that touch a book of this report.
        pools: pooled rows: everything first, then groups of books.
        books: one row per book, sorted by name.
        scores: the counts behind the rows, one per book.
    """

    kind: str
    system: str
    split: str
    repairs: tuple[Repair, ...]
    pools: tuple[Measures, ...]
    books: tuple[Measures, ...]
    scores: tuple[BookScore, ...]


def evaluate_corpus(
    kind: str,
    directory: Path,
    *,
    system: str = "diegesis",
    predictions: Path | None = None,
    books: Sequence[str] | None = None,
    split: str | None = None,
    read: Read | None = None,
    options: Mapping[str, Mapping[str, Any]] | None = None,
    repairs: bool = True,
    floors: bool = True,
    save: Path | None = None,
    jobs: int = 1,
    on_book: Callable[[str], None] | None = None,
) -> CorpusReport:
    """Score a system on a corpus.

    Args:
        kind: ``pdnc``, ``litbank`` or ``gold``.
        directory: the corpus folder.
        system: ``diegesis`` reads the raw text; ``saved`` loads what it read before from ``predictions``; ``booknlp``
            loads BookNLP's output from there.
        predictions: folder of predictions, for ``saved`` and ``booknlp``.
        books: names of the books to score; all of the split where not given.
        split: ``dev``, ``report`` or ``all``; by default ``dev`` for own gold and ``all`` for the rest.
        read: reads a book instead of Diegesis, for instance out-of-fold predictions; called in other processes
            where ``jobs`` is over 1, so it must be importable then.
        options: reader options by book name, such as a model trained without that book; for the default reader.
        repairs: whether the published lists are repaired (``repairs.py``).
        floors: whether the trivial floors are computed.
        save: folder to keep what was read in, for ``saved``: a file a book.
        jobs: processes; the outcome does not depend on it.
        on_book: called with each book's name when it is scored.

    Returns:
        The report; books stand in order of name.

    Raises:
        FileMissing, GoldError: a gold or prediction file is absent or does not hold what it must.
        BadOption, UnknownName: an argument outside its range, or a book that the split does not have.
        OutputError: what was read could not be kept.
    """
    names, part = _chosen(kind, directory, books, split)
    made = PDNC_REPAIRS if repairs and kind == "pdnc" else ()
    task = partial(
        _score_one,
        kind=kind,
        directory=directory,
        read=_reader(system, predictions, read, options or {}),
        save=_kept(system, save),
        repairs=made,
        floors=floors,
    )
    scores = []
    for name, score in zip(names, mapped(task, names, jobs), strict=True):
        scores.append(score)
        if on_book:
            on_book(name)
    return CorpusReport(
        kind=kind,
        system=system,
        split=part,
        repairs=tuple(repair for repair in made if repair.book in names),
        pools=tuple(measure(label, group) for label, group in _pools(scores).items()),
        books=tuple(measure(score.name, [score]) for score in scores),
        scores=tuple(scores),
    )


def corpus_books(kind: str, directory: Path, split: str | None = None) -> tuple[str, ...]:
    """Names of the books of a split, sorted. See ``evaluate_corpus``."""
    return _chosen(kind, directory, None, split)[0]


def load_gold(kind: str, directory: Path, name: str, *, repairs: Sequence[Repair] = PDNC_REPAIRS) -> GoldBook:
    """One gold book of a corpus, by kind and name."""
    if kind == "pdnc":
        return load_pdnc(directory, name, repairs=repairs)
    return load_story(directory, name) if kind == "gold" else load_litbank(directory, name)


def _chosen(kind: str, directory: Path, books: Sequence[str] | None, split: str | None) -> tuple[tuple[str, ...], str]:
    part = split or ("dev" if kind == "gold" else "all")
    if kind not in KINDS or part not in SPLITS:
        raise BadOption(f"No corpus {kind!r} with split {part!r}.", hint=f"Corpora: {KINDS}; splits: {SPLITS}.")
    parts = _parts(kind, directory)
    present = tuple(name for name in parts if part in ("all", parts[name]))
    unknown = [name for name in books or () if name not in present]
    if unknown:
        raise UnknownName(
            f"{directory} has no book {', '.join(unknown)} in its split {part}.", hint=f"It has: {', '.join(present)}."
        )
    return (tuple(sorted(set(books))) if books else present), part


def _parts(kind: str, directory: Path) -> dict[str, str]:
    """Part of each book: ``dev`` or ``report``."""
    if kind == "gold":
        return story_parts(directory)
    if kind == "litbank":
        return dict.fromkeys(litbank_books(directory), "dev")
    return {name: "report" if name in REPORT_NOVELS else "dev" for name in pdnc_books(directory)}


def _pools(scores: Sequence[BookScore]) -> dict[str, list[BookScore]]:
    """Everything, then each group where there are several."""
    groups: dict[str, list[BookScore]] = {}
    for score in scores:
        groups.setdefault(score.group, []).append(score)
    return {"all": list(scores), **({name: groups[name] for name in sorted(groups)} if len(groups) > 1 else {})}


def _score_one(
    name: str,
    *,
    kind: str,
    directory: Path,
    read: _LoadPrediction,
    save: Path | None,
    repairs: Sequence[Repair],
    floors: bool,
) -> BookScore:
    gold = load_gold(kind, directory, name, repairs=repairs)
    predicted = read(gold)
    score = score_book(gold, predicted, full=kind == "gold", floors=floors)
    if save is not None:
        save_predictions(save, name, predicted, marks=kind != "pdnc")
    return score


_LoadPrediction = Callable[[GoldBook], Story]


def _reader(
    system: str, predictions: Path | None, read: Read | None, options: Mapping[str, Mapping[str, Any]]
) -> _LoadPrediction:
    if system not in SYSTEMS:
        raise BadOption(f"No system {system!r}.", hint=f"Choose one of {', '.join(SYSTEMS)}.")
    if system == "diegesis":
        return partial(_from_text, read=read or partial(read_book, options=options))
    if predictions is None:
        whose = "BookNLP is scored from its output files" if system == "booknlp" else "Saved predictions are files"
        raise BadOption(f"{whose}.", hint="Give their folder with --pred.")
    return partial(_from_booknlp if system == "booknlp" else _from_saved, predictions=predictions)


def _kept(system: str, save: Path | None) -> Path | None:
    """Where to keep what is read; only a reading can be kept."""
    if save is not None and system != "diegesis":
        raise BadOption(f"What {system} says is not read here and cannot be saved.", hint="Save --system diegesis.")
    return save


def _from_saved(gold: GoldBook, *, predictions: Path) -> Story:
    return read_predictions(predictions, gold.name, gold.story.document.text)


def _from_booknlp(gold: GoldBook, *, predictions: Path) -> Story:
    return read_booknlp(predictions, gold.name, gold.story.document.text)


def _from_text(gold: GoldBook, *, read: Read) -> Story:
    return read(gold.source if gold.source is not None else gold.story.document.text, gold.name)


def read_book(source: Path | str, name: str, *, options: Mapping[str, Mapping[str, Any]]) -> Story:
    """Read a book with Diegesis, with the options given for its name."""
    from diegesis.pipeline import read, read_text

    own = dict(options.get(name, {}))
    model = own.pop("reader", True)
    if isinstance(source, Path):
        return read(source, options=own, model=model)
    return read_text(source, name=name, options=own, model=model)
