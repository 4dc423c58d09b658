"""A correction that a layer could not follow is told, not lost."""

from __future__ import annotations

import pytest

from diegesis.corrections import Correction, QuoteAnchor, SpeakerOf, unheeded
from diegesis.layer import Merge, SpokenBy
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
    does = SpeakerOf(quote=QuoteAnchor(id=story.quotes[quote].id), speaker=speaker, addressees=addressees)
    found = unheeded([(Correction(does=does, line=1), clamp)], story.tables)
    assert [one.reason for one in found] == ([reason] if reason else [])


def test_merges_and_renames_are_left_to_the_cast() -> None:
    merge = Merge(("Ann", "Tom"))
    assert unheeded([(Correction(does=merge), merge)], made_story().tables) == ()
