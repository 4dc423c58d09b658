"""The package of an EPUB: metadata, reading order, table of contents, and what the guide says of each part."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from diegesis.errors import DamagedFile, NotText, UnsafeArchive
from diegesis.sources.archive import Archive
from diegesis.sources.losses import Losses
from diegesis.sources.markup import local_name, parse_xml, text_of
from diegesis.sources.roles import types_of
from diegesis.sources.structured import ChapterStart, Metadata

_CONTAINER = "META-INF/container.xml"
_NO_PACKAGE = "Open it in an e-book editor (Sigil, Calibre) and save it again."
#: Guide types of EPUB 2 and what EPUB 3 calls them.
_GUIDE = {"title-page": "titlepage", "copyright-page": "copyright-page", "text": "bodymatter", "start": "bodymatter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One entry of the manifest.

    Attributes:
        path: the member's name in the archive.
        media_type: as the manifest says.
        id: its id in the manifest.
        linear: whether it stands in the run of the text.
        properties: such as ``nav``.
        types: what guide and landmarks call it, in EPUB 3's words.
    """

    path: str
    media_type: str = ""
    id: str = ""
    linear: bool = True
    properties: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What an EPUB says of itself.

    Attributes:
        metadata: title, authors, language.
        spine: the parts in reading order.
        style_sheets: members with style sheets, in the manifest's order.
        chapters: the table of contents; an anchor is a member's name, with ``#name`` for a place in it.
    """

    metadata: Metadata
    spine: tuple[Part, ...]
    style_sheets: tuple[str, ...]
    chapters: tuple[ChapterStart, ...]


def read_package(archive: Archive, losses: Losses) -> Package:
    """Read the package document and the table of contents.

    Raises:
        DamagedFile: there is no package document, or it lists nothing to read.
        UnsafeArchive: an entry leads out of the archive.
    """
    path = _package_path(archive)
    root = parse_xml(archive.read(path), place=f"{archive.name}: {path}").root
    if root is None:
        raise DamagedFile(f"{archive.name}: {path} holds no package.", hint=_NO_PACKAGE)
    parts = dict(_manifest(root, path, losses))
    spine = [_spine_part(reference, parts) for reference in _named(root, "itemref")]
    listed = [part for part in spine if part is not None]
    if len(listed) < len(spine):
        losses.add("missing_members", count=len(spine) - len(listed))
    if not listed:
        raise DamagedFile(f"{archive.name}: {path} lists no parts to read.", hint=_NO_PACKAGE)
    chapters, landmarks = _contents(archive, root, parts)
    types = _types_by_path(root, path, landmarks)
    return Package(
        metadata=_metadata(root),
        spine=tuple(replace(part, types=types.get(part.path, frozenset())) for part in listed),
        style_sheets=tuple(part.path for part in parts.values() if part.media_type == "text/css"),
        chapters=tuple(chapters),
    )


def resolve(base: str, href: str) -> str | None:
    """The archive name (with ``#name`` where given) that ``href`` in member ``base`` means.

    Returns:
        ``None`` for an address on the web.

    Raises:
        UnsafeArchive: it leads out of the archive.
    """
    if re.match(r"[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
        if href.lower().startswith("file:"):
            raise _leads_out(base, href)
        return None
    path, _, anchor = unquote(href.strip()).partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else base
    if whole.startswith(("../", "/")) or whole == "..":
        raise _leads_out(base, href)
    return f"{whole}#{anchor}" if anchor else whole


def _leads_out(base: str, href: str) -> UnsafeArchive:
    return UnsafeArchive(f"{base}: the entry {href[:80]!r} leads out of the archive.", hint="Do not use the file.")


def _named(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) in tags)


def _package_path(archive: Archive) -> str:
    """The package document that the container names; the only one in the archive where it names none."""
    member = archive.find(_CONTAINER)
    named: list[str] = []
    if member is not None:
        root = parse_xml(archive.read(member), place=f"{archive.name}: {_CONTAINER}").root
        paths = [file.get("full-path") or "" for file in _named(root, "rootfile")] if root is not None else []
        named = [path for path in paths if path and resolve("", path)]
    for path in [*named, *sorted(name for name in archive.names if name.lower().endswith(".opf"))]:
        found = archive.find(path)
        if found is not None:
            return found
    raise DamagedFile(f"{archive.name}: the EPUB has no package document (.opf).", hint=_NO_PACKAGE)


def _manifest(root: etree._Element, base: str, losses: Losses) -> Iterator[tuple[str, Part]]:
    for item in _named(root, "item"):
        identity, href = item.get("id") or "", item.get("href") or ""
        path = resolve(base, href) if href else None
        if path is None:
            losses.add("missing_members", example=href[:80])
            continue
        yield (
            identity,
            Part(
                path=path.partition("#")[0],
                media_type=(item.get("media-type") or "").lower(),
                id=identity,
                properties=frozenset((item.get("properties") or "").split()),
            ),
        )


def _spine_part(reference: etree._Element, parts: dict[str, Part]) -> Part | None:
    part = parts.get(reference.get("idref") or "")
    if part is None:
        return None
    return replace(part, linear=(reference.get("linear") or "yes").lower() != "no")


def _metadata(root: etree._Element) -> Metadata:
    """The first title, the creators who are authors (all where no role is given), the first language."""
    titles = [_words(element) for element in _named(root, "title")]
    languages = [_words(element) for element in _named(root, "language")]
    roles = {
        (meta.get("refines") or "").lstrip("#"): _words(meta)
        for meta in _named(root, "meta")
        if meta.get("property") == "role"
    }
    authors = [
        _words(creator)
        for creator in _named(root, "creator")
        if (creator.get("{http://www.idpf.org/2007/opf}role") or roles.get(creator.get("id") or "", "aut")) == "aut"
    ]
    return Metadata(
        title=next((title for title in titles if title), ""),
        authors=tuple(dict.fromkeys(author for author in authors if author)),
        language=next((language for language in languages if language), ""),
    )


def _words(element: etree._Element) -> str:
    return " ".join(text_of(element).split())


def _contents(
    archive: Archive, root: etree._Element, parts: dict[str, Part]
) -> tuple[list[ChapterStart], list[tuple[str, str]]]:
    """The table of contents (EPUB 3's nav, else EPUB 2's NCX) and the landmarks as (anchor, type)."""
    nav = next((part.path for part in parts.values() if "nav" in part.properties), None)
    found = _parsed(archive, nav)
    chapters: list[ChapterStart] = []
    landmarks: list[tuple[str, str]] = []
    if found is not None and nav is not None:
        for element in _named(found, "nav"):
            types = types_of(element)
            if "landmarks" in types:
                landmarks = [(anchor, kind) for anchor, kind, _ in _links(element, nav)]
            elif not types or types & {"toc", "doc-toc"}:
                chapters = [ChapterStart(anchor, title) for anchor, _, title in _links(element, nav)]
    return chapters or _ncx(archive, root, parts), landmarks


def _parsed(archive: Archive, path: str | None) -> etree._Element | None:
    member = archive.find(path) if path else None
    if member is None:
        return None
    try:
        return parse_xml(archive.read(member), place=f"{archive.name}: {member}").root
    except (DamagedFile, NotText):
        return None


def _links(element: etree._Element, base: str) -> Iterator[tuple[str, str, str]]:
    """Anchor, type and words of each link."""
    for link in _named(element, "a"):
        anchor = resolve(base, link.get("href") or "")
        if anchor is not None:
            yield anchor, " ".join(sorted(types_of(link))), _words(link)


def _ncx(archive: Archive, root: etree._Element, parts: dict[str, Part]) -> list[ChapterStart]:
    spine = next(_named(root, "spine"), None)
    stated = parts.get((spine.get("toc") or "") if spine is not None else "")
    by_type = (part for part in parts.values() if part.media_type == "application/x-dtbncx+xml")
    part = stated or next(by_type, None)
    found = _parsed(archive, part.path if part else None)
    if found is None or part is None:
        return []
    return list(_ncx_points(found, part.path))


def _ncx_points(root: etree._Element, base: str) -> Iterator[ChapterStart]:
    for point in _named(root, "navpoint"):
        title = next((_words(label) for label in point if local_name(label) == "navlabel"), "")
        source = next((content.get("src") for content in point if local_name(content) == "content"), None)
        anchor = resolve(base, source) if source else None
        if anchor is not None:
            yield ChapterStart(anchor, title)


def _types_by_path(root: etree._Element, base: str, landmarks: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Member to what guide and landmarks call it; a landmark for a place inside a member says nothing of the whole."""
    types: dict[str, frozenset[str]] = {}
    guide = [
        (resolve(base, reference.get("href") or ""), (reference.get("type") or "").lower())
        for reference in _named(root, "reference")
    ]
    for anchor, kind in [*guide, *landmarks]:
        if anchor is not None and "#" not in anchor:
            words = frozenset(_GUIDE.get(word, word) for word in kind.split())
            types[anchor] = types.get(anchor, frozenset()) | words
    return types
