"""Speaker scores on hand-made books, with the expected numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.errors import GoldError
from diegesis.evaluate.gold_pdnc import load_pdnc
from diegesis.evaluate.measures import measure, speaker_measures
from diegesis.evaluate.scores import BookScore, score_book
from diegesis.evaluate.speakers import b_cubed, best_assignment
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.quotes.records import Quote, QuoteKind
from diegesis.layers.speakers.records import Attribution, Basis
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.evaluate.tiny_corpora import NOVEL, gold_book, write_novel


def read_novel() -> StoryBuilder:
    builder = StoryBuilder(NOVEL).character("Mr. van der Luyden").character("Lucy").character("Ghost")
    builder.quote('"Come in,"', speaker="Lucy", to=["Lucy"])
    builder.quote('"Do sit\ndown, and never mind the dog."', speaker="Mr. van der Luyden", to=["Lucy"], confidence=0.8)
    builder.quote('"Thank you,"', speaker="Lucy", to=["Ghost"], confidence=0.6)
    builder.quote('"Not at all."', speaker="Ghost", confidence=0.3)
    return builder.quote('"The Times"', speaker=None).quote('"Is it raining?"', speaker=None)


def test_a_quotation_is_right_when_more_than_half_of_its_letters_are(tmp_path: Path) -> None:
    book = score_book(load_pdnc(write_novel(tmp_path), "TheYard"), read_novel().build())
    assert [line.by_name for line in book.lines] == [True, True, False, False]
    assert [line.confidence for line in book.lines] == [0.8, 0.6, 0.3, 0.0]
    assert [line.addressee for line in book.lines] == [True, False, None, None]


def test_scores_by_basis(tmp_path: Path) -> None:
    book = score_book(load_pdnc(write_novel(tmp_path), "TheYard"), read_novel().build())
    scores = speaker_measures(book.lines)
    assert scores is not None
    assert (scores.by_name.all, scores.by_name.explicit, scores.by_name.implicit) == (50.0, 100.0, 0.0)
    assert scores.by_name.anaphoric == 0.0  # no such line
    assert (scores.answered, scores.addressees) == (75.0, 50.0)


def test_pieces_are_counted_on_both_sides(tmp_path: Path) -> None:
    spans = score_book(load_pdnc(write_novel(tmp_path), "TheYard"), read_novel().build()).spans
    assert (spans.gold, spans.found, spans.predicted, spans.matched) == (5, 5, 6, 5)


def test_quotes_of_another_kind_answer_only_where_every_kind_counts(tmp_path: Path) -> None:
    builder = StoryBuilder(NOVEL).character("Lucy").quote('"Thank you,"', speaker="Lucy", kind=QuoteKind.QUOTED)
    book = score_book(load_pdnc(write_novel(tmp_path), "TheYard"), builder.build())
    assert [line.by_name for line in book.lines] == [False] * 4
    assert [line.by_name for line in book.any_lines] == [False, True, False, False]
    assert (book.spans.predicted, book.any_kind.predicted) == (0, 1)


def test_speech_inside_speech_does_not_count_against_precision() -> None:
    gold = gold_book([("So he said, and left", "Ann")])
    outer = gold.story.quotes[0]
    inner = Quote(
        id="inner",
        span=outer.span.__class__(4, 6),
        kind=QuoteKind.SPEECH,
        style=outer.style,
        inner=outer.span.__class__(4, 6),
        parent=Ref(outer.id),
        utterance=Ref("inner"),
    )
    predicted = Story(gold.story.document, gold.story.tables.extended([Quote], [outer, inner]))
    assert score_book(gold, predicted).spans.predicted == 1


def test_a_story_of_another_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="TheYard"):
        score_book(load_pdnc(write_novel(tmp_path), "TheYard"), StoryBuilder("Else.").build())


def test_the_best_assignment_is_not_the_greedy_one() -> None:
    pairs = [("A", "1")] * 5 + [("A", "2")] * 4 + [("B", "1")] * 4
    assert best_assignment(pairs) == {"2": "A", "1": "B"}  # 8 lines; 5 if A took 1
    assert best_assignment([("A", None)]) == {}


def test_b_cubed_by_hand() -> None:
    one_cluster = b_cubed([("A", "1"), ("A", "1"), ("B", "1")])
    assert one_cluster == [(2 / 3, 1.0), (2 / 3, 1.0), (1 / 3, 1.0)]
    assert b_cubed([("A", "1"), ("A", "2"), ("A", None)]) == [(1.0, 1 / 3), (1.0, 1 / 3), (0.0, 0.0)]


def test_a_split_person_is_right_by_name_and_half_right_one_to_one() -> None:
    gold = gold_book([("One two", "Ann"), ("Three", "Ann"), ("Four", "Ann"), ("Five", "Ann")])
    builder = StoryBuilder(gold.story.document.text).character("Ann").character("ann ")
    for words, who in (("One two", "Ann"), ("Three", "Ann"), ("Four", "ann "), ("Five", "Ann")):
        builder.quote(f'"{words}"', speaker=who)
    book = score_book(gold, builder.build())
    scores = speaker_measures(book.lines)
    assert scores is not None
    assert (scores.by_name.all, scores.one_to_one.all) == (100.0, 75.0)
    assert (book.cast.found, book.cast.once, book.cast.splits) == (1, 0, 1)


def test_a_merged_person_is_counted() -> None:
    gold = gold_book([("One", "Ann"), ("Two", "Bob")])
    builder = StoryBuilder(gold.story.document.text).character("Ann", aliases=["Bob"])
    book = score_book(gold, builder.build())
    assert (book.cast.gold, book.cast.found, book.cast.merges, book.cast.unknown) == (2, 1, 1, 0)


NAMES = ("Ann", "Bob", "Cy", "Di")
lines_strategy = st.lists(
    st.tuples(st.text(alphabet="abc defg", min_size=1).filter(str.strip), st.sampled_from(NAMES)),
    min_size=1,
    max_size=12,
)


@given(lines_strategy, st.data())
def test_gold_against_itself_is_perfect(lines: Sequence[tuple[str, str]], data: st.DataObject) -> None:
    bases = data.draw(st.lists(st.sampled_from(list(Basis)), min_size=len(lines), max_size=len(lines)))
    gold = gold_book(lines, bases=bases)
    row = measure("all", [score_book(gold, gold.story, full=True)])
    assert row.speakers is not None
    assert row.kinds is not None
    assert row.speakers.by_name.all == row.speakers.one_to_one.all == row.speakers.answered == 100.0
    assert row.speakers.b_cubed.all == pytest.approx(100.0)
    assert row.spans.f1 == row.spans.letters_f1 == row.kinds.right_of_all == row.kinds.speech_f1 == 100.0
    assert row.cast.found_once == 100.0
    assert row.calibration.error == 0.0


@given(lines_strategy, st.data())
def test_ids_and_the_order_of_the_cast_are_of_no_account(lines: Sequence[tuple[str, str]], data: st.DataObject) -> None:
    gold = gold_book(lines)
    said = data.draw(st.lists(st.sampled_from([*NAMES, None]), min_size=len(lines), max_size=len(lines)))
    straight = dict(zip(NAMES, NAMES, strict=True))
    permuted = dict(zip(NAMES, data.draw(st.permutations(["x", "y", "z", "a"])), strict=True))
    order = data.draw(st.permutations(NAMES))
    one = score_book(gold, _said(gold.story, said, straight, NAMES))
    other = score_book(gold, _said(gold.story, said, permuted, order))
    assert _totals(one) == _totals(other)


def _said(story: Story, speakers: Sequence[str | None], ids: dict[str, str], order: Sequence[str]) -> Story:
    rows = [
        Attribution(id=f"p{n}", quote=Ref(quote.id), speaker=Ref(ids[who]) if who else None)
        for n, (quote, who) in enumerate(zip(story.quotes, speakers, strict=True))
    ]
    cast = [Character(id=ids[name], name=name) for name in order]
    return Story(story.document, Tables({Quote: story.quotes, Attribution: rows, Character: cast}))


def _totals(book: BookScore) -> tuple[object, ...]:
    return (
        [line.by_name for line in book.lines],
        sum(line.one_to_one for line in book.lines),
        [(line.precision, line.recall) for line in book.lines],
        book.cast,
        book.speaking,
        book.spans,
    )
