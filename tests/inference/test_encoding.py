"""Every word has the state of its own window, with any number of threads."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from diegesis.inference.pieces import WINDOW
from diegesis.inference.windows import arrange
from tests.inference.made_up import WIDTH, MadeModel, encoder, pieces_of

#: Words of three windows and more.
PIECES = pieces_of([1 + at % 4 for at in range(600)])


def seen(ids: np.ndarray, **others: np.ndarray) -> list[np.ndarray]:
    """States that tell the first piece of the window and the place in it."""
    places = np.broadcast_to(np.arange(ids.shape[1]), ids.shape)
    begins = np.broadcast_to(ids[:, 1:2], ids.shape)
    return [np.stack((begins, places), -1).astype(np.float32)]


def test_a_word_has_the_state_of_its_window() -> None:
    states = MadeModel(encoder=seen).encode(PIECES)
    windows = arrange(PIECES)
    assert len(windows) > 3
    assert states.first.shape == states.last.shape == (PIECES.words, 2)
    assert states.first[:, 0].tolist() == windows.ids[windows.home, 1].tolist()
    assert states.first[:, 1].tolist() == windows.first.tolist()
    assert states.last[:, 1].tolist() == windows.last.tolist()


def test_states_are_those_of_the_pieces() -> None:
    states = MadeModel().encode(PIECES)
    (expected,) = encoder(*(getattr(PIECES, name)[None] for name in ("ids", "case", "quoted", "opens")))
    assert np.array_equal(states.first, expected[0][PIECES.first])
    assert np.array_equal(states.last, expected[0][PIECES.last])
    assert states.first.dtype == np.float16


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_threads_change_nothing(threads: int) -> None:
    """Windows that come back in another order than they were given out are put in their places all the same."""
    late = threading.Lock()

    def slow_at_first(**given: np.ndarray) -> list[np.ndarray]:
        if late.acquire(blocking=False):
            time.sleep(0.02)
        return encoder(**given)

    one = MadeModel().encode(PIECES, threads=1)
    many = MadeModel(encoder=slow_at_first).encode(PIECES, threads=threads)
    assert np.array_equal(one.first, many.first)
    assert np.array_equal(one.last, many.last)


def test_windows_are_encoded_one_by_one() -> None:
    """Quantisation scales over what is computed at once: results may not depend on what else is in the batch."""
    shapes: list[tuple[int, ...]] = []

    def listening(**given: np.ndarray) -> list[np.ndarray]:
        shapes.append(given["ids"].shape)
        return encoder(**given)

    MadeModel(encoder=listening).encode(PIECES, threads=1)
    assert set(shapes) == {(1, WINDOW)}


def test_a_text_without_words_has_no_states() -> None:
    assert MadeModel().encode(pieces_of([])).first.shape == (0, WIDTH)
