"""``docx``: a bible as a Word document, with headings for its outline and links from claims to passages."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from diegesis.bible.page import Block, Figure, Item, Items, Labelled, Page, Para, Run, Runs, Section, Style, Table

#: The time stamped on everything: a file made twice has the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)
#: Inches from margin to margin.
_WIDTH = 6.0


def render(page: Page, plots: Mapping[str, bytes] | None = None) -> bytes:
    """The file.

    Args:
        page: what to write.
        plots: as PNG, by kind: all that the page keeps a place for.
    """
    import docx
    from docx.shared import Pt

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = page.title[:255], "", ""
    properties.created = properties.modified = datetime.datetime(*_TIME)
    for style in ("Normal", "List Continue", "List Bullet"):
        document.styles[style].paragraph_format.space_after = Pt(3)
    document.styles["Normal"].font.size = Pt(10.5)
    writer = _Writer(document, plots or {})
    writer.heading(page.title, 0, "")
    for runs in page.under:
        writer.paragraph(runs)
    for section in page.sections:
        writer.block(section)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _without_times(archive: bytes) -> bytes:
    """The same archive with one time for all its members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(member, given.read(name))
    return packed.getvalue()


class _Writer:
    def __init__(self, document: Any, plots: Mapping[str, bytes]) -> None:
        self._document = document
        self._plots = plots
        self._bookmarks = 0

    def block(self, block: Block) -> None:
        if isinstance(block, Section):
            self.heading(block.title, block.level - 1, block.anchor)
            for part in block.blocks:
                self.block(part)
        elif isinstance(block, Para):
            self.paragraph(block.runs)
        elif isinstance(block, Items):
            for item in block.items:
                self._item(item, numbered=block.kind == "passages")
        elif isinstance(block, Labelled):
            self._labelled(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
            self._figure(block)

    def heading(self, words: str, level: int, anchor: str) -> None:
        paragraph = self._document.add_heading(level=level)
        self._bookmark(paragraph, anchor)
        paragraph.add_run(words)

    def paragraph(self, runs: Runs, style: str | None = None, anchor: str = "") -> Any:
        paragraph = self._document.add_paragraph(style=style)
        self._bookmark(paragraph, anchor)
        _add_runs(paragraph, runs)
        return paragraph

    def _item(self, item: Item, *, numbered: bool) -> None:
        """An entry; a passage has its number written out, since links name it."""
        if numbered:
            self.paragraph((Run(f"[{item.anchor.lstrip('e')}] "), *item.runs), anchor=item.anchor)
            return
        self.paragraph(item.runs, "List Bullet", item.anchor)
        for line in item.below:
            self.paragraph(line, "List Continue")

    def _labelled(self, block: Labelled) -> None:
        for label, lines in block.rows:
            first, *rest = lines
            self.paragraph((Run(f"{label}: ", Style.DIM), *first))
            for line in rest:
                self.paragraph(line, "List Continue")

    def _table(self, block: Table) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        table = self._document.add_table(rows=1, cols=len(block.head), style="Light Grid Accent 1")
        for cell, words in zip(table.rows[0].cells, block.head, strict=True):
            cell.paragraphs[0].add_run(words)
        for row in block.rows:
            for column, (cell, runs) in enumerate(zip(table.add_row().cells, row.cells, strict=True)):
                paragraph = cell.paragraphs[0]
                if column == 0:
                    self._bookmark(paragraph, row.anchor)
                if column in block.numeric:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                _add_runs(paragraph, runs)
        self._document.add_paragraph()

    def _figure(self, figure: Figure) -> None:
        from docx.shared import Inches

        self._document.add_picture(io.BytesIO(self._plots[figure.kind]), width=Inches(_WIDTH))
        self._document.add_paragraph(figure.caption, style="Caption")

    def _bookmark(self, paragraph: Any, anchor: str) -> None:
        """A place that links lead to, at the start of a paragraph."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if not anchor:
            return
        self._bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), str(self._bookmarks))
            if tag == "w:bookmarkStart":
                mark.set(qn("w:name"), _name(anchor))
            paragraph._p.append(mark)


def _name(anchor: str) -> str:
    """Word wants a letter first and nothing but letters, digits and lines."""
    return f"bible_{anchor.replace('-', '_')}"


def _add_runs(paragraph: Any, runs: Runs) -> None:
    for run in runs:
        made = paragraph.add_run(f"[{run.words}]" if run.style is Style.CITE else run.words)
        _dress(made, run.style)
        if run.link:
            _link(paragraph, made, run.link)


def _dress(made: Any, style: Style) -> None:
    from docx.shared import RGBColor

    if style is Style.STRONG:
        made.bold = True
    if style in (Style.QUOTE, Style.MARKED):
        made.italic = True
    if style is Style.MARKED:
        made.underline = True
    if style is Style.DIM:
        made.font.color.rgb = RGBColor(0x64, 0x6B, 0x75)
    if style is Style.CITE:
        made.font.superscript = True
        made.font.color.rgb = RGBColor(0x1F, 0x5F, 0xA8)


def _link(paragraph: Any, made: Any, anchor: str) -> None:
    """Put a run into a link to a bookmark of this document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _name(anchor))
    link.set(qn("w:history"), "1")
    paragraph._p.append(link)
    link.append(made._r)
