"""From the bytes of an HTML or XML file to a tree, safely: no entity is expanded, nothing is fetched.

XHTML is parsed as XML first (its empty elements such as ``<title/>`` would swallow the page otherwise); what is not
well-formed is parsed as HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from diegesis.errors import TooLarge, UnsafeArchive
from diegesis.sources.decode import decode
from diegesis.sources.limits import MARKUP_BYTES
from diegesis.sources.source import Damage

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w:.-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w:.-]+)", re.I)
_PROLOGUE = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[(?P<subset>.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<parameter>%\s+)?[^\s>]+\s+(?P<value>\"[^\"]*\"|'[^']*'|[^>]*)", re.IGNORECASE)
_REFERENCE = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
#: Browsers read ``&#146;`` as Windows does, though Unicode has a control character there.
_WINDOWS_REFERENCE = re.compile(r"&#(12[89]|1[345]\d);")
#: A tag so long is a picture inside the page, or an attack: thousands of attributes cost the parser minutes.
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_MOST_ATTRIBUTES = 2_000
_KEPT = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NO_BOOK = "No book needs that; do not use the file."
_ATTACK = "This is how entity bombs are built; no book needs it. Do not use the file."


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed file.

    Attributes:
        root: the tree; ``None`` where the file holds no element.
        repaired: whether it was not well-formed.
        damage: what the decoding found.
    """

    root: etree._Element | None
    repaired: bool
    damage: tuple[Damage, ...]


def parse_xml(content: bytes, *, place: str) -> Parsed:
    """Parse XML or XHTML; what is not well-formed is parsed as HTML.

    Raises:
        UnsafeArchive: the file declares entities that build on each other or point outside.
        TooLarge: it is nested too deeply, or a text in it is too long.
        NotText: it cannot be decoded.
    """
    return _parse(content, place=place, as_xml=True)


def parse_html(content: bytes, *, place: str) -> Parsed:
    """Parse an HTML page, as XML first if it says that it is XHTML. Raises what ``parse_xml`` does."""
    start = content[:1000].lower()
    return _parse(content, place=place, as_xml=b"<?xml" in start or b"xhtml" in start)


def local_name(element: etree._Element) -> str:
    """The tag's lower-cased name without its namespace; empty for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All words inside an element, as they stand."""
    return "".join(str(words) for words in element.itertext())


def _parse(content: bytes, *, place: str, as_xml: bool) -> Parsed:
    if len(content) > MARKUP_BYTES:
        raise TooLarge(f"{place}: {len(content):,} bytes of markup; at most {MARKUP_BYTES:,} are read.")
    decoded = decode(content, name=place, declared=_declared(content))
    text = _WINDOWS_REFERENCE.sub(_windows_character, _PROLOGUE.sub("", decoded.text, count=1))
    doctype = _DOCTYPE.search(text, 0, 100_000)
    if doctype:
        _refuse_entities(doctype.group("subset") or "", place)
    _refuse_attributes(text, place)
    if as_xml:
        root = _well_formed(_DOCTYPE.sub("", text, count=1) if doctype else text)
        if root is not None:
            return Parsed(root, repaired=False, damage=decoded.damage)
    return Parsed(_as_html(text, place), repaired=as_xml, damage=decoded.damage)


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:4096])
    return (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""


def _refuse_entities(subset: str, place: str) -> None:
    for entity in _ENTITY.finditer(subset):
        value = entity.group("value")
        builds = _REFERENCE.search(value) or "%" in value
        if entity.group("parameter") or builds or value.lstrip().upper().startswith(("SYSTEM", "PUBLIC")):
            raise UnsafeArchive(f"{place}: declares entities made of other entities or of other files.", hint=_ATTACK)


def _refuse_attributes(text: str, place: str) -> None:
    for tag in _LONG_TAG.finditer(text):
        if len(tag.group().split(maxsplit=_MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
            raise UnsafeArchive(f"{place}: an element has more than {_MOST_ATTRIBUTES:,} attributes.", hint=_NO_BOOK)


def _well_formed(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    spelled = _REFERENCE.sub(_character, text).lstrip()
    try:
        return etree.fromstring(spelled.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _character(reference: re.Match[str]) -> str:
    name = reference.group(1)
    return reference.group() if name in _KEPT else html5.get(name + ";", reference.group())


def _windows_character(reference: re.Match[str]) -> str:
    return bytes([int(reference.group(1))]).decode("cp1252", "replace")


def _as_html(text: str, place: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError):
        root = None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise TooLarge(
            f"{place}: elements are nested more than 250 deep, or one text is longer than 10 million characters.",
            hint="No book looks so; open the file in a browser and save it again, or save its text.",
        )
    return root
