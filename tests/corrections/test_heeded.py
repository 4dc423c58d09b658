"""A correction that a layer could not follow is told, not lost."""

from __future__ import annotations

import pytest

from diegesis.corrections import Anchor, Correction, SpeakerOf, unheeded
from diegesis.layer import Merge, Rename, SpokenBy, Tables
from diegesis.spans import Span
from tests.story.made import made_story

#: In the story: quote 0 is said by Ann Marsh to Tom, 3 is emphasis, 6 has no speaker.
CASES = [
    (0, "Ann Marsh", None, ""),
    (0, "ann", ("Tom",), ""),
    (0, "ann", (), ""),
    (6, None, None, ""),
    (0, None, None, "the line has a speaker all the same"),
    (0, "Tom", None, "the line has another speaker"),
    (6, "Zoe", None, "the cast has nobody called Zoe"),
    (0, "Ann", ("Tom", "Zoe"), "the cast has nobody called Zoe"),
    (3, "Ann", None, "nobody can say this; it is no speech"),
]


@pytest.mark.parametrize(("quote", "speaker", "addressees", "reason"), CASES)
def test_corrections_are_compared_with_what_came_out(
    quote: int, speaker: str | None, addressees: tuple[str, ...] | None, reason: str
) -> None:
    story = made_story()
    clamp = SpokenBy(story.quotes[quote].span, speaker, addressees)
    does = SpeakerOf(quotes=(Anchor(id=story.quotes[quote].id),), speaker=speaker, addressees=addressees)
    found = unheeded([(Correction(does=does, line=1), clamp)], story.tables)
    assert [one.reason for one in found] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        (Merge(("Ann Marsh", "Ann")), ""),
        (Merge(("Ann Marsh", "Never a Mention")), ""),
        (Merge(("Ann", "Tom")), "they are still several people"),
        (Merge(("Zoe", "Zed")), "the cast has none of them"),
        (Rename("Thomas", "Tom"), ""),
        (Rename("Tom", "Thomas"), "the cast has nobody called Thomas"),
    ],
)
def test_merges_and_renames_show_in_the_cast(does: Merge | Rename, reason: str) -> None:
    found = unheeded([(Correction(does=does), does)], made_story().tables)
    assert [one.reason for one in found] == ([reason] if reason else [])


def test_what_no_layer_made_is_not_looked_after() -> None:
    clamps = (Merge(("Zoe", "Zed")), Rename("Zoe", "Zed"), SpokenBy(Span(0, 1), "Zoe"))
    does = SpeakerOf(quotes=(Anchor(id="q"),), speaker="Zoe")
    assert unheeded([(Correction(does=does), clamp) for clamp in clamps], Tables()) == ()
