"""Word documents."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement
from docx.shared import Pt

from diegesis.errors import DamagedFile, Encrypted, UnsafeArchive, UnsupportedFormat
from diegesis.sources import MarkKind
from tests.sources.checks import damage, opened, story, values, words
from tests.sources.make_files import CHAPTERS, added, replaced, saved, with_footnote, word_file

PARAGRAPHS = [text.replace("*", "") for _, paragraphs in CHAPTERS for text in paragraphs]


def test_a_word_document() -> None:
    source = opened(word_file(), "ferry.docx")
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("Una Writer",), "en-GB")
    assert words(source, MarkKind.FRONT_MATTER) == ["The Late Ferry"]
    assert words(source, MarkKind.HEADING) == [title for title, _ in CHAPTERS]
    assert values(source, MarkKind.HEADING) == ["1", "1"]
    told = [text for text in story(source) if text != "* * *"]
    assert told == [*PARAGRAPHS, "It rained all day.", "Dear Nora, come home.", "Tide table"]
    assert words(source, MarkKind.LETTER) == ["Dear Nora, come home."]
    assert words(source, MarkKind.ITALIC)[0] == "late"
    assert set(damage(source)) == {"comments", "tables", "tracked_deletions", "tracked_insertions"}


def test_footnotes_stand_behind_the_text() -> None:
    source = opened(with_footnote(word_file()), "ferry.docx")
    assert words(source, MarkKind.NOTE) == ["The tide tables were wrong."]
    assert source.text.endswith("The tide tables were wrong.")


def test_blank_paragraphs_rules_and_line_breaks() -> None:
    document = docx.Document()
    for number in range(9):
        document.add_paragraph(f"Paragraph {number}.")
    document.add_paragraph("")
    document.add_paragraph("Later.").add_run().add_break()
    rule = document.add_paragraph("")
    border = OxmlElement("w:pBdr")
    border.append(OxmlElement("w:bottom"))
    rule._p.get_or_add_pPr().append(border)
    verse = document.add_paragraph("The moon")
    verse.add_run().add_break()
    verse.add_run("is\tup")
    source = opened(saved(document), "a.docx")
    assert source.text.endswith("Paragraph 8.\n\n\n\nLater.\n\n* * *\n\nThe moon\nis\tup")
    assert words(source, MarkKind.SCENE_BREAK) == ["* * *"]


def test_italics_by_style_are_inherited_and_undone() -> None:
    document = docx.Document()
    style = document.styles.add_style("Thought", 1)
    style.font.italic = True
    style.font.size = Pt(11)
    child = document.styles.add_style("Deep Thought", 1)
    child.base_style = style
    paragraph = document.add_paragraph("Why ", style="Deep Thought")
    paragraph.add_run("not").italic = False
    paragraph.add_run(" now?")
    document.add_paragraph().add_run("Emphasis").style = document.styles["Emphasis"]
    assert words(opened(saved(document), "a.docx"), MarkKind.ITALIC) == ["Why", "now?", "Emphasis"]


def test_hidden_text_and_automatic_numbers_are_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Seen")
    paragraph.add_run(" unseen").font.hidden = True
    document.add_paragraph("First", style="List Number")
    source = opened(saved(document), "a.docx")
    assert source.text == "Seen\n\nFirst"
    assert set(damage(source)) == {"hidden_text", "automatic_numbers"}


def test_the_title_style_on_every_chapter_is_a_heading() -> None:
    document = docx.Document()
    for number in (1, 2):
        document.add_paragraph(f"Chapter {number}", style="Title")
        document.add_paragraph("It was late.")
    source = opened(saved(document), "a.docx")
    assert words(source, MarkKind.HEADING) == ["Chapter 1", "Chapter 2"]
    assert not words(source, MarkKind.FRONT_MATTER)


def test_a_password_is_refused() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(Encrypted, match="password"):
        opened(compound + "EncryptedPackage".encode("utf-16-le"), "a.docx")
    with pytest.raises(UnsupportedFormat, match="old Word file"):
        opened(compound + "WordDocument".encode("utf-16-le"), "a.docx")


def test_declared_entities_are_refused() -> None:
    content = replaced(word_file(), "word/document.xml", "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document')
    with pytest.raises(UnsafeArchive, match="entities"):
        opened(content, "a.docx")


def test_a_broken_document() -> None:
    content = replaced(word_file(), "word/document.xml", "</w:body>", "")
    with pytest.raises(DamagedFile, match="broken"):
        opened(content, "a.docx")
    with pytest.raises(DamagedFile):
        opened(added(word_file(), {"[Content_Types].xml": ""}), "a.docx")


def test_macros_are_refused() -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = replaced(
        word_file(), "[Content_Types].xml", kind, "application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    with pytest.raises(UnsupportedFormat, match="macros"):
        opened(content, "a.docx")
