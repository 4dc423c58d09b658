"""The book as one page in a browser: it fits, loads nothing, runs nothing of the book's, and answers the keyboard."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diegesis import read_text
from diegesis.diff import diff, page
from diegesis.export import render
from tests.architecture.source import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EXAMPLE = (ROOT / "examples/the_good_cups.txt").read_text(encoding="utf-8")
#: Widths and heights of a desktop window and of a phone, in CSS pixels.
WINDOWS = ((1440, 900), (390, 844))
#: What a book may try.
HOSTILE = '“<script>document.title = "run"</script><img src=x onerror=\'document.title = "run"\'>,” said Ann.'

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.html"
    made = read_text(f"{EXAMPLE}\n\n{HOSTILE}\n", name="the_good_cups.txt", model=False)
    path.write_text(render(made, "html"), encoding="utf-8")
    return path


class Opened:
    """A page in a window, with what it asked for and complained of."""

    def __init__(self, browser: Any, path: Path, *, script: bool = True, **window: Any) -> None:
        context = browser.new_context(java_script_enabled=script, **window)
        self.page = context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())


@pytest.mark.parametrize("size", WINDOWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_is_alone(browser: Any, book: Path, size: tuple[int, int], scheme: str) -> None:
    window = {"viewport": {"width": size[0], "height": size[1]}, "color_scheme": scheme}
    opened = Opened(browser, book, **window)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert opened.asked == [book.as_uri()]
    assert opened.said == []
    assert opened.page.title() == "the good cups"


def test_a_script_that_got_in_would_not_run(browser: Any, book: Path, tmp_path: Path) -> None:
    """Nothing of the book becomes markup; and if something did, the page's policy would stop it."""
    broken = tmp_path / "broken.html"
    attack = "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">"
    broken.write_text(book.read_text(encoding="utf-8").replace("<main>", f"<main>{attack}", 1), encoding="utf-8")
    opened = Opened(browser, broken)
    assert opened.page.title() == "the good cups"
    assert any("Content Security Policy" in words for words in opened.said)


def test_keys_lead_from_doubt_to_doubt_and_the_panel_opens_and_closes(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, viewport={"width": 1440, "height": 900}).page
    at = "document.activeElement.getAttribute('href')"
    opened.keyboard.press("n")
    first = opened.evaluate(at)
    opened.keyboard.press("n")
    second = opened.evaluate(at)
    opened.keyboard.press("p")
    assert (first != second, opened.evaluate(at)) == (True, first)
    opened.keyboard.press("Enter")
    words = opened.locator("#panel").inner_text()
    assert opened.locator(f"#w{first[2:]}").text_content() in words.replace("Close", "").strip().replace("\n", " ")
    opened.keyboard.press("Escape")
    assert not opened.locator("#panel").is_visible()
    assert opened.evaluate(at) == first


def test_a_click_on_a_line_says_why(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, viewport={"width": 1440, "height": 900}).page
    opened.click("#q0")
    assert "Stellan" in opened.locator("#panel").inner_text()
    assert opened.url == book.as_uri()


def test_one_speaker_alone(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, viewport={"width": 1440, "height": 900}).page
    opened.select_option("#who", label="Ngaire")
    dimmed, all_blocks = opened.locator("#text p.off").count(), opened.locator("#text p").count()
    assert 0 < dimmed < all_blocks
    opened.select_option("#who", label="everybody")
    assert opened.locator("#text p.off").count() == 0


def test_a_pronoun_says_who_it_is_when_focused(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, viewport={"width": 1440, "height": 900}).page
    said = "getComputedStyle(document.querySelector('a.p'), '::after').content"
    assert opened.evaluate(said) == "none"
    opened.focus("a.p")
    assert opened.evaluate(said).strip('"') == opened.locator("a.p").first.get_attribute("data-w")


def test_without_script_a_line_leads_to_its_reason(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, script=False, viewport={"width": 390, "height": 844}).page
    assert not opened.locator("#tools").is_visible()
    opened.focus("a.w")
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#w0")
    assert opened.locator("#w0").is_visible()


def test_print_keeps_the_names_and_leaves_the_navigation_out(browser: Any, book: Path) -> None:
    opened = Opened(browser, book, viewport={"width": 700, "height": 990}).page
    opened.emulate_media(media="print")
    assert not opened.locator("nav").is_visible()
    assert not opened.locator("#why").is_visible()
    name = "getComputedStyle(document.querySelector('[data-n]'), '::before')"
    assert opened.evaluate(f"{name}.content") == '"Stellan"'
    assert opened.evaluate(f"{name}.position") == "absolute"


@pytest.mark.parametrize("size", WINDOWS)
def test_the_page_of_two_drafts_fits_and_is_alone(browser: Any, tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "changes.html"
    drafts = [read_text(text, model=False) for text in (EXAMPLE, EXAMPLE.replace("Petra", "Paula") + HOSTILE)]
    path.write_text(page.render(diff(*drafts)), encoding="utf-8")
    opened = Opened(browser, path, viewport={"width": size[0], "height": size[1]})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert (opened.asked, opened.said) == ([path.as_uri()], [])
    assert opened.page.evaluate("getComputedStyle(document.querySelector('.sides')).display") == "grid"
