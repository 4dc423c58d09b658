"""What looks broken in a decoded text: counted and shown, never mended."""

from __future__ import annotations

import re

from diegesis.sources.source import Damage
from diegesis.spans import Span

#: What the bytes 0x80 to 0xBF are in Latin-1 and in cp1252.
_CONTINUATION = "\u0080-\u00bfŒœŠšŸŽžƒˆ˜\u2013-\u2026‰‹›€™"
#: UTF-8 read as a Western 8-bit encoding: ``â€™`` for an apostrophe, ``Ã©`` for e acute, ``Â`` before a blank.
_MOJIBAKE = re.compile(f"[âï](?:€|\u0080|»)[{_CONTINUATION}]|Ã[{_CONTINUATION}]|Â[\u0080-\u00bf]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

_CHECKS = (
    (
        "replacement_character",
        re.compile("\ufffd"),
        "replacement character (U+FFFD): a letter that was lost before or while the file was read",
    ),
    (
        "mojibake",
        _MOJIBAKE,
        "place of garbled letters (such as â€™ for an apostrophe): the file was decoded wrongly once",
    ),
    ("control_character", _CONTROL, "control character that no text needs"),
    ("lone_surrogate", re.compile("[\ud800-\udfff]"), "half of a character (a lone surrogate)"),
    ("invisible_character", _INVISIBLE, "invisible character (soft hyphen or zero-width), which can split words"),
)


def find_defects(text: str) -> tuple[Damage, ...]:
    """One entry per kind of defect, with its count and its first place; empty for a clean text."""
    if text.isascii() and not _CONTROL.search(text):
        return ()
    found = (_count(text, code, pattern, words) for code, pattern, words in _CHECKS)
    return tuple(damage for damage in found if damage is not None)


def _count(text: str, code: str, pattern: re.Pattern[str], words: str) -> Damage | None:
    first = pattern.search(text)
    if first is None:
        return None
    count = 1 + sum(1 for _ in pattern.finditer(text, first.end()))
    return Damage(code=code, message=f"{count:,} × {words}.", span=Span(*first.span()))
