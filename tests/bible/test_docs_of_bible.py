"""The pages about bibles and comparisons: their code runs, and they name what there is."""

from __future__ import annotations

import re

import pytest

from diegesis.bible import FORMATS, build_bible, page_of, plots
from diegesis.bible.wording import ROLES
from tests.architecture.source import ROOT
from tests.bible.worlds import lamp

PAGES = {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("bible.md", "compare.md")}


@pytest.mark.parametrize("name", PAGES)
def test_the_code_runs(name: str) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```", PAGES[name], re.MULTILINE | re.DOTALL)
    ran: dict[str, object] = {}
    exec(code, ran)
    assert ran["page"]


def test_parts_formats_and_plots_are_listed() -> None:
    page = PAGES["bible.md"]
    parts = [section.title for section in page_of(build_bible(lamp())).sections]
    assert parts == [part for part in re.findall(r"^\| (\w[\w ]*) \|", page, re.MULTILINE) if part in parts]
    assert all(f"`.{name}`" in page for name in FORMATS)
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(plots.KINDS)
    assert ", ".join(f"*{label}*" for label in ROLES.values()) in page
