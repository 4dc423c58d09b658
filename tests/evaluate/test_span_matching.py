"""Matching of pieces, counted in letters."""

from __future__ import annotations

from diegesis.evaluate.match import Letters, covered, match_spans, score_spans
from diegesis.spans import Span

TEXT = '"Come in," said Ann. "Sit down, do," he said. "?!"'


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_marks_do_not_count() -> None:
    letters = Letters(TEXT)
    assert letters.of(at('"Come in,"')) == letters.of(at("Come in")) == 6
    assert match_spans(letters, [at("Come in,")], [at('"Come in,"')]).best == (0,)


def test_half_of_the_shorter_matches_and_less_does_not() -> None:
    letters = Letters(TEXT)
    gold = at("Sit down, do")
    assert match_spans(letters, [gold], [at('do," he')]).best == (0,)  # 2 of 4 letters
    assert match_spans(letters, [gold], [at('do," he said')]).best == (None,)  # 2 of 8


def test_a_gold_piece_takes_the_most_letters_then_the_inner_piece() -> None:
    letters = Letters(TEXT)
    whole = at('"Sit down, do,"')
    assert match_spans(letters, [at("Sit down, do")], [at("Sit"), whole]).best == (1,)
    assert match_spans(letters, [at("down")], [whole, at("down")]).best == (1,)


def test_pieces_without_letters_match_each_other_only() -> None:
    letters = Letters(TEXT)
    assert match_spans(letters, [at("?!")], [at('"?!"')]).best == (0,)
    assert match_spans(letters, [at("?!")], [Span(0, len(TEXT))]).best == (None,)


def test_one_huge_span_finds_every_piece_and_scores_little_in_letters() -> None:
    text = '"Yes." ' + "word " * 96 + '"No."'
    score = score_spans(Letters(text), [Span(0, 6), Span(len(text) - 5, len(text))], [Span(0, len(text))])
    assert (score.recall, score.precision) == (100.0, 100.0)
    assert round(score.letters_f1, 2) == 2.54  # 5 letters of 389


def test_scores_are_counts_of_both_sides() -> None:
    score = score_spans(Letters(TEXT), [at("Come in"), at("Sit down, do")], [at("Come"), at("in"), at("said Ann")])
    assert (score.gold, score.found, score.predicted, score.matched) == (2, 1, 3, 2)
    assert (score.shared_letters, score.predicted_letters, score.gold_letters) == (6, 13, 15)


def test_the_union_of_spans_is_disjoint() -> None:
    assert covered([Span(5, 9), Span(0, 3), Span(2, 6), Span(20, 21)]) == [Span(0, 9), Span(20, 21)]
    assert covered([]) == []
