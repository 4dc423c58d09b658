"""What a reading answers, with a reader of numpy functions."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest

from diegesis.inference import reading as module
from diegesis.inference.model import BEYOND, CHUNK
from diegesis.inference.reading import Reading, TurnLinks, read_pieces
from diegesis.spans import Span
from tests.inference.made_up import FORMS, LIMIT, WIDTH, MadeModel, name, spans, turn

TEXT = "“Come in,” said Ann.\n\nOld Bob came and said “Is it late?” he asked.\n\n“Not very,” said Ann.\n"
QUOTES = [Span(TEXT.index("“", at), TEXT.index("”", at) + 1) for at in (0, 30, 60)]
PARAGRAPHS = [0, TEXT.index("Old"), TEXT.index("“Not")]


def place(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def read(text: str = TEXT, **changes: object) -> Reading:
    found = read_pieces(MadeModel(**changes), text, quotes=QUOTES, paragraphs=PARAGRAPHS)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read()


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_a_text_without_words_is_not_read(text: str) -> None:
    assert read_pieces(MadeModel(), text, quotes=(), paragraphs=()) is None


def certain(wanted: dict[tuple[int, int], int], labels: int) -> np.ndarray:
    table = np.zeros((40, LIMIT, 1 + labels), dtype=np.float32)
    table[..., 0] = 9.0
    for (first, last), label in wanted.items():
        table[first, last - first, 1 + label] = 20.0
    return table


def test_spans_are_characters_with_their_labels() -> None:
    """Words: “ Come in , ” said Ann . Old Bob came . ..."""

    def told(first: np.ndarray, last: np.ndarray) -> list[np.ndarray]:
        words = len(first)
        types = certain({(6, 6): 4, (8, 9): 4, (9, 9): 1, (9, 10): 2}, 6)[:words]
        types[9, 1, 3] = 10.0  # Crosses one that is surer.
        events = np.where(np.arange(words) == 10, 3.0, -3.0)
        return [types, certain({(8, 9): 0, (9, 9): 2}, 3)[:words], events]

    found = read(spans=told)
    assert [(row.span.of(TEXT), row.label) for row in found.entities] == [
        ("Ann", "PER"),
        ("Old Bob", "PER"),
        ("Bob", "GPE"),
    ]
    assert [(row.span.of(TEXT), row.label) for row in found.mentions] == [("Old Bob", "NOM"), ("Bob", "PROP")]
    assert [(row.span.of(TEXT), row.label) for row in found.events] == [("came", "EVENT")]
    assert found.events[0].probability == pytest.approx(1 / (1 + np.exp(-3.0)), abs=1e-6)


@pytest.mark.parametrize("chunk", [1, 3, 7])
def test_spans_that_reach_over_a_seam_are_found(chunk: int) -> None:
    usual = read()
    assert usual.entities
    assert usual.mentions
    assert usual.events
    assert any(row.span.length > 12 for row in usual.entities)
    with patch.object(module, "CHUNK", chunk):
        parts = read()
    assert parts.entities == usual.entities
    assert parts.mentions == usual.mentions
    assert parts.events == usual.events


def test_a_long_text_is_scored_in_bounded_pieces() -> None:
    sizes: list[int] = []

    def listening(first: np.ndarray, last: np.ndarray) -> list[np.ndarray]:
        sizes.append(len(first))
        return [certain({}, 6)[:1].repeat(len(first), 0), certain({}, 3)[:1].repeat(len(first), 0), first[:, 0] - 99]

    read_pieces(MadeModel(spans=listening), "a " * (2 * CHUNK + 10), quotes=(), paragraphs=(), threads=1)
    assert sizes == [CHUNK + BEYOND, CHUNK + 10, 10]
    assert BEYOND == LIMIT - 1


def test_words_of_a_span(reading: Reading) -> None:
    assert reading.words(place("Old Bob")) == (8, 9)
    assert reading.words(place("Ann")) == (6, 6)
    assert reading.words(place("nn")) == (6, 6)
    assert reading.words(place("\n\n")) == (7, 7), "the word before"
    assert reading.words(Span(0, 0)) == (0, 0)
    assert reading.words(Span(len(TEXT), len(TEXT)))[1] == reading.words(Span(0, len(TEXT)))[1]


def test_antecedents_are_asked_by_form(reading: Reading) -> None:
    wanted = [place("Ann"), place("Bob"), place("he"), place("Ann", 1)]
    choices = reading.antecedents(wanted, ["PROP", "PROP", "PRON", "PROP"])
    assert choices.chances.sum(1) == pytest.approx(np.ones(4), abs=1e-5)
    assert set(choices.earlier[3]) == {0, 1, 2, -1}
    other = reading.antecedents(wanted, ["PROP", "PROP", "NOM", "PROP"])
    assert not np.allclose(choices.chances, other.chances)
    with pytest.raises(ValueError, match="zip"):
        reading.antecedents(wanted, FORMS)


LINKS = TurnLinks(
    turns=[
        (QUOTES[0], QUOTES[0].end, place("Ann")),
        (QUOTES[1], QUOTES[1].end, place("he")),
        (QUOTES[2], QUOTES[2].end, None),
    ],
    mentions=[place("Ann"), place("Old Bob"), place("Ann", 1)],
    kind=np.array([[0, -1, -1, -1], [0, 0, 1, -1], [0, 1, 0, 1]]),
    position=np.array([[0, 0, 0, 0], [0, 1, 0, 0], [2, 1, 0, 0]]),
    features=np.arange(72).reshape(3, 4, 6) % 4,
)


def word_states(found: Reading, at: int) -> tuple[np.ndarray, np.ndarray]:
    return found._states.first[at].astype(np.float32), found._states.last[at].astype(np.float32)


def turn_states(found: Reading, row: tuple[Span, int, Span | None]) -> np.ndarray:
    """First, last, last of the first piece, before, after, tag."""
    (first, last), piece = found.words(row[0]), found.words(Span(row[0].start, row[1]))
    nothing = np.zeros(WIDTH, dtype=np.float32)
    before = word_states(found, first - 1)[1] if first else nothing
    after = word_states(found, last + 1)[0]
    tag = word_states(found, found.words(row[2])[1])[0] if row[2] else nothing
    own = word_states(found, first)[0], word_states(found, last)[1], word_states(found, piece[1])[1]
    return np.concatenate((*own, before, after, tag))


def test_links_go_to_mentions_and_to_earlier_turns(reading: Reading) -> None:
    turns, earlier = turn(np.stack([turn_states(reading, row) for row in LINKS.turns]))
    ends = [reading.words(span) for span in LINKS.mentions]
    (names,) = name(
        np.stack([np.concatenate((word_states(reading, a)[0], word_states(reading, b)[1])) for a, b in ends])
    )
    speakers, addressees = reading.speakers(LINKS)
    for at in range(3):
        scores = [(0.0, 0.0)]
        for kind, position, features in zip(LINKS.kind[at], LINKS.position[at], LINKS.features[at], strict=True):
            theirs = (earlier if kind == 1 else names)[position]
            score = float(turns[at] @ theirs) / 256
            told = (score + features.sum() / 8, features[0] - score)
            scores.append(told if kind >= 0 else (-np.inf, -np.inf))
        powers = np.exp(np.array(scores))
        expected = powers / powers.sum(0)
        assert speakers[at] == pytest.approx(expected[:, 0], abs=1e-5)
        assert addressees[at] == pytest.approx(expected[:, 1], abs=1e-5)


def test_chances_of_links_sum_to_one_and_what_is_none_has_no_share(reading: Reading) -> None:
    for table in reading.speakers(LINKS):
        assert table.shape == (3, 5)
        assert table.sum(1) == pytest.approx(np.ones(3), abs=1e-6)
        assert (table[:, 1:][LINKS.kind < 0] == 0).all()
        assert (table[:, 1:][LINKS.kind >= 0] > 0).all()


@pytest.mark.parametrize("size", [1, 2])
def test_turns_scored_in_parts_have_the_same_chances(reading: Reading, size: int) -> None:
    usual = reading.speakers(LINKS)
    with patch.object(module, "TURNS", size):
        parts = reading.speakers(LINKS)
    assert all(np.array_equal(one, other) for one, other in zip(usual, parts, strict=True))


def test_turns_may_be_linked_to_turns_alone(reading: Reading) -> None:
    kind = np.where(LINKS.kind == 1, 1, -1)
    with_names = reading.speakers(replace(LINKS, kind=kind))
    without = reading.speakers(replace(LINKS, kind=kind, mentions=[]))
    assert all(np.array_equal(one, other) for one, other in zip(with_names, without, strict=True))


@pytest.mark.parametrize(("turns", "links"), [(0, 0), (0, 4), (3, 0)])
def test_where_there_is_nothing_to_choose_it_is_nobody(reading: Reading, turns: int, links: int) -> None:
    none = TurnLinks(
        LINKS.turns[:turns],
        LINKS.mentions,
        LINKS.kind[:turns, :links],
        LINKS.position[:turns, :links],
        LINKS.features[:turns, :links],
    )
    for table in reading.speakers(none):
        assert table.shape == (turns, 1 + links)
        assert (table[:, 0] == 1).all()


def test_the_made_spans_are_worth_testing_with(reading: Reading) -> None:
    """Several labels, some nested: else the tests above could not fail."""
    assert len({row.label for row in reading.entities}) > 2
    assert any(a.span.holds(b.span) and a != b for a in reading.entities for b in reading.entities)
    assert spans(np.zeros((3, WIDTH)), np.zeros((3, WIDTH)))[0].shape == (3, LIMIT, 7)
