"""Walks the body of a Word document and makes blocks of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from docx.oxml.ns import qn
from lxml import etree

from diegesis.sources.blocks import SCENE_BREAK_TEXT, DraftBlock, InlineText
from diegesis.sources.docx_styles import Look, outline_level, switched
from diegesis.sources.losses import Losses
from diegesis.sources.source import MarkKind

#: Elements left out with all that is in them -> damage code; empty where nobody misses it.
_SKIPPED = {
    **dict.fromkeys((qn("w:del"), qn("w:moveFrom")), "tracked_deletions"),
    **dict.fromkeys((qn("w:drawing"), qn("w:pict")), "images"),
    qn("w:object"): "embedded_objects",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "embedded_objects",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback": "",
    qn("w:instrText"): "",
    qn("w:pPr"): "",
    qn("w:rPr"): "",
    qn("w:sdtPr"): "",
}
_INSERTED = frozenset({qn("w:ins"), qn("w:moveTo")})
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
_NOTE_MARKS = frozenset({qn("w:footnoteReference"), qn("w:endnoteReference")})
_RULE_TAG = "{urn:schemas-microsoft-com:office:office}hr"
_TITLE_STYLES = frozenset({"title", "subtitle", "author", "byline"})
_PLAIN = Look()
#: The level of a paragraph in a title style until the whole text is known.
_TITLE = "title"


class DocxFlow:
    """Collects the blocks of a Word document.

    Args:
        styles: style id to look, as ``read_styles`` gives them.
        losses: where to count what is left out.
    """

    def __init__(self, styles: Mapping[str, Look], losses: Losses) -> None:
        self.blocks: list[DraftBlock] = []
        self._styles = styles
        self._losses = losses
        self._gap = False
        self._contents = 0

    def read(self, body: etree._Element) -> None:
        """Append the blocks of the body: paragraphs, and tables cell by cell."""
        steps = [body]
        while steps:
            element = steps.pop()
            if element.tag == qn("w:p"):
                self._paragraph(element, in_contents=_in_contents(element))
                continue
            if element.tag == qn("w:tbl"):
                self._losses.add("tables")
            if element.tag not in _SKIPPED:
                steps.extend(child for child in reversed(element) if isinstance(child.tag, str))
        self._type_title_page()

    def read_notes(self, root: etree._Element | None, tag: str) -> None:
        """Append the footnotes or endnotes as notes behind the text; separators are passed over."""
        for note in root if root is not None else ():
            if note.tag != qn(f"w:{tag}") or note.get(qn("w:type")) in ("separator", "continuationSeparator"):
                continue
            for paragraph in note.iter(qn("w:p")):
                self._paragraph(paragraph, kind=MarkKind.NOTE)

    def _paragraph(self, paragraph: etree._Element, *, kind: MarkKind | None = None, in_contents: bool = False) -> None:
        properties = paragraph.find(qn("w:pPr"))
        look = self._look(properties, "w:pStyle")
        inline = InlineText()
        for run in self._runs(paragraph):
            self._run(run, look, inline)
        text, stretches, _ = inline.take()
        if not text:
            self._blank(paragraph, properties)
            return
        level = str(_heading_level(properties, look) or "")
        if not level and look.name.lower() in _TITLE_STYLES:
            level = _TITLE
        if _is_numbered(properties, look):
            self._losses.add("automatic_numbers")
        self.blocks.append(
            DraftBlock(
                text=text,
                kind=kind or _kind(look, level),
                value=level if kind is None else "",
                matter=MarkKind.FRONT_MATTER if in_contents or look.is_contents else None,
                inline=stretches,
                gap=self._gap,
            )
        )
        self._gap = False

    def _blank(self, paragraph: etree._Element, properties: etree._Element | None) -> None:
        """A paragraph without words: a rule where a border or a rule is drawn, else a gap."""
        border = properties.find(qn("w:pBdr")) if properties is not None else None
        drawn = any(shape.get(_RULE_TAG) in ("t", "true", "1") for shape in paragraph.iter())
        if not drawn and (border is None or not len(border)):
            self._gap = True
        elif self.blocks and not self.blocks[-1].rule:
            self.blocks.append(DraftBlock(text=SCENE_BREAK_TEXT, kind=MarkKind.SCENE_BREAK, rule=True))

    def _look(self, properties: etree._Element | None, tag: str) -> Look:
        style = properties.find(qn(tag)) if properties is not None else None
        identity = (style.get(qn("w:val")) or "") if style is not None else ""
        return self._styles.get(identity, _PLAIN) if tag == "w:pStyle" or identity else _PLAIN

    def _runs(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """The runs of a paragraph in order, those of links, fields and insertions too."""
        steps = list(reversed(paragraph))
        while steps:
            element = steps.pop()
            if element.tag in _SKIPPED:
                self._skip(element)
            elif element.tag == qn("w:r"):
                yield element
            else:
                if element.tag in _INSERTED:
                    self._losses.add("tracked_insertions")
                steps.extend(reversed(element))

    def _skip(self, element: etree._Element) -> None:
        code = _SKIPPED[str(element.tag)]
        if code == "images" and any(True for _ in element.iter(qn("w:txbxContent"))):
            code = "text_boxes"
        if code == "images" and any(shape.get(_RULE_TAG) for shape in element.iter()):
            code = ""
        if code:
            self._losses.add(code)

    def _run(self, run: etree._Element, paragraph: Look, inline: InlineText) -> None:
        properties = run.find(qn("w:rPr"))
        look = self._look(properties, "w:rStyle")
        if _stated(switched(properties, "w:vanish"), look.hidden, paragraph.hidden):
            self._losses.add("hidden_text")
            return
        kinds = []
        if _stated(switched(properties, "w:i"), look.italic, paragraph.italic):
            kinds.append(MarkKind.ITALIC)
        if _stated(switched(properties, "w:b"), look.bold, paragraph.bold) and not paragraph.level:
            kinds.append(MarkKind.BOLD)
        for child in _run_content(run):
            self._add(child, kinds, inline)

    def _add(self, element: etree._Element, kinds: list[MarkKind], inline: InlineText) -> None:
        tag = str(element.tag)
        if tag == qn("w:t"):
            inline.add(element.text or "", kinds=kinds, verbatim=True)
        elif tag in _CHARACTERS:
            inline.add(_CHARACTERS[tag], kinds=kinds, verbatim=True)
        elif tag in (qn("w:br"), qn("w:cr")):
            if element.get(qn("w:type")) in ("page", "column"):
                self._gap = self._gap or inline.empty
            else:
                inline.line_break()
        elif tag == qn("w:sym"):
            self._losses.add("symbols")
        elif tag in _NOTE_MARKS:
            self._losses.add("note_references")
        elif tag in _SKIPPED:
            self._skip(element)

    def _type_title_page(self) -> None:
        """Title styles before everything else are a title page; where chapters use them too, all are headings."""
        titles = [block for block in self.blocks if block.value == _TITLE]
        page = list(takewhile(lambda block: block.value == _TITLE, self.blocks))
        for block in titles:
            if len(titles) == len(page):
                block.kind, block.value, block.matter = MarkKind.BLOCK, "", MarkKind.FRONT_MATTER
            else:
                block.value = "1"


def _run_content(run: etree._Element) -> Iterator[etree._Element]:
    """A run's pieces; of alternatives (a drawing for new and for old programs) the first."""
    for child in run:
        if str(child.tag).endswith("}AlternateContent"):
            yield from (inner for choice in list(child)[:1] for inner in choice)
        else:
            yield child


def _stated(*values: bool | None) -> bool:
    return next((value for value in values if value is not None), False)


def _kind(look: Look, level: str) -> MarkKind:
    if level:
        return MarkKind.HEADING
    if look.is_verse:
        return MarkKind.VERSE
    return MarkKind.LETTER if look.is_letter else MarkKind.BLOCK


def _heading_level(properties: etree._Element | None, look: Look) -> int:
    stated = properties.find(qn("w:outlineLvl")) if properties is not None else None
    return outline_level(stated) or look.level


def _is_numbered(properties: etree._Element | None, look: Look) -> bool:
    numbers = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}") if properties is not None else None
    return numbers.get(qn("w:val")) != "0" if numbers is not None else look.numbered


def _in_contents(paragraph: etree._Element) -> bool:
    """Whether the paragraph stands in a table of contents that Word keeps."""
    for holder in paragraph.iterancestors(qn("w:sdt")):
        gallery = holder.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
        if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
            return True
    return False
