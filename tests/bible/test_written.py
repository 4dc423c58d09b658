"""A bible as Markdown, HTML and DOCX: whole, escaped, linked, the same bytes twice."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from diegesis.bible import FORMATS, build_bible, page_of, render
from diegesis.bible.html import render as render_html
from diegesis.bible.layout import page_of as laid_out
from diegesis.bible.markdown import escaped
from diegesis.errors import UnknownFormat
from diegesis.layers.facts.records import Attribute
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.bible.worlds import World, lamp, sequel

HOSTILE = '<script>alert(1)</script> & "quotes" *stars* _lines_ [link](http://x.y) `code` | pipe\x07 $x$ 1. #tag'


def hostile() -> Story:
    """A story whose people and words are made of markup."""
    builder = StoryBuilder(f"{HOSTILE} said so.").character(HOSTILE, aliases=["www.a.b", "- item", "a@b.c"])
    for _ in range(6):
        builder.mention(HOSTILE, of=[HOSTILE])
    return World(builder).scene("<script>").fact(HOSTILE, Attribute.OTHER, f"{HOSTILE}!", "said so").build()


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("made", [lamp, hostile])
def test_the_same_bytes_twice(name: str, made: object) -> None:
    assert callable(made)
    assert render(build_bible(made()), name) == render(build_bible(made()), name)


def test_an_unknown_format() -> None:
    with pytest.raises(UnknownFormat, match="Did you mean 'docx'"):
        render(build_bible(lamp()), "doc")


# -------------------------------------------------------------------------------------------------- HTML


def page(story: Story) -> html.HtmlElement:
    return html.document_fromstring(str(render(build_bible(story), "html")))


def test_a_page_needs_nothing_else() -> None:
    written = str(render(build_bible(lamp()), "html"))
    assert written.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|<link|<img|@import|url\(|https?:", written)


def test_every_link_leads_somewhere_on_the_page() -> None:
    for made in (lamp(), hostile()):
        found = page(made)
        anchors = found.xpath("//@id")
        assert len(anchors) == len(set(anchors))
        assert {link.removeprefix("#") for link in found.xpath("//a/@href")} <= set(anchors)


def test_a_claim_leads_to_its_passage() -> None:
    found = page(lamp())
    (claim,) = found.xpath("//section[h3='Ilse Brandt']//dd[b='green eyes']")
    (link,) = claim.xpath(".//a[@class='cite']/@href")
    (passage,) = found.xpath(f"//li[@id='{link.removeprefix('#')}']")
    assert passage.text_content().startswith("Ilse Brandt climbed to the lamp room with green eyes")
    assert passage.xpath(".//mark/text()") == ["green eyes"]


def test_words_of_the_book_are_no_markup() -> None:
    found = page(hostile())
    assert not found.xpath("//script")
    assert HOSTILE.replace("\x07", "\ufffd") in found.xpath("//section[@class='sheet']/h3/text()")


# ---------------------------------------------------------------------------------------------- Markdown

READER = MarkdownIt("commonmark").enable("table")
PLAIN = {"text", "softbreak", "text_special"}


LIKE_MARKUP = ["1. Ann", "- Ann", "+ 1", "# 9", "> so", "| a | b |", "~~~", "[^e1]", "&amp;", HOSTILE]


@pytest.mark.parametrize("words", LIKE_MARKUP)
def test_escaped_words_read_as_they_were(words: str) -> None:
    (paragraph,) = [token for token in READER.parse(escaped(words)) if token.type == "inline"]
    assert {child.type for child in paragraph.children or []} <= PLAIN
    assert "".join(child.content for child in paragraph.children or []) == words


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("ab1 .)(*_`#+-=<>[]!|~&\\:@$^\"'"), min_size=1, max_size=12))
def test_any_words_can_be_escaped(words: str) -> None:
    words = " ".join(words.split())
    if words:
        tokens = [token for token in READER.parse(escaped(words)) if token.type == "inline"]
        assert len(tokens) == 1
        assert "".join(child.content for child in tokens[0].children or []) == words
        assert READER.parse(escaped(words))[0].type == "paragraph_open"


def test_markdown_has_its_footnotes_and_tables() -> None:
    written = str(render(build_bible(lamp()), "md"))
    cited = set(re.findall(r"\[\^(e\d+)\](?!:)", written))
    assert cited == set(re.findall(r"^\[\^(e\d+)\]:", written, re.MULTILINE))
    rows = [token for token in READER.parse(written) if token.type == "tr_open"]
    assert len(rows) == (1 + 1) + (1 + 2) + (1 + 3)  # people in passing, places, chapters


def test_markdown_of_hostile_words() -> None:
    written = str(render(build_bible(hostile()), "md"))
    kinds = {child.type for token in READER.parse(written) for child in token.children or []}
    assert not kinds & {"html_inline", "link_open", "code_inline", "image"}
    assert not any(token.type == "html_block" for token in READER.parse(written))


# -------------------------------------------------------------------------------------------------- DOCX


def word(story: Story) -> object:
    written = render(build_bible(story), "docx")
    assert isinstance(written, bytes)
    return docx.Document(io.BytesIO(written))


def test_a_word_document_has_its_outline() -> None:
    document = word(lamp())
    headings = [row.text for row in document.paragraphs if row.style.name.startswith("Heading 1")]  # type: ignore[attr-defined]
    assert headings == [
        "Cast",
        "Also named",
        "Ties",
        "Places",
        "Timeline",
        "Chapters",
        "Open questions",
        "Findings",
        "Passages",
    ]


def test_links_of_a_word_document_lead_to_bookmarks() -> None:
    for made in (lamp(), hostile()):
        body = word(made).element.body  # type: ignore[attr-defined]
        space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        links = {row.get(f"{space}anchor") for row in body.iter(f"{space}hyperlink")}
        marks = [row.get(f"{space}name") for row in body.iter(f"{space}bookmarkStart")]
        assert links
        assert links <= set(marks)
        assert len(marks) == len(set(marks))


# ------------------------------------------------------------------------------------------------- pages


def test_parts_with_nothing_to_say_are_left_out() -> None:
    story = StoryBuilder("Nobody came.").build()
    assert [section.title for section in page_of(build_bible(story)).sections] == []
    assert "Nobody came" not in render_html(laid_out(build_bible(story)))


def test_figures_stand_where_there_are_plots() -> None:
    bible = build_bible(lamp())
    assert "<figure>" not in str(render(bible, "html"))
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9"><path d="M0 0"/></svg>'
    )
    written = html.document_fromstring(str(render(bible, "html", plots={"network": picture})))
    (figure,) = written.xpath("//figure//*[local-name()='svg']")
    assert figure.get("viewbox") or figure.get("viewBox")
    assert "width" not in figure.attrib
    assert "![Who speaks to whom" in str(render(bible, "md", plots={"network": "plots/network.svg"}))


def test_a_story_without_sure_ties_and_chapters_has_its_plots() -> None:
    bible = build_bible(StoryBuilder("Ann came.").character("Ann").mention("Ann", of=["Ann"]).build())
    assert [section.title for section in page_of(bible).sections] == ["Also named"]
    kinds = ["presence", "network", "dialogue", "tone"]
    sections = {section.title: section for section in page_of(build_bible(lamp(), least=0.95), plots=kinds).sections}
    assert [type(block).__name__ for block in sections["Ties"].blocks] == ["Figure", "Figure"]
    written = render(build_bible(sequel()), "md", plots={kind: f"{kind}.svg" for kind in kinds})
    assert [str(written).count(f"<{kind}.svg>") for kind in kinds] == [1, 1, 1, 1]
