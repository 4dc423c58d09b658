"""The story bible in a browser: nothing sticks out at two widths, links lead somewhere, nothing is loaded."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from diegesis import read_text
from diegesis.bible import build_bible, render
from tests.architecture.source import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: A browser that hangs is stopped after so many seconds.
WATCHDOG = 90
#: Widths of a desktop window and of a phone, in CSS pixels.
WIDTHS = (1280, 390)
_PROBE = """
<!doctype html><title>probe</title><body style="margin:0">
<iframe id="page" width="{width}" height="900" style="border:0" srcdoc="{page}"></iframe>
<script>
const frame = document.getElementById("page");
frame.addEventListener("load", () => {{
  const inside = frame.contentDocument, root = inside.documentElement;
  const lost = [...inside.querySelectorAll('a[href^="#"]')]
    .filter(link => !inside.getElementById(decodeURIComponent(link.hash.slice(1)))).length;
  const loaded = inside.querySelectorAll("script, link, img:not([src^='data:']), iframe").length;
  const text = inside.body.innerText.length;
  document.title = [root.scrollWidth, lost, loaded, text].join(" ");
}});
</script></body>
"""


def test_ci_has_a_browser() -> None:
    """Without one the tests below are skipped, which CI must not let pass."""
    assert CHROMIUM or not os.environ.get("CI")


@pytest.fixture(scope="module")
def page() -> str:
    """The bible of an example draft as HTML."""
    story = read_text((ROOT / "examples/the_relief_box_draft.txt").read_text(encoding="utf-8"), name="draft.txt")
    made = render(build_bible(story), "html")
    return made if isinstance(made, str) else made.decode("utf-8")


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_its_window(page: str, tmp_path: Path, width: int) -> None:
    probe = tmp_path / "probe.html"
    probe.write_text(_PROBE.format(width=width, page=html.escape(page)), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,1000", "--dump-dom", probe.as_uri()]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=WATCHDOG, check=True)
    found = re.search(r"<title>(\d+) (\d+) (\d+) (\d+)</title>", ran.stdout)
    assert found, "the page did not load"
    wide, lost, loaded, text = map(int, found.groups())
    assert wide <= width, "something sticks out"
    assert (lost, loaded) == (0, 0)
    assert text > 2000
