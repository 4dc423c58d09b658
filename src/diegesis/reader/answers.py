"""Which function answers which request about a story, and what is sent: JSON, a page for a frame, a file."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from diegesis.bible import build_bible
from diegesis.bible import render as render_bible
from diegesis.corrections.corrections import Undo
from diegesis.errors import UnknownFormat
from diegesis.export import find_format, render, render_files
from diegesis.export.json_text import json_line
from diegesis.reader import payloads_cast, payloads_text, payloads_world
from diegesis.reader.asked import Asked
from diegesis.reader.shelf import Opened, corrections_row
from diegesis.reader.view import DOUBTFUL, Row, View

#: Blocks that are given where the request does not say how many.
_BLOCKS = 50
_BIBLE_TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
#: Zip files have a time in them; this one is the first they can have.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent."""

    content: bytes
    media_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def encoded(row: Row) -> Answer:
    """JSON, in UTF-8; a lone surrogate is an escape."""
    return Answer(json_line(row).encode())


# ------------------------------------------------------------------------------------------- by request


def _overview(view: View, opened: Opened) -> Row:
    copy = opened.copy
    lost = copy.unplaced
    held = sum(not entry.undone and not isinstance(entry.correction.does, Undo) for entry in copy.kept.entries)
    placed = max(0, held - len(lost))
    told = lost if view is view.whole else ()
    row = payloads_cast.overview(view, opened.shelved.id, revision=copy.revision, placed=placed, unplaced=told)
    return {**row, "drafts": [{"id": one, "name": name} for one, name in opened.drafts]}


def _text(view: View, asked: Asked) -> Answer:
    first = asked.number("first", 0) or 0
    last = asked.number("last")
    return Answer(payloads_text.text_json(view, first, first + _BLOCKS - 1 if last is None else last).encode())


def _lines(view: View, asked: Asked) -> Row:
    return payloads_text.lines(
        view, speaker=asked.word("speaker"), chapter=asked.number("chapter"), words=asked.word("q") or ""
    )


#: What follows ``/api/stories/S/`` -> what it answers.
PAYLOADS: dict[str, Callable[[View, Asked], Row]] = {
    "layout": lambda view, asked: payloads_text.layout(view),
    "quotes/{one}": lambda view, asked: payloads_text.quote(view, asked.path["one"]),
    "mentions/{one}": lambda view, asked: payloads_text.mention(view, asked.path["one"]),
    "search": lambda view, asked: payloads_text.search(view, asked.word("q") or ""),
    "doubts": lambda view, asked: payloads_text.doubts(
        view, asked.share("below", DOUBTFUL), order=asked.word("order") or "text"
    ),
    "lines": _lines,
    "characters/{one}": lambda view, asked: payloads_cast.sheet(view, asked.path["one"]),
    "scenes": lambda view, asked: payloads_world.scenes(view),
    "timeline": lambda view, asked: payloads_world.timeline(view),
    "ties": lambda view, asked: payloads_world.ties(view),
    "facts": lambda view, asked: payloads_world.facts(view),
    "findings": lambda view, asked: payloads_world.findings(view),
}
#: Requests that are answered otherwise: from the story's files too, or not as plain JSON.
OPENED: dict[str, Callable[[View, Opened, Asked], Answer]] = {
    "": lambda view, opened, asked: encoded(_overview(view, opened)),
    "text": lambda view, opened, asked: _text(view, asked),
    "corrections": lambda view, opened, asked: encoded(corrections_row(opened.copy, view)),
    "bible": lambda view, opened, asked: bible(view, opened.shelved.id, asked.word("to")),
    "export": lambda view, opened, asked: export(view, opened.shelved.id, asked.needed("to")),
}


# ------------------------------------------------------------------------------------------- pages and files


def bible(view: View, name: str, to: str | None = None) -> Answer:
    """The story bible: for a frame, or with ``to`` as a file.

    Raises:
        UnknownFormat: there is no such format.
    """
    form = to or "html"
    if form not in _BIBLE_TYPES:
        raise UnknownFormat(
            f"A bible cannot be written as {form!r:.40}.", hint=f"There are: {', '.join(_BIBLE_TYPES)}."
        )
    made = render_bible(build_bible(view.story), form)
    content = made.encode("utf-8", "replace") if isinstance(made, str) else made
    headers = {"Content-Security-Policy": page_policy(content)} if form == "html" else {}
    return Answer(content, _BIBLE_TYPES[form], {**headers, **(attachment(name, f".bible.{form}") if to else {})})


def page_policy(page: bytes) -> str:
    """A policy that lets a page use its own style sheets, by their hashes, and nothing else."""
    sheets = re.findall(rb"<style[^>]*>(.*?)</style>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(sheet).digest()).decode()}'" for sheet in sheets)
    style = f"style-src {hashes}; " if hashes else ""
    return f"default-src 'none'; {style}base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def export(view: View, name: str, to: str) -> Answer:
    """The story in a format of ``diegesis export``; one that makes several files is a zip of them.

    Raises:
        UnknownFormat: there is no such format.
    """
    chosen = find_format(to)
    if chosen.folder:
        content = _zipped(render_files(view.story, chosen.name))
        return Answer(content, "application/zip", attachment(name, f".{chosen.name}.zip"))
    content = render(view.story, chosen.name).encode("utf-8", "replace")
    return Answer(content, "application/octet-stream", attachment(name, chosen.suffix))


def _zipped(files: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content.encode("utf-8", "replace"))
    return written.getvalue()


def attachment(name: str, suffix: str) -> dict[str, str]:
    """The header of a file to keep. A story's id is plain letters, digits and hyphens, so it needs no quoting."""
    plain = re.sub(r"[^a-z0-9@-]", "", name) or "story"
    return {"Content-Disposition": f'attachment; filename="{plain}{suffix}"'}
