"""Walks a page of HTML or XHTML and makes blocks of it; shared by saved web pages and EPUB."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from diegesis.sources.blocks import SCENE_BREAK_TEXT, DraftBlock, InlineText
from diegesis.sources.losses import Losses
from diegesis.sources.markup import local_name
from diegesis.sources.roles import BLOCK_TAGS, Role, role_of, words_of
from diegesis.sources.source import MarkKind
from diegesis.sources.styles import Style, read_declarations

#: A letter that a picture shows at the start of a chapter.
_DROP_CAP = re.compile(r"^[“‘\"']?[A-Z]$")
_STANZA = frozenset({"stanza", "poem", "poetry", "z3998:verse", "z3998:poem"})
_MARKS_OF_Q = (("“", "”"), ("‘", "’"))


@dataclass(frozen=True, slots=True)
class _Frame:
    """What holds inside an element: inherited from the elements around it."""

    tag: str = ""
    kind: MarkKind = MarkKind.BLOCK
    value: str = ""
    matter: MarkKind | None = None
    italic: bool = False
    bold: bool = False
    linked: bool = False
    verbatim: bool = False
    quotes: int = 0
    chapter_head: bool = False
    stanza: bool = False
    blocks_before: int = 0


class Flow:
    """Collects the blocks of one or several pages.

    Args:
        losses: where to count what is left out.
        styles: class name to style, from the style sheets.
        web_page: whether the pages have the furniture of a web site.
    """

    def __init__(self, losses: Losses, *, styles: Mapping[str, Style] | None = None, web_page: bool = False) -> None:
        self.blocks: list[DraftBlock] = []
        self.styles: dict[str, Style] = dict(styles or {})
        self._losses = losses
        self._web_page = web_page
        self._inline = InlineText()
        self._gap = False
        self._frame = _Frame()
        self._anchors: list[str] = []
        self._place = ""

    def read(
        self, root: etree._Element, *, place: str = "", matter: MarkKind | None = None, kind: MarkKind = MarkKind.BLOCK
    ) -> None:
        """Append the blocks of a page.

        Args:
            root: the page's tree, or a part of it.
            place: the page's name; the anchors in it become ``place#name``.
            matter: what the whole page is; ``None`` leaves it to the page.
            kind: ``NOTE`` for a page of notes.
        """
        self._place = place
        self._anchors.append(place)
        self._frame = _Frame(matter=matter, kind=kind)
        frames: list[_Frame] = []
        steps: list[tuple[etree._Element, bool]] = [(root, False)]
        while steps:
            element, leaving = steps.pop()
            if leaving:
                self._leave(frames.pop())
                self._text(element.tail)
            elif self._enter(element, frames):
                self._text(element.text)
                steps.append((element, True))
                steps.extend((child, False) for child in reversed(element))
            elif element is not root:
                self._text(element.tail)
        self._flush()

    def _text(self, words: str | None) -> None:
        if not words:
            return
        frame = self._frame
        kinds = [MarkKind.ITALIC] if frame.italic else []
        if frame.bold:
            kinds.append(MarkKind.BOLD)
        self._inline.add(words, kinds=kinds, linked=frame.linked, verbatim=frame.verbatim)

    def _enter(self, element: etree._Element, frames: list[_Frame]) -> bool:
        """Begin an element; false where what is in it is not wanted."""
        tag = local_name(element)
        if not tag:
            return False
        if tag in BLOCK_TAGS:
            self._end_block(tag, stanza=_is_stanza(element))
        self._note_anchor(element, tag)
        if tag == "br":
            self._break_line()
            return False
        role = role_of(element, web_page=self._web_page)
        if role.skip is not None:
            self._skip(element, role.skip)
            return False
        if role.separator:
            self._separate()
            return False
        style = self._style(element)
        if style.hidden:
            self._losses.add("hidden_text")
            return False
        self._begin(element, tag, role, style, frames)
        return True

    def _begin(self, element: etree._Element, tag: str, role: Role, style: Style, frames: list[_Frame]) -> None:
        if tag == "table":
            self._losses.add("tables")
        frames.append(self._frame)
        self._frame = _inner(self._frame, element, tag, role, style, blocks_before=len(self.blocks))
        if tag == "q":
            self._text(_MARKS_OF_Q[(self._frame.quotes - 1) % 2][0])

    def _leave(self, outer: _Frame) -> None:
        frame = self._frame
        if frame.tag == "q":
            self._text(_MARKS_OF_Q[(frame.quotes - 1) % 2][1])
        if frame.tag in BLOCK_TAGS:
            if frame.tag == "p" and self._inline.empty and len(self.blocks) == frame.blocks_before:
                self._gap = True
            self._end_block(frame.tag, stanza=frame.stanza)
        self._frame = outer

    def _end_block(self, tag: str, *, stanza: bool) -> None:
        """A block begins or ends here; inside verse, lines stay together up to the end of the stanza."""
        if self._frame.kind is MarkKind.VERSE and tag in ("div", "li") and not stanza:
            if not self._inline.empty and not self._inline.ends_with_line_break():
                self._inline.line_break()
            return
        self._flush()

    def _break_line(self) -> None:
        """``<br>``; a second one in a row ends the paragraph, as many web pages do it."""
        if self._inline.ends_with_line_break():
            self._flush()
        elif not self._inline.empty:
            self._inline.line_break()

    def _note_anchor(self, element: etree._Element, tag: str) -> None:
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name:
            self._anchors.append(f"{self._place}#{name}")

    def _skip(self, element: etree._Element, code: str) -> None:
        if code:
            self._losses.add(code)
        if code == "images":
            self._picture(element)

    def _picture(self, element: etree._Element) -> None:
        """A picture alone in its paragraph may be an ornament between scenes; one of a letter begins a chapter."""
        letter = (element.get("alt") or "").strip()
        if self._inline.empty and _DROP_CAP.match(letter) and (element.tail or "")[:1].isalpha():
            self._text(letter)

    def _separate(self) -> None:
        self._flush()
        if self.blocks and self.blocks[-1].kind is not MarkKind.SCENE_BREAK:
            self.blocks.append(
                DraftBlock(text=SCENE_BREAK_TEXT, kind=MarkKind.SCENE_BREAK, matter=self._frame.matter, rule=True)
            )

    def _style(self, element: etree._Element) -> Style:
        declared = element.get("style")
        if declared:
            return read_declarations(declared)
        for name in (element.get("class") or "").split() if self.styles else ():
            if name in self.styles:
                return self.styles[name]
        return Style()

    def _flush(self) -> None:
        """End the block: what came in becomes a draft."""
        if self._inline.empty:
            return
        text, inline, linked = self._inline.take()
        if not text:
            self._gap = True
            return
        frame = self._frame
        self.blocks.append(
            DraftBlock(
                text=text,
                kind=frame.kind,
                value=frame.value if frame.kind is MarkKind.HEADING else "",
                matter=frame.matter,
                inline=inline,
                gap=self._gap,
                linked=linked,
                anchors=tuple(self._anchors),
            )
        )
        self._gap = False
        self._anchors = []


def _is_stanza(element: etree._Element) -> bool:
    return bool(words_of(element) & _STANZA)


def _inner(outer: _Frame, element: etree._Element, tag: str, role: Role, style: Style, *, blocks_before: int) -> _Frame:
    """What holds inside an element."""
    kind, value = _inner_kind(outer, role, tag)
    italic = style.italic if style.italic is not None else outer.italic or role.italic
    bold = style.bold if style.bold is not None else outer.bold or role.bold
    return replace(
        outer,
        tag=tag,
        kind=kind,
        value=value,
        matter=None if role.story else role.matter or outer.matter,
        italic=italic,
        bold=bold and kind is not MarkKind.HEADING,
        linked=outer.linked or (tag == "a" and "#" in (element.get("href") or "")),
        verbatim=outer.verbatim or tag == "pre",
        quotes=outer.quotes + (tag == "q"),
        stanza=_is_stanza(element),
        blocks_before=blocks_before,
        chapter_head=outer.chapter_head or {"meta", "group"} <= words_of(element),
    )


def _inner_kind(outer: _Frame, role: Role, tag: str) -> tuple[MarkKind, str]:
    """Notes stay notes, but in matter all is matter; a heading ends with its element; verse in a letter is verse."""
    if outer.matter is not None and role.kind is MarkKind.NOTE:
        return outer.kind, outer.value
    if outer.kind is MarkKind.NOTE and not (role.kind is MarkKind.HEADING and outer.chapter_head):
        return MarkKind.NOTE, ""
    if outer.kind is MarkKind.HEADING or role.kind is None:
        return outer.kind, outer.value
    if outer.kind is MarkKind.VERSE and role.kind is MarkKind.LETTER:
        return outer.kind, ""
    return role.kind, role.value
