"""How soon a long book is on the screen: ``python -m benchmarks.paint STORY``. Needs Chromium and Playwright; prints.

``diegesis open`` serves the story; then the page as ``diegesis export --to html`` writes it is opened from the disk.
Told are seconds until the link, until the first text after it was followed, and the frames of a steady scroll.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: Pixels that a frame scrolls, and how many frames are told.
STEP, FRAMES = 90, 150
_HAS_TEXT = "() => document.body.innerText.length > 1500"
_SCROLL = """async ([step, frames]) => {
  const told = []; let last = performance.now();
  for (let at = 0; at < frames; at++) {
    window.scrollBy(0, step);
    await new Promise(requestAnimationFrame);
    told.push(performance.now() - last); last = performance.now();
  }
  told.sort((one, other) => one - other);
  return [told[frames >> 1], told[Math.floor(frames * 0.95)]];
}"""


def shown(browser: Any, address: str, what: str) -> None:
    """Open an address in a new page and print what it took."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(_HAS_TEXT, timeout=120_000)
    first = time.perf_counter() - started
    middle, most = page.evaluate(_SCROLL, [STEP, FRAMES])
    print(f"{what}: first text {first:.2f} s, frames {middle:.1f} ms in the middle, {most:.1f} ms at 95 %", flush=True)
    page.close()


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("story", type=Path, help="a .story file")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    diegesis = [sys.executable, "-m", "diegesis"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        begun = time.perf_counter()
        command = [*diegesis, "open", str(given.story), "--no-browser", "--no-model", "--library", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as served:
            try:
                link = next(found[0] for line in served.stdout or () if (found := re.search(r"http://\S+", line)))
                print(f"the link: {time.perf_counter() - begun:.1f} s")
                shown(browser, link, "the page served")
            finally:
                served.terminate()
        one_page = Path(folder) / "book.html"
        subprocess.run([*diegesis, "export", str(given.story), "--to", "html", "-o", str(one_page)], check=True)
        size = one_page.stat().st_size
        shown(browser, one_page.as_uri(), f"one page of {size / 1e6:.1f} MB")
        browser.close()


if __name__ == "__main__":
    main()
