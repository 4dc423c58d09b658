"""Windows hold every word whole, between the marks of beginning and end."""

from __future__ import annotations

import pytest

from diegesis.inference.pieces import END, START, WINDOW
from diegesis.inference.windows import arrange
from tests.inference.made_up import pieces_of


@pytest.mark.parametrize("count", [1, 100, 170, 171, 1000])
def test_a_word_is_found_again_in_its_window(count: int) -> None:
    pieces = pieces_of([1 + at % 5 for at in range(count)])
    windows = arrange(pieces)
    for word in range(count):
        row = windows.ids[windows.home[word], windows.first[word] : windows.last[word] + 1]
        assert row.tolist() == pieces.ids[pieces.first[word] : pieces.last[word] + 1].tolist()
    at = windows.home, windows.first
    for field in ("case", "quoted", "opens"):
        assert (getattr(windows, field)[at] == getattr(pieces, field)[pieces.first]).all()


@pytest.mark.parametrize("count", [1, 509, 510, 511, 2000])
def test_windows_are_framed_and_padded(count: int) -> None:
    windows = arrange(pieces_of([1] * count))
    assert windows.ids.shape[1] == min(count + 2, WINDOW)
    assert (windows.ids[:, 0] == START).all()
    for row in windows.ids.tolist():
        end = row.index(END)
        assert not any(row[end + 1 :])
        assert all(row[1:end])
    for field in ("case", "quoted", "opens"):
        assert not getattr(windows, field)[:, 0].any()


def test_a_text_without_words_has_one_empty_window() -> None:
    windows = arrange(pieces_of([]))
    assert windows.ids.tolist() == [[START, END]]
    assert len(windows.home) == 0


def test_a_word_longer_than_a_window_is_judged_by_what_fits() -> None:
    pieces = pieces_of([3, 1200, 3])
    windows = arrange(pieces)
    assert windows.first[1] >= 1
    assert windows.last[1] == WINDOW - 2
    assert windows.ids[windows.home[1], windows.first[1]] == pieces.ids[3]
    assert windows.ids[windows.home[2], windows.last[2]] == pieces.ids[-1]
