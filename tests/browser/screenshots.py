"""Every page of the reader as pictures: two windows, light and dark.

``python -m tests.browser.screenshots --out shots`` reads an example with the trained reader, serves it, corrects a line
and a person so that the pages of corrections have something to show, and writes one PNG a page, window and scheme.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

from diegesis.pipeline import read
from tests.architecture.source import ROOT
from tests.browser.served import CHROMIUM, DESK, PHONE, Window, serving

EXAMPLE = ROOT / "examples/the_relief_box_draft.txt"
PAGES = ("text", "cast", "character", "scenes", "timeline", "ties", "findings", "bible", "corrections", "diff")
_NEXT = """async path => {
  const answer = await fetch('/api/stories/relief-box' + path);
  return answer.json();
}"""
_SAY = """async row => {
  const headers = { 'X-Diegesis': '1' };
  await fetch('/api/stories/relief-box/corrections', { method: 'POST', headers, body: JSON.stringify(row) });
}"""


def main() -> None:
    """Read the example and take the pictures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=Path("shots"), help="the folder of the pictures (default: shots)")
    options.add_argument("--no-model", action="store_true", help="read by rules alone")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="diegesis-shots-"))
    try:
        take(folder, given.out, model=not given.no_model)
    finally:
        shutil.rmtree(folder)
    print(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}")


def shelve(folder: Path, *, model: bool) -> None:
    """Put the example and an earlier draft of it into a library."""
    home = folder / "relief-box"
    (home / "drafts").mkdir(parents=True)
    book = home / "The Relief Box.txt"
    text = EXAMPLE.read_text(encoding="utf-8")
    book.write_text(text, encoding="utf-8")
    read(book, model=model).save(home / "The Relief Box.story")
    older = folder / "first draft.txt"
    older.write_text(text.replace("Jørund", "Anders").replace("pale a blue", "dark a brown"), encoding="utf-8")
    read(older, model=model).save(home / "drafts" / "1.story")


def take(folder: Path, out: Path, *, model: bool) -> None:
    """Take all pictures of a library that is made in a folder."""
    from playwright.sync_api import sync_playwright

    shelve(folder, model=model)
    with sync_playwright() as started, serving(folder, model=model) as gate:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        window = Window.on(browser, gate)
        story = say(window.page)
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme)
            for name, size in (("desk", DESK), ("phone", PHONE)):
                window.page.set_viewport_size({"width": size[0], "height": size[1]})
                shoot(window, out, f"{name}-{scheme}", story["characters"])
        browser.close()


def say(page: Any) -> dict[str, Any]:
    """Correct a line and a person, and one line that is not there; gives the story's overview."""
    quote = page.evaluate(_NEXT, "/doubts")["quotes"][0]["id"]
    words = page.evaluate(_NEXT, f"/quotes/{quote}")["text"]
    for row in (
        {"id": "k-1", "do": "speaker", "quote": {"text": words}, "speaker": "Mathias Brekke"},
        {"id": "k-2", "do": "merge", "names": ["Lindqvist", "Lindquist"]},
        {"id": "k-3", "do": "speaker", "quote": {"text": "“This line was cut.”"}, "speaker": "Ragnhild Moe"},
    ):
        page.evaluate(_SAY, row)
    story: dict[str, Any] = page.evaluate(_NEXT, "")
    return story


def shoot(window: Window, out: Path, kind: str, people: list[dict[str, Any]]) -> None:
    """Every page as it is in one window."""
    page = window.page

    def keep(name: str) -> None:
        window.settled()
        page.screenshot(path=out / f"{name}-{kind}.png")

    page.evaluate("localStorage.clear()")
    page.goto(page.url.partition("#")[0] + "#/")
    keep("library")
    most = max(people, key=lambda person: person["quotes"])["id"]
    for name in PAGES:
        place = {"character": f"character/{most}", "diff": "diff?from=relief-box%401", "text": "text/0"}.get(name, name)
        window.go("relief-box", place)
        keep(name)
        if name not in ("text", "bible"):
            window.settled()
            page.screenshot(path=out / f"{name}-whole-{kind}.png", full_page=True)
    window.go("relief-box", "text/18")
    page.keyboard.press("n")
    page.locator(".says:focus, .quote.current").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".panel").wait_for()
    keep("panel")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("dialog").wait_for()
    keep("keys")
    page.keyboard.press("Escape")


if __name__ == "__main__":
    main()
