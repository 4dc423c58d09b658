"""``html``: what changed between two drafts as one page that needs nothing else: no script, no font, no picture.

The page is built as a tree, so that words of the book cannot become markup.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

from diegesis.diff.model import SECTIONS, Change, Changes, DraftView, Kind, Passage
from diegesis.diff.wording import KINDS, TITLES, counts_words, head, rows

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def render(changes: Changes, *, sections: tuple[str, ...] = SECTIONS) -> str:
    """The page, which ends in a line feed.

    Args:
        changes: what to show.
        sections: the parts that are shown.
    """
    from lxml import html

    style = files("diegesis.diff").joinpath("page.css").read_text(encoding="utf-8")
    title = f"{changes.old.title} → {changes.new.title}"
    page_head = _made(
        "head",
        _made("meta", charset="utf-8"),
        _made("meta", {"http-equiv": "Content-Security-Policy", "content": _policy(style)}),
        _made("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _made("title", title),
        _made("style", style),
    )
    parts = [_section(changes, name) for name in sections]
    main = _made("main", _counts(changes, sections), *parts, id="changes")
    body = _made("body", _made("a", "To the changes", href="#changes", class_="skip"), _header(changes), main)
    written = html.tostring(_made("html", page_head, body, lang="en"), encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{written}\n"


def _policy(style: str) -> str:
    """Nothing may be loaded or run but this one style sheet."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _made(tag: str, *inside: Any, **attributes: str) -> Any:
    """An element with words and elements inside; ``class_`` is ``class``; a mapping holds further attributes."""
    from lxml import etree

    element = etree.Element(tag, {name.rstrip("_"): _plain(value) for name, value in attributes.items() if value})
    for child in inside:
        if isinstance(child, dict):
            element.attrib.update(child)
        elif not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + _plain(child)
        else:
            element.text = (element.text or "") + _plain(child)
    return element


def _plain(words: str) -> str:
    return _FORBIDDEN.sub("\ufffd", words)


def _own(words: str, tag: str = "bdi", **attributes: str) -> Any:
    """Words of a book, whose writing direction stays theirs."""
    return _made(tag, words, dir="auto", **attributes)


def _header(changes: Changes) -> Any:
    return _made(
        "header",
        _made("p", "What changed between two drafts", class_="what"),
        _made(
            "h1", _own(changes.old.title), _made("span", " → ", **{"aria-label": " became "}), _own(changes.new.title)
        ),
        _made("div", _draft("Old draft", changes.old), _draft("New draft", changes.new), class_="sides"),
    )


def _draft(label: str, draft: DraftView) -> Any:
    sizes = f"{draft.words:,} words, {draft.lines:,} lines, {draft.people:,} people, {draft.scenes:,} scenes"
    return _made("p", _made("b", label), " ", _own(draft.name), _made("br"), _made("small", sizes))


def _counts(changes: Changes, sections: Sequence[str]) -> Any:
    cells = []
    for name in sections:
        told = counts_words(changes, name) or "no change"
        kept = f" ({changes.kept:,} kept)" if name == "lines" else ""
        link: Any = _made("a", TITLES[name], href=f"#{name}") if getattr(changes, name) else TITLES[name]
        cells.append(_made("li", _made("b", link), " ", f"{told}{kept}"))
    return _made("nav", _made("ul", *cells), **{"aria-label": "Counts", "class_": "counts"})


def _section(changes: Changes, name: str) -> Any:
    found = getattr(changes, name)
    if not found:
        return _made("section", id=name)
    entries = [_change(name, row) for row in found]
    return _made("section", _made("h2", TITLES[name]), *entries, id=name)


def _change(section: str, change: Change[Any]) -> Any:
    marks = [_made("span", KINDS[kind], class_=f"kind {_tone(kind)}") for kind in change.kinds]
    about = head(section, change)
    title = _made("h3", *(part for mark in marks for part in (mark, " ")), *([_own(about)] if about else []))
    told = rows(section, change)
    old = _side("old", "Old", [(label, was) for label, was, _ in told], change.old_passages)
    new = _side("new", "New", [(label, now) for label, _, now in told], change.new_passages)
    return _made("article", title, _made("div", old, new, class_="sides"))


def _tone(kind: Kind) -> str:
    if kind in (Kind.NEW, Kind.ADDED):
        return "plus"
    return "minus" if kind in (Kind.GONE, Kind.REMOVED, Kind.FIXED) else "other"


def _side(kind: str, label: str, told: Sequence[tuple[str, str]], passages: Sequence[Passage]) -> Any:
    says = [_made("p", _made("small", about), " ", _own(words), class_="says") for about, words in told if words]
    quotations = [_passage(passage) for passage in passages]
    nothing = [] if says or passages else [_made("p", "—", class_="nothing", **{"aria-label": "nothing there"})]
    return _made("div", _made("p", label, class_="label"), *says, *quotations, *nothing, class_=kind)


def _passage(passage: Passage) -> Any:
    place = f"ch. {passage.chapter}, line {passage.line}" if passage.chapter else f"line {passage.line}"
    words = _made("q", passage.before, _made("mark", passage.words), passage.after, dir="auto")
    return _made("p", words, " ", _made("small", place), class_="passage")
