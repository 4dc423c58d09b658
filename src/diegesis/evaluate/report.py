"""An evaluation as plain tables, Markdown and JSON. Nothing here depends on a terminal, a clock or a path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from diegesis.evaluate.coreference_scores import Shares
from diegesis.evaluate.left_out import shipped_models
from diegesis.evaluate.measures import ByBasis, Measures
from diegesis.evaluate.reading import CoreferenceScore, EntityScore
from diegesis.evaluate.run import CorpusReport
from diegesis.evaluate.tables import Table
from diegesis.evaluate.world_report import world_tables
from diegesis.version import __version__

FORMAT = "diegesis-report/1"
#: What a single book has too few lines for; reports give it for pools.
_POOLED = frozenset({"at_coverage", "at_threshold", "calibration", "floors", "spread"})


def report_tables(reports: Sequence[CorpusReport], *, details: bool = True) -> list[Table]:
    """Every table of the reports of one corpus, the most telling first; empty tables are left out.

    Args:
        reports: one per system, over the same books.
        details: whether tables other than the speakers' have rows for single books.
    """
    tables = [side_by_side(reports)] if len(reports) > 1 else []
    for report in reports:
        prefix = f"{report.system}: " if len(reports) > 1 else ""
        tables += [replace(table, title=prefix + table.title) for table in _tables(report, details=details)]
    tables.append(_repairs(reports[0]))
    return [table for table in tables if table.rows]


def _tables(report: CorpusReport, *, details: bool) -> list[Table]:
    rows = [*report.pools, *report.books]
    some = rows if details else report.pools
    return [
        _speakers(rows),
        _spans(some),
        _floors(report.pools),
        _confidence(report.pools),
        _coverage(report.pools),
        _cast(some),
        _kinds(some),
        _mentions(some),
        _entities(some),
        _coreference(some),
        _events(some),
        *world_tables(some),
    ]


def side_by_side(reports: Sequence[CorpusReport]) -> Table:
    """By name and one-to-one for each system in one table, with the number of books on which each is best."""
    header = ["", *(f"{report.system} {score}" for score in ("by name", "1:1", "B³ F1") for report in reports)]
    rows = []
    for columns in zip(*([*report.pools, *report.books] for report in reports), strict=True):
        speakers = [column.speakers for column in columns]
        if all(speakers):
            scores = [score for score in speakers if score is not None]
            values = [*(s.by_name.all for s in scores), *(s.one_to_one.all for s in scores)]
            rows.append((columns[0].name, *map(_number, (*values, *(s.b_cubed.all for s in scores)))))
    return Table("Side by side", tuple(header), tuple(rows), _wins(reports))


def _wins(reports: Sequence[CorpusReport]) -> str:
    """On how many books each system is strictly best by name."""
    wins = dict.fromkeys((report.system for report in reports), 0)
    for columns in zip(*(report.books for report in reports), strict=True):
        scores = [column.speakers.by_name.all if column.speakers else 0.0 for column in columns]
        best = [at for at, score in enumerate(scores) if score == max(scores)]
        if len(best) == 1:
            wins[reports[best[0]].system] += 1
    total = len(reports[0].books)
    return "Best by name: " + ", ".join(f"{system} on {n} of {total} books" for system, n in wins.items()) + "."


def report_markdown(reports: Sequence[CorpusReport]) -> str:
    """Reports of one corpus as a Markdown page that ends in one line feed."""
    first = reports[0]
    systems = " and ".join(report.system for report in reports)
    title = f"{systems} on {first.kind} ({first.split}, {len(first.books)} books)"
    return markdown_page(title, report_tables(reports))


def markdown_page(title: str, tables: Sequence[Table]) -> str:
    """Tables as a Markdown page that ends in one line feed."""
    written = (
        f"Written by `diegesis evaluate` {__version__}. Percent; see docs/evaluation.md for what each score means."
    )
    lines = [f"# {title}", "", written]
    for table in tables:
        lines += ["", f"## {table.title}", ""]
        lines += [_markdown_row(table.header), "|---" + "|--:" * (len(table.header) - 1) + "|"]
        lines += [_markdown_row(row) for row in table.rows]
        if table.note:
            lines += ["", table.note]
    return "\n".join(lines) + "\n"


def report_json(reports: Sequence[CorpusReport]) -> str:
    """Reports of one corpus as JSON; numbers are rounded to four decimals."""
    first = reports[0]
    content = {
        "format": FORMAT,
        "generator": {"version": __version__},
        "corpus": first.kind,
        "split": first.split,
        "repairs": [plain(repair) for repair in first.repairs],
        "systems": [
            {
                "system": report.system,
                "pools": plain(report.pools),
                "books": [_without(plain(row), _POOLED) for row in report.books],
            }
            for report in reports
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _without(row: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def plain(value: Any) -> Any:
    """Dataclasses as dicts of their fields and properties, tuples as lists, numbers rounded."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value)
        derived = [name for name in sorted(vars(kind)) if isinstance(vars(kind)[name], property)]
        return {name: plain(getattr(value, name)) for name in [*(f.name for f in fields(value)), *derived]}
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return round(value, 4) if isinstance(value, float) else value


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _number(value: float) -> str:
    return f"{value:.1f}"


def _bases(scores: ByBasis) -> list[str]:
    return [_number(getattr(scores, f.name)) for f in fields(scores)]


def _speakers(rows: Sequence[Measures]) -> Table:
    header = "|lines|answered|by name|expl.|anaph.|impl.|1:1|expl.|anaph.|impl.|B³ F1|addressee|any kind"
    found = []
    for row in rows:
        if row.speakers is None:
            continue
        scores = row.speakers
        cells = [row.name, str(scores.lines), _number(scores.answered)]
        cells += [*_bases(scores.by_name), *_bases(scores.one_to_one), _number(scores.b_cubed.all)]
        cells += [
            _number(scores.addressees) if scores.addressees else "–",
            _number(row.any_speakers.by_name.all if row.any_speakers else 0.0),
        ]
        found.append(tuple(cells))
    return Table("Speakers", tuple(header.split("|")), tuple(found), _spread_note(rows))


def _spread_note(rows: Sequence[Measures]) -> str:
    parts = [
        f"{row.name}: median {_number(row.spread.median)}, {_number(row.spread.lowest)} to "
        f"{_number(row.spread.highest)} over {row.books} books"
        for row in rows
        if row.books > 1
    ]
    return "By name over books: " + "; ".join(parts) + "." if parts else ""


def _spans(rows: Sequence[Measures]) -> Table:
    header = ("", "gold", "predicted", "P", "R", "F1", "letters F1", "P any kind", "R any kind")
    found = []
    for row in rows:
        scores = (row.spans.precision, row.spans.recall, row.spans.f1, row.spans.letters_f1)
        others = (row.any_kind.precision, row.any_kind.recall)
        cells = (row.name, str(row.spans.gold), str(row.spans.predicted), *map(_number, (*scores, *others)))
        found.append(cells)
    return Table("Quoted pieces", header, tuple(found))


def _floors(rows: Sequence[Measures]) -> Table:
    header = ("", "all", "explicit", "anaphoric", "implicit")
    found = [(f"{row.name}: {name}", *_bases(scores)) for row in rows for name, scores in row.floors.items()]
    return Table("Floors", header, tuple(found), "Floors know the gold lines and names; the first two gold speakers.")


def _confidence(rows: Sequence[Measures]) -> Table:
    header = ("", "answered lines", "error", "error of a constant", "Brier", "Brier of a constant")
    found = []
    for row in rows:
        scores = row.calibration
        numbers = (scores.error, scores.constant_error, scores.brier, scores.constant_brier)
        if scores.answered:
            found.append((row.name, str(scores.answered), *(f"{number:.3f}" for number in numbers)))
    return Table("Calibration (0 is best; 15 bins of equal mass)", header, tuple(found))


def _coverage(rows: Sequence[Measures]) -> Table:
    surest = [f"surest {point.at:.0f} %" for point in rows[0].at_coverage]
    least = [f"p ≥ {point.at:g}" for point in rows[0].at_threshold]
    found = [
        (
            row.name,
            *(_number(point.accuracy) for point in row.at_coverage),
            *(f"{point.accuracy:.1f} of {point.coverage:.1f}" for point in row.at_threshold),
        )
        for row in rows
        if row.speakers
    ]
    note = "Accuracy by name; at a least probability also the share of lines answered."
    return Table("Risk and coverage", ("", *surest, *least), tuple(found), note)


def _cast(rows: Sequence[Measures]) -> Table:
    header = ("", "people", "found", "once", "splits", "merges", "predicted", "unknown", "speaking", "found", "once")
    found = []
    for row in rows:
        cast, speaking = row.cast, row.speaking
        counts = (str(cast.splits), str(cast.merges), str(cast.predicted), str(cast.unknown), str(speaking.gold))
        cells = (row.name, str(cast.gold), _number(cast.recall), _number(cast.found_once), *counts)
        found.append((*cells, _number(speaking.recall), _number(speaking.found_once)))
    return Table("Cast", header, tuple(found))


def _kinds(rows: Sequence[Measures]) -> Table:
    header = ("", "pieces", "to the character", "kind of matched", "kind of all", "speech F1", "other lines", "by name")
    found = []
    for row in rows:
        if row.kinds is None:
            continue
        scores = (row.kinds.exact_spans, row.kinds.accuracy, row.kinds.right_of_all, row.kinds.speech_f1)
        other = row.other_speakers
        tail = (str(other.lines), _number(other.by_name.all)) if other else ("0", "–")
        found.append((row.name, str(row.kinds.gold), *map(_number, scores), *tail))
    note = "Other lines: thoughts, writings and quoted words with a speaker."
    return Table("Kinds of quotes", header, tuple(found), note)


def _mentions(rows: Sequence[Measures]) -> Table:
    header = ("", "mentions", "found", "right (R)", "P", "F1", "names", "phrases", "pronouns")
    found = []
    for row in rows:
        if row.mentions is None:
            continue
        scores = row.mentions
        by_form = (scores.names_recall, scores.phrases_recall, scores.pronouns_recall)
        numbers = (scores.found_share, scores.recall, scores.precision, scores.f1, *by_form)
        found.append((row.name, str(scores.gold), *map(_number, numbers)))
    note = "Right: the people, mapped by name, are exactly the gold people. Forms are guessed from the gold words."
    return Table("Mentions", header, tuple(found), note)


def _entities(rows: Sequence[Measures]) -> Table:
    others = [f.name for f in fields(EntityScore) if f.name not in ("all", "per")]
    found = []
    for row in rows:
        if row.reading is not None:
            scores = row.reading.entities
            cells = [*shares_cells(scores.all), *shares_cells(scores.per)]
            by_type = [_number(getattr(scores, name).f1) for name in others]
            found.append((row.name, f"{scores.all.gold:.0f}", *cells, *by_type))
    header = ("", "entities", "P", "R", "F1", "PER P", "PER R", "PER F1", *(f"{name.upper()} F1" for name in others))
    return Table("Nested entities", header, tuple(found), "Names and noun phrases, by strict span and type.")


def _coreference(rows: Sequence[Measures]) -> Table:
    measures = [f.name for f in fields(CoreferenceScore)]
    found = []
    for row in rows:
        if row.reading is not None:
            for name, scores in ((row.name, row.reading.coreference), (f"{row.name}: PER", row.reading.people)):
                cells = [cell for measure in measures for cell in shares_cells(getattr(scores, measure))]
                found.append((name, f"{scores.mentions.gold:.0f}", *cells, _number(scores.conll)))
    header = "|mentions|P|R|F1|MUC P|R|F1|B³ P|R|F1|CEAFe P|R|F1|CoNLL F1"
    return Table("Coreference", tuple(header.split("|")), tuple(found), "Mentions of every form, singletons included.")


def _events(rows: Sequence[Measures]) -> Table:
    found = [
        (row.name, f"{row.reading.events.gold:.0f}", *shares_cells(row.reading.events))
        for row in rows
        if row.reading is not None
    ]
    return Table("Event words", ("", "words", "P", "R", "F1"), tuple(found))


def shares_cells(shares: Shares) -> list[str]:
    """Precision, recall and F1 as they stand in a table."""
    return [_number(shares.precision), _number(shares.recall), _number(shares.f1)]


def _repairs(report: CorpusReport) -> Table:
    rows = tuple(
        (repair.book, repair.character, _listed(repair.drop), _listed(repair.add), repair.becomes or "–", repair.why)
        for repair in report.repairs
    )
    return Table("Repairs of published lists", ("book", "character", "not", "also", "added", "why"), rows)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "–"


def parts_json(corpus: str, scores: Mapping[str, Any]) -> str:
    """Scores by the parts of a corpus as JSON; numbers are rounded to four decimals."""
    parts = [{"part": part, **plain(score)} for part, score in scores.items()]
    generator = {"version": __version__, "models": shipped_models()}
    content = {"format": FORMAT, "generator": generator, "corpus": corpus, "parts": parts}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
