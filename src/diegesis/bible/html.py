"""``html``: a bible as one page that needs nothing else: no script, no font, no picture from elsewhere.

The page is built as a tree, so that words of the book cannot become markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from diegesis.bible.page import Block, Figure, Items, Labelled, Page, Para, Run, Runs, Section, Style, Table

_TAGS = {Style.STRONG: "b", Style.DIM: "small", Style.QUOTE: "q", Style.MARKED: "mark"}
#: People listed under their part in the contents at most.
_MOST_LISTED = 40


def render(page: Page, plots: Mapping[str, str] | None = None) -> str:
    """The page, which ends in a line feed.

    Args:
        page: what to write.
        plots: as SVG, by kind: all that the page keeps a place for.
    """
    from lxml import html

    head = _made(
        "head",
        _made("meta", charset="utf-8"),
        _made("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _made("title", page.title),
        _made("style", _style_sheet()),
    )
    heading = _made("header", _made("h1", page.title), *(_made("p", *_runs(runs)) for runs in page.under))
    writer = _Writer(plots or {})
    main = _made("main", heading, *map(writer.block, page.sections))
    root = _made("html", head, _made("body", _contents(page), main), lang="en")
    written = html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{written}\n"


def _style_sheet() -> str:
    return files("diegesis.bible").joinpath("page.css").read_text(encoding="utf-8")


def _made(tag: str, *inside: Any, **attributes: str) -> Any:
    """An element with words and elements inside; ``class_`` is the attribute ``class``; empty values are left out."""
    from lxml import etree

    element = etree.Element(tag, {name.rstrip("_"): value for name, value in attributes.items() if value})
    for child in inside:
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + child
        else:
            element.text = (element.text or "") + child
    return element


def _contents(page: Page) -> Any:
    """Links to the parts, with the people of the cast below theirs; folded away where the screen is narrow."""
    entries = []
    for section in page.sections:
        parts = [block for block in section.blocks if isinstance(block, Section) and block.kind == "sheet"]
        below = [_made("li", _made("a", part.title, href=f"#{part.anchor}")) for part in parts[:_MOST_LISTED]]
        inside = [_made("a", section.title, href=f"#{section.anchor}")]
        entries.append(_made("li", *inside, *([_made("ul", *below)] if below else [])))
    listed = _made("details", _made("summary", "Contents"), _made("ul", *entries), open="open")
    return _made("nav", listed, **{"aria-label": "Contents"})


class _Writer:
    def __init__(self, plots: Mapping[str, str]) -> None:
        self._plots = plots

    def block(self, block: Block) -> Any:
        if isinstance(block, Section):
            inside = map(self.block, block.blocks)
            title = _made(f"h{block.level}", block.title)
            return _made("section", title, *inside, id=block.anchor, class_=block.kind)
        if isinstance(block, Para):
            return _made("p", *_runs(block.runs), class_=block.kind)
        if isinstance(block, Items):
            return _items(block)
        if isinstance(block, Labelled):
            return _labelled(block)
        if isinstance(block, Table):
            return _table(block)
        return self._figure(block)

    def _figure(self, figure: Figure) -> Any:
        from lxml import etree

        picture = etree.fromstring(self._plots[figure.kind].encode())
        _own_ids(picture, figure.kind)
        for metadata in picture.findall("{*}metadata"):
            picture.remove(metadata)
        for attribute in ("width", "height"):
            picture.attrib.pop(attribute, "")
        picture.set("role", "img")
        picture.set("aria-label", figure.caption)
        wide = _made("div", picture, class_="wide")
        return _made("figure", wide, _made("figcaption", figure.caption))


def _own_ids(picture: Any, kind: str) -> None:
    """Put the kind before every id of a picture and what refers to it: several pictures share one page."""
    for element in picture.iter("*"):
        for name, value in element.attrib.items():
            if name == "id":
                element.set(name, f"{kind}-{value}")
            elif "url(#" in value:
                element.set(name, value.replace("url(#", f"url(#{kind}-"))
            elif name.endswith("href") and value.startswith("#"):
                element.set(name, f"#{kind}-{value[1:]}")


def _items(block: Items) -> Any:
    entries = []
    for item in block.items:
        below = [_made("p", *_runs(line)) for line in item.below]
        number = {"value": item.anchor.lstrip("e")} if block.kind == "passages" else {}
        entries.append(_made("li", *_runs(item.runs), *below, id=item.anchor, **number))
    return _made("ol" if block.kind in ("timeline", "passages") else "ul", *entries, class_=block.kind)


def _labelled(block: Labelled) -> Any:
    inside = []
    for label, lines in block.rows:
        inside.append(_made("dt", label))
        inside += [_made("dd", *_runs(line)) for line in lines]
    return _made("dl", *inside)


def _table(block: Table) -> Any:
    sides = ["number" if column in block.numeric else "" for column in range(len(block.head))]
    head = _made("tr", *(_made("th", words, class_=side) for words, side in zip(block.head, sides, strict=True)))
    rows = []
    for row in block.rows:
        cells = [_made("td", *_runs(runs), class_=side) for runs, side in zip(row.cells, sides, strict=True)]
        for cell, label in zip(cells, block.head, strict=True):
            # On a narrow screen each cell stands on a line of its own, with its column's name before it.
            cell.set("data-label", label)
        rows.append(_made("tr", *cells, id=row.anchor))
    return _made("div", _made("table", _made("thead", head), _made("tbody", *rows)), class_="table")


def _runs(runs: Runs) -> list[Any]:
    """Elements and words of the runs; what belongs to one passage is one quotation."""
    found: list[Any] = []
    for run in runs:
        quoted = run.style in (Style.QUOTE, Style.MARKED)
        if quoted and found and getattr(found[-1], "tag", "") == "q":
            _extend(found[-1], run)
        elif quoted:
            quotation = _made("q")
            _extend(quotation, run)
            found.append(quotation)
        else:
            found.append(_run(run))
    return found


def _extend(quotation: Any, run: Run) -> None:
    """Add words to a quotation."""
    if run.style is Style.MARKED:
        quotation.append(_made("mark", run.words))
    elif len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "") + run.words
    else:
        quotation.text = (quotation.text or "") + run.words


def _run(run: Run) -> Any:
    if run.style is Style.CITE:
        return _made("a", run.words, href=f"#{run.link}", class_="cite")
    words: Any = _made("a", run.words, href=f"#{run.link}") if run.link else run.words
    return _made(_TAGS[run.style], words) if run.style in _TAGS else words
