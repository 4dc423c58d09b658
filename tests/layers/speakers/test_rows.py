"""What holds for the rows of every text: probabilities, candidates, reasons, evidence."""

from __future__ import annotations

import pytest
from hypothesis import given

from diegesis.layer import Tables
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.annotate import KEPT
from diegesis.layers.speakers.records import Attribution, Basis, Candidate
from diegesis.pipeline import read_text
from diegesis.testing.strategies import texts
from tests.layers.speakers.cases import CASES, PAIR
from tests.layers.speakers.reading import lines_of


def check_rows(tables: Tables) -> None:
    """One row for each quote but emphasis; candidates sorted, five at most; a reason for every ``None``."""
    rows = tables.rows(Attribution)
    wanted = [quote.id for quote in tables.rows(Quote) if quote.kind is not QuoteKind.EMPHASIS]
    assert [row.quote for row in rows] == wanted
    best: dict[str, list[Candidate]] = {}
    for candidate in tables.rows(Candidate):
        best.setdefault(candidate.quote, []).append(candidate)
    for row in rows:
        found = best.get(row.quote, [])
        chances = [one.confidence for one in found]
        assert len(found) <= KEPT == 5
        assert len({one.character for one in found}) == len(found)
        assert chances == sorted(chances, reverse=True)
        assert all(0.0 <= chance <= 1.0 for chance in [*chances, row.confidence])
        assert sum(chances) <= 1.0 + 1e-9
        if row.speaker is None:
            assert row.reason
            assert row.basis is None
            assert row.confidence == 0.0
        else:
            assert row.evidence, "every speaker leads to words of the text"
            assert row.reason
            assert row.basis is not None
            assert (row.speaker, row.confidence) == (found[0].character, found[0].confidence)
            assert row.speaker not in row.addressees


@pytest.mark.parametrize("text", sorted({case.text for case in CASES}))
def test_rows_of_the_table(text: str) -> None:
    check_rows(read_text(text).tables)


@given(texts())
def test_rows_of_any_text(text: str) -> None:
    check_rows(read_text(text).tables)


def test_no_quotes_no_rows() -> None:
    assert lines_of("Anna Weir came in. She sat down.") == []


def test_nobody_in_the_text() -> None:
    (line,) = lines_of('"It is late."')
    assert line.speaker == "-"
    assert line.row.reason
    assert line.candidates == ()


def test_a_threshold_leaves_the_line_open_and_says_why() -> None:
    text = PAIR + '"It is late."'
    (line,) = lines_of(text, min_confidence=1.01)
    assert line.speaker == "-"
    assert line.row.confidence == 0.0
    assert "likely" in line.row.reason
    assert line.candidates, "the candidates are kept for a person to choose from"


def test_a_line_at_the_threshold_is_attributed() -> None:
    text = PAIR + '"It is late."'
    (free,) = lines_of(text)
    assert lines_of(text, min_confidence=free.row.confidence)[0].speaker == free.speaker


def test_a_quote_inside_a_quote_is_nobodys_and_says_so() -> None:
    lines = lines_of(PAIR + "\"He said 'never' to me,\" said Anna.", nested=True)
    inner = [line for line in lines if line.quote.parent is not None]
    assert all(line.speaker == "-" and line.row.reason == "a quote inside a quote" for line in inner)


def test_writing_is_said_by_nobody() -> None:
    (line,) = lines_of(PAIR + 'The letter lay open. It read: "Dear Sir, we regret."')
    assert line.quote.kind is not QuoteKind.SPEECH
    assert line.speaker == "-"
    assert "nobody says it" in line.row.reason


@pytest.mark.parametrize(
    ("line", "basis"),
    [
        ('"It is late," said Anna.', Basis.EXPLICIT),
        ('Anna rose. "It is late."', Basis.EXPLICIT),
        ('"It is late," she said.', Basis.ANAPHORIC),
        ('She rose. "It is late."', Basis.ANAPHORIC),
        ('"It is late."', Basis.IMPLICIT),
    ],
)
def test_basis(line: str, basis: Basis) -> None:
    assert lines_of(PAIR + line)[0].basis is basis


def test_the_evidence_of_a_tag_is_the_tag() -> None:
    text = PAIR + '"It is late," said Anna, and sat down.'
    (line,) = lines_of(text)
    assert [span.of(text) for span in line.row.evidence] == ["said Anna"]
    assert "said Anna" in line.row.reason


def test_a_thought_has_a_thinker_and_no_addressee() -> None:
    (line,) = lines_of(PAIR + "*It is late,* thought Anna.")
    assert line.quote.kind is QuoteKind.THOUGHT
    assert line.speaker.startswith("Anna")
    assert line.addressees == ()
