"""The page of errors and the page of formats say what the code does."""

from __future__ import annotations

import re

import pytest

from diegesis import errors
from diegesis.sources import limits, losses
from tests.architecture.source import ROOT
from tests.docs.test_pages import all_errors


def rows(page: str) -> list[list[str]]:
    """The cells of all table rows of a page, without the rows of column names."""
    lines = [line for line in (ROOT / page).read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|---")]


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: str(error.__name__))
def test_every_error_has_its_row(error: type[errors.DiegesisError]) -> None:
    (row,) = [row for row in rows("docs/errors.md") if row[0] == error.code]
    code, name, meaning, example, advice = row
    assert (code, name) == (error.code, f"`{error.__name__}`")
    assert meaning
    assert advice
    assert example or error.__subclasses__(), "an example message, but for a group"


def test_every_damage_code_of_sources_has_its_row() -> None:
    page = (ROOT / "docs/formats.md").read_text(encoding="utf-8")
    table = page.split("## Damage codes of sources")[1]
    documented = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
    text_codes = {"byte_order_mark", "encoding", "control_character", "invisible_character", "lone_surrogate"}
    assert documented == {*losses.loss_codes(), *text_codes, "mojibake", "replacement_character"}


def test_the_limits_in_the_page_are_those_of_the_code() -> None:
    stated = {row[0]: row[1] for row in rows("docs/formats.md") if len(row) == 2}
    mebibyte = 1024 * 1024
    assert stated["a file"] == f"{limits.FILE_BYTES:,} bytes"
    assert stated["a line of plain text or Markdown"] == f"{limits.LINE_CHARACTERS:,} characters"
    assert stated["an HTML page, a Markdown file"] == f"{limits.MARKUP_BYTES // mebibyte} MiB"
    assert stated["one member of an archive, unpacked"] == f"{limits.MEMBER_BYTES // mebibyte} MiB"
    assert stated["all members together, unpacked"] == f"{limits.ARCHIVE_BYTES // mebibyte} MiB"
    assert stated["members"] == f"{limits.ARCHIVE_MEMBERS:,}"
    assert stated["unpacked to packed bytes of a member over 1 MiB"] == f"{limits.RATIO} to 1"
