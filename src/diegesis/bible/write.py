"""A bible in one of its formats."""

from __future__ import annotations

from difflib import get_close_matches

from diegesis.bible import docx, html, markdown
from diegesis.bible.layout import page_of
from diegesis.bible.model import Bible
from diegesis.errors import UnknownFormat

#: Formats by the ending of a file's name, with what they are.
FORMATS = {
    "md": "Markdown with footnotes",
    "html": "one page for a browser",
    "docx": "a Word document",
}
_SAME = {"markdown": "md", "htm": "html"}


def known_format(name: str) -> str:
    """The format with a name or file ending; case and a leading stop do not matter.

    Raises:
        UnknownFormat: there is none.

    >>> known_format(".HTML")
    'html'
    """
    wanted = name.lower().lstrip(".")
    wanted = _SAME.get(wanted, wanted)
    if wanted in FORMATS:
        return wanted
    near = get_close_matches(wanted, FORMATS, n=1)
    hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(FORMATS)}."
    raise UnknownFormat(f"A bible cannot be written as {name!r}.", hint=hint)


def render(bible: Bible, name: str, *, plots: dict[str, str] | dict[str, bytes] | None = None) -> str | bytes:
    """A bible in a format.

    Args:
        bible: what to write.
        name: of the format: ``md``, ``html`` or ``docx``.
        plots: by kind: for ``html`` SVG, for ``docx`` PNG, for ``md`` where the picture lies.

    Raises:
        UnknownFormat: there is no such format.
    """
    page = page_of(bible, plots=plots or ())
    writers = {"md": markdown.render, "html": html.render, "docx": docx.render}
    written: str | bytes = writers[known_format(name)](page, plots)  # type: ignore[operator]
    return written
