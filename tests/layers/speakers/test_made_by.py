"""Who decided a row: the decoder, the reader with it, a person, or the rules alone."""

from __future__ import annotations

import numpy as np
import pytest

from diegesis.inference.reading import TurnLinks
from diegesis.layer import Record, SpokenBy
from diegesis.layers.quotes.records import Quote
from diegesis.layers.speakers.annotate import SpeakerOptions, annotate
from diegesis.layers.speakers.records import Attribution, Candidate
from diegesis.pipeline import read_text
from tests.layers.speakers.cases import PAIR
from tests.layers.speakers.reading import place

TEXT = (
    PAIR
    + '"It is late," said Anna.\n\n"It is."\n\n"Shall we go?"\n\nThe letter lay open. It read: "Dear Sir, we regret."'
)
STORY = read_text(TEXT, model=False)


class Even:
    """In place of what the reader saw: all links are as likely."""

    def speakers(self, links: TurnLinks) -> tuple[np.ndarray, np.ndarray]:
        even = np.pad((links.kind >= 0).astype(float), ((0, 0), (1, 0)), constant_values=1.0)
        shares = even / even.sum(1, keepdims=True)
        return shares, shares


def makers(rows: list[Record]) -> dict[str, tuple[str, set[str]]]:
    """By words of the quote: who made its row, and who made its candidates."""
    words = {quote.id: quote.span.of(TEXT) for quote in STORY.rows(Quote)}
    found = {words[row.quote]: (row.made_by, set[str]()) for row in rows if isinstance(row, Attribution)}
    for row in rows:
        if isinstance(row, Candidate):
            found[words[row.quote]][1].add(row.made_by)
    return found


@pytest.mark.parametrize(("encoded", "maker"), [(None, "decoder"), (Even(), "reader")])
def test_turns_are_of_the_decoder_or_of_the_reader(encoded: Even | None, maker: str) -> None:
    rows = annotate(STORY.document, STORY.tables, encoded=encoded)  # type: ignore[arg-type]
    assert makers(rows) == {
        '"It is late,"': (maker, {maker}),
        '"It is."': (maker, {maker}),
        '"Shall we go?"': (maker, {maker}),
        '"Dear Sir, we regret."': ("rules", set()),
    }


@pytest.mark.parametrize(("encoded", "maker"), [(None, "decoder"), (Even(), "reader")])
@pytest.mark.parametrize("speaker", ["Hugh", None])
def test_a_line_that_a_person_gave_is_the_persons(speaker: str | None, encoded: Even | None, maker: str) -> None:
    clamp = SpokenBy(place(TEXT, '"Shall we go?"'), speaker)
    found = makers(annotate(STORY.document, STORY.tables, encoded=encoded, clamps=[clamp]))  # type: ignore[arg-type]
    assert found['"Shall we go?"'] == ("person", {"person"} if speaker else set())
    assert found['"It is."'] == (maker, {maker})


def test_a_reading_says_the_same_also_of_lines_left_open() -> None:
    assert {row.made_by for row in STORY.rows(Attribution)} == {"decoder", "rules"}
    unsure = {"speakers": SpeakerOptions(min_confidence=1.01)}
    for text in (PAIR + '"It is late."', '"It is late."'):
        rows = read_text(text, model=False, options=unsure).rows(Attribution)
        assert [(row.speaker, row.made_by) for row in rows] == [(None, "decoder")]
