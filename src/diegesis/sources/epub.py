"""EPUB 2 and 3, with or without a table of contents, unpacked in memory.

Read: the parts in reading order (the spine), headings, rules, block quotations, verse, notes, italics and bold (by tag
and by style sheet), chapter titles from the table of contents, title, authors, language. Cover, title page, contents,
copyright page and what stands behind the story are typed as matter by ``epub:type``, guide, landmarks and file names.
Left out and counted: pictures, scripts, embedded objects, navigation, page numbers, reference marks to notes, parts
that are missing, broken or not text. Books under DRM are refused; fonts that are only obfuscated do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from lxml import etree

from diegesis.errors import DamagedFile, Encrypted, NotText
from diegesis.sources.archive import Archive
from diegesis.sources.blocks import DraftBlock
from diegesis.sources.epub_package import Package, Part, read_package
from diegesis.sources.flow import Flow
from diegesis.sources.losses import Losses
from diegesis.sources.markup import Parsed, local_name, parse_xml
from diegesis.sources.roles import matter_of
from diegesis.sources.source import Damage, MarkKind, SourceText
from diegesis.sources.structured import finished
from diegesis.sources.styles import read_style_sheets

_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/xml", "text/x-oeb1-document", ""})
_FONT_ALGORITHMS = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_DRM_FILES = {
    "META-INF/rights.xml": "Adobe's DRM",
    "META-INF/sinf.xml": "Apple's DRM",
    "META-INF/license.lcpl": "Readium LCP",
}
_DRM_HINT = "Diegesis does not open protected books; ask the shop for a DRM-free edition."
#: Names of files (or ids) that say what a part is, where nothing else does.
_FRONT_NAMES = re.compile(
    r"^(?:\d+[-_])?(?:cover(?:page)?|title[-_]?page|title|half[-_]?title(?:[-_]?page)?|copyright(?:[-_]?page)?|imprint"
    r"|toc|contents|nav|dedication|praise|also[-_]?by|front[-_]?matter)\d*$",
    re.IGNORECASE,
)
_BACK_NAMES = re.compile(
    r"^(?:\d+[-_])?(?:colophon|about[-_]?(?:the[-_]?)?(?:author|publisher)s?|author[-_]?bio|acknowledge?ments?|ack|back[-_]?cover"
    r"|uncopyright|back[-_]?matter|ads?|newsletter|backads?|teaser|preview|excerpt)\d*$",
    re.IGNORECASE,
)
_NOTE_NAMES = re.compile(r"^(?:foot|end|rear)?notes?\d*$", re.IGNORECASE)


def read_epub(content: bytes, *, name: str) -> SourceText:
    """Read the bytes of an EPUB.

    Raises:
        Encrypted: the book is under DRM.
        UnsafeArchive: names lead out of the archive, or members unpack absurdly.
        DamagedFile: nothing in it can be read.
        TooLarge: it unpacks to more than the limit.
    """
    losses = Losses()
    with Archive(content, name=name) as archive:
        _refuse_drm(archive)
        package = read_package(archive, losses)
        flow = Flow(losses)
        flow.styles = read_style_sheets(_style_sheets(archive, package))
        damage = [found for part in package.spine for found in _read_part(archive, part, flow, losses)]
    if not flow.blocks:
        raise DamagedFile(
            f"{name}: none of the {len(package.spine):,} parts of the book could be read.",
            hint="Open it in an e-book editor (Sigil, Calibre) and save it again.",
        )
    return finished(
        flow.blocks,
        content,
        name=name,
        media_type="application/epub+zip",
        metadata=package.metadata,
        damage=(*dict.fromkeys(damage), *losses.damage()),
        chapters=package.chapters,
    )


def _refuse_drm(archive: Archive) -> None:
    for path, what in _DRM_FILES.items():
        if archive.find(path) is not None:
            raise Encrypted(f"{archive.name}: the book is protected by {what} ({path}).", hint=_DRM_HINT)
    path = archive.find("META-INF/encryption.xml") or ""
    root = parse_xml(archive.read(path), place=f"{archive.name}: {path}").root if path else None
    for element in root.iter() if root is not None else ():
        is_method = local_name(element) == "encryptionmethod"
        if is_method and _parent_is_member(element) and element.get("Algorithm") not in _FONT_ALGORITHMS:
            raise Encrypted(f"{archive.name}: the book's parts are encrypted (DRM; {path}).", hint=_DRM_HINT)


def _parent_is_member(element: etree._Element) -> bool:
    """Whether the method belongs to a file of the book and not to a key."""
    parent = element.getparent()
    return parent is not None and local_name(parent) == "encrypteddata"


def _style_sheets(archive: Archive, package: Package) -> Iterable[str]:
    for path in package.style_sheets:
        member = archive.find(path)
        if member is not None:
            yield archive.read(member).decode("utf-8", "replace")


def _read_part(archive: Archive, part: Part, flow: Flow, losses: Losses) -> tuple[Damage, ...]:
    """Append a part's blocks to ``flow``; what is missing or broken is counted."""
    if part.media_type not in _PAGES:
        losses.add("skipped_members", example=part.path)
        return ()
    parsed = _parsed_part(archive, part, losses)
    if parsed is None or parsed.root is None:
        return ()
    if parsed.repaired:
        losses.add("repaired_markup", example=part.path)
    before = len(flow.blocks)
    matter, kind = _part_role(part)
    flow.read(parsed.root, place=part.path, matter=matter, kind=kind)
    if not part.linear:
        _type_aside(flow.blocks[before:])
    return parsed.damage


def _parsed_part(archive: Archive, part: Part, losses: Losses) -> Parsed | None:
    member = archive.find(part.path)
    if member is None:
        losses.add("missing_members", example=part.path)
        return None
    try:
        return parse_xml(archive.read(member), place=f"{archive.name}: {member}")
    except (DamagedFile, NotText):
        losses.add("unreadable_members", example=part.path)
        return None


def _part_role(part: Part) -> tuple[MarkKind | None, MarkKind]:
    """Matter and kind of a whole part: by guide and landmarks, else by its file name or id."""
    stated = matter_of(part.types)
    if stated is not None or "bodymatter" in part.types:
        return stated, MarkKind.BLOCK
    if part.types & {"notes", "footnotes", "endnotes", "rearnotes"}:
        return None, MarkKind.NOTE
    if "nav" in part.properties:
        return MarkKind.FRONT_MATTER, MarkKind.BLOCK
    for word in (PurePosixPath(part.path).stem, part.id):
        if _NOTE_NAMES.match(word):
            return None, MarkKind.NOTE
        if _FRONT_NAMES.match(word):
            return MarkKind.FRONT_MATTER, MarkKind.BLOCK
        if _BACK_NAMES.match(word):
            return MarkKind.BACK_MATTER, MarkKind.BLOCK
    return None, MarkKind.BLOCK


def _type_aside(drafts: Iterable[DraftBlock]) -> None:
    """A part outside the run of the text (``linear="no"``) is no story: notes stay notes, the rest is matter."""
    for draft in drafts:
        if draft.kind is not MarkKind.NOTE and draft.matter is None:
            draft.matter = MarkKind.BACK_MATTER
