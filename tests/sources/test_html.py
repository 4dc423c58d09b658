"""HTML: web pages, the archive's downloads, and the blocks of a page."""

from __future__ import annotations

import pytest

from diegesis.errors import TooLarge, UnsafeArchive
from diegesis.sources import MarkKind, SourceText
from tests.sources.checks import damage, opened, story, values, words
from tests.sources.make_files import (
    CHAPTERS,
    ENTITY_BOMB,
    GUTENBERG_FOOTER,
    GUTENBERG_HEADER,
    ao3_download,
    web_page,
)

PARAGRAPHS = [text.replace("*", "") for _, paragraphs in CHAPTERS for text in paragraphs]


def page(body: str) -> SourceText:
    return opened(f"<!doctype html><html><body>{body}</body></html>".encode(), "page.html")


def test_an_archive_download() -> None:
    source = opened(ao3_download().encode(), "ferry.html")
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("UnaWrites",), "en")
    assert story(source) == PARAGRAPHS
    assert words(source, MarkKind.HEADING)[1:] == ["1. Chapter One: The Ferry", "2. Chapter Two: The Café"]
    (front,) = words(source, MarkKind.FRONT_MATTER)
    assert front.startswith("Posted originally")
    assert front.endswith("Nora waits for a ferry.")
    (back,) = words(source, MarkKind.BACK_MATTER)
    assert back.startswith("End Notes")
    assert words(source, MarkKind.NOTE) == ["Chapter Notes", "Sorry for the wait!"] * 2
    assert words(source, MarkKind.ITALIC) == ["late"]


def test_an_archive_download_of_one_chapter() -> None:
    assert story(opened(ao3_download(chapters=False).encode(), "ferry.html")) == PARAGRAPHS


def test_a_work_page_of_the_archive() -> None:
    body = (
        "<nav>Menu</nav><div id='workskin'><div class='preface group'><h2 class='title heading'>The Late Ferry</h2>"
        "<h3 class='byline heading'><a rel='author' href='/u'>UnaWrites</a></h3>"
        "<div class='summary module'><blockquote class='userstuff'><p>A ferry.</p></blockquote></div></div>"
        "<div id='chapters'><div class='chapter'><div class='chapter preface group'><h3 class='title'>Chapter 1</h3>"
        "<div class='notes module'><p>Hi!</p></div></div><div class='userstuff'>"
        "<h3 class='landmark heading'>Chapter Text</h3><p>It was late. The ferry did not come.</p></div></div></div>"
        "</div><div id='feedback'><p>Kudos</p></div>"
    )
    source = page(body)
    assert story(source) == ["It was late. The ferry did not come."]
    assert (source.title, source.authors) == ("The Late Ferry", ("UnaWrites",))
    assert words(source, MarkKind.FRONT_MATTER) == ["The Late Ferry\n\nUnaWrites\n\nA ferry."]
    assert words(source, MarkKind.NOTE) == ["Hi!"]
    assert words(source, MarkKind.HEADING)[-1] == "Chapter 1"


def test_a_saved_page_loses_its_furniture() -> None:
    source = opened(web_page().encode(), "page.html")
    assert story(source) == [*PARAGRAPHS, "The end of it."]
    assert words(source, MarkKind.SCENE_BREAK) == ["* * *"]
    assert (source.title, source.authors, source.language) == ("The Late Ferry", ("Una Writer",), "en")
    assert set(damage(source)) == {"scripts", "navigation", "hidden_text"}


def test_gutenberg_html() -> None:
    source = page(f"<pre>{GUTENBERG_HEADER}</pre><p>It was late.</p><pre>{GUTENBERG_FOOTER}</pre>")
    assert story(source) == ["It was late."]
    assert source.title == "The Late Ferry"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One\n   two\t three </p>\n<p>four</p>", "One two three\n\nfour"),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("One<br><br>two<br/>\n<br/>three", "One\n\ntwo\n\nthree"),
        ("<p>M.&nbsp;Abel &mdash; &#146;tis</p>", "M.\u00a0Abel — ’tis"),
        ("<div>loose <p>inner</p> tail</div>", "loose\n\ninner\n\ntail"),
        ("<p>a <b> b </b> c</p>", "a b c"),
        ("<pre>keep  these\n  lines</pre>", "keep  these\n  lines"),
        ("<p><q>Late</q>, he said</p>", "“Late”, he said"),
        ("<p>x<sup>st</sup> and H<sub>2</sub></p>", "xst and H2"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<p>one<!-- hidden -->two</p>", "onetwo"),
        ('<p><img src="i.png" alt="I">t was late.</p>', "It was late."),
        ("<p>a</p><hr><p>b</p>", "a\n\n* * *\n\nb"),
        ("<p>a</p><hr><h2>Two</h2><p>b</p><hr>", "a\n\nTwo\n\nb"),
        ('<p>a</p><p class="scene-break">###</p><p>b</p>', "a\n\n###\n\nb"),
        ('<p>a <span class="pagenum">[Pg 3]</span>b</p>', "a b"),
        ('<p>a<sup><a href="#f1">1</a></sup> b<a href="#f2">[2]</a></p>', "a b"),
        ("<p>see <a href='#x'>the map</a></p>", "see the map"),
    ],
)
def test_the_text_of_a_page(body: str, text: str) -> None:
    assert page(body).text == text


def test_a_rare_blank_paragraph_leaves_a_gap() -> None:
    body = "".join(f"<p>Paragraph {n}.</p>" for n in range(9)) + "<p>&nbsp;</p><p>Later.</p>"
    assert page(body).text.endswith("Paragraph 8.\n\n\n\nLater.")


def test_blank_paragraphs_between_all_paragraphs_are_layout() -> None:
    text = page("".join(f"<p>Paragraph {n}.</p><p><br></p>" for n in range(9))).text
    assert "\n\n\n" not in text
    assert "* * *" not in text


def test_italics_follow_tags_styles_and_classes() -> None:
    source = page(
        "<style>.up {font-style: normal} p.it, .slant {font-style:italic}</style>"
        "<p>a <i>one</i><em> two</em> b <span style='font-style: italic'>three</span></p>"
        "<p class='slant'>all <span class='up'>but</span> this</p><p><strong>bold</strong></p>"
    )
    assert words(source, MarkKind.ITALIC) == ["one two", "three", "all", "this"]
    assert words(source, MarkKind.BOLD) == ["bold"]


def test_verse_letters_and_notes() -> None:
    source = page(
        "<p>He sang, and he sang it very loudly, over and over, until the whole street was awake:</p>"
        "<div class='poem'><div class='stanza'><div class='line'>The moon</div><div class='line'>is up</div></div>"
        "<div class='stanza'><span>and I<br></span><span>am not</span></div></div>"
        "<blockquote><p>Dear Nora, come.</p></blockquote><aside role='doc-footnote'><p>A note.</p></aside>"
        "<p>Then he went home, and nobody on the street ever heard him sing again.</p>"
    )
    assert words(source, MarkKind.VERSE) == ["The moon\nis up", "and I\nam not"]
    assert words(source, MarkKind.LETTER) == ["Dear Nora, come."]
    assert words(source, MarkKind.NOTE) == ["A note."]


def test_a_page_that_is_one_block_quotation_is_no_letter() -> None:
    assert not words(page("<blockquote><p>One day.</p><p>Two days.</p></blockquote>"), MarkKind.LETTER)


def test_headings_have_levels() -> None:
    assert values(page("<h1>Book</h1><h3>One</h3><p class='chapter-title'>Two</p><p>x</p>"), MarkKind.HEADING) == list(
        "132"
    )


def test_links_into_the_book_are_a_table_of_contents() -> None:
    links = "".join(f"<p><a href='#c{n}'>Chapter {n}</a></p>" for n in range(4))
    source = page(f"<h2>Contents</h2>{links}<h2 id='c0'>Chapter 0</h2><p>It began.</p>")
    (front,) = words(source, MarkKind.FRONT_MATTER)
    assert front.startswith("Contents")
    assert front.endswith("Chapter 3")


def test_the_declared_encoding_is_used_where_it_is_not_utf_8() -> None:
    content = '<html><head><meta charset="iso-8859-1"></head><body><p>Caf\xe9 \x93x\x94</p></body></html>'.encode(
        "latin-1"
    )
    assert opened(content, "a.html").text == "Café “x”"


def test_html_named_txt_and_text_named_html() -> None:
    assert opened(b"<!DOCTYPE html><html><body><p>It was late.</p></body></html>", "a.txt").media_type == "text/html"
    assert opened(b"It was late, and 2 < 3.", "a.html").text == "It was late, and 2 < 3."


def test_broken_markup_is_read() -> None:
    assert page("<p>One <i>two<p>three</b></div>").text == "One two\n\nthree"


def test_an_entity_bomb_is_refused() -> None:
    with pytest.raises(UnsafeArchive, match="entities"):
        opened(ENTITY_BOMB.encode(), "bomb.html")


def test_a_harmless_entity_is_not() -> None:
    text = ENTITY_BOMB.split("<!ENTITY b")[0] + "]><html xmlns='x'><body><p>It &mdash; is.</p></body></html>"
    assert opened(text.encode(), "a.xhtml").text == "It — is."


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(TooLarge, match="nested"):
        page("<div>" * 5000 + "x")


def test_thousands_of_attributes_are_refused() -> None:
    with pytest.raises(UnsafeArchive, match="attributes"):
        page(f"<p {' '.join(f'a{n}=1' for n in range(9000))}>x</p>")
    assert page(f'<p>It was <img src="data:image/png;base64,{"A" * 90_000}"> late.</p>').text == "It was late."


def test_no_word_is_lost() -> None:
    body = "<div>a<p>b<i>c</i>d</p>e<section>f<h1>g</h1>h</section>i</div>j"
    assert page(body).text.replace("\n", "") == "abcdefghij"
