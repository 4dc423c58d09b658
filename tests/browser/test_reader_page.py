"""The page that ``diegesis open`` shows, from a book that is laid on it to a new draft: by mouse, and by keys alone."""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diegesis.pipeline import read
from diegesis.reader.security import Gate
from tests.architecture.source import ROOT
from tests.browser.served import AXE, CHROMIUM, WATCHDOG, Window, serving
from tests.sources.make_files import epub, package, page

TEXT = (ROOT / "examples/the_relief_box_draft.txt").read_text(encoding="utf-8")
#: The first line in doubt, which the new draft has no more, and a paragraph that it has besides.
CUT, MORE = "“I beg your pardon?”", "\n\n“Who is there?” said Ragnhild."
PAGES = ("text/0", "cast", "scenes", "timeline", "ties", "findings", "bible", "corrections", "diff")
ATTACK = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
#: Marks that turn the words after them around.
TURNED = "\u202e"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")


def test_ci_has_the_judge_of_accessibility() -> None:
    """Without the front end's packages no page is judged, which CI must not let pass."""
    assert AXE.exists() or not os.environ.get("CI")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        playwright.expect.set_options(timeout=WATCHDOG * 1000)
        yield made
        made.close()


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    with serving(tmp_path / "library") as gate:
        yield gate


def book(text: str, title: str = "The Relief Box") -> bytes:
    """An EPUB of a text whose scenes are its chapters."""
    members = {}
    for number, chapter in enumerate(re.split(r"\n+\* \* \*\n+", text), 1):
        words = "".join(f"<p>{html.escape(one)}</p>" for one in chapter.strip().split("\n\n"))
        members[f"c{number}.xhtml"] = page(f"<h2>Chapter {number}</h2>{words}")
    return epub(members, package_text=package(list(members)).replace("The Late Ferry", html.escape(title)))


class Mouse:
    """A person who clicks, and drops files."""

    def __init__(self, window: Window) -> None:
        self.page = window.page

    def press(self, control: Any) -> None:
        control.click()

    def lay(self, name: str, content: bytes) -> None:
        """Drop a file on the page."""
        made = """([name, text]) => {
          const data = new DataTransfer(), bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
          data.items.add(new File([bytes], name));
          return data;
        }"""
        data = self.page.evaluate_handle(made, [name, base64.b64encode(content).decode()])
        for event in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event("body", event, {"dataTransfer": data})

    def doubt(self) -> None:
        """Go to the next line in doubt, and ask why."""
        self.page.get_by_role("button", name="Next doubtful line").click()
        self.page.locator(".quote.current").first.click()

    def worth(self) -> None:
        self.page.get_by_role("button", name="The line most worth answering").click()

    def candidate(self, number: int) -> None:
        self.page.locator(".candidate").nth(number - 1).click()

    def close(self) -> None:
        self.page.locator(".panel").get_by_role("button", name="Close").click()


class Keys:
    """A person without a mouse."""

    def __init__(self, window: Window) -> None:
        self.page = window.page

    def press(self, control: Any) -> None:
        """Come to a control by the tab key, and press it."""
        focused = "one => one === document.activeElement"
        if not control.evaluate(focused):
            self.page.evaluate("document.activeElement.blur()")
        for _ in range(300):
            if control.evaluate(focused):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"the tab key does not come to {control}")
        self.page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else "Enter")

    def lay(self, name: str, content: bytes) -> None:
        """Choose a file by the button."""
        with self.page.expect_file_chooser() as chooser:
            self.press(self.page.get_by_role("button", name="Choose a book"))
        chooser.value.set_files({"name": name, "mimeType": "application/epub+zip", "buffer": content})

    def doubt(self) -> None:
        self.page.keyboard.press("n")
        self.page.locator(".says:focus").wait_for()
        self.page.keyboard.press("Enter")

    def worth(self) -> None:
        self.page.keyboard.press("w")

    def candidate(self, number: int) -> None:
        self.page.keyboard.press(str(number))

    def close(self) -> None:
        self.page.keyboard.press("Escape")


@pytest.mark.parametrize("person", [Mouse, Keys])
def test_a_book_from_the_library_to_its_new_draft(browser: Any, gate: Gate, person: type[Mouse] | type[Keys]) -> None:
    window = Window.on(browser, gate)
    hand = person(window)
    window.settled()
    assert window.faults() == []
    add(window, hand)
    correct_a_line(window, hand)
    merge(window, hand)
    reload(window)
    reread(window, hand)
    without_spoilers(window, hand)
    assert window.said == []
    if person is Keys:
        assert window.page.evaluate("window.pointed") == 0


def add(window: Window, hand: Mouse | Keys) -> None:
    """A book is laid on the page: its stages are told, then its text stands there."""
    shown = window.page.evaluate_handle(
        """() => {
          const told = new Set();
          new MutationObserver(() => document.querySelectorAll('.job-told').forEach(one => told.add(one.textContent)))
            .observe(document.body, { childList: true, subtree: true, characterData: true });
          return told;
        }"""
    )
    hand.lay("relief box.epub", book(TEXT))
    window.page.wait_for_url(re.compile(r"#/relief-box/text/0"))
    assert shown.evaluate("told => told.size") > 0
    window.page.get_by_text("The box was empty.").wait_for()
    assert window.faults() == []


def correct_a_line(window: Window, hand: Mouse | Keys) -> None:
    """A doubtful line: why, who else it could be, and what came of saying so."""
    page = window.page
    hand.worth()
    page.locator(".quote.current").first.wait_for()
    assert page.locator(".quote.current").first.inner_text() != CUT
    window.go("relief-box", "scenes")
    window.go("relief-box", "text/0")
    hand.doubt()
    panel = page.locator(".panel")
    panel.get_by_role("heading", name="Who says it?").wait_for()
    assert page.locator(".panel-words").inner_text() == CUT
    assert panel.locator(".evidence").count() > 0
    assert page.evaluate("CSS.highlights.get('evidence').size") > 0
    assert window.faults() == []
    second = page.locator(".candidate").nth(1).locator(".candidate-name").inner_text()
    hand.candidate(2)
    note = page.locator(".note")
    note.wait_for()
    assert re.search(r"1 line changed, \d+ neighbours? with it", note.inner_text())
    assert page.locator(".panel h2").inner_text() == second
    assert window.faults() == []
    hand.close()
    panel.wait_for(state="hidden")


def merge(window: Window, hand: Mouse | Keys) -> None:
    """Two spellings of one man become one."""
    page = window.page
    hand.press(page.get_by_role("navigation", name="Pages of this story").get_by_role("link", name="Cast"))
    window.settled()
    assert window.faults() == []
    for name in ("Lindqvist", "Lindquist"):
        hand.press(page.get_by_role("checkbox", name=f"Choose {name}"))
    hand.press(page.get_by_role("button", name="Merge into one"))
    hand.press(page.get_by_role("dialog").get_by_role("button", name="Merge", exact=True))
    page.get_by_role("checkbox", name="Choose Lindquist").wait_for(state="detached")


def reload(window: Window) -> None:
    """What was said stays."""
    page = window.page
    page.reload()
    window.settled()
    page.get_by_role("checkbox", name="Choose Lindqvist").wait_for()
    assert page.get_by_role("checkbox", name="Choose Lindquist").count() == 0
    window.go("relief-box", "text/18")
    assert page.locator(".quote.corrected").first.inner_text() == CUT


def reread(window: Window, hand: Mouse | Keys) -> None:
    """A new draft: what was said stays, and what has no place is told; the drafts are compared."""
    page = window.page
    hand.press(page.get_by_role("navigation", name="Pages of this story").get_by_role("link", name="Corrections"))
    window.settled()
    assert page.get_by_text("Holds").count() == 2
    assert window.faults() == []
    draft = TEXT.replace(f"\n\n{CUT}", "").replace("\n\n* * *\n\nHe did", f"{MORE}\n\n* * *\n\nHe did")
    with page.expect_file_chooser() as chooser:
        hand.press(page.get_by_role("button", name="Read a new draft"))
    file = {"name": "relief box 2.epub", "mimeType": "application/epub+zip", "buffer": book(draft)}
    chooser.value.set_files(file)
    page.get_by_role("heading", name="Without a place").wait_for()
    assert page.locator(".part", has_text="Without a place").locator(".correction").count() == 1
    assert page.get_by_text("Holds").count() == 1
    assert window.faults() == []
    hand.press(page.get_by_role("link", name="Compare drafts"))
    window.settled()
    page.get_by_label("The older draft").select_option("relief-box@1")
    page.get_by_text("Who is there?").first.wait_for()
    assert window.faults() == []


def without_spoilers(window: Window, hand: Mouse | Keys) -> None:
    """Nothing is told of what comes after the place that was read."""
    page = window.page
    window.go("relief-box", "cast")
    everybody = page.locator(".card").count()
    page.evaluate("localStorage.clear()")
    page.reload()
    window.settled()
    hand.press(page.get_by_role("switch", name="No spoilers"))
    page.get_by_text("is left out").wait_for()
    window.settled()
    assert page.locator(".card").count() < everybody
    assert window.faults() == []


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a book that would be a program."""
    folder = tmp_path_factory.mktemp("hostile") / "hostile"
    folder.mkdir()
    text = TEXT.replace("Lindqvist", f"Lind{TURNED}qvist").replace("Sølvi", "Sølvi<b>Vik</b>")
    text = text.replace("“It was.”", f"“It was. {ATTACK}”") + f"\n\n“{ATTACK}{TURNED}abc,” said Ragnhild Moe."
    (folder / "hostile.epub").write_bytes(book(text, title=f"{ATTACK}{TURNED}"))
    read(folder / "hostile.epub", model=False).save(folder / "hostile.story")
    return folder.parent


@pytest.mark.parametrize("place", ["", *PAGES])
def test_a_hostile_book_is_words(browser: Any, hostile: Path, place: str) -> None:
    with serving(hostile) as gate:
        window = Window.on(browser, gate, f"#/hostile/{place}" if place else "")
        window.settled()
        assert "<script>" in window.page.locator("body").inner_text()
        assert window.page.title() != "run"
        assert window.page.locator("main script, main img, main b:not(:empty)").count() == 0
        assert window.faults() == []


@pytest.mark.skipif(not AXE.exists(), reason="needs web/node_modules (npm ci)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_without_fault(browser: Any, hostile: Path, scheme: str) -> None:
    with serving(hostile) as gate:
        window = Window.on(browser, gate, color_scheme=scheme)
        window.settled()
        person = window.page.evaluate(
            "fetch('/api/stories/hostile').then(answer => answer.json()).then(story => story.characters[0].id)"
        )
        found = window.faults()
        for place in (*PAGES, f"character/{person}"):
            window.go("hostile", place)
            found += window.faults()
        assert found == []


@pytest.mark.skipif(not AXE.exists(), reason="needs web/node_modules (npm ci)")
def test_the_judges_judge(browser: Any, gate: Gate) -> None:
    """What the tests above find nothing of is found where it is."""
    window = Window.on(browser, gate)
    window.settled()
    window.page.evaluate("""() => {
      const [image, wide, style] = ['img', 'p', 'style'].map(tag => document.createElement(tag));
      wide.style.width = '3000px';
      wide.textContent = 'wide';
      document.querySelector('main').append(image, wide, style);
      style.textContent = 'p { color: red }';
    }""")
    found = " ".join(window.faults())
    missed = [words for words in ("image-alt", "at 390: 3", "CSP stopped style-src") if words not in found]
    assert missed == [], found


def test_a_job_of_the_command_is_followed_to_its_text(browser: Any, gate: Gate) -> None:
    window = Window.on(browser, gate)
    window.settled()
    sent = """bytes => fetch('/api/library', {
      method: 'POST', body: bytes, headers: { 'X-Diegesis': '1', 'X-File-Name': 'novice.txt' },
    }).then(answer => answer.json()).then(answer => answer.job.id)"""
    job = window.page.evaluate(sent, (ROOT / "examples/a_novice.txt").read_text(encoding="utf-8"))
    window.page.goto(f"{gate.origin}/#/?job={job}")
    window.page.wait_for_url(re.compile(r"#/novice/text/0"))
    window.page.locator(".quote").first.wait_for()
    assert window.faults() == []


def test_a_page_shown_again_keeps_its_place(browser: Any, hostile: Path, tmp_path: Path) -> None:
    """A correction that is taken back by the key moves nothing."""
    shutil.copytree(hostile, tmp_path / "library")
    with serving(tmp_path / "library") as gate:
        window = Window.on(browser, gate, "#/hostile/cast")
        window.settled()
        page = window.page
        card = page.locator(".card").last
        card.get_by_text("Correct").click()
        card.get_by_role("button", name="Rename").click()
        page.get_by_label("Name", exact=True).fill("Somebody")
        page.get_by_role("dialog").get_by_role("button", name="Rename").click()
        page.get_by_role("link", name="Somebody", exact=True).wait_for()
        before = page.evaluate("window.scrollY")
        assert before > 0
        page.keyboard.press("u")
        page.get_by_role("link", name="Somebody", exact=True).wait_for(state="detached")
        page.get_by_text("Taken back.").first.wait_for()
        assert page.evaluate("window.scrollY") == before
