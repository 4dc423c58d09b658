"""The scores on a treebank as a table, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from diegesis.evaluate.report import markdown_page, parts_json
from diegesis.evaluate.tables import Table
from diegesis.evaluate.ud import TreeScore, UdScore

_HEADER = "|words|sentences|UPOS|lemmas|UAS|LAS|with subtypes"


def ud_table(scores: Mapping[str, UdScore]) -> Table:
    """Two rows for each part: with its own words, and from raw text."""
    rows = tuple(
        (f"{part}, {name}", *(f"{getattr(score, one.name).f1:.1f}" for one in fields(TreeScore)))
        for part, both in scores.items()
        for name, score in (("words given", both.given), ("raw text", both.raw))
    )
    note = "F1 of words; LAS without subtypes, as in the shared task of CoNLL 2018."
    return Table("Parts of speech and dependencies", tuple(_HEADER.split("|")), rows, note)


def ud_markdown(scores: Mapping[str, UdScore]) -> str:
    """A Markdown page that ends in one line feed."""
    return markdown_page(f"diegesis on ud ({', '.join(scores)})", [ud_table(scores)])


def ud_json(scores: Mapping[str, UdScore]) -> str:
    """The scores as JSON; numbers are rounded to four decimals."""
    return parts_json("ud", scores)
