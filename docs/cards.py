"""Makes CARD.md beside every model's card.toml, and docs/models.md, which lists them. ``--check`` only compares.

What a card says comes from card.toml and from the files beside it; scores come from benchmarks/reports. A score that
the reports do not hold is left out, and so is one of a text that the model was fitted on.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "src" / "diegesis" / "models"
REPORTS = ROOT / "benchmarks" / "reports"
PREDICTIONS = ROOT / "benchmarks" / "predictions"
INDEX = ROOT / "docs" / "models.md"

_MADE = "*Made by `make docs` from card.toml and the reports; do not edit.*"
Card = Mapping[str, Any]


def page_of(folder: Path, *, reports: Path = REPORTS, predictions: Path = PREDICTIONS) -> str:
    """The page of the model in a folder.

    Args:
        folder: with card.toml.
        reports: folder of the reports that scores are copied from.
        predictions: folder of saved readings, which tells whether a report was made with the reader.
    """
    card = card_of(folder)
    parts = [f"# {card['name']} {card['version']}", _facts(card), _data(card["data"])]
    parts += [made for made in (_scores(card, reports, predictions), _limits(card), _labels(card)) if made]
    parts += [made for made in (_files(card, folder), _fitted_on(card)) if made]
    return "\n\n".join([*parts, _MADE]) + "\n"


def card_of(folder: Path) -> Card:
    """The card in a folder."""
    return tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: int = 0) -> str:
    """A Markdown table whose last ``numbers`` columns stand right."""
    rule = ["---"] * (len(head) - numbers) + ["--:"] * numbers
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (head, rule, *rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _facts(card: Card) -> str:
    said = {"What it is": card["kind"], "What it answers": card["answers"]}
    commands = [f"`{command.strip()}`" for command in card["fitted_by"].split(";")]
    said["How it was fitted"] = ", then ".join(commands) + " (training/README.md)"
    return "\n".join(f"- **{name}:** {value}" for name, value in said.items())


def _data(sources: Sequence[Mapping[str, str]]) -> str:
    rows = [(source["name"], source["cite"], source["licence"]) for source in sources]
    return f"## Data\n\n{table(('what it was fitted on', 'cite', 'licence'), rows)}"


def _limits(card: Card) -> str:
    lines = [f"- **{name.replace('_', ' ').capitalize()}:** {value}" for name, value in card.get("limits", {}).items()]
    return "\n".join(["## Limits", "", *lines]) if lines else ""


def _labels(card: Card) -> str:
    rows = [(head, ", ".join(names)) for head, names in card.get("labels", {}).items()]
    return f"## Labels\n\n{table(('head', 'labels, in the order of their numbers'), rows)}" if rows else ""


def _files(card: Card, folder: Path) -> str:
    listed: Mapping[str, str] = card.get("files", {})
    if not listed:
        return ""
    sizes = {name: (folder / name).stat().st_size for name in listed}
    rows = [(name, f"`{listed[name]}`", f"{sizes[name]:,}") for name in sorted(listed)]
    rows.append(("all", "", f"{sum(sizes.values()):,}"))
    return f"## Files\n\n{table(('file', 'SHA-256', 'bytes'), rows, numbers=1)}"


def _fitted_on(card: Card) -> str:
    names = card.get("fitted_on", ())
    return f"## Fitted on {len(names)} texts\n\n{', '.join(sorted(names))}." if names else ""


# ------------------------------------------------------------------------------------------- scores


def _scores(card: Card, reports: Path, predictions: Path) -> str:
    """Every table there is for the model, each with the command that makes it; empty where there is none."""
    parts = []
    for corpus in _SCORED_ON.get(card["name"], ()):
        path = reports / f"{corpus}.json"
        if not path.exists():
            continue
        report = json.loads(path.read_text(encoding="utf-8"))
        if card["name"] != "reader" or _with_reader(report, predictions / corpus):
            parts += [made for made in (make(report, card) for make in _TABLES[corpus]) if made]
    if not parts:
        return ""
    note = (
        "Percent, but for the calibration error. Of the whole reading of raw text, not of this model alone; "
        "docs/evaluation.md says what each score means. Every book was read with weights fitted without it: its own "
        "fold is left out (training/folds.json)."
    )
    return "\n\n".join(["## Scores on texts left out", note, *parts])


def _with_reader(report: Mapping[str, Any], saved: Path) -> bool:
    """Whether the report is one of readings with the reader: it says so, or was made from saved readings.

    Scores of the rules alone would be no scores of the reader.
    """
    models = report.get("generator", {}).get("models")
    return "reader" in models if models is not None else saved.is_dir() and any(saved.iterdir())


def _pools(report: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    ours = next(one for one in report["systems"] if one["system"] == "diegesis")
    return {pool["name"]: pool for pool in ours["pools"]}


def _command(corpus: str) -> str:
    return f"Made by `python -m benchmarks.scores {corpus}`."


def _pdnc(report: Mapping[str, Any], card: Card) -> str:
    labels = {"all": "all {} novels", "report": "the {} novels kept for reports"}
    rows = {labels[name].format(pool["books"]): pool for name, pool in _pools(report).items() if name in labels}
    return _speakers("Speakers of PDNC's novels", rows, "pdnc")


def _gold(report: Mapping[str, Any], card: Card) -> str:
    pool = _pools(report)["all"]
    return _speakers("Speakers of our own stories", {f"{pool['books']} modern stories": pool}, "gold")


def _gold_mentions(report: Mapping[str, Any], card: Card) -> str:
    """Whom names, phrases and pronouns mean: of the reader alone, whose work it is."""
    mentions = _pools(report)["all"].get("mentions")
    if card["name"] != "reader" or not mentions:
        return ""
    keys = {"names": "names_recall", "phrases": "phrases_recall", "pronouns": "pronouns_recall", "F1 of all": "f1"}
    rows = [(name, _percent(mentions[key])) for name, key in keys.items()]
    made = table(("right person", "%"), rows, numbers=1)
    return f"### Whom mentions mean, in our own stories\n\n{made}\n\n{_command('gold')}"


def _speakers(title: str, pools: Mapping[str, Mapping[str, Any]], corpus: str) -> str:
    head = ("right speaker", "by name", "explicit", "anaphoric", "implicit", "one-to-one", "B³ F1", "calibration error")
    rows = []
    for label, pool in pools.items():
        name = pool["speakers"]["by_name"]
        shares = [name[kind] for kind in ("all", "explicit", "anaphoric", "implicit")]
        shares += [pool["speakers"][kind]["all"] for kind in ("one_to_one", "b_cubed")]
        rows.append((label, *map(_percent, shares), f"{pool['calibration']['error']:.3f}"))
    return f"### {title}\n\n{table(head, rows, numbers=7)}\n\n{_command(corpus)}"


def _litbank(report: Mapping[str, Any], card: Card) -> str:
    pool = _pools(report)["all"]
    read = pool.get("reading")
    if not read:
        return ""
    rows = [
        ("nested entities, all types, F1", read["entities"]["all"]["f1"]),
        ("nested entities, people (PER), F1", read["entities"]["per"]["f1"]),
        ("coreference, all types, CoNLL F1", read["coreference"]["conll"]),
        ("coreference, people, CoNLL F1", read["people"]["conll"]),
        ("event words, F1", read["events"]["f1"]),
    ]
    made = table(("", f"{pool['books']} excerpts"), [(name, _percent(value)) for name, value in rows], numbers=1)
    return f"### LitBank\n\n{made}\n\n{_command('litbank')}"


def _gap(report: Mapping[str, Any], card: Card) -> str:
    """The parts that the reader was not fitted on: GAP is in no fold, and the shipped reader reads it."""
    unseen = [part for part in report["parts"] if f"gap-{part['part']}" not in card.get("fitted_on", ())]
    rows = [
        (
            f"{part['part']}, {part['rows']:,} paragraphs",
            *(_percent(part[whose]["f1"]) for whose in ("overall", "feminine", "masculine")),
            f"{part['bias']:.2f}",
        )
        for part in unseen
    ]
    head = ("pronoun between two names, F1", "all", "feminine", "masculine", "feminine over masculine")
    note = "Read with the shipped reader, which was not fitted on these paragraphs."
    return f"### GAP\n\n{note}\n\n{table(head, rows, numbers=4)}\n\n{_command('gap')}" if rows else ""


def _ud(report: Mapping[str, Any], card: Card) -> str:
    """The parts that the reader was not fitted on."""
    unseen = [part for part in report["parts"] if f"en_ewt-ud-{part['part']}" not in card.get("fitted_on", ())]
    keys = ("words", "tags", "lemmas", "heads", "relations")
    rows = [
        (f"{part['part']}, {words}", *(_percent(part[given][key]["f1"]) for key in keys))
        for part in unseen
        for given, words in (("given", "words given"), ("raw", "raw text"))
    ]
    head = ("F1 of words", "words", "UPOS", "lemmas", "UAS", "LAS")
    note = "Read with the shipped reader; relations count without subtypes."
    return f"### English Web Treebank\n\n{note}\n\n{table(head, rows, numbers=5)}\n\n{_command('ud')}" if rows else ""


def _percent(value: float) -> str:
    return f"{value:.1f}"


#: Which reports hold scores of a model, and what is copied from each.
_SCORED_ON = {"turns": ("pdnc", "gold"), "reader": ("pdnc", "litbank", "gap", "gold", "ud")}
_TABLES = {"pdnc": (_pdnc,), "gold": (_gold, _gold_mentions), "litbank": (_litbank,), "gap": (_gap,), "ud": (_ud,)}


# ------------------------------------------------------------------------------------------- pages


def index_of(folders: Sequence[Path]) -> str:
    """The list of models with what each answers."""
    rows = []
    for folder in folders:
        card = card_of(folder)
        path = f"../src/diegesis/models/{folder.name}/CARD.md"
        rows.append((f"[{card['name']}]({path})", card["version"], card["answers"]))
    head = "# Models: what each was fitted on, how good it is, where it fails"
    text = (
        "Weights are data: a folder with a card, read without any code of it. How they are fitted: training/README.md."
    )
    return f"{head}\n\n{text}\n\n{table(('model', 'version', 'what it answers'), rows)}\n\n{_MADE}\n"


def pages(models: Path = MODELS) -> dict[Path, str]:
    """Every page by its path."""
    folders = [path.parent for path in sorted(models.glob("*/card.toml"))]
    return {folder / "CARD.md": page_of(folder) for folder in folders} | {INDEX: index_of(folders)}


def main() -> None:
    """Write or compare every page."""
    stale = []
    for path, text in pages().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv[1:]:
        sys.exit(f"stale: {', '.join(stale)}; remake them with: make docs")


if __name__ == "__main__":
    main()
