"""Evaluation on published gold: loaders, metrics, floors and reports. The method stands in docs/evaluation.md."""

from diegesis.evaluate.gap import GapScore, evaluate_gap, gap_files
from diegesis.evaluate.gap_report import gap_json, gap_markdown, gap_table
from diegesis.evaluate.gold import GoldBook, Line
from diegesis.evaluate.left_out import fitted_on, left_out_options
from diegesis.evaluate.report import report_json, report_markdown, report_tables
from diegesis.evaluate.run import CorpusReport, corpus_books, evaluate_corpus, load_gold
from diegesis.evaluate.scores import BookScore, score_book
from diegesis.evaluate.ud import UdScore, evaluate_ud, ud_files
from diegesis.evaluate.ud_report import ud_json, ud_markdown, ud_table

__all__ = [
    "BookScore",
    "CorpusReport",
    "GapScore",
    "GoldBook",
    "Line",
    "UdScore",
    "corpus_books",
    "evaluate_corpus",
    "evaluate_gap",
    "evaluate_ud",
    "fitted_on",
    "gap_files",
    "gap_json",
    "gap_markdown",
    "gap_table",
    "left_out_options",
    "load_gold",
    "report_json",
    "report_markdown",
    "report_tables",
    "score_book",
    "ud_files",
    "ud_json",
    "ud_markdown",
    "ud_table",
]
