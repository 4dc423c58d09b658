"""``html``: nothing of the book is lost, nothing of it becomes markup, every link leads somewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from diegesis import read_text
from diegesis.errors import BadOption
from diegesis.export import render
from diegesis.export.page_marks import COLOURS, PageMarks
from diegesis.story import Story
from diegesis.testing import StoryBuilder, story
from diegesis.testing.strategies import prose
from tests.architecture.source import PACKAGE, ROOT
from tests.bible.test_written import hostile
from tests.story.made import TEXT, made_story

CSS = (PACKAGE / "export/page.css").read_text(encoding="utf-8")
TEXTS = st.one_of(prose(), st.text(max_size=200))
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def parsed(made: Story) -> Any:
    return html.document_fromstring(render(made, "html"))


def blocks_of(page: Any) -> list[str]:
    """The words of each block of the reading view, in order."""
    return ["".join(block.itertext()) for block in page.xpath("//article[@id='text']/section/*")]


def test_the_reading_view_is_the_text() -> None:
    made = read_text((ROOT / "examples/a_lady_from_reno.txt").read_text(encoding="utf-8"), model=False)
    assert blocks_of(parsed(made)) == [block.span.of(made.document.text) for block in made.document.blocks]


@FEW
@given(TEXTS)
def test_whatever_the_text_all_of_it_stands_there_in_order(text: str) -> None:
    made = read_text(text, model=False)
    page = parsed(made)
    words = [block.span.of(text) for block in made.document.blocks]
    assert blocks_of(page) == [FORBIDDEN.sub("\ufffd", word) for word in words]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= set(ids)


def test_a_line_leads_to_its_reason_and_back() -> None:
    made = (
        StoryBuilder('"Come in, Bob," said Ann. He sat.\n\n"Why?"')
        .character("Ann")
        .character("Bob", aliases=["Bobby"], pronouns="he/him")
        .quote('"Come in, Bob,"', speaker="Ann", to=["Bob"], confidence=0.97, reason="the tag", evidence=["said Ann"])
        .quote('"Why?"', speaker="Bob", confidence=0.4, candidates=[("Bob", 0.4), ("Ann", 0.35)])
        .build()
    )
    page = parsed(made)
    sure, doubtful = page.xpath("//span[contains(@class, 'q')][@id]")
    assert (sure.text_content(), "d" in sure.get("class").split()) == ('"Come in, Bob,"', False)
    assert "d" in doubtful.get("class").split()
    (link,) = sure.xpath("following-sibling::a[1]")
    assert (link.get("href"), link.get("title"), link.text) == ("#w0", "Ann, 97\u00a0%", None)
    (entry,) = page.xpath("//li[@id='w0']")
    assert entry.text_content() == '"Come in, Bob," Ann to Bob, 97\u00a0%. The tag. See said Ann.'
    (evidence,) = entry.xpath("a[starts-with(@href, '#e')]")
    (place,) = page.xpath(f"//*[@id='{evidence.get('href')[1:]}']")
    assert place.tail.startswith(" said") or place.tail.startswith("said Ann")
    (other,) = page.xpath("//li[@id='w1']")
    assert other.text_content() == '"Why?" Bob, 40\u00a0%. Else Ann 35\u00a0%.'
    names = [block.get("data-n") for block in page.xpath("//article//p")]
    assert names == ["Ann", "Bob ?"]


def test_pronouns_say_who_they_are_and_lead_to_the_cast() -> None:
    made = read_text('"Come in," said Ann Vale. She sat down. Her hands shook.', model=False)
    page = parsed(made)
    found = [(link.text, link.get("data-w")) for link in page.xpath("//a[@class='p']")]
    assert found == [("She", "Ann Vale"), ("Her", "Ann Vale")]
    (person,) = page.xpath(f"//*[@id='{page.xpath('//a[@class=$p]', p='p')[0].get('href')[1:]}']")
    assert person.text_content().startswith("Ann Vale")
    assert "1 line" in person.text_content()
    assert person.xpath("a[text()='first appears']/@href") == ["#b0"]


def test_marks_that_cut_each_other_stay_nested() -> None:
    made = read_text("He said, <em>“I am</em> here,” and _she “went_ home”.", model=False)
    assert blocks_of(parsed(made)) == [made.document.text]


def test_words_of_a_book_are_no_markup() -> None:
    for made in (hostile(), read_text('"<script>alert(1)</script>," said <b onclick=x>Ann</b>.', model=False)):
        page = parsed(made)
        assert len(page.xpath("//script")) == 1
        assert not page.xpath("//img | //iframe | //link | //b[@onclick] | //article//b")


def test_names_stand_apart_from_the_direction_around_them() -> None:
    made = StoryBuilder('"So," said \u202eAnn.').character("\u202eAnn").quote('"So,"', speaker="\u202eAnn").build()
    page = parsed(made)
    assert page.xpath("//section[@id='cast']//bdi/text()")[0] == "\u202eAnn"
    assert not [link for link in page.xpath("//section[@id='why']//a") if link.text and link.text.strip()]


def test_only_the_two_of_the_page_may_run() -> None:
    made = render(made_story(), "html")
    page = html.document_fromstring(made)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not page.xpath("//@style | //@src | //@onclick | //link")


def test_those_who_say_most_have_a_colour_of_their_own() -> None:
    names = [f"Person{letter}" for letter in "abcdefghijklmno"]
    text = "\n\n".join(f'"Line {number}," said {name}.' for number, name in enumerate(names))
    made = story(text, [(f'"Line {number},"', name) for number, name in enumerate(names)])
    marks = PageMarks(made)
    colours = [marks.colour(row.id) for row in marks.speakers]
    assert colours[:COLOURS] == [f"c{number}" for number in range(COLOURS)]
    assert marks.beyond_legend == len(names) - COLOURS
    assert len(parsed(made).xpath("//ul[@class='legend']/li")) == COLOURS + 2


def test_without_its_text_there_is_no_page() -> None:
    with pytest.raises(BadOption, match="cannot leave the text out"):
        render(made_story(), "html", text=False)


def test_the_same_bytes_twice() -> None:
    assert render(made_story(), "html") == render(made_story(), "html")
    assert render(story(""), "html").endswith("</html>\n")
    assert TEXT.split()[0] in render(made_story(), "html")


# -------------------------------------------------------------------------------------------------- colours

#: Sight without red and without green cones (Machado, Oliveira, Fernandes 2009, severity 1), on linear RGB.
SIGHTS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.95047, 1.0, 1.08883)
Vector = tuple[float, ...]


def themes() -> list[dict[str, str]]:
    """The colours of the light theme, and of the dark one."""
    return [dict(re.findall(r"--([\w]+): (#[0-9a-f]{6})", part)) for part in CSS.split("prefers-color-scheme: dark", 1)]


def linear(colour: str) -> Vector:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)


def times(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def lab(rgb: Vector) -> Vector:
    clipped = tuple(min(1.0, max(0.0, share)) for share in rgb)
    shares = (value / white for value, white in zip(times(_XYZ, clipped), _WHITE, strict=True))
    x, y, z = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(a: str, b: str) -> float:
    dark, light = sorted(times(_XYZ, linear(colour))[1] for colour in (a, b))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
def test_colours_can_be_read_and_told_apart(theme: dict[str, str]) -> None:
    colours = [theme[f"c{number}"] for number in range(COLOURS)]
    for name in (*(f"c{number}" for number in range(COLOURS)), "ink", "dim", "link"):
        assert contrast(theme[name], theme["paper"]) >= 4.5, name
    for sight, least in (("usual", 30), ("protan", 14), ("deutan", 14)):
        seen = [lab(times(SIGHTS[sight], linear(colour))) for colour in colours]
        near = min(sum((a - b) ** 2 for a, b in zip(x, y, strict=True)) ** 0.5 for x, y in combinations(seen, 2))
        assert near >= least, sight
