"""Reading with the trained reader: the same story twice and with any number of threads, and who took part is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import diegesis
from diegesis.document import build_document
from diegesis.errors import BadOption
from diegesis.export import render
from diegesis.inference.model import load_model
from diegesis.layers.entities.records import Mention
from diegesis.pipeline import annotate_document, read, read_text, run
from diegesis.pipeline.run import run_layers
from diegesis.sources import source_from_text
from diegesis.story import Story
from tests.inference.made_up import MadeModel

#: One of the golden stories.
BOOK = Path(__file__).parents[2] / "examples" / "the_good_cups.txt"
#: Which reader reads: the package's own.
READER: bool | str = True


@pytest.fixture(scope="module")
def story() -> Story:
    return diegesis.read(BOOK, model=READER)


def as_json(story: Story) -> bytes:
    return render(story, "json", text=True).encode("utf-8")


@pytest.mark.parametrize("threads", [2, 1, 3], ids=["twice", "one thread", "three threads"])
def test_another_run_gives_the_same_bytes(story: Story, threads: int, tmp_path: Path) -> None:
    again = diegesis.read(BOOK, model=READER, threads=threads)
    assert as_json(again) == as_json(story)
    for name, one in (("first", story), ("second", again)):
        one.save(tmp_path / f"{name}.story")
    assert (tmp_path / "first.story").read_bytes() == (tmp_path / "second.story").read_bytes()


def test_the_reader_took_part(story: Story) -> None:
    """Else the test above would say nothing of it."""
    assert "reader" in {row.made_by for row in story.rows(Mention)}
    assert as_json(story) != as_json(diegesis.read(BOOK, model=False))


def test_a_story_file_keeps_which_reader_read(story: Story, tmp_path: Path) -> None:
    card = load_model("" if READER is True else str(READER)).card
    assert story.models == {card.name: card.version}
    story.save(tmp_path / "book.story")
    opened = Story.open(tmp_path / "book.story")
    assert opened.models == story.models
    assert as_json(opened) == as_json(story)


def test_a_story_file_of_rules_alone_names_no_reader(tmp_path: Path) -> None:
    made = diegesis.read(BOOK, model=False)
    made.save(tmp_path / "book.story")
    assert Story.open(tmp_path / "book.story").models == made.models == {}


# ------------------------------------------------------------------------------------------- threads

TEXT = "“Come in,” said Ann.\n"
#: All ways to read, each with what is read already given.
READING: dict[str, Callable[..., Any]] = {
    "read": lambda **how: read(BOOK, **how),
    "read_text": lambda **how: read_text(TEXT, **how),
    "run_layers": lambda **how: run_layers(build_document(source_from_text(TEXT)), **how),
    "annotate_document": lambda **how: annotate_document(build_document(source_from_text(TEXT)), **how),
}


@pytest.mark.parametrize("way", READING)
@pytest.mark.parametrize(("given", "expected"), [({}, 2), ({"threads": 1}, 1), ({"threads": 7}, 7)])
def test_the_reader_gets_its_threads(
    way: str, given: dict[str, int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(run, "_model", lambda given: MadeModel())
    monkeypatch.setattr("diegesis.inference.reading.read_pieces", lambda *_, threads, **__: told.append(threads))
    READING[way](**given)
    assert told == [expected]


@pytest.mark.parametrize("way", READING)
@pytest.mark.parametrize("threads", [0, -1])
@pytest.mark.parametrize("model", [True, False])
def test_fewer_than_one_thread_is_refused(way: str, threads: int, model: bool) -> None:
    with pytest.raises(BadOption, match=f"{threads} threads") as caught:
        READING[way](threads=threads, model=model)
    assert caught.value.hint == "Give 1 or more."


def test_threads_are_checked_before_the_book_is_opened() -> None:
    with pytest.raises(BadOption):
        read("no such book.txt", threads=0)
