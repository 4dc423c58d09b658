"""DOCX: Word documents.

Read: paragraphs, headings by style, scene breaks (also a border drawn as a rule), quotations and verse by style,
italics and bold by run and style, tracked insertions, footnotes and endnotes (as notes behind the text), title,
author, language. Left out and counted: comments, tracked deletions, pictures, text boxes, embedded objects, hidden
text, automatic numbers. Tables are read cell by cell. Smart quotes and all other characters stay as they are.
"""

from __future__ import annotations

import io
import re
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.exceptions import InvalidXmlError
from lxml import etree

from diegesis.errors import DamagedFile, UnsafeArchive, UnsupportedFormat
from diegesis.sources.archive import Archive
from diegesis.sources.docx_flow import DocxFlow
from diegesis.sources.docx_styles import read_styles
from diegesis.sources.losses import Losses
from diegesis.sources.source import SourceText
from diegesis.sources.structured import Metadata, finished

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_SAVE_AGAIN = "Open it in a word processor and save it again as .docx."
#: What python-docx and lxml raise on broken documents.
_BROKEN = (
    etree.LxmlError,
    SyntaxError,
    PackageNotFoundError,
    InvalidXmlError,
    BadZipFile,
    LookupError,
    ValueError,
    AttributeError,
    TypeError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def read_docx(content: bytes, *, name: str) -> SourceText:
    """Read the bytes of a Word document.

    Raises:
        DamagedFile: the package is broken.
        UnsafeArchive: it declares entities, or its names lead out of the archive.
        UnsupportedFormat: a template or a document with macros.
        Encrypted, TooLarge: see ``Archive``.
    """
    _check_package(content, name)
    losses = Losses()
    try:
        document = docx.Document(io.BytesIO(content))
        flow = DocxFlow(read_styles(document), losses)
        flow.read(document.element.body)
        for kind, element in _NOTES.items():
            flow.read_notes(_part_tree(document, kind), element)
        losses.add("comments", count=_comments(document))
        metadata = _metadata(document)
    except _BROKEN as problem:
        raise DamagedFile(f"{name}: the Word document is broken ({problem!r:.200}).", hint=_SAVE_AGAIN) from problem
    return finished(flow.blocks, content, name=name, media_type=_MEDIA_TYPE, metadata=metadata, damage=losses.damage())


def _check_package(content: bytes, name: str) -> None:
    """Refuse entity declarations, which the format forbids, and kinds of documents that python-docx does not open."""
    with Archive(content, name=name) as archive:
        for member in sorted(archive.names):
            if member.endswith((".xml", ".rels")) and re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", archive.read(member)):
                raise UnsafeArchive(f"{name}: {member} declares entities; no Word document does.", hint=_SAVE_AGAIN)
        types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.names else b""
    if types and _MAIN_TYPE not in types:
        raise UnsupportedFormat(f"{name}: a template or a document with macros.", hint=_SAVE_AGAIN)


def _part_tree(document: Document, kind: str) -> etree._Element | None:
    """The tree of a part that python-docx does not model, found by its relationship; ``None`` where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            return etree.fromstring(relation.target_part.blob, parser)
    return None


def _comments(document: Document) -> int:
    root = _part_tree(document, "comments")
    return sum(1 for element in root if str(element.tag).endswith("}comment")) if root is not None else 0


def _metadata(document: Document) -> Metadata:
    properties = document.core_properties
    return Metadata(
        title=properties.title.strip(),
        authors=tuple(part.strip() for part in properties.author.split(";") if part.strip()),
        language=properties.language.strip(),
    )
