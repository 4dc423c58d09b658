"""EPUB 2 and 3."""

from __future__ import annotations

import pytest

from diegesis.errors import DamagedFile, Encrypted, UnsafeArchive
from diegesis.sources import MarkKind
from tests.sources.checks import damage, opened, story, values, words
from tests.sources.make_files import (
    CHAPTERS,
    ENTITY_BOMB,
    NOTE,
    added,
    chapter_page,
    epub,
    epub2,
    epub3,
    package,
    page,
    replaced,
    zipped,
)

TITLES = [title for title, _ in CHAPTERS]
PARAGRAPHS = [text.replace("*", "") for _, paragraphs in CHAPTERS for text in paragraphs]
TWO = {"one.xhtml": chapter_page(0), "two.xhtml": chapter_page(1)}


def encryption(algorithm: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="OEBPS/x"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_epub_3() -> None:
    source = opened(epub3(), "ferry.epub")
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("Una Writer",), "en-GB")
    assert source.media_type == "application/epub+zip"
    assert story(source) == PARAGRAPHS
    assert words(source, MarkKind.HEADING) == TITLES
    assert values(source, MarkKind.CHAPTER) == TITLES
    assert words(source, MarkKind.FRONT_MATTER) == ["The Late Ferry"]
    assert words(source, MarkKind.BACK_MATTER) == ["Set in Bembo by hand."]
    assert words(source, MarkKind.NOTE) == ["The tide tables were wrong that year."]
    assert words(source, MarkKind.ITALIC) == ["late"]
    assert set(damage(source)) == {"images", "note_references"}


def test_epub_2() -> None:
    source = opened(epub2(), "ferry.epub")
    assert story(source) == PARAGRAPHS
    assert words(source, MarkKind.HEADING) == ["Chapter One", "The Ferry", "Chapter Two", "The Café"]
    assert values(source, MarkKind.CHAPTER) == TITLES
    assert words(source, MarkKind.FRONT_MATTER) == ["The Late Ferry\n\nby Una Writer"]
    assert words(source, MarkKind.ITALIC) == ["late"]


def test_chapter_titles_are_not_put_into_the_text() -> None:
    nav = page('<nav epub:type="toc"><ol><li><a href="one.xhtml">The Beginning</a></li></ol></nav>')
    item = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    members = {"one.xhtml": page("<p>It was late.</p>")}
    source = opened(epub(members, manifest=item, extra={"OEBPS/nav.xhtml": nav}), "a.epub")
    assert source.text == "It was late."
    assert values(source, MarkKind.CHAPTER) == ["The Beginning"]


def test_the_spine_decides_the_order() -> None:
    references = ['<itemref idref="p1"/>', '<itemref idref="p0"/>']
    assert words(opened(epub(TWO, spine=references), "a.epub"), MarkKind.HEADING) == TITLES[::-1]


def test_parts_outside_the_run_are_matter() -> None:
    references = ['<itemref idref="p0"/>', '<itemref idref="p1" linear="no"/>']
    source = opened(
        epub({"one.xhtml": chapter_page(0), "map.xhtml": page("<p>A map.</p>")}, spine=references), "a.epub"
    )
    assert words(source, MarkKind.BACK_MATTER) == ["A map."]


def test_names_tell_matter_where_nothing_else_does() -> None:
    members = {
        "copyright.xhtml": page("<p>© Una Writer</p>"),
        **TWO,
        "about_the_author.xhtml": page("<p>Una writes.</p>"),
        "notes.xhtml": page("<p>1. A note.</p>"),
    }
    source = opened(epub(members), "a.epub")
    assert words(source, MarkKind.FRONT_MATTER) == ["© Una Writer"]
    assert words(source, MarkKind.BACK_MATTER) == ["Una writes."]
    assert words(source, MarkKind.NOTE) == ["1. A note."]
    assert story(source) == PARAGRAPHS


def test_a_prologue_in_the_front_matter_is_story() -> None:
    prologue = page('<section epub:type="prologue"><p>It began.</p></section>', attributes='epub:type="frontmatter"')
    source = opened(epub({"prologue.xhtml": prologue, **TWO}), "a.epub")
    assert not words(source, MarkKind.FRONT_MATTER)


def test_a_contents_page_without_a_type() -> None:
    links = "".join(f'<p><a href="one.xhtml#s{n}">Chapter {n}</a></p>' for n in range(3))
    source = opened(epub({"p1.xhtml": page(f"<h1>Contents</h1>{links}"), **TWO}), "a.epub")
    assert words(source, MarkKind.FRONT_MATTER) == ["Contents\n\nChapter 0\n\nChapter 1\n\nChapter 2"]


def test_several_authors_and_other_roles() -> None:
    creators = (
        '<dc:creator opf:role="aut">Una Writer</dc:creator><dc:creator opf:role="ill">Ida Drawer</dc:creator>'
        '<dc:creator id="c3">Abel Scribe</dc:creator><meta refines="#c3" property="role">aut</meta>'
    )
    assert opened(epub(TWO, metadata=creators), "a.epub").authors == ("Una Writer", "Abel Scribe")


def test_what_is_missing_or_unreadable_is_told() -> None:
    manifest = (
        '<item id="gone" href="gone.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="pic" href="pic.svg" media-type="image/svg+xml"/>'
    )
    references = [f'<itemref idref="{name}"/>' for name in ("p0", "gone", "pic", "unknown")]
    source = opened(epub({"one.xhtml": chapter_page(0)}, manifest=manifest, spine=references), "a.epub")
    assert set(damage(source)) == {"missing_members", "skipped_members"}
    assert damage(source)["missing_members"].startswith("2 parts")
    assert "OEBPS/gone.xhtml" in damage(source)["missing_members"]


def test_a_part_with_a_wrong_checksum_is_left_out_and_told() -> None:
    members = {"one.xhtml": chapter_page(0), "bad.xhtml": page("<p>UNIQUE WORDS</p>")}
    target = bytearray(epub(members))
    at = bytes(target).rfind(b"OEBPS/bad.xhtml", 0, bytes(target).find(b"PK\x01\x02")) + len("OEBPS/bad.xhtml")
    target[at + 30 : at + 34] = b"\xff\xff\xff\xff"
    source = opened(bytes(target), "a.epub")
    assert set(damage(source)) == {"unreadable_members"}
    assert story(source) == PARAGRAPHS[:4]


def test_broken_markup_is_repaired_and_told() -> None:
    members = {"one.xhtml": "<html><body><p>One <i>two</p><p>three & four</p></body></html>"}
    source = opened(epub(members), "a.epub")
    assert source.text == "One two\n\nthree & four"
    assert set(damage(source)) == {"repaired_markup"}


def test_a_book_without_a_container_is_found() -> None:
    content = zipped(
        {"mimetype": "application/epub+zip", "content.opf": package(["a.xhtml"]), "a.xhtml": chapter_page(0)}
    )
    assert story(opened(content, "a.epub")) == PARAGRAPHS[:4]


def test_file_names_with_blanks_and_other_case() -> None:
    members = {"chapter one.xhtml": chapter_page(0)}
    text = package(["Chapter%20One.xhtml"])
    assert story(opened(epub(members, package_text=text), "a.epub")) == PARAGRAPHS[:4]


@pytest.mark.parametrize("path", ["META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl"])
def test_drm_is_refused(path: str) -> None:
    with pytest.raises(Encrypted, match="protected"):
        opened(added(epub3(), {path: "<x/>"}), "a.epub")


def test_encrypted_parts_are_refused() -> None:
    cipher = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    with pytest.raises(Encrypted, match="DRM"):
        opened(added(epub3(), {"META-INF/encryption.xml": cipher}), "a.epub")


@pytest.mark.parametrize("algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])
def test_obfuscated_fonts_do_not_matter(algorithm: str) -> None:
    assert story(opened(added(epub3(), {"META-INF/encryption.xml": encryption(algorithm)}), "a.epub")) == PARAGRAPHS


@pytest.mark.parametrize("href", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..%2f..%2fsecret"])
def test_an_entry_that_leads_out_is_refused(href: str) -> None:
    with pytest.raises(UnsafeArchive, match="leads out"):
        opened(epub({"one.xhtml": chapter_page(0)}, package_text=package([href])), "a.epub")


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "C:\\evil.txt", "a/../../evil.txt"])
def test_a_member_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(UnsafeArchive, match="leads out"):
        opened(added(epub3(), {name: "x"}), "a.epub")


def test_an_entity_bomb_in_a_part_is_refused() -> None:
    with pytest.raises(UnsafeArchive, match="entities"):
        opened(epub({"one.xhtml": ENTITY_BOMB}), "a.epub")


def test_a_book_of_nothing_readable_is_damaged() -> None:
    with pytest.raises(DamagedFile, match="could be read"):
        opened(epub({}, package_text=package(["gone.xhtml"])), "a.epub")
    with pytest.raises(DamagedFile, match="no parts"):
        opened(epub(TWO, spine=[]), "a.epub")


def test_a_note_in_an_item_of_the_table_of_contents_keeps_its_kind() -> None:
    source = opened(replaced(epub3(), "OEBPS/two.xhtml", "</section>", NOTE + "</section>"), "a.epub")
    assert len(words(source, MarkKind.NOTE)) == 2
