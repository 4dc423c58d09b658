"""Tokens to text that looks like a printed book, keeping the characters of every token.

LitBank keeps the marks of its books but not their spacing and paragraphs. Marks are attached as printers do; paragraphs
are guessed: one begins where a sentence opens a quotation, and after some sentences of narration. A style
rewrites marks and dashes, so that one book trains the reader on several ways of printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

#: A paragraph of narration alone is closed after so many sentences.
NARRATION = 6
_CLITICS = frozenset("n't 's 'll 've 'm 'd 're".split())
_CLOSERS = frozenset(", . ; : ? ! ) ] ... .... !! !!! %".split())
_OPENERS = frozenset("( [ $".split())
_DASHES = frozenset("-- ---- — –".split())
_CUT_WORDS = frozenset("an o th ol wi".split())
_JOINED = {("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me"), ("lem", "me")}
_OPEN_SINGLE = frozenset("' ‘ `".split())


class Role(Enum):
    """What a token does to the blanks around it."""

    WORD = "word"
    OPENS = "opens"  #: no blank after
    CLOSES = "closes"  #: no blank before
    TIGHT = "tight"  #: no blank on either side


@dataclass(frozen=True)
class Style:
    """How marks are printed.

    Attributes:
        quotes: ``book`` (as they are), ``curly``, ``straight``, or ``single`` (British: ‘ outside, “ inside).
        dashes: ``book``, or what stands for a dash: ``--``, ``—``, `` – ``.
        apostrophes: ``kept``, or ``lost`` (a blank in their place, as in nine novels of PDNC).
    """

    quotes: str = "book"
    dashes: str = "book"
    apostrophes: str = "kept"


@dataclass(frozen=True)
class Rebuilt:
    """A text with the characters ``[start, end)`` of every token, by sentence, and where paragraphs begin."""

    text: str
    tokens: list[list[tuple[int, int]]]
    paragraphs: list[int]


@dataclass
class _Marks:
    """What is open while reading from left to right."""

    double: bool = False
    single: bool = False
    italics: bool = False


def rebuild(sentences: Sequence[Sequence[str]], style: Style | None = None) -> Rebuilt:
    """Lay tokens out as text.

    Args:
        sentences: tokens by sentence; a token is never empty.
        style: how marks are printed; as in the book by default.

    Returns:
        The text; a token that a style changes in length keeps its place.

    >>> rebuild([["“", "Do", "n't", ",", "”", "said", "Mr.", "Hale", "."]]).text
    "“Don't,” said Mr. Hale."
    """
    style = style or Style()
    marks = _Marks()
    chunks: list[str] = []
    spans: list[list[tuple[int, int]]] = []
    paragraphs: list[int] = []
    length = narrated = 0
    for sentence in sentences:
        was_open = marks.double or marks.single
        roles = _roles(sentence, marks)
        opens = _is_opening_mark(sentence, roles)
        narrated = 0 if was_open else narrated + 1
        blank = "" if not chunks else " "
        if not chunks or opens or narrated > NARRATION:
            blank, narrated = ("\n\n" if chunks else ""), 1
            paragraphs.append(length + len(blank))
        chunks.append(blank)
        length += len(blank)
        spans.append([])
        for at, token in enumerate(sentence):
            between = "" if at == 0 or _is_tight(sentence, roles, at) else " "
            printed = _printed(token, roles[at], style)
            chunks += (between, printed)
            length += len(between)
            spans[-1].append((length, length + len(printed)))
            length += len(printed)
    return Rebuilt("".join(chunks), spans, paragraphs)


def _is_opening_mark(sentence: Sequence[str], roles: Sequence[Role]) -> bool:
    marked = roles[:1] == [Role.OPENS] and sentence[0] in {'"', "“", "‘", "'", "“‘", "`"}
    return marked or (len(sentence) > 1 and sentence[0] in _DASHES)


def _is_tight(sentence: Sequence[str], roles: Sequence[Role], at: int) -> bool:
    before, here = roles[at - 1], roles[at]
    if before in {Role.OPENS, Role.TIGHT} or here in {Role.CLOSES, Role.TIGHT}:
        return True
    return (sentence[at - 1].lower(), sentence[at].lower()) in _JOINED


def _roles(sentence: Sequence[str], marks: _Marks) -> list[Role]:
    """The role of every token; ``marks`` is changed."""
    roles: list[Role] = []
    for at, token in enumerate(sentence):
        roles.append(_role(sentence, at, token, marks))
    return roles


def _role(sentence: Sequence[str], at: int, token: str, marks: _Marks) -> Role:
    if token in {'"', "“", "”", "“‘", "’”"}:
        marks.double = token in {"“", "“‘"} or (token == '"' and (at == 0 or not marks.double))
        if not marks.double:
            marks.single = False
        return Role.OPENS if marks.double else Role.CLOSES
    if token in {"'", "‘", "’", "`"}:
        return _single(sentence, at, token, marks)
    if token == "_":
        marks.italics = not marks.italics
        return Role.OPENS if marks.italics else Role.CLOSES
    if token in _DASHES:
        return Role.WORD if at == 0 else Role.TIGHT  # At the start a dash opens a speech.
    if token.replace("’", "'").lower() in _CLITICS or token in _CLOSERS:
        return Role.CLOSES
    return Role.OPENS if token in _OPENERS else Role.WORD


def _single(sentence: Sequence[str], at: int, token: str, marks: _Marks) -> Role:
    """Single marks are also apostrophes: *ridin '*, *the lodgers ' part*, *' t was*."""
    before = sentence[at - 1].lower() if at else ""
    after = sentence[at + 1].lower() if at + 1 < len(sentence) else ""
    if token == "’" or (token == "'" and marks.single and not before[-1:].isalpha()):
        marks.single = marks.single and before[-1:].isalpha()
        return Role.CLOSES
    if token == "'" and before[-1:].isalpha():
        cut = before in _CUT_WORDS or before.endswith(("in", "s"))
        later = any(other == "'" for other in sentence[at + 1 :])
        if cut or marks.single or not later:
            marks.single = marks.single and cut
            return Role.CLOSES
    marks.single = after not in {"t", "em", "tis", "twas"} or marks.single
    return Role.OPENS


_CURLY = {"opens": {'"': "“", "'": "‘", "`": "‘"}, "closes": {'"': "”", "'": "’"}}
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "`": "'"})
_SWAPPED = str.maketrans({"“": "‘", "”": "’", "‘": "“"})


def _printed(token: str, role: Role, style: Style) -> str:
    if token in _DASHES:
        return token if style.dashes == "book" else style.dashes
    if style.quotes == "straight":
        token = token.translate(_STRAIGHT)
    elif style.quotes in {"curly", "single"}:
        token = _CURLY.get(role.value, {}).get(token, token.replace("'", "’"))
        if style.quotes == "single" and token in {"“", "”", "‘"}:
            token = token.translate(_SWAPPED)
    if style.apostrophes == "lost" and len(token) > 1:
        token = token.replace("'", " ").replace("’", " ")
    return token
