"""Corrections find their place in the text, in a new draft too, or are listed with the reason."""

from __future__ import annotations

import pytest

from diegesis.corrections import Anchor, Correction, SpeakerOf, Unplaced, resolve
from diegesis.layer import CastMember, Clamp, Merge, Rename, SpokenBy
from diegesis.layers.quotes.records import Quote, QuoteKind, QuoteStyle
from diegesis.spans import Span
from tests.story.made import made_document, made_story

TWICE = """“Yes.” She sat down.

“Are you sure?”

“Yes.” He stood up.

“No!”
"""


def quotes_of(text: str) -> list[Quote]:
    """Every stretch between curly marks."""
    found = []
    start = text.find("“")
    while start >= 0:
        end = text.index("”", start) + 1
        i = f"q-{len(found)}"
        inner = Span(start + 1, end - 1)
        kind, style = QuoteKind.SPEECH, QuoteStyle.DOUBLE
        found.append(Quote(id=i, span=Span(start, end), inner=inner, kind=kind, style=style, utterance=i))  # type: ignore[arg-type]
        start = text.find("“", end)
    return found


def spoken(draft: str, /, **anchor: object) -> SpokenBy | str:
    """What a correction of one line comes to: the clamp, or the reason why there is none."""
    does = SpeakerOf(quotes=(Anchor(**anchor),), speaker="Ann")  # type: ignore[arg-type]
    resolved = resolve([Correction(does=does, line=4)], made_document(draft), quotes_of(draft))
    if resolved.unplaced:
        return resolved.unplaced[0].reason
    [(_, clamp)] = resolved.placed
    assert isinstance(clamp, SpokenBy)
    return clamp


@pytest.mark.parametrize("words", ["Are you sure?", "“Are you sure?”", '"are  you sure"', "you sure"])
def test_a_line_is_found_by_its_words(words: str) -> None:
    found = spoken(TWICE, text=words)
    assert isinstance(found, SpokenBy)
    assert found.span.of(TWICE) == "“Are you sure?”"
    assert found.speaker == "Ann"


def test_equal_lines_are_ambiguous() -> None:
    assert spoken(TWICE, text="Yes.") == '2 quotes say this; give "before", "after" or "occurrence"'


@pytest.mark.parametrize(
    ("anchor", "nth"),
    [
        ({"after": "She sat"}, 0),
        ({"after": " He stood up."}, 2),
        ({"before": "sure?”"}, 2),
        ({"before": "Are you sure?"}, 2),
        ({"occurrence": 2}, 2),
        ({"before": "sure?", "after": "He"}, 2),
    ],
)
def test_what_stands_around_tells_equal_lines_apart(anchor: dict[str, object], nth: int) -> None:
    found = spoken(TWICE, text="Yes.", **anchor)
    assert isinstance(found, SpokenBy)
    assert found.span == quotes_of(TWICE)[nth].span


@pytest.mark.parametrize(
    ("anchor", "reason"),
    [
        ({"text": "Perhaps."}, "no quote says this"),
        ({"text": "Yes.", "occurrence": 3}, "no quote says this"),
        ({"text": "Yes.", "after": "It rained"}, "no quote says this with these words around it"),
        ({"text": "...!"}, "the words to look for are only marks"),
        ({"id": "q-99"}, "no quote has the id q-99"),
        ({"span": Span(7, 20)}, "no quote stands at this place"),
        ({"span": Span(500, 520)}, "no quote stands at this place"),
    ],
)
def test_a_line_that_is_not_there_is_listed(anchor: dict[str, object], reason: str) -> None:
    assert spoken(TWICE, **anchor) == reason


@pytest.mark.parametrize("anchor", [{"id": "q-1"}, {"span": Span(24, 30)}, {"span": Span(20, 41)}])
def test_a_line_is_found_by_id_or_place(anchor: dict[str, object]) -> None:
    found = spoken(TWICE, **anchor)
    assert isinstance(found, SpokenBy)
    assert found.span.of(TWICE) == "“Are you sure?”"


def test_words_outlive_a_place_and_an_id() -> None:
    draft = "A new first paragraph.\n\n" + TWICE
    found = spoken(draft, id="q-gone", span=Span(22, 37), text="Are you sure?")
    assert isinstance(found, SpokenBy)
    assert found.span.of(draft) == "“Are you sure?”"


def test_a_place_counts_only_with_its_words() -> None:
    assert spoken(TWICE, span=Span(22, 37), text="Perhaps.") == "no quote says this"


def placed(*does: Merge | Rename | SpeakerOf, clamps: tuple[Clamp, ...] = ()) -> tuple[tuple[Clamp, ...], list[str]]:
    story = made_story()
    corrections = [Correction(does=each, line=n) for n, each in enumerate(does, start=1)]
    resolved = resolve(corrections, story.document, story.quotes, clamps=clamps)
    return resolved.clamps, [str(row) for row in resolved.unplaced]


def test_merges_and_renames_of_names_in_the_text() -> None:
    merge, rename = Merge(("Ann Marsh", "Ann")), Rename("tom", "Thomas")
    assert placed(merge, rename) == ((merge, rename), [])


def test_a_name_the_text_does_not_have_is_listed_and_the_rest_holds() -> None:
    clamps, unplaced = placed(Merge(("Ann", "Annie", "Ann Marsh")), Rename("Zoe", "Zed"), Merge(("Tom", "Om")))
    assert clamps == (Merge(("Ann", "Ann Marsh")),)
    assert unplaced == [
        "line 1: merge Ann, Annie, Ann Marsh: the text does not name Annie",
        "line 2: rename Zoe to Zed: the text does not name Zoe",
        "line 3: merge Tom, Om: the text does not name Om",
    ]


def test_a_name_brought_in_before_is_known() -> None:
    first, then = Rename("Tom", "Thomas"), Rename("Thomas", "Sir Thomas")
    assert placed(first, then)[1] == []
    assert placed(Rename("Zoe", "Zed"), clamps=(CastMember("Zoe"),))[1] == []


def test_the_later_of_two_corrections_of_a_line_holds() -> None:
    anchor = Anchor(text="Who is there?")
    clamps, _ = placed(SpeakerOf(quotes=(anchor,), speaker="Ann"), SpeakerOf(quotes=(anchor,), speaker=None))
    assert [clamp.speaker for clamp in clamps if isinstance(clamp, SpokenBy)] == [None]


def test_an_unplaced_correction_describes_itself() -> None:
    for anchor, words in (
        (Anchor(text="x" * 60), "speaker nobody for “" + "x" * 39 + "…”: why"),
        (Anchor(id="q-1"), "speaker nobody for q-1: why"),
        (Anchor(span=Span(1, 2)), "speaker nobody for 1-2: why"),
    ):
        assert str(Unplaced(Correction(does=SpeakerOf(quotes=(anchor,), speaker=None)), "why")) == words


def test_a_speaker_the_text_never_names_joins_the_cast() -> None:
    anchor = Anchor(text="Who is there?")
    story = made_story()
    does = SpeakerOf(quotes=(anchor,), speaker="A Stranger", addressees=("Ann", "The Cat"))
    clamps, unplaced = placed(does, SpeakerOf(quotes=(anchor,), speaker="a stranger"))
    assert clamps == (
        CastMember("A Stranger"),
        CastMember("The Cat"),
        SpokenBy(story.quotes[6].span, "a stranger"),
    )
    assert unplaced == []
