"""Markdown (CommonMark): the file's own text, verbatim, with marks over it.

Read: headings (both kinds), rules as scene breaks, block quotations, lists, raw HTML comments as notes, emphasis,
and the title, author and language of a YAML header. The signs of Markdown stay in the text: a heading's block begins
with its ``#``, an italic mark covers the words inside the asterisks. An indented line is a paragraph, never code, and
a line of ``---`` under a sentence is a scene break: that is how writers use them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diegesis.errors import TooLarge
from diegesis.sources.blocks import in_order
from diegesis.sources.decode import decode
from diegesis.sources.limits import MARKUP_BYTES
from diegesis.sources.losses import Losses
from diegesis.sources.plain import refuse_long_lines, source_from_text
from diegesis.sources.source import Mark, MarkKind, SourceText
from diegesis.sources.structured import Metadata
from diegesis.spans import Span, gaps

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADER = re.compile(
    r"---[ \t]*(?:\r\n|\n)(?P<fields>(?:[\w-]+:.*(?:\r\n|\n)|[ \t-].*(?:\r\n|\n))+)(?:---|\.\.\.)[ \t]*$", re.M
)
_FIELD = re.compile(r"^(title|author|authors|lang|language):[ \t]*(\S.*)$", re.MULTILINE | re.IGNORECASE)
_RULE_HTML = re.compile(r"<(?:hr|br)\b[^>]*>", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")
#: An underlined "heading" longer than this, or one that ends like a sentence, is a paragraph above a scene break.
_LONGEST_UNDERLINED = 80
_SENTENCE_END = re.compile(r"[.!?…,;:—][\"'”’»*_)]*$")
#: Inline tokens that stand in the text as their markup: ``*``, ``**``, the back-ticks of code, ``\*``.
_SPELLED_BY_MARKUP = frozenset({"em_open", "em_close", "strong_open", "strong_close", "code_inline", "text_special"})
_EMPHASIS = {"em_open": MarkKind.ITALIC, "strong_open": MarkKind.BOLD}


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines and what it is."""

    first: int
    after: int
    kind: MarkKind
    value: str = ""
    quoted: bool = False
    inline: str = ""


def read_markdown(content: bytes, *, name: str) -> SourceText:
    """Read the bytes of a Markdown file.

    Raises:
        NotText: the bytes are not text.
        TooLarge: the file or a line of it is larger than any book.
    """
    if len(content) > MARKUP_BYTES:
        raise TooLarge(f"{name}: {len(content):,} bytes of Markdown; at most {MARKUP_BYTES:,} are read.")
    decoded = decode(content, name=name)
    text = decoded.text
    refuse_long_lines(text, name=name)
    header = _HEADER.match(text)
    start = header.end() if header else 0
    losses = Losses()
    marks = list(_marks(text, start, losses))
    if header:
        marks.extend(Mark(kind, Span(0, start)) for kind in (MarkKind.FRONT_MATTER, MarkKind.BLOCK))
    plain = source_from_text(text, name=name)
    metadata = _metadata(header.group("fields") if header else "")
    return replace(
        plain,
        media_type="text/markdown",
        sha256=sha256(content).hexdigest(),
        title=metadata.title or plain.title,
        authors=metadata.authors or plain.authors,
        language=metadata.language or plain.language,
        marks=tuple(in_order([*plain.marks, *marks])),
        damage=(*decoded.damage, *losses.damage(), *plain.damage),
    )


def _metadata(fields: str) -> Metadata:
    stated = {key.lower(): value.strip().strip("\"'") for key, value in _FIELD.findall(fields)}
    authors = stated.get("author") or stated.get("authors") or ""
    return Metadata(
        title=stated.get("title", ""),
        authors=tuple(part.strip(" \"'") for part in authors.strip("[]").split(",") if part.strip(" \"'")),
        language=stated.get("lang") or stated.get("language") or "",
    )


def _parser() -> MarkdownIt:
    """Blocks as CommonMark has them, without indented code; escapes and entities are kept apart in the inline run."""
    return MarkdownIt("commonmark").disable(["code", "text_join"])


def _marks(text: str, start: int, losses: Losses) -> Iterator[Mark]:
    """Marks for the text from ``start`` on; every character outside them is white space."""
    parser = _parser()
    lines = [match.group() for match in _LINE.finditer(text, start)]
    offsets = [start, *accumulate((len(line) for line in lines), initial=start)][1:]
    offsets.append(len(text))
    blocks = list(_blocks(_block_tokens(parser, text[start:]), losses))
    spans = []
    for block in _apart(blocks):
        span = _trimmed(text, Span(offsets[block.first], offsets[min(block.after, len(offsets) - 1)]))
        if span.length:
            spans.append(span)
            yield from _block_marks(parser, text, block, span)
    for gap in gaps(spans, Span(start, len(text))):
        span = _trimmed(text, gap)
        if span.length:
            yield Mark(MarkKind.BLOCK, span)
            yield Mark(MarkKind.NOTE, span)


def _block_tokens(parser: MarkdownIt, text: str) -> list[Token]:
    """Block tokens; what stands inside a block is parsed only where it can matter."""
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser.parse(text)


def _blocks(tokens: Sequence[Token], losses: Losses) -> Iterator[_Block]:
    quoted = 0
    for position, token in enumerate(tokens):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        first, after = token.map or (0, 0)
        inline = tokens[position + 1].content if token.type in ("paragraph_open", "heading_open") else ""
        if token.type == "paragraph_open":
            kind = MarkKind.NOTE if _FOOTNOTE.match(inline) else MarkKind.BLOCK
            yield _Block(first, after, kind, quoted=quoted > 0, inline=inline)
        elif token.type == "heading_open":
            yield from _heading(token, inline, quoted=quoted > 0)
        elif token.type == "hr":
            yield _Block(first, after, MarkKind.SCENE_BREAK)
        elif token.type == "html_block":
            yield _html(token, losses)
        elif token.type in ("fence", "code_block"):
            yield _Block(first, after, MarkKind.LETTER)


def _heading(token: Token, inline: str, *, quoted: bool) -> Iterator[_Block]:
    """A heading, or a paragraph with a rule right under it."""
    first, after = token.map or (0, 0)
    underlined = token.markup in ("-", "=")
    if underlined and (len(inline) > _LONGEST_UNDERLINED or _SENTENCE_END.search(inline)):
        yield _Block(first, after - 1, MarkKind.BLOCK, quoted=quoted, inline=inline)
        yield _Block(after - 1, after, MarkKind.SCENE_BREAK)
    else:
        yield _Block(first, after, MarkKind.HEADING, value=token.tag[1:], inline=inline)


def _html(token: Token, losses: Losses) -> _Block:
    first, after = token.map or (0, 0)
    content = token.content.strip()
    if content.startswith("<!--"):
        return _Block(first, after, MarkKind.NOTE)
    if _RULE_HTML.fullmatch(content):
        return _Block(first, after, MarkKind.SCENE_BREAK)
    losses.add("raw_html", example=content[:40])
    return _Block(first, after, MarkKind.BLOCK)


def _apart(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Blocks that share no line, in order."""
    end = 0
    for block in sorted(blocks, key=lambda block: (block.first, block.after)):
        if block.first >= end and block.after > block.first:
            yield block
            end = block.after


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return (
        Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))
        if words.strip()
        else (Span(span.start, span.start))
    )


def _block_marks(parser: MarkdownIt, text: str, block: _Block, span: Span) -> Iterator[Mark]:
    kind = MarkKind.LETTER if block.quoted and block.kind is MarkKind.BLOCK else block.kind
    if kind in (MarkKind.NOTE, MarkKind.LETTER):
        yield Mark(MarkKind.BLOCK, span)
    yield Mark(kind, span, block.value)
    if "*" in block.inline or "_" in block.inline:
        parser.core.ruler.enableOnly(["normalize", "block", "inline"])
        yield from _emphasis(parser.parseInline(block.inline), text, span)


def _emphasis(tokens: Sequence[Token], text: str, span: Span) -> Iterator[Mark]:
    """Where the emphasis stands, by following the inline run through the text; ends where the two part."""
    position = span.start
    opened: list[tuple[MarkKind, int]] = []
    for token in (child for parent in tokens for child in parent.children or ()):
        sign = token.markup if token.type in _SPELLED_BY_MARKUP else token.content
        found = text.find(sign, position, span.end) if sign else position
        if found < 0:
            return
        position = found + len(sign)
        if token.type in _EMPHASIS:
            opened.append((_EMPHASIS[token.type], position))
        elif token.type in ("em_close", "strong_close") and opened:
            kind, start = opened.pop()
            if found > start:
                yield Mark(kind, Span(start, found))
        elif token.type == "code_inline":
            position = max(text.find(sign, position, span.end), position) + len(sign)
