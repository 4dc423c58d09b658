"""Evaluation on published gold: loaders, metrics, floors and reports. The method stands in docs/evaluation.md."""

from diegesis.evaluate.gold import GoldBook, Line
from diegesis.evaluate.left_out import fitted_on, left_out_options
from diegesis.evaluate.report import report_json, report_markdown, report_tables
from diegesis.evaluate.run import CorpusReport, corpus_books, evaluate_corpus, load_gold
from diegesis.evaluate.scores import BookScore, score_book

__all__ = [
    "BookScore",
    "CorpusReport",
    "GoldBook",
    "Line",
    "corpus_books",
    "evaluate_corpus",
    "fitted_on",
    "left_out_options",
    "load_gold",
    "report_json",
    "report_markdown",
    "report_tables",
    "score_book",
]
