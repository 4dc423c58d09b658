"""Project Gutenberg's licence: the header and footer that stand around its texts, in any format.

The header runs to the line ``*** START OF THE PROJECT GUTENBERG EBOOK ... ***`` (before 2004: to the end of the
"small print") and on over the credits; the footer from ``End of Project Gutenberg's ...`` or ``*** END OF ...``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from diegesis.sources.source import Mark, MarkKind
from diegesis.spans import Span

_START = re.compile(
    r"^[ \t]*\*{3}[ \t]*START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK(?:[^*]{0,300}\*{3}|.*$)"
    r"|^.{0,40}\*END\*?[ \t]?THE SMALL PRINT!.*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^[ \t]*(?:\*{3}[ \t]*END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK|End of (?:the |this )?Project Gutenberg\b)",
    re.MULTILINE | re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*\[?(?:(?:Produced|E-?text prepared|Transcribed|Prepared|Scanned|HTML version|Etext) (?:by|from)\b"
    r"|This e-?(?:book|text) was (?:produced|prepared|transcribed)|Transcriber[’']?s['’]? Notes?\b|Credits:)"
    r"(?:.+|(?:\r\n|\n|\r)(?!\s*(?:\n|\r)))*",
    re.IGNORECASE,
)
_FIELD = r"^[ \t]*{}:[ \t]*(\S.*(?:(?:\r\n|\n|\r)[ \t]+\S.*)*)"
_LANGUAGES = {
    "english": "en",
    "french": "fr",
    "german": "de",
    "latin": "la",
    "spanish": "es",
    "italian": "it",
    "dutch": "nl",
}
#: Header and footer are each shorter than this, in characters.
_REACH = 100_000


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Licence:
    """Where the licence stands and what its header says.

    Attributes:
        header: the header with the credits; empty span where there is none.
        footer: the footer, to the end of the text; empty span where there is none.
        title: the book's title; may be empty.
        authors: its authors; may be empty.
        language: BCP 47 code; may be empty.
    """

    header: Span = _NOWHERE
    footer: Span = _NOWHERE
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""

    def marks(self) -> tuple[Mark, ...]:
        """The header as front matter, the footer as back matter; empty for another text."""
        kinds = ((MarkKind.FRONT_MATTER, self.header), (MarkKind.BACK_MATTER, self.footer))
        return tuple(Mark(kind, span) for kind, span in kinds if span.length)


def find_licence(text: str) -> Licence:
    """Find the licence of a Project Gutenberg text; both spans are empty where there is none."""
    header = _header(text)
    footer = _footer(text, header.end)
    if not header.length:
        return Licence(footer=footer)
    words = header.of(text)
    author = _field(words, "Authors?")
    return Licence(
        header=header,
        footer=footer,
        title=_field(words, "Title"),
        authors=tuple(re.split(r"\s+and\s+|;\s*", author)) if author else (),
        language=_LANGUAGES.get(_field(words, "Language").lower(), ""),
    )


def _header(text: str) -> Span:
    ends = [match.end() for match in _START.finditer(text[:_REACH])]
    if not ends:
        return Span(0, 0)
    end = ends[-1]
    while credit := _CREDIT.match(text, end):
        end = credit.end()
    lead = len(text[:end]) - len(text[:end].lstrip())
    return Span(lead, len(text[:end].rstrip()))


def _footer(text: str, header_end: int) -> Span:
    found = _END.search(text, max(header_end, len(text) - _REACH))
    return Span(found.start(), len(text.rstrip())) if found else Span(0, 0)


def _field(header: str, name: str) -> str:
    found = re.search(_FIELD.format(name), header, re.MULTILINE)
    return " ".join(found.group(1).split()) if found else ""
