"""From bytes to text: byte-order mark, UTF-8, wide encodings without a mark, then the 8-bit ones."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from diegesis.errors import NotText
from diegesis.sources.source import Damage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: What stands beside ASCII in English prose; an 8-bit encoding that gives these is right.
_EXPECTED = frozenset("’‘“”—–…•éèêëàâäáçñöóòôüúùûïíîæœÆŒÉÈÀÇÖÜÄ£°©½¼¾§«»®™¹²³\xa0")
_EIGHT_BIT = ("cp1252", "mac_roman", "cp850")
_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(9), *range(14, 26), *range(28, 32), 127})
_SAMPLE = 4_000_000
_LIBRARY_SAMPLE = 64_000
#: WHATWG: pages that say Latin-1 mean its superset.
_MEANT = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    Attributes:
        text: all of it, line ends as they are, without the byte-order mark.
        encoding: the codec's name.
        damage: a dropped mark, a guessed encoding.
    """

    text: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def decode(content: bytes, *, name: str, declared: str = "") -> Decoded:
    """Decode a file.

    Args:
        content: all bytes.
        name: the file, for messages.
        declared: an encoding that the file itself names; used where the bytes are not UTF-8.

    Raises:
        NotText: no encoding makes text of the bytes.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = content[len(mark) :].decode(encoding, "replace")
            return _checked(Decoded(text, encoding, (_mark_dropped(encoding),)), name)
    wide = _wide_encoding(content[:_LIBRARY_SAMPLE])
    if wide:
        return _checked(Decoded(content.decode(wide, "replace"), wide, (_guessed(wide),)), name)
    try:
        return _checked(Decoded(content.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError:
        _refuse_controls(content, name)
        return _not_utf8(content, name=name, declared=declared)


def _mark_dropped(encoding: str) -> Damage:
    return Damage(code="byte_order_mark", message=f"A byte-order mark ({encoding}) at the start was dropped.")


def _guessed(encoding: str) -> Damage:
    return Damage(code="encoding", message=f"The file is not UTF-8; read as {encoding}, the likeliest encoding.")


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 or UTF-32 without a mark, told by where the zero bytes of ASCII letters stand; empty for neither."""
    sample = sample[: len(sample) // 4 * 4]
    if len(sample) < 8 or b"\0" not in sample:
        return ""
    share = [sample[at::4].count(0) * 4 / len(sample) for at in range(4)]
    shapes = {
        "utf-32-le": (0, 1, 1, 1),
        "utf-32-be": (1, 1, 1, 0),
        "utf-16-le": (0, 1, 0, 1),
        "utf-16-be": (1, 0, 1, 0),
    }
    for encoding, shape in shapes.items():
        if all((full > 0.7) if zero else (full < 0.1) for full, zero in zip(share, shape, strict=True)):
            return encoding
    return ""


def _checked(decoded: Decoded, name: str) -> Decoded:
    """Refuse what decodes but is no text: many control characters or lost letters."""
    sample = decoded.text[:_LIBRARY_SAMPLE]
    _refuse_controls(sample.encode("utf-8", "replace"), name)
    if sample.count("\ufffd") * 4 > len(sample):
        raise _not_text(name)
    return decoded


def _refuse_controls(content: bytes, name: str) -> None:
    sample = content[:_LIBRARY_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls * 100 > len(sample):
        raise _not_text(name)


def _not_text(name: str) -> NotText:
    return NotText(
        f"{name}: the bytes are not text in any encoding Diegesis knows.",
        hint="Give a .txt, .md, .html, .epub or .docx file; if this is one, save it again as UTF-8.",
    )


def _not_utf8(content: bytes, *, name: str, declared: str) -> Decoded:
    if _mostly_utf8(content[:_SAMPLE]):
        return Decoded(content.decode("utf-8", "replace"), "utf-8")
    encoding = _MEANT.get(declared.lower(), declared) or _eight_bit(content, name)
    try:
        return Decoded(content.decode(encoding), encoding, (_guessed(encoding),))
    except (LookupError, UnicodeError):
        encoding = _eight_bit(content, name)
    try:
        return Decoded(content.decode(encoding), encoding, (_guessed(encoding),))
    except UnicodeDecodeError:
        encoding = "latin-1" if encoding == "cp1252" else encoding
        return Decoded(content.decode(encoding, "replace"), encoding, (_guessed(encoding),))


def _mostly_utf8(sample: bytes) -> bool:
    """Whether ten times as many letters beyond ASCII are sound UTF-8 as are not."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return len(re.sub(r"[\x00-\x7f]+", "", text)) - broken > 10 * broken


def _eight_bit(content: bytes, name: str) -> str:
    """The likeliest 8-bit encoding: one that gives the letters of English prose, else what the library detects."""
    high = content[:_SAMPLE].translate(None, _ASCII)[:_LIBRARY_SAMPLE]
    shares = {
        encoding: sum(letter in _EXPECTED for letter in high.decode(encoding, "replace")) / max(len(high), 1)
        for encoding in _EIGHT_BIT
    }
    best = max(_EIGHT_BIT, key=lambda encoding: shares[encoding])
    if shares[best] >= 0.7:
        return best
    detected = _detected(content)
    if detected:
        return detected
    if len(high) * 20 < len(content[:_SAMPLE]):
        return "cp1252"
    raise _not_text(name)


def _detected(content: bytes) -> str:
    from charset_normalizer import from_bytes

    first = re.search(rb"[\x80-\xff]", content)
    start = max(0, first.start() - _LIBRARY_SAMPLE // 4) if first else 0
    found = from_bytes(content[start : start + _LIBRARY_SAMPLE]).best()
    return found.encoding if found is not None else ""
