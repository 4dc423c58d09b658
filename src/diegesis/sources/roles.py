"""What an element of HTML or XHTML is in a book, told by its tag, ``epub:type``, role, class and id.

The vocabulary: EPUB's structural semantics and its ``doc-`` roles, the classes of Project Gutenberg, of the
Archive of Our Own's downloads and work pages, and of common e-book makers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from diegesis.sources.markup import local_name, text_of
from diegesis.sources.source import MarkKind

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCK_TAGS = _set("""
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul
""")
#: Tag -> damage code under which it is counted when left out; empty where nobody misses it.
SKIPPED_TAGS = {
    **dict.fromkeys(("script",), "scripts"),
    **dict.fromkeys(("iframe", "object", "embed", "audio", "video", "canvas", "math", "applet"), "embedded_objects"),
    **dict.fromkeys(("img", "svg", "image", "picture"), "images"),
    **dict.fromkeys(("nav",), "navigation"),
    **dict.fromkeys(_set("head style noscript template button select input textarea rt rp map"), ""),
}
_ITALIC_TAGS = frozenset({"i", "em", "cite", "dfn", "var"})
_BOLD_TAGS = frozenset({"b", "strong"})

_STORY = _set("bodymatter chapter part volume division prologue epilogue doc-chapter doc-part doc-prologue")
_FRONT = _set("""
    cover frontcover titlepage title-page halftitlepage halftitle copyright-page imprint toc doc-toc dedication
    doc-dedication foreword doc-foreword preface doc-preface introduction doc-introduction acknowledgments
    doc-acknowledgments acknowledgements frontmatter
    landmarks loi lot contents contributors other-credits seriespage praise
    pgheader pg-header
""")
_BACK = _set("""
    backmatter colophon doc-colophon appendix doc-appendix afterword doc-afterword glossary doc-glossary index
    doc-index bibliography doc-bibliography backcover errata doc-errata qna pgfooter pg-footer
""")
#: Of these, the ones that say enough as a class or an id too.
_TELLING_NAMES = _set("""
    toc contents titlepage title-page halftitle copyright-page dedication colophon preface chapter pgheader
    pg-header pgfooter pg-footer
""")
_NOTES = _set("""
    footnote footnotes endnote endnotes rearnote rearnotes doc-footnote doc-endnote doc-endnotes annotation
    annotations fn-text
""")
_REFERENCES = _set("noteref doc-noteref backlink doc-backlink fnanchor footnote-ref noteref-link")
_PAGE_NUMBERS = _set("pagebreak doc-pagebreak pagenum pageno page-number pagenumber page_number")
_VERSE = _set("poem poetry verse stanza z3998:verse z3998:poem z3998:song z3998:hymn song lyrics")
_LETTERS = _set("z3998:letter z3998:diary z3998:document letter telegram")
#: Furniture of a web page, by whole class or id.
_FURNITURE = _set("""
    nav navbar navigation menu sidebar breadcrumb breadcrumbs comments comment-form comments_placeholder share
    sharing social cookie-banner cookies advertisement ads related feedback kudos site-header site-footer footer
    landmark skip-link actions chapter-nav pagination
""")
_HEADING_CLASS = re.compile(
    r"^(?:(?:chap(?:ter)?|part)[-_]?(?:title|head(?:ing|er)?|num(?:ber)?|name|no)|ct|cn|chapter-?subtitle)\d*$", re.I
)
_SEPARATOR_CLASS = re.compile(r"^(?:scene[-_]?(?:break|sep(?:arator)?)|hr|thought-?break|tb|asterism|sep)$", re.I)
#: A reference to a note inside running text: ``[12]``, ``*``, ``3``.
_REFERENCE_TEXT = re.compile(r"^\W{0,2}(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])\W{0,2}$|^↩\ufe0e?$")


@dataclass(frozen=True, slots=True)
class Role:
    """What an element is.

    Attributes:
        skip: leave it out and count it under this damage code; ``None`` keeps it, empty leaves it out uncounted.
        kind: ``NOTE``, ``VERSE``, ``LETTER`` or ``HEADING`` for what is inside.
        value: a heading's level.
        matter: ``FRONT_MATTER`` or ``BACK_MATTER`` for what is inside.
        story: it says of itself that it belongs to the story, even inside front matter.
        italic, bold: whether the letters are slanted or bold by the tag.
        separator: it separates scenes, whatever it holds.
    """

    skip: str | None = None
    kind: MarkKind | None = None
    value: str = ""
    matter: MarkKind | None = None
    story: bool = False
    italic: bool = False
    bold: bool = False
    separator: bool = False


_PLAIN = Role()


def words_of(element: etree._Element) -> frozenset[str]:
    """The element's types, role, classes and id, in lower case."""
    return types_of(element) | _stated(element, ("class", "id"))


def types_of(element: etree._Element) -> frozenset[str]:
    """What ``epub:type`` and ``role`` say, in lower case."""
    return _stated(element, (_EPUB_TYPE, "epub:type", "role"))


def _stated(element: etree._Element, keys: tuple[str, ...]) -> frozenset[str]:
    attributes = element.attrib
    if not attributes:
        return frozenset()
    return frozenset(word for key in keys if (value := attributes.get(key)) for word in value.lower().split())


def matter_of(words: frozenset[str]) -> MarkKind | None:
    """Front or back matter, by the vocabulary of EPUB's types, guide and landmarks; story types win."""
    if words & _STORY:
        return None
    if words & _FRONT:
        return MarkKind.FRONT_MATTER
    return MarkKind.BACK_MATTER if words & _BACK else None


def role_of(element: etree._Element, *, web_page: bool) -> Role:
    """What an element is in the book.

    Args:
        element: an element of a parsed page.
        web_page: leave out the furniture of web pages too.
    """
    tag = local_name(element)
    if tag in SKIPPED_TAGS:
        return Role(skip=SKIPPED_TAGS[tag])
    words = words_of(element)
    skip = _skipped(element, tag, words, web_page=web_page)
    if skip is not None:
        return Role(skip=skip)
    separator = _separator(element, tag, words)
    if separator is not None:
        return separator
    if tag in _ITALIC_TAGS or tag in _BOLD_TAGS:
        return Role(italic=tag in _ITALIC_TAGS, bold=tag in _BOLD_TAGS)
    return _block_role(element, tag, words) if tag in BLOCK_TAGS or words else _PLAIN


def _skipped(element: etree._Element, tag: str, words: frozenset[str], *, web_page: bool) -> str | None:
    if words & _PAGE_NUMBERS:
        return "page_numbers"
    if tag in ("a", "sup") and _is_reference(element, tag, words):
        return "note_references"
    if "hidden" in element.attrib:
        return "hidden_text"
    if web_page and (words & _FURNITURE or _is_page_edge(element, tag)):
        return "navigation"
    return None


def _separator(element: etree._Element, tag: str, words: frozenset[str]) -> Role | None:
    """A rule, or an element whose class says that it separates scenes and which holds no words."""
    if tag == "hr":
        return Role(separator=True)
    if tag not in BLOCK_TAGS or not any(_SEPARATOR_CLASS.match(word) for word in words):
        return None
    text = text_of(element).strip()
    if any(letter.isalpha() for letter in text):
        return None
    return Role(kind=MarkKind.SCENE_BREAK) if text else Role(separator=True)


def _is_page_edge(element: etree._Element, tag: str) -> bool:
    return tag in ("header", "footer", "form") and _parent_tag(element) == "body"


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local_name(parent)


def _is_reference(element: etree._Element, tag: str, words: frozenset[str]) -> bool:
    text = text_of(element).strip()
    if len(text) > 8:
        return False
    if words & _REFERENCES:
        return True
    links = [element] if tag == "a" else [child for child in element if local_name(child) == "a"]
    raised = tag == "sup" or text.startswith(("[", "↩")) or any(local_name(child) == "sup" for child in element)
    into_book = any("#" in (link.get("href") or "") for link in links)
    return raised and into_book and bool(_REFERENCE_TEXT.match(text))


def _block_role(element: etree._Element, tag: str, words: frozenset[str]) -> Role:
    if tag[0] == "h" and tag[1:] in ("1", "2", "3", "4", "5", "6"):
        return Role(kind=MarkKind.HEADING, value=tag[1:])
    if _ao3_preface(element, words):
        return Role(matter=MarkKind.FRONT_MATTER)
    if element.get("id") == "afterword":
        return Role(matter=MarkKind.BACK_MATTER)
    if _ao3_notes(element, tag, words) or words & _NOTES or tag == "aside":
        return Role(kind=MarkKind.NOTE)
    if words & _VERSE:
        return Role(kind=MarkKind.VERSE)
    if tag == "blockquote" or words & _LETTERS:
        return Role(kind=MarkKind.LETTER)
    if tag in ("p", "div") and any(_HEADING_CLASS.match(word) for word in words):
        return Role(kind=MarkKind.HEADING, value="2")
    if tag == "p" and _parent_tag(element) == "hgroup":
        return Role(kind=MarkKind.HEADING, value="3")
    types = types_of(element) | (words & _TELLING_NAMES)
    return Role(matter=matter_of(types), story=bool(types & _STORY))


def _ao3_preface(element: etree._Element, words: frozenset[str]) -> bool:
    """The preface of a download (``#preface``), or of a saved work page: ``.preface`` outside the chapters."""
    if element.get("id") == "preface":
        return True
    return {"preface", "group"} <= words and "chapter" not in words


def _ao3_notes(element: etree._Element, tag: str, words: frozenset[str]) -> bool:
    """Summary and notes of a chapter: ``.meta`` in a download; ``.summary``, ``.notes`` of ``.module`` on a page."""
    if tag != "div":
        return False
    return "meta" in words or ("module" in words and bool(words & {"summary", "notes"}))
