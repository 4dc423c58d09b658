"""Real files for the tests, made with the real libraries from a small story of our own, plain or broken."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: Two chapters of paragraphs; ``*so*`` is italic.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Chapter One: The Ferry",
        (
            "The ferry was late, and Nora had counted the gulls twice before Mr. Abel came down the steps.",
            "“You’re early,” he said.",
            "“You’re *late*,” said Nora. “The tide won’t wait for your breakfast.”",
            "He laughed at that, and they stood together and watched the water come up over the stones.",
        ),
    ),
    (
        "Chapter Two: The Café",
        (
            "By noon they had found the café, and the rain had found them.",
            "“Two teas,” said Mr. Abel to the girl, “and whatever my sister wants.”",
        ),
    ),
)
#: Enough English to be measured as a language.
LONG_ENGLISH = "\n\n".join(paragraph for _, paragraphs in CHAPTERS for paragraph in paragraphs * 6)

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="{path}" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
    ' xmlns:epub="http://www.idpf.org/2007/ops"><head><title/>{head}</head><body{attributes}>{body}</body></html>'
)


def page(body: str, *, attributes: str = "", head: str = "") -> str:
    """An XHTML page."""
    return _PAGE.format(body=body, attributes=f" {attributes}" if attributes else "", head=head)


def marked_up(paragraph: str) -> str:
    """``*so*`` as ``<em>so</em>``."""
    parts = paragraph.split("*")
    return "".join(f"<em>{part}</em>" if odd % 2 else part for odd, part in enumerate(parts))


def chapter_page(number: int) -> str:
    """A chapter as an XHTML page with its heading."""
    title, paragraphs = CHAPTERS[number]
    body = "".join(f"<p>{marked_up(paragraph)}</p>\n" for paragraph in paragraphs)
    return page(f'<section epub:type="chapter"><h2 id="start">{title}</h2>\n{body}</section>')


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive; ``mimetype`` is stored, the rest packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return target.getvalue()


def package(
    parts: Sequence[str],
    *,
    version: str = "3.0",
    spine: Sequence[str] | None = None,
    manifest: str = "",
    metadata: str = "",
    guide: str = "",
    toc: str = "",
) -> str:
    """An OPF package: ``parts`` are file names in its folder; the spine lists them all unless it is given."""
    items = "".join(
        f'<item id="p{number}" href="{part}" media-type="application/xhtml+xml"/>' for number, part in enumerate(parts)
    )
    references = spine if spine is not None else [f'<itemref idref="p{number}"/>' for number in range(len(parts))]
    return (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        "<dc:title>The Late Ferry</dc:title>"
        f"<dc:language>en-GB</dc:language>{metadata or '<dc:creator>Una Writer</dc:creator>'}</metadata>"
        f"<manifest>{items}{manifest}</manifest><spine{toc}>{''.join(references)}</spine>{guide}</package>"
    )


def epub(
    members: Mapping[str, str | bytes],
    *,
    package_text: str | None = None,
    extra: Mapping[str, str | bytes] | None = None,
    **options: str | Sequence[str],
) -> bytes:
    """An EPUB whose parts (in ``OEBPS/``) stand in the spine in the order given."""
    text = package_text or package(list(members), **options)  # type: ignore[arg-type]
    whole: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER.format(path="OEBPS/content.opf"),
        "OEBPS/content.opf": text,
    }
    whole.update({f"OEBPS/{name}": content for name, content in members.items()})
    whole.update(extra or {})
    return zipped(whole)


def epub3() -> bytes:
    """An EPUB 3 with cover, nav, two chapters, a note and a colophon."""
    nav = page(
        '<nav epub:type="toc"><ol><li><a href="one.xhtml">Chapter One: The Ferry</a></li>'
        '<li><a href="two.xhtml#start">Chapter Two: The Café</a></li></ol></nav>'
        '<nav epub:type="landmarks"><ol><li><a epub:type="cover" href="cover.xhtml">Cover</a></li></ol></nav>'
    )
    members = {
        "cover.xhtml": page('<p>The Late Ferry</p><img src="cover.jpg" alt="A ferry"/>'),
        "one.xhtml": chapter_page(0).replace("</section>", NOTE + "</section>").replace("stones.", "stones." + NOTEREF),
        "two.xhtml": chapter_page(1),
        "end.xhtml": page("<p>Set in Bembo by hand.</p>", attributes='epub:type="backmatter colophon"'),
    }
    manifest = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    return epub(members, manifest=manifest, extra={"OEBPS/nav.xhtml": nav})


NOTEREF = '<a epub:type="noteref" href="#n1">1</a>'
NOTE = '<aside epub:type="footnote" id="n1"><p>The tide tables were wrong that year.</p></aside>'


def epub2() -> bytes:
    """An EPUB 2 with an NCX, a guide, a style sheet, and chapters whose headings are plain paragraphs."""
    parts = {"titlepage.html": page("<p>The Late Ferry</p><p>by Una Writer</p>")}
    points = ""
    for number, (title, paragraphs) in enumerate(CHAPTERS):
        body = "".join(f"<p>{marked_up(paragraph)}</p>" for paragraph in paragraphs)
        name, _, subtitle = title.partition(": ")
        body = body.replace("<em>", '<span class="slant">').replace("</em>", "</span>")
        parts[f"part{number}.html"] = page(f'<p class="x"><a id="c"/>{name}</p><p>{subtitle}</p>{body}')
        points += (
            f'<navPoint id="n{number}"><navLabel><text>{title}</text></navLabel>'
            f'<content src="part{number}.html#c"/></navPoint>'
        )
    ncx = f'<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{points}</navMap></ncx>'
    manifest = (
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="css" href="style.css" media-type="text/css"/>'
    )
    guide = '<guide><reference type="title-page" title="Title" href="titlepage.html"/></guide>'
    extra = {"OEBPS/toc.ncx": ncx, "OEBPS/style.css": "/* look */ span.slant { font-style: italic }"}
    return epub(parts, version="2.0", manifest=manifest, guide=guide, toc=' toc="ncx"', extra=extra)


def ao3_download(*, chapters: bool = True) -> str:
    """An HTML download as the Archive of Our Own makes it."""
    body = ""
    for number, (title, paragraphs) in enumerate(CHAPTERS, start=1):
        head = (
            f'<div class="meta group"><h2 class="heading">{number}. {title}</h2>'
            "<p>Chapter Notes</p><blockquote class='userstuff'><p>Sorry for the wait!</p></blockquote></div>"
            if chapters
            else ""
        )
        body += (
            head + '<div class="userstuff">' + "".join(f"<p>{marked_up(text)}</p>\n" for text in paragraphs) + "</div>"
        )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>The Late Ferry - UnaWrites - Harbour Lights</title>
<style type="text/css">p.message {{ text-align: center; }}</style>
</head><body><div id="preface">
<p class="message"><b>Posted originally on the <a href="http://archiveofourown.org/">Archive of Our Own</a></b></p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd>General Audiences</dd><dt>Language:</dt><dd>English</dd></dl>
<h1>The Late Ferry</h1><div class="byline">by <a rel="author" href="/users/u">UnaWrites</a></div>
<p>Summary</p><blockquote class="userstuff"><p>Nora waits for a ferry.</p></blockquote></div></div>
<div id="chapters" class="userstuff">{body}</div>
<div id="afterword"><div id="endnotes"><p>End Notes</p><blockquote class="userstuff"><p>Thanks!</p></blockquote></div>
<p class="message">Please <a href="x">drop by the archive and comment</a>!</p></div></body></html>"""


def web_page() -> str:
    """A story saved from a web site, with everything that stands around it."""
    body = "".join(f"<p>{marked_up(text)}</p>" for _, paragraphs in CHAPTERS for text in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>The Late Ferry</title>
<meta name="author" content="Una Writer">
<script>var tracked = "Nora";</script><style>.hush {{display: none}}</style></head><body>
<header><h1>Story Site</h1></header><nav><a href="/">Home</a></nav>
<div id="storytext">{body}<hr><p>The end of <span class="hush">secret</span>it.</p><script>more()</script></div>
<div class="comments"><p>Loved it!</p></div><footer>Imprint</footer></body></html>"""


GUTENBERG_HEADER = (
    "The Project Gutenberg eBook of The Late Ferry\r\n\r\nThis ebook is for the use of anyone anywhere.\r\n\r\n"
    "Title: The Late Ferry\r\n\r\nAuthor: Una Writer\r\n\r\nLanguage: English\r\n\r\n"
    "*** START OF THE PROJECT GUTENBERG EBOOK THE LATE FERRY ***\r\n\r\n\r\n"
    "Produced by Many Hands\r\nand a Machine\r\n\r\n\r\n"
)
GUTENBERG_FOOTER = (
    "\r\n\r\nEnd of Project Gutenberg's The Late Ferry, by Una Writer\r\n\r\n"
    "*** END OF THE PROJECT GUTENBERG EBOOK THE LATE FERRY ***\r\n\r\n"
    "Updated editions will replace the previous one.\r\n"
)


def word_file() -> bytes:
    """A Word document with styles, italics, scene breaks, a tracked change, a comment and a table."""
    document = docx.Document()
    document.core_properties.title = "The Late Ferry"
    document.core_properties.author = "Una Writer"
    document.core_properties.language = "en-GB"
    document.add_paragraph("The Late Ferry", style="Title")
    for title, paragraphs in CHAPTERS:
        document.add_heading(title, level=1)
        for text in paragraphs:
            paragraph = document.add_paragraph()
            for odd, part in enumerate(text.split("*")):
                run = paragraph.add_run(part)
                run.italic = bool(odd % 2) or None
        document.add_paragraph("* * *")
    last = document.add_paragraph("It rained ")
    _tracked(last, "w:del", "w:delText", "for hours")
    _tracked(last, "w:ins", "w:t", "all day")
    last.add_run(".")
    comment = document.add_comment(last.runs, text="Check the weather.", author="Editor", initials="E")
    assert comment is not None
    document.add_paragraph("Dear Nora, come home.", style="Quote")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Tide table"
    return saved(document)


def _tracked(paragraph: docx.text.paragraph.Paragraph, change: str, tag: str, words: str) -> None:
    holder = OxmlElement(change)
    run = OxmlElement("w:r")
    text = OxmlElement(tag)
    text.text = words
    run.append(text)
    holder.append(run)
    holder.set(qn("w:id"), "7")
    holder.set(qn("w:author"), "Editor")
    paragraph._p.append(holder)


def saved(document: docx.document.Document) -> bytes:
    """A Word document's bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_footnote(content: bytes) -> bytes:
    """A Word document with one footnote part added and linked."""
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>The tide tables were wrong.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = replaced(
        content,
        "[Content_Types].xml",
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>',
    )
    relation = f'<Relationship Id="rIdNote" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    content = replaced(content, "word/_rels/document.xml.rels", "</Relationships>", relation)
    return added(content, {"word/footnotes.xml": note})


def replaced(content: bytes, member: str, old: str, new: str) -> bytes:
    """An archive with a text replaced in one member."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    assert old in members[member].decode()
    members[member] = members[member].decode().replace(old, new).encode()
    return zipped(members)


def added(content: bytes, extra: Mapping[str, str | bytes]) -> bytes:
    """An archive with more members."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **extra})


def png() -> bytes:
    """A one-pixel picture."""
    chunks = b""
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * 4)),
        (b"IEND", b""),
    ):
        chunks += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunks


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&c;</p></body></html>'
)
