"""Scores Diegesis on the published corpora and writes ``benchmarks/reports/CORPUS.json`` and ``CORPUS.md``.

    python -m benchmarks.scores [pdnc gold litbank gap ud] [--data DIR] [--jobs 2] [--out DIR]
    python -m benchmarks.scores pdnc gold litbank --system diegesis [--leave-out FILE]

Books are scored from the predictions in ``benchmarks/predictions/CORPUS``, which needs no model. With ``--system
diegesis`` they are read anew, each with decoder weights and a reader fitted without it, and the predictions are written
too. ``gap`` and ``ud`` (the part ``dev``) are always read. BookNLP's published output stands beside on ``pdnc`` where
it is there (``DIR/booknlp_pdnc``). What the scores mean: docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from diegesis.evaluate import (
    CorpusReport,
    evaluate_corpus,
    evaluate_gap,
    evaluate_ud,
    gap_json,
    gap_markdown,
    left_out_options,
    report_json,
    report_markdown,
    ud_json,
    ud_markdown,
)
from diegesis.export.write import write_whole

HERE = Path(__file__).resolve().parent
FOLDERS = {"pdnc": "pdnc", "gold": "stories", "litbank": "litbank", "gap": "gap", "ud": "ud_ewt"}
BOOKNLP = "booknlp_pdnc"
#: Which decoder weights and which reader score which book: fitted without it.
LEFT_OUT = HERE.parent / "training" / "turns" / "read" / "left_out.json"
PREDICTIONS = HERE / "predictions"


def scored(corpus: str, data: Path, jobs: int, *, left_out: Path | None = None) -> list[CorpusReport]:
    """Reports on one corpus, Diegesis first: from its saved predictions, or read anew and saved where ``left_out``."""
    directory = data / FOLDERS[corpus]
    saved = PREDICTIONS / corpus
    if left_out is None:
        ours = evaluate_corpus(corpus, directory, system="saved", predictions=saved, jobs=jobs)
    else:
        ours = evaluate_corpus(corpus, directory, options=left_out_options(left_out), save=saved, jobs=jobs)
    reports = [replace(ours, system="diegesis")]
    predictions = data / BOOKNLP
    if corpus == "pdnc" and predictions.is_dir():
        reports.append(evaluate_corpus(corpus, directory, system="booknlp", predictions=predictions, jobs=jobs))
    return reports


def main(arguments: Sequence[str] | None = None) -> None:
    """Score and write, corpus by corpus."""
    given = os.environ.get("DIEGESIS_DATA")
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scores", description="Scores on published corpora.")
    parser.add_argument("corpora", nargs="*", choices=[[], *FOLDERS], help="default: all")
    parser.add_argument("--data", type=Path, default=Path(given) if given else HERE.parent.parent / "shared" / "data")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--out", type=Path, default=HERE / "reports")
    parser.add_argument("--system", choices=["saved", "diegesis"], default="saved", help="diegesis: read and save anew")
    parser.add_argument("--leave-out", type=Path, default=LEFT_OUT, help="what to read with, for --system diegesis")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    for corpus in chosen.corpora or FOLDERS:
        if corpus in _READ:
            written = _READ[corpus](chosen.data / FOLDERS[corpus], chosen.jobs)
        else:
            left_out = chosen.leave_out if chosen.system == "diegesis" else None
            written = _books(scored(corpus, chosen.data, chosen.jobs, left_out=left_out))
        for ending, content in written.items():
            write_whole(chosen.out / f"{corpus}.{ending}", content)


def _books(reports: Sequence[CorpusReport]) -> dict[str, str]:
    """The report on a corpus of books by the ending of its file."""
    for report in reports:
        speakers = report.pools[0].speakers
        if speakers:
            print(f"{report.kind}: {report.system}: {speakers.by_name.all:.1f} % by name of {speakers.lines} lines")
    return {"json": report_json(reports), "md": report_markdown(reports)}


def _gap(directory: Path, jobs: int) -> dict[str, str]:
    scores = evaluate_gap(directory, jobs=jobs)
    for part, score in scores.items():
        print(f"gap: {part}: F1 {score.overall.f1:.1f} %, feminine over masculine {score.bias:.2f}")
    return {"json": gap_json(scores), "md": gap_markdown(scores)}


def _ud(directory: Path, jobs: int) -> dict[str, str]:
    scores = evaluate_ud(directory, jobs=jobs)
    for part, score in scores.items():
        given, raw = score.given.relations.f1, score.raw.relations.f1
        print(f"ud: {part}: LAS {given:.1f} % with the words given, {raw:.1f} % from raw text")
    return {"json": ud_json(scores), "md": ud_markdown(scores)}


#: Corpora that are always read: how, by name.
_READ = {"gap": _gap, "ud": _ud}


if __name__ == "__main__":
    main()
