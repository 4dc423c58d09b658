"""What a file is: by its first bytes, then by the names in its archive, then by its extension."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from diegesis.errors import Encrypted, NotText, SourceError, UnsupportedFormat


class Format(StrEnum):
    """The formats that are read."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    EPUB = "epub"
    DOCX = "docx"


_CONVERT = "Convert it to EPUB or plain text first"
_CALIBRE = f"{_CONVERT} (Calibre's `ebook-convert BOOK out.epub` does it)."
_WRITER = "Save it as .docx first (LibreOffice: `soffice --headless --convert-to docx FILE`)."
_PDF = "Find an EPUB or text edition; a PDF's pages have lost the paragraphs. `pdftotext` gives a rough one."
_DRM = "Diegesis does not open protected books; ask the shop for a DRM-free edition."

#: First bytes -> (what it is, what to do).
_UNSUPPORTED = {
    b"{\\rtf": ("a rich-text (RTF) file", _WRITER),
    b"ITOLITLS": ("a Microsoft Reader (LIT) book", _CALIBRE),
    b"TPZ": ("a Kindle (Topaz) book", _CALIBRE),
    b"CONT\x02\0": ("a Kindle (KFX) book", _CALIBRE),
    b"AT&TFORM": ("a DjVu file", _PDF),
    b"%!PS": ("a PostScript file", _PDF),
}
_NOT_TEXT = {
    b"\x89PNG\r\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"SQLite format 3\0": "an SQLite database (a .story file, perhaps)",
    b"\x7fELF": "a program",
    b"ID3": "an MP3 recording",
    b"OggS": "an Ogg recording",
    b"RIFF": "a RIFF file (sound, film or picture)",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HTML_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S)
_XML_ROOT = re.compile(rb"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*|<!DOCTYPE[^>]*>\s*)*<([\w:.-]+)", re.I | re.S)
_TAG = re.compile(rb"<(?:p|div|br|body|head|h[1-6]|title|span|i|b|em|!--)\b[^>]*>", re.IGNORECASE)
_EXTENSIONS = {
    **dict.fromkeys((".htm", ".html", ".xhtml"), Format.HTML),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), Format.MARKDOWN),
}


def find_format(content: bytes, *, name: str) -> Format:
    """The format of a file; for an archive the caller looks inside with ``find_archive_format``.

    Args:
        content: all bytes.
        name: file name, for its extension and for messages.

    Raises:
        UnsupportedFormat: a kind of book that is not read.
        Encrypted: an office document with a password.
        NotText: a kind of file that is no book.
    """
    _refuse_known(content, name)
    if content.startswith(_ZIP):
        return find_archive_format(content, name=name)
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start[2:].replace(b"\0", b"")
    return _text_format(start, PurePath(name).suffix.lower(), name)


def _text_format(start: bytes, extension: str, name: str) -> Format:
    if _HTML_START.match(start):
        return Format.HTML
    root = _XML_ROOT.match(start)
    if root:
        kind = root.group(1).decode("ascii", "replace")
        raise UnsupportedFormat(f"{name}: an XML file of another kind (<{kind}>).", hint=f"{_CONVERT}.")
    by_extension = _EXTENSIONS.get(extension, Format.PLAIN)
    if by_extension is Format.HTML and not _TAG.search(start):
        return Format.PLAIN
    return by_extension


def _refuse_known(content: bytes, name: str) -> None:
    start = content[:4096]
    if b"%PDF-" in start[:1024]:
        raise UnsupportedFormat(f"{name}: a PDF file, which Diegesis does not read.", hint=_PDF)
    if start[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        raise UnsupportedFormat(f"{name}: a Kindle book (MOBI, AZW), which Diegesis does not read.", hint=_CALIBRE)
    if start.startswith(_OLE):
        raise _office_error(content, name)
    if b"\xeaDRMION\xee" in start[:16]:
        raise Encrypted(f"{name}: a Kindle book protected by DRM.", hint=_DRM)
    for magic, (what, hint) in _UNSUPPORTED.items():
        if start.startswith(magic):
            raise UnsupportedFormat(f"{name}: {what}, which Diegesis does not read.", hint=hint)
    for magic, what in _NOT_TEXT.items():
        # "ID3" or "GIF8" alone could begin a text; a file of that kind has bytes that no text has.
        if start.startswith(magic) and (b"\0" in start or not magic.isascii()):
            hint = "Unpack it first." if "archive" in what else "Give a .txt, .md, .html, .epub or .docx file."
            raise NotText(f"{name}: {what}, not a text.", hint=hint)


def _office_error(content: bytes, name: str) -> SourceError:
    """A compound file holds an old Word document, or a new one under a password."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Encrypted(f"{name}: the document is protected by a password.", hint="Save a copy without the password.")
    if "WordDocument".encode("utf-16-le") in content:
        return UnsupportedFormat(f"{name}: an old Word file (.doc), which Diegesis does not read.", hint=_WRITER)
    return NotText(f"{name}: an old Office file that holds no Word document.", hint=_WRITER)


def find_archive_format(content: bytes, *, name: str) -> Format:
    """EPUB or DOCX, by what an archive holds.

    Raises:
        NotText: an archive of other things.
        UnsupportedFormat: an OpenDocument or Pages file.
        DamagedFile: the archive is broken.
        Encrypted, UnsafeArchive, TooLarge: see ``Archive``.
    """
    from diegesis.sources.archive import Archive

    with Archive(content, name=name) as archive:
        names = archive.names
        kind = archive.read("mimetype")[:200].strip() if "mimetype" in names else b""
    extension = PurePath(name).suffix.lower()
    if kind == b"application/epub+zip" or "META-INF/container.xml" in names:
        return Format.EPUB
    if "word/document.xml" in names or (extension == ".docx" and "[Content_Types].xml" in names):
        return Format.DOCX
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise UnsupportedFormat(f"{name}: an OpenDocument file, which Diegesis does not read.", hint=_WRITER)
    if any(inner.endswith(".iwa") for inner in names):
        raise UnsupportedFormat(f"{name}: a Pages file, which Diegesis does not read.", hint="Export it as .docx.")
    if extension == ".epub" or any(inner.endswith(".opf") for inner in names):
        return Format.EPUB
    raise NotText(
        f"{name}: a zip archive that is no book ({len(names):,} files).", hint="Unpack it and give the book inside."
    )
