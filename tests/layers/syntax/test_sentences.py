"""One row for a sentence, whatever parses it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Tables
from diegesis.layers.syntax import LAYER
from diegesis.layers.syntax.annotate import annotate
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.testing import document
from diegesis.testing.contract import EDGE_TEXTS
from diegesis.testing.strategies import prose
from tests.layers.syntax.chained import Chained, Parse

TEXT = "Ann didn't\ncome. “Well-kept,” said Bob.\n\nShe left."


def rows_of(text: str) -> tuple[Sentence, ...]:
    return annotate(document(text), Tables(), encoded=Chained())


def test_no_rows_where_no_model_has_read_the_text() -> None:
    assert annotate(document(TEXT), Tables()) == ()


def test_a_row_is_a_sentence_of_the_document() -> None:
    found = rows_of(TEXT)
    assert [row.span for row in found] == list(document(TEXT).sentences)
    assert [[word.of(TEXT) for word in row.words] for row in found] == [
        ["Ann", "did", "n't", "come", "."],
        ["“", "Well", "-", "kept", ",", "”", "said", "Bob", "."],
        ["She", "left", "."],
    ]
    assert {row.made_by for row in found} == {"reader"}
    assert len({row.id for row in found}) == 3


def test_the_parser_is_asked_once_for_all_words() -> None:
    parser = Chained()
    found = annotate(document(TEXT), Tables(), encoded=parser)
    assert parser.asked == [row.words for row in found]


def test_what_the_parser_says_is_kept_and_words_get_lemmas() -> None:
    [row] = [row for row in rows_of(TEXT) if row.span.of(TEXT) == "She left."]
    assert (row.tags, row.heads, row.relations) == (("NOUN",) * 3, (-1, 0, 1), ("root", "dep", "dep"))
    assert row.lemmas == ("she", "left", ".")


def test_a_root_is_called_so_and_nothing_else_is() -> None:
    class Confused:
        def parse(self, sentences: Sequence[Sequence[Span]]) -> list[Parse]:
            return [Parse(("PRON", "VERB", "PUNCT"), (1, -1, 1), ("root", "nsubj", "punct")) for _ in sentences]

    [row] = annotate(document("She left."), Tables(), encoded=Confused())
    assert row.relations == ("dep", "root", "punct")


def test_edge_texts_have_rows_of_one_value_a_word() -> None:
    for text in EDGE_TEXTS.values():
        whole(text)


@given(st.one_of(prose(), st.text(max_size=200)))
def test_any_text_has_rows_of_one_value_a_word(text: str) -> None:
    whole(text)


def whole(text: str) -> None:
    for row in rows_of(text):
        assert len(row.words) == len(row.lemmas) == len(row.tags) == len(row.heads) == len(row.relations) > 0
        assert all(row.span.holds(word) and word.length for word in row.words)
        written = "".join(word.of(text) for word in row.words)
        assert "".join(written.split()) == "".join(row.span.of(text).split())


def test_the_register_can_run_it() -> None:
    assert LAYER.makes == (Sentence,)
    assert LAYER.annotate is annotate
