"""HTML: saved web pages, Project Gutenberg's HTML, and the Archive of Our Own's downloads and work pages.

Read: paragraphs, headings, rules, block quotations, verse, notes, italics and bold, title, author, language.
Left out and counted: scripts, pictures, embedded objects, navigation and other page furniture, hidden passages,
page numbers, reference marks to notes. Tables are read cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from diegesis.sources.flow import Flow
from diegesis.sources.losses import Losses
from diegesis.sources.markup import local_name, parse_html, text_of
from diegesis.sources.source import SourceText
from diegesis.sources.structured import Metadata, finished
from diegesis.sources.styles import read_style_sheets

#: Where saved pages keep the story: id, class or tag, surest first.
_MAIN = ("#workskin", "#storytext", ".storytext", "#chapters", "main", "article")
#: The main part is trusted when it holds at least this share of the words in paragraphs.
_MAIN_SHARE = 0.5


def read_html(content: bytes, *, name: str) -> SourceText:
    """Read the bytes of an HTML page.

    Raises:
        SourceError: the page cannot be read; see ``parse_html``.
    """
    parsed = parse_html(content, place=name)
    losses = Losses()
    if parsed.repaired:
        losses.add("repaired_markup")
    root = parsed.root
    flow = Flow(losses, web_page=True)
    metadata = Metadata()
    if root is not None:
        flow.styles = read_style_sheets(text_of(sheet) for sheet in _tagged(root, "style"))
        losses.add("scripts", count=sum(1 for head in _tagged(root, "head") for _ in _tagged(head, "script")))
        flow.read(_main_part(root, losses))
        metadata = _metadata(root)
    damage = (*parsed.damage, *losses.damage())
    return finished(flow.blocks, content, name=name, media_type="text/html", metadata=metadata, damage=damage)


def _tagged(root: etree._Element, tag: str) -> Iterable[etree._Element]:
    return (element for element in root.iter() if local_name(element) == tag)


def _main_part(root: etree._Element, losses: Losses) -> etree._Element:
    """The part of a saved page that holds the story: the page's body where no part holds most of the words."""
    body = next(iter(_tagged(root, "body")), root)
    if _download(root) is not None:
        return body
    whole = _prose_length(body)
    for pattern in _MAIN:
        parts = [element for element in body.iter() if _matches(element, pattern)]
        if not parts:
            continue
        part = max(parts, key=_prose_length)
        if part is not body and _prose_length(part) >= _MAIN_SHARE * whole:
            losses.add("navigation")
            return part
    return body


def _matches(element: etree._Element, pattern: str) -> bool:
    if pattern.startswith("#"):
        return element.get("id") == pattern[1:]
    if pattern.startswith("."):
        return pattern[1:] in (element.get("class") or "").split()
    return local_name(element) == pattern


def _prose_length(part: etree._Element) -> int:
    """Characters in paragraphs; where the page has none, all characters."""
    paragraphs = sum(len(text_of(element)) for element in _tagged(part, "p"))
    return paragraphs or len(text_of(part))


def _download(root: etree._Element) -> etree._Element | None:
    """The preface of a download from the Archive of Our Own; ``None`` on other pages."""
    found = [element for element in root.iter() if element.get("id") == "preface"]
    has_chapters = any(element.get("id") == "chapters" for element in root.iter())
    return found[0] if found and has_chapters else None


def _metadata(root: etree._Element) -> Metadata:
    preface = _download(root)
    if preface is None:
        work = next((element for element in root.iter() if element.get("id") == "workskin"), None)
        return _page_metadata(root) if work is None else _archive_metadata(work, root)
    return _archive_metadata(preface, root)


def _archive_metadata(part: etree._Element, root: etree._Element) -> Metadata:
    """Title, authors and language from a preface of the Archive of Our Own."""
    page = _page_metadata(root)
    title = next((element for element in part.iter() if local_name(element) in ("h1", "h2")), None)
    byline = next((element for element in part.iter() if "byline" in (element.get("class") or "").split()), None)
    return Metadata(
        title=_words(title) or page.title,
        authors=_byline_authors(byline) if byline is not None else page.authors,
        language=page.language or _tag_language(part),
    )


def _byline_authors(byline: etree._Element) -> tuple[str, ...]:
    links = [_words(link) for link in _tagged(byline, "a") if link.get("rel") == "author"]
    if links:
        return tuple(links)
    words = re.sub(r"^by\s+", "", _words(byline), flags=re.IGNORECASE)
    return tuple(part for part in re.split(r",\s*", words) if part)


def _tag_language(part: etree._Element) -> str:
    for label in _tagged(part, "dt"):
        value = label.getnext()
        if _words(label).startswith("Language") and value is not None:
            return "en" if _words(value).startswith("English") else ""
    return ""


def _page_metadata(root: etree._Element) -> Metadata:
    """From ``<meta>`` and ``<title>``, and the language of the ``<html>`` element."""
    stated: dict[str, list[str]] = {}
    for meta in _tagged(root, "meta"):
        key = (meta.get("name") or meta.get("property") or "").lower().replace("dcterms.", "dc.")
        stated.setdefault(key, []).append(" ".join((meta.get("content") or "").split()))
    titles = [
        *stated.get("dc.title", ()),
        *stated.get("og:title", ()),
        _words(next(iter(_tagged(root, "title")), None)),
    ]
    authors = stated.get("dc.creator") or stated.get("author") or []
    html = next(iter(_tagged(root, "html")), root)
    language = html.get("lang") or html.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return Metadata(
        title=next((title for title in titles if title), ""),
        authors=tuple(dict.fromkeys(author for author in authors if author)),
        language=language.strip() or next(iter(stated.get("dc.language", ())), ""),
    )


def _words(element: etree._Element | None) -> str:
    return " ".join(text_of(element).split()) if element is not None else ""
