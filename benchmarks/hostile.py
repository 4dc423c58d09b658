"""Files that no reader of books wants to meet, made on the fly: broken, huge, encrypted, traps."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
_PACKAGE = (
    '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Rain</dc:title><dc:language>en</dc:language>'
    '<dc:identifier id="id">x</dc:identifier></metadata><manifest>'
    '<item id="c" href="chapter.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="c"/></spine></package>'
)
_PROSE = "It rained all day, and nobody came to the door. “Come in,” said Ann at last, to the cat.\n\n"
_FRENCH = "Il pleuvait depuis le matin et personne ne venait. « Entrez », dit enfin la vieille dame à son chat.\n\n"
_LAUGHS = '<!ENTITY l0 "ha ha ha ha ha ha ">' + "".join(
    f'<!ENTITY l{n} "{("&l" + str(n - 1) + ";") * 10}">' for n in range(1, 10)
)


@dataclass(frozen=True)
class Hostile:
    """One file.

    Attributes:
        name: the file's name.
        make: gives its bytes.
        expected: outcomes that are right: error codes, or ``read``.
    """

    name: str
    make: Callable[[], bytes]
    expected: tuple[str, ...]


def xhtml(body: str, *, doctype: str = "") -> str:
    """A page of an EPUB."""
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}{doctype}<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'


def epub(chapter: str = "", extra: dict[str, str | bytes] | None = None) -> bytes:
    """An EPUB of one chapter, with further members or other ones in place of its own."""
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/content.opf": _PACKAGE,
        "OEBPS/chapter.xhtml": chapter or xhtml(f"<p>{_PROSE}</p>" * 30),
        **(extra or {}),
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def encrypted_epub() -> bytes:
    """An EPUB whose chapter is said to be encrypted, as books with DRM are."""
    note = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        '<CipherData><CipherReference URI="OEBPS/chapter.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    noise = random.Random(1).randbytes(20_000)
    return epub(
        extra={"META-INF/encryption.xml": note, "META-INF/rights.xml": "<rights/>", "OEBPS/chapter.xhtml": noise}
    )


def zip_bomb() -> bytes:
    """An EPUB of a megabyte with a second chapter that unpacks to a gigabyte."""
    item = '<item id="d" href="more.xhtml" media-type="application/xhtml+xml"/>'
    package = _PACKAGE.replace("</manifest>", f"{item}</manifest>")
    package = package.replace("</spine>", '<itemref idref="d"/></spine>')
    packed = BytesIO(epub(extra={"OEBPS/content.opf": package}))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive:
        member = archive.open("OEBPS/more.xhtml", "w")
        with member:
            for _ in range(1024):
                member.write(b" " * 2**20)
    return packed.getvalue()


def many_names(count: int) -> str:
    """A cast of ``count`` people, each of whom speaks once: the trap for anything quadratic in the cast."""
    syllables = ("ba", "do", "ke", "li", "mo", "nu", "ra", "si", "ta", "ve")
    lines = []
    for n in range(count):
        parts = [syllables[int(digit)] for digit in f"{n:05d}"]
        lines.append(f"“Yes,” said {''.join(parts[:3]).title()} {''.join(parts[3:]).title()}son.\n\n")
    return "".join(lines)


def files() -> tuple[Hostile, ...]:
    """All of them, in the order of the report."""
    return (*_not_books(), *_archives(), *_markup(), *_texts())


def _not_books() -> Iterator[Hostile]:
    png = b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(50_000)
    yield Hostile("empty.txt", lambda: b"", ("D212",))
    yield Hostile("blank.txt", lambda: b" \n" * 1000, ("D212", "read"))
    yield Hostile("png-named.txt", lambda: png, ("D213", "D215"))
    yield Hostile("noise.txt", lambda: random.Random(3).randbytes(1_000_000), ("D213",))
    yield Hostile("book.pdf", lambda: b"%PDF-1.7\n" + random.Random(4).randbytes(10_000), ("D215",))
    yield Hostile("french.txt", lambda: (_FRENCH * 400).encode(), ("D219",))
    yield Hostile("half-a-character.txt", lambda: _PROSE.encode("utf-16") + b"\x20", ("read", "D213"))


def _archives() -> Iterator[Hostile]:
    yield Hostile("truncated.epub", lambda: epub()[:900], ("D217",))
    yield Hostile("encrypted.epub", encrypted_epub, ("D216",))
    yield Hostile("zip-bomb.epub", zip_bomb, ("D214", "D218"))
    yield Hostile("path-traversal.epub", lambda: epub(extra={"../../evil.xhtml": "x"}), ("D218",))
    yield Hostile("no-container.epub", lambda: epub(extra={"META-INF/container.xml": "<"}), ("D217", "read"))
    yield Hostile("not-a-zip.docx", lambda: _PROSE.encode() * 20, ("D217", "D215", "read"))
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 5000 + "EncryptedPackage".encode("utf-16-le")
    yield Hostile("password.docx", lambda: ole, ("D216", "D215"))


def _markup() -> Iterator[Hostile]:
    doctype = f"<!DOCTYPE html [{_LAUGHS}]>"
    yield Hostile("entity-bomb.epub", lambda: epub(xhtml("<p>&l9;</p>", doctype=doctype)), ("D218", "D217"))
    outside = '<!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    # Read it may be, but never with the file's words inside; the tests of the sources hold that.
    yield Hostile(
        "outside-entity.epub", lambda: epub(xhtml("<p>&file;</p>", doctype=outside)), ("D218", "D217", "D212", "read")
    )
    deep = "<div>" * 200_000 + _PROSE
    yield Hostile("deep.html", lambda: f"<html><body>{deep}</body></html>".encode(), ("read", "D214", "D217", "D218"))
    wide = "<p>" + "<b><i>It</i></b> rained all day, and <i>nobody</i> came to the door. " * 20_000
    yield Hostile("many-tags.html", lambda: f"<html><body>{wide}</body></html>".encode(), ("read", "D214"))


def _texts() -> Iterator[Hostile]:
    either = ("read", "D214")
    yield Hostile("one-line-of-50-MB.txt", lambda: _PROSE.strip().encode() * 540_000, either)
    yield Hostile("one-word-of-5-MB.txt", lambda: b"a" * 5_000_000, (*either, "D219", "D213"))
    yield Hostile("newlines-20-MB.txt", lambda: b"\n" * 20_000_000, ("D212", *either))
    yield Hostile("only-quotation-marks.txt", lambda: b'"' * 1_000_000, (*either, "D219", "D213"))
    yield Hostile("nothing-closed.txt", lambda: ("“Come in and sit by the fire, " * 30_000).encode(), either)
    yield Hostile("nested-marks.txt", lambda: ("“‘" * 50_000 + _PROSE * 50).encode(), either)
    yield Hostile("one-word-paragraphs.txt", lambda: ("Yes.\n\nIt was so.\n\n" * 60_000).encode(), either)
    yield Hostile("20000-people.txt", lambda: many_names(20_000).encode(), either)
    yield Hostile("combining-marks.txt", lambda: ("Zoe" + "\u0308" * 500 + " " + _PROSE).encode() * 500, either)


def write(hostile: Hostile, folder: Path) -> Path:
    """Make the file in a folder."""
    path = folder / hostile.name
    path.write_bytes(hostile.make())
    return path
