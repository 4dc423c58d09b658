"""Copies what README.md shows: output of the commands, and figures of the reports. ``--check`` only compares.

Between ``<!-- shown: NAME -->`` or ``<!-- figures: NAME -->`` and ``<!-- end -->`` everything is made by this script;
a figure is never typed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
EVALUATION = ROOT / "docs" / "evaluation.md"
REPORTS = ROOT / "benchmarks" / "reports"
BOOK = ROOT / "examples" / "the_good_cups.txt"
DRAFT = ROOT / "examples" / "the_relief_box_draft.txt"
_BLOCK = re.compile(r"<!-- (shown|figures): (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def shown(name: str) -> str:
    """A command on the example story and what it prints, as a code block."""
    if name == "check":
        return _block(f"check {DRAFT.name}", _run(["check", DRAFT.name], DRAFT.parent, fails=1).splitlines())
    story = f"{BOOK.stem}.story"
    with tempfile.TemporaryDirectory() as folder:
        read = _run(["read", str(BOOK), "-o", story], folder)
        if name == "read":
            kept = read.splitlines()[:-1]  # the last line tells the time, which is never the same
            return _block(f"read {BOOK.name}", kept)
        if name == "sml":
            lines = _run(["export", story, "--to", "sml"], folder).splitlines()
            return _block(f"export {story} --to sml", ["...", *lines[4:11], "..."])
        quote = json.loads(_run(["export", story, "--to", "json"], folder))["quotes"][4]["id"]
        return _block(f"why {story} {quote}", _run(["why", story, quote], folder).splitlines())


def _run(arguments: list[str], folder: str | Path, *, fails: int = 0) -> str:
    """What a command prints; ``fails`` is the exit code it is to end with."""
    command = [sys.executable, "-m", "diegesis", *arguments]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != fails:
        sys.exit(f"diegesis {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def _block(command: str, lines: list[str]) -> str:
    body = "\n".join(line.rstrip() for line in lines).strip("\n")
    return f"```console\n$ diegesis {command}\n{body}\n```"


def figures(name: str) -> str:
    """Figures of a report, or a line that says that the report is missing."""
    makers = {
        "pdnc": _pdnc_line,
        "table": _table,
        "speed": _speed,
        "coverage": _coverage,
        "world": _world,
        "corrections": _corrections,
    }
    return makers[name]()


def _corrections() -> str:
    """What twenty corrections mend in each novel."""
    told = {}
    for way, books in _report("corrections")["ways"].items():
        rows = [{row["corrections"]: row["right"] for row in book["rows"]} for book in books]
        first, then = (sum(row.get(n, list(row.values())[-1]) for row in rows) for n in (0, 20))
        lines = sum(book["lines"] for book in books)
        told[way] = (100 * first / lines, 100 * then / lines, 100 * (then - first) / (lines - first))
    (line, talk, merged) = told.values()
    return (
        f"How far a correction goes, on {len(books)} novels read by rules with weights fitted without them: twenty "
        f"lines corrected in each, the least sure first, take accuracy from {line[0]:.1f} to {line[1]:.1f} %; those "
        f"most worth an answer (<kbd>w</kbd>) first, to {talk[1]:.1f} % ({talk[2]:.0f} % of the errors); where a line "
        f"shows that two names are one person and they are merged, to {merged[1]:.1f} % ({merged[2]:.0f} % of the "
        "errors): "
        "[corrections](benchmarks/reports/corrections.md)."
    )


def _report(corpus: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((REPORTS / f"{corpus}.json").read_text(encoding="utf-8"))
    return content


def _pools(report: dict[str, Any], system: str) -> dict[str, dict[str, Any]]:
    found = next(one for one in report["systems"] if one["system"] == system)
    return {pool["name"]: pool for pool in found["pools"]}


def _pdnc_line() -> str:
    report = _report("pdnc")
    ours, theirs = (_pools(report, system)["all"] for system in ("diegesis", "booknlp"))
    books = ours["books"]
    return (
        f"of all {ours['speakers']['lines']:,} quotations of {books} novels **{_by_name(ours):.1f} %** get the right "
        f"speaker by name, where BookNLP's big pipeline gets {_by_name(theirs):.1f} %; "
        f"the surest 80 % are right in {_covered(ours, 80):.1f} of 100 cases."
    )


def _by_name(pool: dict[str, Any]) -> float:
    return float(pool["speakers"]["by_name"]["all"])


def _covered(pool: dict[str, Any], coverage: int) -> float:
    return float(next(row["accuracy"] for row in pool["at_coverage"] if row["at"] == coverage))


def _coverage() -> str:
    """Accuracy among the surest lines, drawn."""
    pool = _pools(_report("pdnc"), "diegesis")["all"]
    rows = [
        f"surest {row['at']:>3} %   {row['accuracy']:5.1f} % right   {'█' * round(row['accuracy'] / 2.5)}"
        for row in pool["at_coverage"]
    ]
    return "\n".join(["```text", *rows, "```"])


def _table() -> str:
    report = _report("pdnc")
    rows = [
        "| right speaker, percent | all | explicit | anaphoric | implicit | one-to-one | B³ F1 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    labels = {"all": "17 novels of PDNC", "report": "the six novels kept for reports"}
    for pool, label in labels.items():
        for system in ("diegesis", "booknlp"):
            rows.append(_row(f"{label}, {system}", _pools(report, system)[pool]["speakers"]))
    stories = _pools(_report("gold"), "diegesis")["all"]
    rows.append(_row(f"{stories['books']} modern stories of our own, diegesis", stories["speakers"]))
    return "\n".join(rows)


def _world() -> str:
    """The scores of scenes, ties, facts, events and findings on stories that were left unread."""
    report = _report("world")
    parts = {"report": "stories kept for reports", "last": "stories written last"}
    shown = [(label, report[part]["world"]) for part, label in parts.items() if report.get(part)]
    rows = ["| percent | " + " | ".join(label for label, _ in shown) + " |", "|---" + "|--:" * len(shown) + "|"]
    for name, cell in _WORLD_ROWS.items():
        rows.append(f"| {name} | " + " | ".join(cell(world) for _, world in shown) + " |")
    judged = report["judged"].get("facts", {})
    note = [f"\nOf {judged['rows']} facts read by hand {judged['right']} are right."] if judged else []
    return "\n".join([*rows, *note])


def _row(label: str, speakers: dict[str, Any]) -> str:
    name = speakers["by_name"]
    cells = [name["all"], name["explicit"], name["anaphoric"], name["implicit"]]
    cells += [speakers["one_to_one"]["all"], speakers["b_cubed"]["all"]]
    return f"| {label} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |"


def _speed() -> str:
    speed = json.loads((REPORTS / "speed.json").read_text(encoding="utf-8"))
    novel, reader = speed["novel"], speed.get("reader", {})
    words, seconds, memory = novel["words"], novel["seconds"], novel["peak_mb"]
    if "ratio" in reader:
        whole, rules = reader["with"], reader["without"]
        return (
            f"Speed: {reader['words']:,} words take {whole['seconds']:.0f} s on two cores and {whole['peak_mb']:.0f} "
            f"MB of memory; by rules alone (`--no-model`) {rules['seconds']:.1f} s and {rules['peak_mb']:.0f} MB "
            "(`make bench`)."
        )
    cost = f"{seconds:.1f} s on one core and {memory:.0f} MB of memory"
    return f"Speed by rules alone (`--no-model`): a novel of {words:,} words takes {cost} (`make bench`)."


def _percent(value: float) -> str:
    return f"{value:.1f}"


_WORLD_ROWS: dict[str, Callable[[dict[str, Any]], str]] = {
    "scene boundaries, F1": lambda world: _percent(world["scenes"]["boundaries"]["f1"]),
    "point of view of a scene": lambda world: _percent(world["scenes"]["pov_share"]),
    "place of a scene": lambda world: _percent(world["scenes"]["place_share"]),
    "tense of a scene": lambda world: _percent(world["scenes"]["tense_share"]),
    "people on stage, F1": lambda world: _percent(world["scenes"]["on_stage"]["f1"]),
    "facts found": lambda world: _percent(world["facts"]["recall"]),
    "ties (pair and kind), F1": lambda world: _percent(world["ties"]["f1"]),
    "events found": lambda world: _percent(world["events"]["recall"]),
    "order of events, Kendall's tau": lambda world: f"{world['events']['tau']:.2f}",
    "findings, precision": lambda world: _percent(world["findings"]["all"]["precision"]),
    "findings, recall": lambda world: _percent(world["findings"]["all"]["recall"]),
    "false findings on clean stories, per 2,000 words": lambda world: f"{world['findings']['clean_rate']:.2f}",
}


def made(text: str) -> str:
    """A page with every block made anew."""

    def block(match: re.Match[str]) -> str:
        kind, name = match.groups()
        content = shown(name) if kind == "shown" else figures(name)
        return f"<!-- {kind}: {name} -->\n{content}\n<!-- end -->"

    return _BLOCK.sub(block, text)


def main() -> None:
    """Write or compare."""
    for page in (README, EVALUATION):
        text = page.read_text(encoding="utf-8")
        new = made(text)
        if "--check" in sys.argv[1:]:
            if new != text:
                sys.exit(f"{page.name} is stale: python docs/figures.py")
        else:
            page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
