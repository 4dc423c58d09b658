"""Whatever the text, its bible is written, and its links lead somewhere."""

from __future__ import annotations

import io
import re

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from diegesis import read_text
from diegesis.bible import build_bible, render
from diegesis.compare import compare, render_json, render_markdown
from diegesis.testing.strategies import prose

TEXTS = st.one_of(prose(), st.text(max_size=200))
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(TEXTS)
def test_a_bible_of_any_text(text: str) -> None:
    bible = build_bible(read_text(text, model=False), least=0.3)
    page = html.document_fromstring(str(render(bible, "html")))
    assert {link.removeprefix("#") for link in page.xpath("//a/@href")} <= set(page.xpath("//@id"))
    written = str(render(bible, "md"))
    written.encode()
    assert set(re.findall(r"\[\^(e\d+)\](?!:)", written)) <= set(re.findall(r"^\[\^(e\d+)\]:", written, re.MULTILINE))
    word = render(bible, "docx")
    assert isinstance(word, bytes)
    assert docx.Document(io.BytesIO(word)).paragraphs


@FEW
@given(TEXTS, TEXTS)
def test_a_comparison_of_any_texts(first: str, second: str) -> None:
    compared = compare([read_text(text, model=False) for text in (first, second)])
    everybody = sum(sum(sheet is not None for sheet in row.sheets) for row in compared.people)
    alone = sum(map(len, compared.only))
    assert everybody + alone == sum(len(bible.names) for bible in compared.bibles)
    render_json(compared).encode()
    render_markdown(compared).encode()
