"""Finding the marks of a block and weighing what each may be: an opening, a closing, or no quotation mark at all.

Weights are costs: 0 is what the character and its neighbours plainly say, ``NEVER`` what cannot be. ``pairing``
chooses the reading of the whole block that costs least, so a doubtful mark is decided by the marks around it.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from diegesis.layers.quotes.records import QuoteStyle
from diegesis.lexicons.load import words
from diegesis.spans import Span

#: The cost of a reading that is impossible.
NEVER = 99.0

#: Style of each character that can be a quotation mark.
STYLES: dict[str, QuoteStyle] = {
    **dict.fromkeys(['"', "“", "”", "„", "‟", "``", "''", "＂"], QuoteStyle.DOUBLE),
    **dict.fromkeys(["'", "‘", "’", "‚", "‛", "`", "´"], QuoteStyle.SINGLE),
    **dict.fromkeys(["«", "»", "‹", "›"], QuoteStyle.GUILLEMET),
    **dict.fromkeys(["「", "」", "『", "』", "｢", "｣"], QuoteStyle.CORNER),
}

#: Marks that close one another; nested guillemets and corner brackets are families of their own.
FAMILIES: dict[str, str] = {
    **{glyph: str(style) for glyph, style in STYLES.items()},
    **dict.fromkeys(["‹", "›"], "guillemet-inner"),
    **dict.fromkeys(["『", "』"], "corner-inner"),
}

_GLYPHS = "\"“”„‟＂'‘’‚‛`´«»‹›「」『』｢｣"
# Nine marks in a row are an ornament or noise, whoever set them. rock 'n' roll: both marks stand for lost letters.
_MARK = re.compile(rf"[{_GLYPHS}]{{9,}}|['’‘]n['’](?=\s\w)|``|''(?=[^\w'])|[{_GLYPHS}]")
_QUOTE_CHARACTERS = frozenset("".join(STYLES))
_EMPHASIS_MARKS = frozenset("*_")
_DASHES = frozenset("—–-―")
_STOPS = frozenset(".,!?…;:—–-―")
_BRACKETS = frozenset("([{<")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PLAIN_WORD = re.compile(r"(?<![\w'’‘`])[a-z]{2,}")
_ALWAYS_OPEN = frozenset("„‚‟‛「『｢")
_ALWAYS_CLOSE = frozenset("」』｣")


class Mark(NamedTuple):
    """A character that may be a quotation mark.

    Attributes:
        span: where it stands.
        family: marks of one family close one another.
        style: the style of a quote that it opens.
        opens, closes, skips: what each reading costs.
    """

    span: Span
    family: str
    style: QuoteStyle
    opens: float
    closes: float
    skips: float


class _Place(NamedTuple):
    """The neighbours of a mark: beside it, and beyond other marks; empty at the edge of the block."""

    left: str
    right: str
    far_left: str
    far_right: str
    doubled: bool


def find_marks(text: str, block: Span, vocabulary: AbstractSet[str], *, tex: bool = False) -> list[Mark]:
    """The possible quotation marks of a block, in text order.

    Args:
        text: the document's text.
        block: the block's span.
        vocabulary: the document's words, lower case; it tells *'ouse* (*house* is known) from a quoted word.
        tex: whether two single marks stand for a double one (``like this''), decided over the document.
    """
    marks: list[Mark] = []
    for match in _MARK.finditer(text, block.start, block.end):
        glyph = match.group()
        if len(glyph) >= 3:
            continue
        if glyph == "''" and not tex:
            start = match.start()
            for part in (Span(start, start + 1), Span(start + 1, start + 2)):
                _append(marks, _weigh("'", part, text, block, vocabulary))
        else:
            _append(marks, _weigh(glyph, Span(*match.span()), text, block, vocabulary))
    return marks


def plain_words(text: str) -> frozenset[str]:
    """Lower-case words of a text that stand without an apostrophe before them."""
    return frozenset(match.group() for match in _PLAIN_WORD.finditer(text))


def _append(marks: list[Mark], mark: Mark | None) -> None:
    if mark is not None:
        marks.append(mark)


def _weigh(glyph: str, span: Span, text: str, block: Span, vocabulary: AbstractSet[str]) -> Mark | None:
    place = _place(text, span, block)
    style = STYLES[glyph]
    if place.left == "€":
        # A dash whose bytes were read in the wrong encoding ends in this mark.
        return None
    if style is QuoteStyle.SINGLE:
        if place.left.isalnum() and place.right.isalnum():
            return None
        costs = _single_costs(glyph, place, text, span, vocabulary)
    elif glyph in _ALWAYS_OPEN:
        costs = (0.0, NEVER, 4.0)
    elif glyph in _ALWAYS_CLOSE:
        costs = (NEVER, 0.0, 4.0)
    elif style is QuoteStyle.GUILLEMET:
        costs = _guillemet_costs(glyph, place)
    else:
        costs = _double_costs(glyph, place)
    return Mark(span, FAMILIES[glyph], style, *costs)


def _place(text: str, span: Span, block: Span) -> _Place:
    left = _skip(text, span.start - 1, -1, block, _EMPHASIS_MARKS)
    right = _skip(text, span.end, 1, block, _EMPHASIS_MARKS)
    around = _EMPHASIS_MARKS | _QUOTE_CHARACTERS
    far_left = _skip(text, span.start - 1, -1, block, around)
    far_right = _skip(text, span.end, 1, block, around)
    surface = text[span.start : span.end]
    doubled = text[span.end : span.end + span.length] == surface or (
        text[max(block.start, span.start - span.length) : span.start] == surface
    )
    return _Place(left, right, far_left, far_right, doubled)


def _skip(text: str, offset: int, step: int, block: Span, skipped: AbstractSet[str]) -> str:
    """The next character that is not one of ``skipped``, at most eight away; empty at the block's edge."""
    for _ in range(8):
        if not block.start <= offset < block.end:
            return ""
        if text[offset] not in skipped:
            return text[offset]
        offset += step
    return ""


def _blank(character: str) -> bool:
    return not character or character.isspace()


def _direction(place: _Place) -> tuple[float, float]:
    """Costs of opening and closing by the neighbours alone, for marks that look the same both ways."""
    left, right = place.far_left, place.far_right
    before, after = _blank(left) or left in _BRACKETS, _blank(right)
    if before and after:
        # "I never thought " (a dash was lost before the closing mark) against the lone mark between words.
        return (1.0, 0.2) if not right else (0.2, 1.5) if not left else (1.0, 1.0)
    if before:
        return 0.0, 2.5
    if after:
        return 2.5, 0.0
    if left in _DASHES:
        return (0.3, 0.8) if right.isalnum() else (1.5, 0.2)
    if left.isalnum() and right.isalnum():
        return 1.0, 1.0
    if right.isalnum():
        return (0.8, 0.8) if left == "," else (1.0, 0.5)
    return (2.0, 0.0) if right not in _DASHES or left.isalnum() or left in _STOPS else (0.8, 0.5)


def _double_costs(glyph: str, place: _Place) -> tuple[float, float, float]:
    opens, closes = _direction(place)
    skips = 2.0 if place.doubled else 4.0
    if place.left.isdigit() and glyph == '"':
        skips = 1.5
    if glyph in ("“", "``"):
        # A German opening mark closes with this one, so a closing place allows it.
        return (0.0, 1.0, skips) if closes < opens else (0.0, 4.0, skips)
    if glyph in ("”", "''"):
        return (1.8, 0.3, skips) if opens < closes else (4.0, 0.0, skips)
    return opens, closes, skips


def _guillemet_costs(glyph: str, place: _Place) -> tuple[float, float, float]:
    opens, closes = _direction(place)
    if glyph in "«‹":
        return (0.0, 1.5, 4.0) if opens <= closes else (1.2, 0.4, 4.0)
    return (1.5, 0.0, 4.0) if closes <= opens else (0.4, 1.2, 4.0)


def _single_costs(
    glyph: str, place: _Place, text: str, span: Span, vocabulary: AbstractSet[str]
) -> tuple[float, float, float]:
    if place.right.isalnum():
        return _leading_costs(glyph, place, text, span, vocabulary)
    if _blank(place.left) and _blank(place.far_right):
        return (2.0, 0.8 if not place.far_right else 2.0, 1.0)
    if place.left.isalnum():
        return _trailing_costs(glyph, text, span)
    opens, closes = _direction(place)
    if glyph in "‘`":
        return (0.0, 2.0, 3.0) if opens <= closes else (2.0, 1.0, 3.0)
    if glyph in "’´":
        return (2.0, 0.0, 3.0) if closes <= opens else (2.0, 1.0, 1.0)
    return opens, closes, 2.0 if place.doubled else 3.0


def _leading_costs(
    glyph: str, place: _Place, text: str, span: Span, vocabulary: AbstractSet[str]
) -> tuple[float, float, float]:
    """A single mark before a letter: it opens (*'Come in'*) or stands for lost letters (*'tis*, *'ouse*)."""
    match = _WORD.match(text, span.end)
    skips = 0.4 if place.right.isdigit() else _elision_cost(match.group(), vocabulary) if match else 2.5
    if skips > 1.0 and match and match.group().lower() not in vocabulary and match.group()[0].islower():
        # "that 'mazin' deal": in the middle of a phrase, a word that is written in no other way.
        skips = 1.0 if text[max(0, span.start - 2) : span.start - 1].isalnum() else skips
    closes = 1.0 if place.left in _STOPS and place.left else NEVER
    if glyph in "‘`":
        return 0.0, closes, max(0.8, skips)
    if glyph in "’´":
        return 2.2, closes, 0.1 if skips < 2.5 else 0.8
    return 0.0, closes, skips


def _elision_cost(word: str, vocabulary: AbstractSet[str]) -> float:
    """What it costs to read the mark before a word as lost letters: least for *'tis*, most for any other word."""
    head = word.lower().replace("’", "'").split("'", 1)[0]
    if head in words("elisions"):
        # 'Til has a capital in the middle of no sentence; a known word with one opens a quote.
        return 0.4 if head not in vocabulary else 1.0 if word[0].islower() else 2.5
    if word[0].isupper():
        return 0.4 if head not in vocabulary and "h" + head in vocabulary else 2.5
    if head in words("elisions_like_words"):
        return 1.0
    return 0.4 if head not in vocabulary and "h" + head in vocabulary else 2.5


def _trailing_costs(glyph: str, text: str, span: Span) -> tuple[float, float, float]:
    """A single mark after a letter: it closes (*a 'snack'*) or ends a word (*the dogs' bowl*, *goin'*)."""
    begin = span.start
    while begin > 0 and span.start - begin < 24 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin : span.start].lower()
    if glyph in "‘`":
        return 1.5, 1.5, 1.5
    if not word:
        return 4.0, 0.6, 0.6
    if word.endswith("s"):
        return 4.0, 0.6, 0.4
    if word in words("clipped") or word.endswith("in"):
        # o' and goin' are read as a closing mark only where nothing else closes a quote.
        return 4.0, 2.0, 0.3
    return 4.0, 0.2, 1.3
