"""A server on a library of its own, a browser that was let in, and what every page must be."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diegesis.reader.app import make_app
from diegesis.reader.library import Library
from diegesis.reader.security import Gate
from diegesis.reader.serve import Server, listening
from tests.architecture.source import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: A browser or a server that hangs is given up after so many seconds.
WATCHDOG = 90
#: Widths and heights of a desktop window and of a phone, in CSS pixels.
DESK, PHONE = (1440, 900), (390, 844)
#: The judge of accessibility, where the front end's packages are installed.
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
#: Tells in the console what the page's policy stopped, and counts what a mouse or a finger does.
_WATCHED = """
document.addEventListener('securitypolicyviolation', e => console.error('CSP stopped ' + e.violatedDirective));
window.pointed = 0;
for (const name of ['pointerdown', 'mousedown', 'touchstart'])
  document.addEventListener(name, () => window.pointed++, true);
"""
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_SERIOUS = """async () => {
  const found = await axe.run(document, { iframes: false, resultTypes: ['violations'] });
  return found.violations.filter(one => ['serious', 'critical'].includes(one.impact))
    .map(one => [one.id, ...one.nodes.slice(0, 3).map(node => node.html.slice(0, 120))].join(' | '));
}"""


@contextmanager
def serving(folder: Path, *, model: bool = False) -> Iterator[Gate]:
    """A server in a thread; who holds the gate may ask.

    Args:
        folder: the library.
        model: whether the trained reader reads along.
    """
    sock = listening()
    gate = Gate(sock.getsockname()[1])
    ready = threading.Event()
    server = Server(make_app(Library(folder), gate, model=model), ready.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    if not ready.wait(WATCHDOG):
        raise TimeoutError("the server does not answer")
    try:
        yield gate
    finally:
        server.should_exit = True
        thread.join(WATCHDOG)
        sock.close()


@dataclass(slots=True)
class Window:
    """A window on the page.

    Attributes:
        page: of Playwright.
        said: everything that went to the console, and every error.
    """

    page: Any
    said: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, browser: Any, gate: Gate, place: str = "", *, size: tuple[int, int] = DESK, **options: Any) -> Window:
        """A fresh window that comes by the link."""
        window = {"viewport": {"width": size[0], "height": size[1]}, "reduced_motion": "reduce"}
        context = browser.new_context(**window, **options)
        context.set_default_timeout(WATCHDOG * 1000)
        context.add_init_script(_WATCHED)
        made = cls(context.new_page())
        made.page.on("console", lambda message: made.said.append(message.text))
        made.page.on("pageerror", lambda error: made.said.append(str(error)))
        made.page.goto(gate.link(place))
        return made

    def settled(self) -> None:
        """Wait until the page shows what it fetched."""
        self.page.evaluate(_TWO_FRAMES)
        self.page.locator("#main:not([aria-busy]) > .view").wait_for()
        for waiting in self.page.locator("#main .waiting").all():
            waiting.wait_for(state="detached")
        self.page.evaluate(_TWO_FRAMES)

    def go(self, story: str, place: str) -> None:
        """Open one of a story's pages by its address."""
        self.page.goto(re.sub(r"#.*", "", self.page.url) + f"#/{story}/{place}")
        self.settled()

    def faults(self) -> list[str]:
        """What is wrong with the page as it stands, at both widths; empty where nothing is."""
        found: list[str] = []
        before = self.page.viewport_size
        for width, height in (DESK, PHONE):
            self.page.set_viewport_size({"width": width, "height": height})
            self.settled()
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            found += [f"at {width}: {wide} wide"] if wide > width else []
            found += [f"at {width}: {fault}" for fault in self._inaccessible()]
        self.page.set_viewport_size(before)
        self.settled()
        found += self.said
        return [f"{self.page.url.partition('#')[2]}: {fault}" for fault in found]

    def _inaccessible(self) -> list[str]:
        if not AXE.exists():
            return []
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = self.page.evaluate(_SERIOUS)
        return found
