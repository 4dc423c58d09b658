"""Which reader a file gets, and what files are refused."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis import errors
from diegesis.sources import SourceText, archive, limits, open_source, source_from_text
from diegesis.sources import open as opening
from tests.sources.checks import check, opened
from tests.sources.make_files import (
    CONTAINER,
    ao3_download,
    epub2,
    epub3,
    png,
    web_page,
    with_footnote,
    word_file,
    zipped,
)


def test_a_path_a_string_and_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_bytes(b"It was late.\r\n")
    for given_as in (path, str(path), io.BytesIO(b"It was late.\r\n"), path.open("rb")):
        source = open_source(given_as)
        assert source.text == "It was late.\r\n"
        assert source.sha256 == sha256(b"It was late.\r\n").hexdigest()
        assert source.name in ("book.txt", "stream")
        if isinstance(given_as, io.IOBase):
            given_as.close()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("“Late.”".encode())))
    source = open_source("-")
    assert (source.text, source.name) == ("“Late.”", "stdin")


def test_content_goes_before_the_extension() -> None:
    assert opened(epub3(), "book.txt").media_type == "application/epub+zip"
    assert opened(word_file(), "book.epub").media_type.endswith("wordprocessingml.document")
    assert opened(web_page().encode("utf-16"), "book.txt").media_type == "text/html"


@pytest.mark.parametrize(
    ("content", "name", "error", "words"),
    [
        (b"", "empty.txt", errors.EmptySource, "empty"),
        (b" \r\n\t ", "blank.txt", errors.EmptySource, "empty"),
        ("\u00a0\n\u2003".encode(), "blank.txt", errors.EmptySource, "no text"),
        (b"<!doctype html><html><body><img src=x></body></html>", "x.html", errors.EmptySource, "no text"),
        (png(), "picture.txt", errors.NotText, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture.txt", errors.NotText, "JPEG"),
        (zipped({"a.txt": "x"}), "book.txt", errors.NotText, "zip archive"),
        (b"\x1f\x8b\x08\x00" + bytes(50), "book.txt", errors.NotText, "gzip"),
        (b"SQLite format 3\x00" + bytes(100), "book.story", errors.NotText, "SQLite"),
        (b"%PDF-1.7\n%\xe2\xe3", "book.pdf", errors.UnsupportedFormat, "PDF"),
        (b"%PDF-1.7\n%\xe2\xe3", "book.txt", errors.UnsupportedFormat, "PDF"),
        (bytes(60) + b"BOOKMOBI" + bytes(50), "book.mobi", errors.UnsupportedFormat, "Kindle"),
        (bytes(60) + b"BOOKMOBI" + bytes(50), "book.azw3", errors.UnsupportedFormat, "Kindle"),
        (b"{\\rtf1\\ansi It was late.}", "book.rtf", errors.UnsupportedFormat, "RTF"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "book.odt",
            errors.UnsupportedFormat,
            "OpenDocument",
        ),
        (b'<?xml version="1.0"?><TEI xmlns="x"><text/></TEI>', "b.xml", errors.UnsupportedFormat, "<TEI>"),
        (b'<?xml version="1.0"?>\n<FictionBook/>', "b.fb2", errors.UnsupportedFormat, "FictionBook"),
        (b"\xeaDRMION\xee" + bytes(50), "b.kfx", errors.Encrypted, "DRM"),
        (epub3()[:-100], "cut.epub", errors.DamagedFile, "broken"),
        (word_file()[:5000], "cut.docx", errors.DamagedFile, "broken"),
        (epub3()[:400], "cut.txt", errors.DamagedFile, "broken"),
        (zipped({"mimetype": "application/epub+zip"}), "a.epub", errors.DamagedFile, "package"),
    ],
)
def test_what_cannot_be_read(content: bytes, name: str, error: type[errors.DiegesisError], words: str) -> None:
    with pytest.raises(error) as caught:
        opened(content, name)
    assert type(caught.value) is error
    assert words in caught.value.problem
    assert name in caught.value.problem
    assert caught.value.hint


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\0b", "x" * 5000):
        with pytest.raises(errors.FileMissing) as caught:
            open_source(path)
        assert caught.value.hint


def test_a_file_over_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "FILE_BYTES", 1000)
    assert opened(b"a" * 1000, "a.txt").text
    with pytest.raises(errors.TooLarge, match="more than 1,000 bytes"):
        opened(b"a" * 1001, "a.txt")


def bomb(size: int, level: int = 9) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as whole:
        whole.writestr("META-INF/container.xml", CONTAINER.format(path="a.opf"))
        whole.writestr("a.opf", b" " * size)
    return target.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = bomb(80_000_000)
    started = time.process_time()
    with pytest.raises(errors.UnsafeArchive, match="unpack to"):
        opened(content, "bomb.epub")
    assert time.process_time() - started < 1


def test_a_bomb_that_lies_about_its_size() -> None:
    content = bytearray(bomb(3_000_000))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bytes(content).rfind(mark)
        content[place + at : place + at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(errors.DamagedFile):
        opened(bytes(content), "bomb.epub")


def test_limits_hold_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MEMBER_BYTES", 100)
    with pytest.raises(errors.TooLarge, match="unpacks to more than"):
        opened(epub3(), "a.epub")
    monkeypatch.setattr(limits, "MEMBER_BYTES", 1 << 20)
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 1000)
    with pytest.raises(errors.TooLarge, match="unpacks to more than"):
        opened(epub3(), "a.epub")
    monkeypatch.setattr(limits, "ARCHIVE_MEMBERS", 2)
    with pytest.raises(errors.UnsafeArchive, match="holds"):
        opened(epub3(), "a.epub")


def test_a_member_with_a_password() -> None:
    content = bytearray(zipped({"META-INF/container.xml": "x"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[bytes(content).find(mark) + at] |= 1
    with pytest.raises(errors.Encrypted, match="password"):
        archive.Archive(bytes(content), name="a.epub")


def read_or_refused(content: bytes, name: str) -> SourceText | errors.SourceError:
    try:
        return opened(content, name)
    except errors.SourceError as refused:
        return refused


@given(st.text())
def test_any_string_is_kept(text: str) -> None:
    source = source_from_text(text)
    assert source.text == text
    check(source)


_NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.epub", "a.docx", "a"])
_STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"# "]
)


@given(_STARTS, st.binary(max_size=300), _NAMES)
def test_any_bytes_are_read_or_refused_with_a_code(start: bytes, content: bytes, name: str) -> None:
    assert isinstance(read_or_refused(start + content, name), SourceText | errors.SourceError)


_BOOKS = {"a.epub": epub3(), "b.epub": epub2(), "c.docx": with_footnote(word_file()), "d.html": ao3_download().encode()}


@given(st.sampled_from(sorted(_BOOKS)), st.data())
def test_a_damaged_book_is_read_or_refused_with_a_code(name: str, data: st.DataObject) -> None:
    content = bytearray(_BOOKS[name])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(read_or_refused(bytes(content), name), SourceText | errors.SourceError)


def test_the_same_bytes_twice() -> None:
    for name, content in _BOOKS.items():
        assert opened(content, name) == opened(content, name)


def test_import_is_light() -> None:
    heavy = "'lxml', 'docx', 'markdown_it', 'charset_normalizer'"
    code = f"import sys, diegesis.sources; print([name for name in ({heavy}) if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
