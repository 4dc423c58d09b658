"""Plain text: encodings, verbatim text, licence, what looks broken."""

from __future__ import annotations

import codecs
from random import Random

import pytest

from diegesis.errors import NotText, TooLarge
from diegesis.sources import MarkKind, plain, source_from_text
from tests.sources.checks import check, damage, opened, words
from tests.sources.make_files import GUTENBERG_FOOTER, GUTENBERG_HEADER, LONG_ENGLISH

CURLY = "“It’s late—” she said at the café.\r\nThen…\r\rnothing.\n"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (CURLY.encode(), set()),
        (codecs.BOM_UTF8 + CURLY.encode(), {"byte_order_mark"}),
        (codecs.BOM_UTF16_LE + CURLY.encode("utf-16-le"), {"byte_order_mark"}),
        (codecs.BOM_UTF16_BE + CURLY.encode("utf-16-be"), {"byte_order_mark"}),
        (codecs.BOM_UTF32_LE + CURLY.encode("utf-32-le"), {"byte_order_mark"}),
        (codecs.BOM_UTF32_BE + CURLY.encode("utf-32-be"), {"byte_order_mark"}),
        ((CURLY * 9).encode("utf-16-le"), {"encoding"}),
        ((CURLY * 9).encode("utf-16-be"), {"encoding"}),
        ((CURLY * 9).encode("utf-32-le"), {"encoding"}),
        (CURLY.encode("cp1252"), {"encoding"}),
        (CURLY.encode("mac_roman"), {"encoding"}),
    ],
)
def test_the_text_is_the_decoded_file(content: bytes, codes: set[str]) -> None:
    source = opened(content, "book.txt")
    assert source.text in (CURLY, CURLY * 9)
    assert set(damage(source)) == codes
    assert source.media_type == "text/plain"
    assert source.name == "book.txt"


def test_latin_1_and_dos_letters() -> None:
    assert opened("The café was naïve.".encode("latin-1"), "a.txt").text == "The café was naïve."
    assert opened("The café was naïve; he paid £3.".encode("cp850"), "a.txt").text == "The café was naïve; he paid £3."


def test_other_8_bit_encodings_are_detected_by_the_library() -> None:
    russian = "Все счастливые семьи похожи друг на друга. " * 4
    assert opened(russian.encode("cp1251"), "a.txt").text == russian


def test_a_few_broken_bytes_in_utf_8_are_counted_and_not_guessed() -> None:
    content = (CURLY * 20).encode() + b"bad \xff byte, bad \xfe byte."
    source = opened(content, "a.txt")
    assert source.text == content.decode("utf-8", "replace")
    found = next(item for item in source.damage if item.code == "replacement_character")
    assert found.message.startswith("2 ×")
    assert found.span.of(source.text) == "\ufffd"


def test_a_letter_with_one_stray_byte_is_still_text() -> None:
    assert opened(b"Dear Ann, \x81 come home.\n", "a.txt").text.startswith("Dear Ann, ")


@pytest.mark.parametrize(
    "text", ["It\u00e2\u20ac\u2122s late.", "The caf\u00c3\u00a9.", "Two\u00c2\u00a0words.", "\u00ef\u00bb\u00bfStart"]
)
def test_mojibake_is_counted_and_not_mended(text: str) -> None:
    source = source_from_text(text)
    assert source.text == text
    assert set(damage(source)) == {"mojibake"}
    assert not source.damage[0].span.of(text).isascii()


def test_letters_that_only_look_like_mojibake_are_left_alone() -> None:
    assert not source_from_text("Âge, Ânes, câlin, SÃO Paulo, naïve, “â”.").damage


def test_control_and_invisible_characters_and_surrogates_are_counted() -> None:
    source = source_from_text("a\x01b\x1a so\u00adft \ufeff \ud800")
    assert set(damage(source)) == {"control_character", "invisible_character", "lone_surrogate"}
    assert damage(source)["control_character"].startswith("2 ×")


def test_plain_text_has_no_blocks() -> None:
    assert not opened(CURLY.encode(), "a.txt").marks


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03" * 50, bytes(range(256)) * 20, Random(0).randbytes(5_000)])
def test_bytes_that_are_no_text(content: bytes) -> None:
    with pytest.raises(NotText):
        opened(content, "a.txt")


def test_a_line_longer_than_any_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "LINE_CHARACTERS", 1_000)
    plain.refuse_long_lines("a" * 1_000 + "\n" + "b" * 1_000 + "\r" + "c" * 999, name="a.txt")
    with pytest.raises(TooLarge, match="line 3 "):
        plain.refuse_long_lines("a\n\n" + "b" * 1_001, name="a.txt")


def test_the_gutenberg_licence_is_matter() -> None:
    text = GUTENBERG_HEADER + LONG_ENGLISH + GUTENBERG_FOOTER
    source = opened(text.encode(), "pg.txt")
    assert source.text == text
    (front,) = words(source, MarkKind.FRONT_MATTER)
    (back,) = words(source, MarkKind.BACK_MATTER)
    assert front.startswith("The Project Gutenberg eBook")
    assert front.endswith("and a Machine")
    assert back.startswith("End of Project Gutenberg's The Late Ferry")
    assert back == GUTENBERG_FOOTER.strip()
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("Una Writer",), "en")


def test_the_small_print_of_old_gutenberg_texts() -> None:
    header = "The Project Gutenberg Etext of X\n\nTitle: X\n\n*END*THE SMALL PRINT! FOR PUBLIC"
    header += " DOMAIN ETEXTS*Ver.04.29.93*END*\n"
    source = source_from_text(header + "\n\nIt began.\n\nEnd of the Project Gutenberg Etext of X\n")
    check(source)
    assert words(source, MarkKind.FRONT_MATTER) == [header.strip()]
    assert words(source, MarkKind.BACK_MATTER) == ["End of the Project Gutenberg Etext of X"]


def test_a_story_about_the_project_keeps_its_text() -> None:
    assert not source_from_text("“Is it on Project Gutenberg?” she asked.\n\n*** START OF SOMETHING ***").marks
