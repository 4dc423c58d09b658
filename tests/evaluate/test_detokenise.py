"""Tokens become text as printers set it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.evaluate.detokenise import Style, rebuild


def text_of(*sentences: str, style: Style | None = None) -> str:
    return rebuild([sentence.split() for sentence in sentences], style).text


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("She did n't see Mr. Hale 's dog .", "She didn't see Mr. Hale's dog."),
        ('" Come , " he said -- " now . "', '"Come," he said--"now."'),
        ("“ Do n’t , ” she said .", "“Don’t,” she said."),
        ("“ He said , ‘ Go ! ’ ”", "“He said, ‘Go!’”"),
        ("the house ( a ruin ) was sold ;", "the house (a ruin) was sold;"),
        ("the Traders ' Bank had closed .", "the Traders' Bank had closed."),
        ("a door squealin ' here , an ' a windy hill", "a door squealin' here, an' a windy hill"),
        ("they call it ' the house ' here .", "they call it 'the house' here."),
        ("' I can not , ' he said .", "'I cannot,' he said."),
        ("it was _ very _ late", "it was _very_ late"),
    ],
)
def test_marks_are_set_as_printers_do(tokens: str, text: str) -> None:
    assert text_of(tokens) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (Style(quotes="curly"), "“I don’t know,” he said--“not now.”"),
        (Style(quotes="single"), "‘I don’t know,’ he said--‘not now.’"),
        (Style(quotes="curly", dashes="—"), "“I don’t know,” he said—“not now.”"),
        (Style(dashes=" ", apostrophes="lost"), '"I don t know," he said "not now."'),
    ],
)
def test_styles(style: Style, text: str) -> None:
    assert text_of('" I do n\'t know , " he said -- " not now . "', style=style).replace("do n t", "don t") == text


def test_a_quotation_begins_a_paragraph_and_narration_does_not() -> None:
    rebuilt = rebuild([s.split() for s in ("It rained .", "He slept .", '" Up ! " she said .', "He rose .")])
    assert rebuilt.text == 'It rained. He slept.\n\n"Up!" she said. He rose.'
    assert [rebuilt.text[at] for at in rebuilt.paragraphs] == ["I", '"']


def test_a_mark_that_begins_a_sentence_opens_also_where_one_is_open() -> None:
    """A speech of several paragraphs opens each of them and closes the last."""
    assert text_of('" One .', '" Two . "') == '"One.\n\n"Two."'


@given(st.lists(st.lists(st.sampled_from("a Tom ' \" “ ” ‘ ’ -- — . , n't 's _ ( )".split()), min_size=1), max_size=6))
def test_every_token_is_found_at_its_place(sentences: list[list[str]]) -> None:
    rebuilt = rebuild(sentences)
    assert [[rebuilt.text[a:b] for a, b in row] for row in rebuilt.tokens] == sentences
    assert "".join(rebuilt.text.split()) == "".join(token for row in sentences for token in row)
