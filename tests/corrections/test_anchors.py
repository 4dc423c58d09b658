"""An anchor made from a story finds its words again in an edited draft, or nothing: never other words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diegesis.corrections import Anchor, PassageFinder, QuoteFinder, anchor_of, anchor_row, parse_correction
from diegesis.corrections.corrections import SpeakerOf
from diegesis.layer import Tables
from diegesis.layers.quotes import LAYER
from diegesis.layers.quotes.records import Quote
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import document
from tests.story.made import place

DRAFT = """“Yes.” Ann sat down by the window and looked out.

“Are you sure that the boat leaves at nine?” asked Tom.

“Yes.” He stood up and went over to the other door.

“Then we must hurry, or we shall miss it again.”

“Yes.” Nobody heard it.
"""


def story_of(text: str) -> Story:
    made = document(text)
    return Story(
        made, Tables().extended((Quote,), [row for row in LAYER.annotate(made, Tables()) if isinstance(row, Quote)])
    )


def again(text: str, anchor: Anchor) -> str | None:
    """The words around the quote that an anchor finds in a text; ``None`` for none."""
    made = story_of(text)
    found = QuoteFinder(made.document, made.quotes).find(anchor)
    return None if isinstance(found, str) else text[max(0, found.span.start - 8) : found.span.end + 12]


def anchor(words: str, nth: int = 1, text: str = DRAFT) -> Anchor:
    return anchor_of(story_of(text), place(text, words, nth))


def test_an_anchor_says_all_it_knows() -> None:
    made = story_of(DRAFT)
    found = anchor_of(made, place(DRAFT, "“Yes.”", 2))
    assert found.text == "“Yes.”"
    assert (len(found.before), len(found.after)) == (40, 40)
    assert found.id == made.quotes[2].id
    assert DRAFT[found.span.start :].startswith("“Yes.” He") if found.span else False
    assert anchor_of(made, Span(0, 6)).before == ""
    assert anchor_of(made, Span(1, 4)).id is None, "no quote"


def test_an_anchor_is_a_row_of_the_file() -> None:
    found = anchor("“Yes.”", 2)
    row = {"do": "speaker", "quote": anchor_row(found), "speaker": None}
    does = parse_correction(row).does
    assert isinstance(does, SpeakerOf)
    assert does.quotes == (found,)


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize(
    "edit",
    [
        ("", "A whole new beginning.\n\n“No.” It rained.\n\n"),
        ("“Then we must hurry, or we shall miss it again.”\n\n", ""),
        ("looked out", "looked out at the long grey rain on the water"),
        ("He stood up and went", "He rose, slowly, and went"),
        ("Nobody heard it", "But nobody heard it at all"),
        ("“Are you sure that the boat leaves at nine?” asked Tom.\n\n", ""),
    ],
    ids=["before", "gone behind", "longer", "reworded", "last", "gone before"],
)
def test_equal_lines_are_told_apart_in_an_edited_draft(nth: int, edit: tuple[str, str]) -> None:
    """The one that was meant, by what still stands on one side of it."""
    old, new = edit
    text = new + DRAFT if not old else DRAFT.replace(old, new)
    marks = {1: ("Ann", "Ann"), 2: ("He", "He"), 3: ("Nob", "But")}[nth]
    found = again(text, anchor("“Yes.”", nth))
    assert found is not None
    assert any(f"“Yes.” {mark}" in found for mark in marks)


@pytest.mark.parametrize(
    ("words", "edited"),
    [
        ("“Are you sure that the boat leaves at nine?”", "“Are you sure the boat leaves at nine?”"),
        ("“Are you sure that the boat leaves at nine?”", "“Are you quite sure that the boat leaves at ten?”"),
        ("“Then we must hurry, or we shall miss it again.”", "“Then we have to hurry, or we shall miss it.”"),
        ("“Yes.”", "“Yes, of course.”"),
    ],
)
def test_an_edited_line_is_found_by_what_is_left_of_it(words: str, edited: str) -> None:
    text = DRAFT.replace(words, edited, 1)
    found = again(text, anchor(words))
    assert found is not None
    assert edited in found


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "“Are you sure that the boat leaves at nine?” asked Tom.\n\n",
            "",
            "“Are you sure that the boat leaves at nine?”",
        ),
        (
            "“Then we must hurry, or we shall miss it again.”",
            "“Nothing for it.”",
            "“Then we must hurry, or we shall miss it again.”",
        ),
        ("“Yes.” Ann sat down by the window and looked out.\n\n", "", "“Yes.”"),
    ],
    ids=["cut", "replaced", "one of three cut"],
)
def test_a_line_that_is_gone_is_not_found_elsewhere(old: str, new: str, words: str) -> None:
    assert again(DRAFT.replace(old, new), anchor(words)) is None


def test_a_place_that_another_equal_line_has_taken_does_not_count() -> None:
    """The words stand at the old place, by chance, in other surroundings."""
    first = "“Yes.” Ann sat down by the window and looked out."
    text = "“Yes.” It was somebody in a dream who spoke there.\n\n" + first + "\n\n“Why?” asked Tom.\n"
    found = again(text, anchor("“Yes.”"))
    assert found is not None
    assert "Ann" in found


def test_two_places_equally_alike_are_not_chosen_from() -> None:
    half = "“Yes.” Ann sat down by the window and looked out.\n\n"
    text = "It was late in the year. " + half + "It was late in the year. " + half
    assert (
        again(text, Anchor(text="Yes.", before="It was early in the year.", after="Ann sat down by the windows"))
        is None
    )


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_edited_an_anchor_finds_its_line_or_nothing(data: st.DataObject) -> None:
    """Paragraphs are taken out and put in at random; every line here is another."""
    path = Path(__file__).parents[2] / "examples" / "a_novice.txt"
    paragraphs = path.read_text(encoding="utf-8").split("\n\n")[:40]
    text = "\n\n".join(paragraphs)
    made = story_of(text)
    quote = data.draw(st.sampled_from([row for row in made.quotes if row.inner.length > 12]))
    keep = data.draw(st.lists(st.booleans(), min_size=len(paragraphs), max_size=len(paragraphs)))
    draft = "\n\n".join(each for each, kept in zip(paragraphs, keep, strict=True) if kept)
    found = QuoteFinder(story_of(draft).document, story_of(draft).quotes).find(anchor_of(made, quote.span))
    words = quote.span.of(text)
    if not isinstance(found, str):
        assert found.span.of(draft) == words
    else:
        assert words not in draft or len(words) < 24


# ------------------------------------------------------------------------------------------- passages


def passage(text: str, given: Anchor, near: Span | None = None) -> str:
    found = PassageFinder(document(text)).find(given, near=near)
    return found if isinstance(found, str) else text[found.start : found.end + 10]


def test_passages_are_found_by_their_words() -> None:
    assert passage(DRAFT, Anchor(text="other  DOOR")) == "other door.\n\n“Then w"
    assert passage(DRAFT, Anchor(text="nobody heard")) == "Nobody heard it.\n"
    assert passage(DRAFT, Anchor(text='"Then we')) == "“Then we must hurr"
    assert passage(DRAFT, Anchor(text="Yes")) == 'these words stand 3 times; give "before", "after" or "occurrence"'
    assert passage(DRAFT, Anchor(text="Yes", occurrence=2)).startswith("Yes.” He")
    assert passage(DRAFT, Anchor(text="Yes", after="He stood")).startswith("Yes.” He")
    assert passage(DRAFT, Anchor(text="Yes"), near=place(DRAFT, "Nobody")).startswith("Yes.” Nobod")
    assert passage(DRAFT, Anchor(text="es sure")) == "the text has no such words"
    assert passage(DRAFT, Anchor(id="x")) == "words are needed to find this place"
    assert passage(DRAFT, Anchor(span=Span(5, 9999))) == "the text has no such place"


def test_passages_are_found_in_an_edited_draft() -> None:
    made = anchor_of(story_of(DRAFT), place(DRAFT, "Ann sat down by the window and looked out."))
    moved = "Much earlier, it rained.\n\n" + DRAFT
    assert passage(moved, made).startswith("Ann sat down")
    edited = DRAFT.replace("by the window and", "at the window and")
    assert passage(edited, made).startswith("Ann sat down at the window")
    gone = DRAFT.replace("Ann sat down by the window and looked out.", "It snowed.")
    assert passage(gone, made) == "the text has no such words"
