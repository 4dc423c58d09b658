"""Scores scenes, ties, facts, events and findings and writes ``benchmarks/reports/world.json`` and ``world.md``.

    python -m benchmarks.world [--data DIR] [--jobs 2] [--parts dev drafts report last novels]
    python -m benchmarks.world --sample facts|findings|ties [--count 100]

Parts: the development stories (the shipped reader has seen them, so their scores are kind), drafts that rules were
made on too (``tests/stories/drafts``), the stories kept for reports, the stories written last
(``tests/stories/blind``), and findings on ten novels without gold. ``--sample`` prints rows to be judged by a person,
the same every time, in the columns of ``benchmarks/judged/TABLE.tsv``; what is judged there is in the report. A part
that is not asked for keeps its rows of the last report.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2s
from pathlib import Path
from typing import Any, NamedTuple

import diegesis
from diegesis.evaluate import evaluate_corpus
from diegesis.evaluate.gold_stories import story_parts
from diegesis.evaluate.jobs import mapped
from diegesis.evaluate.report import markdown_page, plain
from diegesis.evaluate.tables import Table
from diegesis.evaluate.world_report import world_tables
from diegesis.export.write import write_whole
from diegesis.layers.findings.records import SHOWN
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.version import __version__

HERE = Path(__file__).resolve().parent
OWN = HERE.parent / "tests" / "stories"
LAST = OWN / "blind"
JUDGED = HERE / "judged"
#: Novels of ELTeC on which findings are counted; none of them was looked at while the detectors were made.
NOVELS = (
    "ENG18702_Jenkins",
    "ENG18910_Yeats",
    "ENG18920_Grossmith",
    "ENG18940_Dixon",
    "ENG18951_Ward",
    "ENG18954_Sharp",
    "ENG19011_Jerome",
    "ENG19020_Nesbit",
    "ENG19070_Machen",
    "ENG19181_West",
)
#: Part of the report -> its row in the tables.
PARTS = {
    "dev": "development stories",
    "drafts": "drafts for development",
    "report": "stories kept for reports",
    "last": "stories written last",
}
SAMPLED = {"facts": 100, "ties": 100, "findings": 50}
VERDICTS = ("right", "wrong")


class Row(NamedTuple):
    """A row to judge: where it stands and what it says."""

    book: str
    start: int
    end: int
    what: str
    says: str
    words: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Score and write, or print rows to judge."""
    given = os.environ.get("DIEGESIS_DATA")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world", description="Scores of the story's world.")
    parser.add_argument("--data", type=Path, default=Path(given) if given else HERE.parent.parent / "shared" / "data")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--parts", nargs="*", choices=[*PARTS, "novels"], default=[*PARTS, "novels"])
    parser.add_argument("--sample", choices=list(SAMPLED))
    parser.add_argument("--count", type=int)
    chosen = parser.parse_args(arguments)
    if chosen.sample:
        for row in sampled(chosen.sample, chosen.data, chosen.jobs, chosen.count or SAMPLED[chosen.sample]):
            print("\t".join([row.book, str(row.start), str(row.end), row.what, "?", "", row.says, row.words]))
        return
    path = HERE / "reports" / "world.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    content |= {"format": "diegesis-report/1", "generator": {"version": __version__}, "corpus": "world"}
    for part in chosen.parts:
        content[part] = (
            counted(chosen.data, chosen.jobs) if part == "novels" else scored(part, chosen.data, chosen.jobs)
        )
    content["judged"] = {table: judged(table) for table in SAMPLED}
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    write_whole(path.with_suffix(".md"), page(content))


def scored(part: str, data: Path, jobs: int) -> dict[str, Any]:
    """The scores of a part, and its tables as they stand on the page."""
    own = {"drafts": OWN / "drafts", "last": LAST}
    folder, split = (own[part], "all") if part in own else (data / "stories", part)
    pool = evaluate_corpus("gold", folder, split=split, jobs=jobs, floors=False).pools[0]
    if pool.world is None:
        return {}
    tables = [[table.title, list(table.header), list(table.rows[0])] for table in world_tables([named(pool, part)])]
    return {"stories": pool.books, "world": plain(pool.world), "tables": tables}


def named(pool: Any, part: str) -> Any:
    """A row under the name it has in the report."""
    return replace(pool, name=PARTS[part])


def counted(data: Path, jobs: int) -> list[dict[str, Any]]:
    """Findings shown on the novels, by code."""
    return list(mapped(partial(of_novel, folder=data / "eltec_eng"), NOVELS, jobs))


def of_novel(name: str, *, folder: Path) -> dict[str, Any]:
    """Findings shown on one novel."""
    story = diegesis.read(folder / f"{name}.txt", threads=1)
    codes = Counter(row.code.value for row in story.findings if row.confidence >= SHOWN)
    words = len(story.document.text.split())
    shown = sum(codes.values())
    return {
        "book": name,
        "words": words,
        "findings": shown,
        "per_2000_words": round(2000 * shown / words, 4),
        "codes": dict(sorted(codes.items())),
    }


# ------------------------------------------------------------------------------------------- rows to judge


def sampled(table: str, data: Path, jobs: int, count: int) -> list[Row]:
    """Rows in an order that depends on nothing but themselves; findings are of the novels, the rest of the stories."""
    if table == "findings":
        books = [data / "eltec_eng" / f"{name}.txt" for name in NOVELS]
    else:
        books = [*kept_for_reports(data / "stories"), *sorted(LAST.glob("*.txt"))]
    rows = [row for found in mapped(partial(rows_of, table=table), books, jobs) for row in found]
    return sorted(rows, key=lambda row: blake2s(repr(row[:4]).encode()).hexdigest())[:count]


def kept_for_reports(folder: Path) -> list[Path]:
    """The stories whose part is ``report``."""
    return [folder / f"{name}.txt" for name, part in story_parts(folder).items() if part == "report"]


def rows_of(book: Path, *, table: str) -> list[Row]:
    """The rows of one book."""
    story = diegesis.read(book, threads=1)
    return [Row(book.stem, place.start, place.end, *said) for place, said in said_in(story, table)]


def said_in(story: Story, table: str) -> Iterator[tuple[Span, tuple[str, str, str]]]:
    """Place, kind, claim and words of each row."""
    text = story.document.text

    def line(span: Span) -> str:
        around = Span(max(0, span.start - 100), min(len(text), span.end + 100))
        return " ".join(around.of(text).split())

    if table == "facts":
        for fact in story.facts:
            denied = "not " if fact.negated else ""
            says = f"{story.name_of(fact.character)}: {denied}{fact.value} (says {story.name_of(fact.holder)})"
            yield fact.evidence[0], (fact.attribute.value, says, line(fact.evidence[0]))
    elif table == "ties":
        for tie in story.relationships:
            says = f"{story.name_of(tie.a)} {tie.direction.value} {story.name_of(tie.b)}"
            yield tie.evidence[0], (tie.kind.value, says, line(tie.evidence[0]))
    else:
        for row in story.findings:
            if row.confidence >= SHOWN:
                yield row.evidence[0], (row.code.value, row.message, " || ".join(map(line, row.evidence)))


def judged(table: str) -> dict[str, Any]:
    """What a person found of the sampled rows: counts of each verdict, by kind."""
    path = JUDGED / f"{table}.tsv"
    if not path.exists():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    kinds: dict[str, dict[str, int]] = {}
    for row in rows:
        counts = kinds.setdefault(row[3], dict.fromkeys(VERDICTS, 0))
        counts[row[4]] += 1
    right = sum(counts["right"] for counts in kinds.values())
    return {"rows": len(rows), "right": right, "precision": round(100 * right / len(rows), 2), "kinds": kinds}


# ------------------------------------------------------------------------------------------- the page


def page(content: dict[str, Any]) -> str:
    """The report as Markdown."""
    parts = [content[part]["tables"] for part in PARTS if content.get(part)]
    tables = [
        Table(title, tuple(header), tuple(tuple(part[at][2]) for part in parts))
        for at, (title, header, _) in enumerate(parts[0] if parts else [])
    ]
    novels = content.get("novels", [])
    if novels:
        rows = [
            (
                row["book"],
                f"{row['words']:,}",
                str(row["findings"]),
                f"{row['per_2000_words']:.2f}",
                _codes(row["codes"]),
            )
            for row in novels
        ]
        words, found = sum(row["words"] for row in novels), sum(row["findings"] for row in novels)
        rows.append(("all", f"{words:,}", str(found), f"{2000 * found / words:.2f}", ""))
        header = ("", "words", "findings", "per 2,000 words", "codes")
        tables.append(Table("Findings on novels, whether right or not", header, tuple(rows)))
    tables += [_judged_table(table, found) for table, found in content["judged"].items() if found]
    return markdown_page("The story's world", tables)


def _novel_cells(row: dict[str, Any]) -> tuple[str, ...]:
    rate = f"{row['per_2000_words']:.2f}"
    return row["book"], f"{row['words']:,}", str(row["findings"]), rate, _codes(row["codes"])


def _codes(codes: dict[str, int]) -> str:
    return ", ".join(f"{code} {count}" for code, count in codes.items()) or "–"


def _judged_table(table: str, found: dict[str, Any]) -> Table:
    rows = [
        (kind, str(counts["right"]), str(counts["wrong"]), f"{100 * counts['right'] / sum(counts.values()):.0f}")
        for kind, counts in sorted(found["kinds"].items())
    ]
    rows.append(("all", str(found["right"]), str(found["rows"] - found["right"]), f"{found['precision']:.1f}"))
    note = f"Rows and verdicts: benchmarks/judged/{table}.tsv."
    return Table(f"Read by hand: {table}", ("", "right", "wrong", "percent right"), tuple(rows), note)


if __name__ == "__main__":
    main()
