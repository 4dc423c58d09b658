"""The few things of a style sheet that carry sense: which classes are italic, bold or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"^(?:[a-z][a-z0-9]*)?\.([\w-]+)$", re.IGNORECASE)
_PROPERTY = re.compile(r"(font-style|font-weight|display|visibility)\s*:\s*([\w-]+)", re.IGNORECASE)
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class Style:
    """What one rule says; ``None`` where it says nothing.

    Attributes:
        italic: letters are slanted (true) or set upright (false).
        bold: letters are bold (true) or not (false).
        hidden: the element is not shown.
    """

    italic: bool | None = None
    bold: bool | None = None
    hidden: bool = False


def read_declarations(declarations: str) -> Style:
    """The sense of ``font-style: italic; display: none`` and the like; the last word on a thing counts."""
    italic = bold = None
    hidden = False
    for found in _PROPERTY.finditer(declarations):
        name, value = found.group(1).lower(), found.group(2).lower()
        if name == "font-style":
            italic = value in ("italic", "oblique")
        elif name == "font-weight":
            bold = value in _BOLD
        else:
            hidden = value in ("none", "hidden")
    return Style(italic, bold, hidden)


def read_style_sheets(sheets: Iterable[str]) -> dict[str, Style]:
    """Class name to style, of rules for a class alone (``.em``, ``span.em``); later rules win."""
    styles: dict[str, Style] = {}
    for sheet in sheets:
        for selectors, declarations in _RULE.findall(_COMMENT.sub("", sheet)):
            style = read_declarations(declarations)
            if style == Style():
                continue
            for selector in selectors.split(","):
                found = _SELECTOR.match(selector.strip())
                if found:
                    styles[found.group(1)] = style
    return styles
