"""Hypothesis strategies: prose with speech of every style, and documents of it.

Needs the package *hypothesis*, which Diegesis itself does not install.
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from diegesis.document import Document
from diegesis.testing.builders import document

_NAMES = (
    "Ann",
    "Mr. Lee",
    "Mrs. Lee",
    "Dr. O’Brien",
    "Zoë",
    "Lord de Vere",
    "Kenji-kun",
    "the waiter",
    "a voice",
    "Miss St. John",
    "Bob Lee",
    "Sensei",
    "McKay",
    "he",
    "she",
    "they",
    "I",
)
_WORDS = (
    "rain",
    "don't",
    "o’clock",
    "’tis",
    "well-kept",
    "1909",
    "3.5",
    "door",
    "boys’",
    "Chapter",
    "No",
    "and",
    "_so_",
    "*so*",
    "e.g.",
    "--",
    "…",
    "U.S.",
    "I’m",
    "naïve",
    "St.",
    "the",
    "old",
)
_VERBS = ("said", "asked", "whispered", "snapped", "went on", "smiled", "had said", "says", "replied")
_MARKS = (
    ("“", "”"),
    ('"', '"'),
    ("‘", "’"),
    ("'", "'"),
    ("«", "»"),
    ("« ", " »"),
    ("「", "」"),
    ("— ", ""),
    ("_", "_"),
    ("“", ""),
    ("", "”"),
    ("“‘", "’”"),
    ("", ""),
)
_STOPS = (".", ",", "?", "!", "--", "...", "…", "—", "?!", "")
_LINE_ENDS = ("\n", "\r\n", "\r")
_BLANKS = (" ", "  ", "\u00a0", "\t", "\u2009", " \u200b", "\u3000")
_BREAKS = ("***", "* * *", "—", "#", "o0o", "Chapter 2", "CHAPTER IV", "THE END", "II.", "by Ann Lee")


def names() -> SearchStrategy[str]:
    """Names, titles, noun phrases and pronouns for people."""
    return st.sampled_from(_NAMES)


@st.composite
def clauses(draw: DrawFn) -> str:
    """One to eight words and a stop, without marks around."""
    words = draw(st.lists(st.one_of(st.sampled_from(_WORDS), names()), min_size=1, max_size=8))
    blank = draw(st.sampled_from(_BLANKS[:2]))
    stop = draw(st.sampled_from(_STOPS))
    return f"{blank.join(words)}{stop}"


@st.composite
def quotes(draw: DrawFn) -> str:
    """A piece of speech in any style, sometimes unclosed, nested or empty."""
    opening, closing = draw(st.sampled_from(_MARKS))
    inner = draw(st.one_of(clauses(), st.just("")))
    if draw(st.booleans()):
        inner = f"{inner} ‘{draw(clauses())}’"
    return f"{opening}{inner}{closing}"


@st.composite
def tags(draw: DrawFn) -> str:
    """Who says it, in either order."""
    parts = [draw(names()), draw(st.sampled_from(_VERBS))]
    if draw(st.booleans()):
        parts.reverse()
    return " ".join(parts) + draw(st.sampled_from((".", ",", ", smiling.", "")))


@st.composite
def paragraphs(draw: DrawFn) -> str:
    """Speech, tags and narration in any order, or a line that breaks a scene or opens a chapter."""
    if draw(st.integers(0, 7)) == 0:
        return draw(st.sampled_from(_BREAKS))
    parts = draw(st.lists(st.one_of(quotes(), tags(), clauses()), min_size=1, max_size=5))
    return draw(st.sampled_from(_BLANKS)).join(parts)


@st.composite
def prose(draw: DrawFn) -> str:
    """Paragraphs, set apart by blank lines, by line ends alone, or by indents; hard-wrapped now and then."""
    line_end = draw(st.sampled_from(_LINE_ENDS))
    between = draw(st.sampled_from((line_end * 2, line_end, f"{line_end}    ", f"{line_end} {line_end}", line_end * 4)))
    text = between.join(draw(st.lists(paragraphs(), max_size=8)))
    if draw(st.booleans()):
        text = text.replace(" and ", f" and{line_end}")
    return draw(st.sampled_from(("", "\ufeff", line_end, "  "))) + text + draw(st.sampled_from(("", line_end, " ")))


def texts() -> SearchStrategy[str]:
    """Any text a user may hand in: mostly prose, now and then any characters at all."""
    return st.one_of(prose(), prose(), prose(), st.text(max_size=120))


def documents() -> SearchStrategy[Document]:
    """Documents of ``texts``."""
    return texts().map(document)
