"""What a Word document's styles say of their paragraphs and runs, with what they inherit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

_HEADING = re.compile(r"^(?:heading|überschrift|titre) (\d)$|^chapter (?:heading|title)$", re.IGNORECASE)
_LETTER = re.compile(r"^(?:intense quote|quote|quotations?|block ?text|block ?quote|letter|html preformatted)\b", re.I)
_VERSE = re.compile(r"^(?:verse|poem|poetry|stanza|song)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc \d|toc heading|table of (?:contents|figures))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says; ``None`` where it says nothing.

    Attributes:
        name: the style's name as Word shows it.
        level: heading level 1 to 6; 0 for no heading.
        italic, bold, hidden: of the letters.
        numbered: its paragraphs get automatic numbers.
    """

    name: str = ""
    level: int = 0
    italic: bool | None = None
    bold: bool | None = None
    hidden: bool | None = None
    numbered: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether its paragraphs are quotations or letters."""
        return bool(_LETTER.match(self.name))

    @property
    def is_verse(self) -> bool:
        """Whether its paragraphs are verse."""
        return bool(_VERSE.match(self.name))

    @property
    def is_contents(self) -> bool:
        """Whether its paragraphs are a table of contents."""
        return bool(_CONTENTS.match(self.name))


def read_styles(document: Document) -> dict[str, Look]:
    """Style id to look, inheritance followed; the default paragraph style stands under the empty id."""
    elements = {
        style.get(qn("w:styleId")) or "": style for style in document.styles.element.iterchildren(qn("w:style"))
    }
    looks = {identity: _look(identity, elements) for identity in elements}
    for identity, style in elements.items():
        if style.get(qn("w:default")) in ("1", "true") and style.get(qn("w:type")) == "paragraph":
            looks.setdefault("", looks[identity])
    return looks


def switched(properties: etree._Element | None, tag: str) -> bool | None:
    """An on/off property such as ``w:i``: on, off, or ``None`` where it is not stated."""
    element = properties.find(qn(tag)) if properties is not None else None
    if element is None:
        return None
    return element.get(qn("w:val")) not in ("0", "false", "off", "none")


def _look(identity: str, elements: Mapping[str, etree._Element]) -> Look:
    chain = list(_ancestry(identity, elements))
    letters = [style.find(qn("w:rPr")) for style in chain]
    paragraph = [style.find(qn("w:pPr")) for style in chain]
    return Look(
        name=_value(chain[0].find(qn("w:name"))),
        level=next((level for style in chain if (level := _level(style))), 0),
        italic=_first(letters, "w:i"),
        bold=_first(letters, "w:b"),
        hidden=_first(letters, "w:vanish"),
        numbered=any(part is not None and part.find(qn("w:numPr")) is not None for part in paragraph),
    )


def _ancestry(identity: str, elements: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    seen: set[str] = set()
    while identity in elements and identity not in seen:
        seen.add(identity)
        yield elements[identity]
        identity = _value(elements[identity].find(qn("w:basedOn")))


def _first(properties: list[etree._Element | None], tag: str) -> bool | None:
    return next((stated for part in properties if (stated := switched(part, tag)) is not None), None)


def _value(element: etree._Element | None) -> str:
    return (element.get(qn("w:val")) or "") if element is not None else ""


def _level(style: etree._Element) -> int:
    """From the style's name or its outline level."""
    found = _HEADING.match(_value(style.find(qn("w:name"))))
    if found:
        return min(max(int(found.group(1) or 1), 1), 6)
    outline = style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    return outline_level(outline)


def outline_level(outline: etree._Element | None) -> int:
    """Heading level of ``w:outlineLvl``, 1 to 6; 0 for body text."""
    stated = _value(outline)
    return int(stated) + 1 if stated.isascii() and stated.isdigit() and int(stated) < 6 else 0
