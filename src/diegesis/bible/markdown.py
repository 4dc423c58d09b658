"""``md``: a bible as Markdown: CommonMark with tables and footnotes, as GitHub, Pandoc and Obsidian read them.

A claim's passages are its footnotes. Words of the book never become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from diegesis.bible.page import Block, Items, Labelled, Page, Para, Runs, Section, Style, Table

_MARKUP = re.compile(r"([\\`*_\[\]<>|~$^@#])")
_LINE_START = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")
_LINKS = re.compile(r"(?i)(://|\bwww\.)")


def escaped(words: str) -> str:
    """Words on one line that no reader of Markdown takes for markup.

    >>> escaped("*so* <b> 1_2"), escaped("1. Ann"), escaped("- Tom & co")
    ('\\\\*so\\\\* \\\\<b\\\\> 1\\\\_2', '1\\\\. Ann', '\\\\- Tom &amp; co')
    """
    found = _MARKUP.sub(r"\\\1", words).replace("&", "&amp;")
    found = _LINKS.sub(lambda link: link[0].replace(":", r"\:").replace(".", r"\."), found)
    return _LINE_START.sub(lambda mark: f"{mark[1]}\\{mark[2]}" if mark[1] else f"\\{mark[3]}", found)


def render(page: Page, plots: Mapping[str, str] | None = None) -> str:
    """The page; ends in a line feed.

    Args:
        page: what to write.
        plots: links to them from the page, by kind: all that the page keeps a place for.
    """
    parts = [f"# {escaped(page.title)}", *map(_inline, page.under)]
    for section in page.sections:
        parts += _Writer(plots or {}).section(section)
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    def __init__(self, plots: Mapping[str, str]) -> None:
        self._plots = plots

    def section(self, section: Section) -> Iterator[str]:
        if section.anchor == "passages":
            yield from self._footnotes(section)
            return
        yield f"{'#' * section.level} {escaped(section.title)}"
        for block in section.blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Section):
            yield from self.section(block)
        elif isinstance(block, Para):
            yield _inline(block.runs)
        elif isinstance(block, Items):
            yield "\n".join(_item(item.runs, item.below) for item in block.items)
        elif isinstance(block, Labelled):
            yield "\n".join(_labelled(label, lines) for label, lines in block.rows)
        elif isinstance(block, Table):
            yield _table(block)
        else:
            yield f"![{escaped(block.caption)}](<{self._plots[block.kind]}>)"

    def _footnotes(self, section: Section) -> Iterator[str]:
        for block in section.blocks:
            if isinstance(block, Items):
                yield "\n".join(f"[^{item.anchor}]: {_inline(item.runs)}" for item in block.items)


def _item(runs: Runs, below: tuple[Runs, ...]) -> str:
    return "\n".join([f"- {_inline(runs)}", *(f"  - {_inline(line)}" for line in below)])


def _labelled(label: str, lines: tuple[Runs, ...]) -> str:
    if len(lines) == 1:
        return f"- **{escaped(label)}:** {_inline(lines[0])}"
    return "\n".join([f"- **{escaped(label)}:**", *(f"  - {_inline(line)}" for line in lines)])


def _table(table: Table) -> str:
    rule = " | ".join("---:" if column in table.numeric else "---" for column in range(len(table.head)))
    lines = [f"| {' | '.join(map(escaped, table.head))} |", f"| {rule} |"]
    lines += [f"| {' | '.join(map(_inline, row.cells))} |" for row in table.rows]
    return "\n".join(lines)


def _inline(runs: Runs) -> str:
    """Runs on one line. Neighbours of one style are joined, since ``**a****b**`` would show its stars."""
    joined: list[tuple[Style, str]] = []
    for run in runs:
        style = Style.PLAIN if run.style in (Style.DIM, Style.QUOTE) else run.style
        if joined and joined[-1][0] is style and style is not Style.CITE:
            joined[-1] = (style, joined[-1][1] + run.words)
        else:
            joined.append((style, run.words))
    return "".join(_styled(style, words) for style, words in joined).strip()


def _styled(style: Style, words: str) -> str:
    if style is Style.CITE:
        return f"[^e{words}]"
    if style is Style.PLAIN or not words.strip():
        return escaped(words)
    mark = "**" if style is Style.STRONG else "*"
    inner = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{escaped(inner)}{mark}{after}"
