"""No spoilers: a story cut at a place holds nothing that comes later."""

from __future__ import annotations

import json
from typing import Any

import pytest

from diegesis import read_text
from diegesis.export.json_text import json_line
from diegesis.layer import Merge, Tables
from diegesis.layers.findings.records import Code, Finding, Severity
from diegesis.layers.scenes.records import Scene
from diegesis.reader import payloads_cast, payloads_text, payloads_world
from diegesis.reader.horizon import story_until
from diegesis.reader.view import View
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.story.columns import record_types
from diegesis.testing import document
from tests.reader.books import BOOK, at


@pytest.fixture(scope="module")
def masked() -> Story:
    """The small book where the stranger of the first chapter is known to be the man named in the second."""
    return read_text(BOOK, name="tide.txt", model=False, clamps=(Merge(("Tobias Lund", "the stranger")),))


def everything(view: View) -> Any:
    """All that the page can be told of a story, in one value."""
    story = view.story
    return [
        payloads_cast.overview(view, "tide"),
        *(payloads_cast.sheet(view, row.id) for row in story.characters),
        *(payloads_text.quote(view, row.id) for row in story.quotes),
        *(payloads_text.mention(view, row.id) for row in story.mentions),
        payloads_text.lines(view),
        payloads_text.doubts(view),
        payloads_world.scenes(view),
        payloads_world.timeline(view),
        payloads_world.ties(view),
        payloads_world.facts(view),
        payloads_world.findings(view),
    ]


def test_a_name_told_later_is_nowhere_before_it(masked: Story) -> None:
    told = json.dumps(everything(View(masked).until(at("CHAPTER TWO"))))
    assert "Lund" not in told
    assert "Tobias" not in told
    assert "Per Brink" not in told
    assert "Lund" in json.dumps(everything(View(masked)))


def test_somebody_is_called_by_what_is_known_so_far(masked: Story) -> None:
    view = View(masked).until(at("CHAPTER TWO"))
    [person] = [row for row in view.story.characters if row.name != "Ada Brink"]
    assert person.name == "the stranger"
    assert view.whole.story.name_of(person.id) == "Tobias Lund"
    assert [alias.text for alias in view.story.aliases[person.id]] == ["the stranger"]


def test_the_name_is_told_once_it_has_been_read(masked: Story) -> None:
    after = View(masked).until(at("You should have, Tobias"))
    assert "Tobias Lund" in {row.name for row in after.story.characters}


def test_somebody_who_comes_later_is_not_told(masked: Story) -> None:
    before, after = (View(masked).until(offset) for offset in (at("Per would"), at("Per would") + 1))
    assert not {row.name for row in before.story.characters} & {"Per", "Per Brink"}
    assert {row.name for row in after.story.characters} & {"Per", "Per Brink"}


@pytest.mark.parametrize("upto", [0, 1, 13, 14, 72, 150, at("CHAPTER TWO"), at("My name"), at("Asked"), len(BOOK) - 1])
def test_no_row_begins_at_or_after_the_place(masked: Story, upto: int) -> None:
    cut = story_until(masked, upto)
    for kind in record_types():
        for row in cut.rows(kind):
            span = getattr(row, "span", None)
            assert span is None or span.start < upto
            evidence = () if isinstance(row, Scene) else getattr(row, "evidence", ())
            assert all(passage.start < upto for passage in evidence)


@pytest.mark.parametrize("upto", range(0, len(BOOK), 97))
def test_every_reference_leads_to_a_row_that_is_told(masked: Story, upto: int) -> None:
    """The payloads look up what rows point at, so a row left out that is still pointed at would raise."""
    view = View(masked).until(upto)
    json_line(everything(view))
    people = {row.id for row in view.story.characters}
    for row in view.story.attributions:
        assert {ref for ref in (row.speaker, *row.addressees) if ref} <= people


def test_counts_count_what_has_been_read(masked: Story) -> None:
    view = View(masked).until(at("CHAPTER TWO"))
    ada = next(row for row in view.story.characters if row.name == "Ada Brink")
    assert view.story.quote_counts[ada.id] == 3
    assert masked.quote_counts[ada.id] == 5
    assert payloads_cast.counts(view)["quotes"] == 6


def test_nothing_read_gives_nothing_and_no_error(masked: Story) -> None:
    view = View(masked).until(0)
    assert view.story.characters == ()
    assert payloads_cast.overview(view, "tide")["length"] == len(BOOK)
    assert payloads_text.search(view, "Ada") == {"hits": [], "more": False}


def test_the_end_of_the_text_cuts_nothing(masked: Story) -> None:
    whole, cut = View(masked), View(masked).until(len(BOOK))
    assert everything(cut) == everything(whole)


def test_a_scene_is_told_with_those_seen_so_far(masked: Story) -> None:
    view = View(masked).until(at("You should have, Tobias"))
    last = payloads_world.scenes(view)["scenes"][-1]
    per = next(row.id for row in masked.characters if row.name in ("Per", "Per Brink"))
    assert per not in last["present"]
    assert last["end"] < len(BOOK)
    assert per in payloads_world.scenes(View(masked))["scenes"][-1]["present"]


def test_a_contradiction_is_told_when_both_sides_are_read() -> None:
    text = "Ada had blue eyes.\n\nShe sat down.\n\nAda looked up with her brown eyes.\n"
    sides = tuple(Span(text.index(words), text.index(words) + 9) for words in ("blue eyes", "brown eyes"))
    clash = Finding(id="fi-1", code=Code.EYE_COLOUR, severity=Severity.ERROR, message="Two colours.", evidence=sides)
    story = Story(document(text), Tables({Finding: [clash]}))
    assert not story_until(story, sides[1].start).findings
    assert story_until(story, sides[1].start + 1).findings == (clash,)


def test_the_text_ends_with_the_block_that_is_being_read(masked: Story) -> None:
    offset = at("Nobody sends")
    blocks = payloads_text.text(View(masked).until(offset + 3), 0, 50)["blocks"]
    assert blocks[-1]["text"] == '"Nobody sends me."'
    assert [row["text"] for row in blocks] == [BOOK[row["start"] : row["end"]] for row in blocks]
    assert payloads_text.text(View(masked).until(offset + 3), 30, 50)["blocks"] == []


def test_search_finds_only_what_has_been_read(masked: Story) -> None:
    view = View(masked).until(at("CHAPTER TWO"))
    assert payloads_text.search(view, "Tobias")["hits"] == []
    assert payloads_text.search(View(masked), "Tobias")["hits"]
