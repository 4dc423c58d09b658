"""The scores on GAP as a table, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Mapping

from diegesis.evaluate.gap import GapScore
from diegesis.evaluate.report import markdown_page, parts_json, shares_cells
from diegesis.evaluate.tables import Table

_HEADER = "|rows|P|R|F1|feminine P|R|F1|masculine P|R|F1|F / M"


def gap_table(scores: Mapping[str, GapScore]) -> Table:
    """One row for each part of the corpus."""
    rows = tuple(
        (
            part,
            str(score.rows),
            *shares_cells(score.overall),
            *shares_cells(score.feminine),
            *shares_cells(score.masculine),
            f"{score.bias:.2f}",
        )
        for part, score in scores.items()
    )
    note = "F / M: feminine F1 over masculine F1; 1 is best."
    return Table("Pronouns and names", tuple(_HEADER.split("|")), rows, note)


def gap_markdown(scores: Mapping[str, GapScore]) -> str:
    """A Markdown page that ends in one line feed."""
    return markdown_page(f"diegesis on gap ({', '.join(scores)})", [gap_table(scores)])


def gap_json(scores: Mapping[str, GapScore]) -> str:
    """The scores as JSON; numbers are rounded to four decimals."""
    return parts_json("gap", scores)
