"""Contradictions of colours, days, heads and skies, on hand-made stories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diegesis.layer import Tables
from diegesis.layers.entities.records import Gender
from diegesis.layers.findings.attributes import ATTRIBUTES
from diegesis.layers.findings.reckoning import RECKONING
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.staging import STAGING
from diegesis.layers.findings.view import Draft, View
from diegesis.testing import StoryBuilder, document


def drafts(text: str) -> list[Draft]:
    """What the detectors of contradictions find in a text without mentions."""
    view = View(document(text), Tables())
    return [draft for detector in (*ATTRIBUTES, *RECKONING, *STAGING) for draft in detector(view)]


def of_one(text: str, surfaces: list[str]) -> list[Draft]:
    """What they find where every listed surface means the same person."""
    builder = StoryBuilder(text).character("Mara", gender=Gender.F)
    for surface in surfaces:
        builder.mention(surface, of=["Mara"], gender=Gender.F)
    story = builder.build()
    view = View(story.document, story.tables)
    return [draft for detector in (*ATTRIBUTES, *RECKONING, *STAGING) for draft in detector(view)]


CLASHES = [
    ("It was ten years since the flood. Nobody came. It was twelve years since the flood.", Code.DURATION),
    ("It was Monday. They slept badly. The next day was Wednesday.", Code.DATE_OR_WEEKDAY),
    ("It was Monday. They slept badly. The next day was Tuesday.", None),
    ("He was six years a cook. He was nine years a cook.", Code.ATTRIBUTE_CONTRADICTION),
    ("Not a leaf moved. He coughed. The wind howled.", Code.WEATHER_OR_LIGHT),
    ("Monday, the third of May, was wet. On Thursday, the seventh of May, it cleared.", Code.DATE_OR_WEEKDAY),
    ("It says Tuesday 4 June 1912. I was there.", None),
    ("It says Monday 4 June 1912. I was there.", Code.DATE_OR_WEEKDAY),
    ("There were four of us in the cabin. Nobody slept. There are six of us in this cabin.", Code.NUMBER_OF_PEOPLE),
    ("There were four of us in the cabin. There were five of us in the cabin, counting Ned.", None),
    ("There was no moon. They rowed. The moonlight lay on the oars.", Code.WEATHER_OR_LIGHT),
    ("There was no moon. They rowed. Then the moon rose. The moonlight lay on the oars.", None),
    ("It was a night with neither moon nor star. They rowed. The moonlight lay on the oars.", Code.WEATHER_OR_LIGHT),
    ("It was the Friday. They slept. The next forenoon, it being Monday, they rose.", Code.DATE_OR_WEEKDAY),
    ("There are five of us round the table. Nobody spoke. All seven of us sat still.", Code.NUMBER_OF_PEOPLE),
    ("There are five of us round the table. Two more joined. All seven of us sat still.", None),
    ("She sailed with eight, all old hands. Nine of us, the whole crew, slept below.", Code.NUMBER_OF_PEOPLE),
    ("It was raining. He stood at the window. The sun shone on the table.", Code.WEATHER_OR_LIGHT),
    ("It was raining. At noon the rain stopped. The sun shone on the table.", None),
]


@pytest.mark.parametrize(("text", "code"), CLASHES)
def test_days_heads_and_skies(text: str, code: Code | None) -> None:
    assert {draft.code for draft in drafts(text)} == ({code} if code else set())


PORTRAITS = [
    ("Mara, blue-eyed and tall, sat. Later her brown eyes were wet.", ["Mara", "her"], Code.EYE_COLOUR),
    ("Mara, thirty, sat. She was twenty-six.", ["Mara", "She"], Code.AGE),
    ("Mara, nineteen, sat. She will be eighteen in the autumn.", ["Mara", "She"], Code.AGE),
    ("Mara, seventeen, sat. She will be eighteen in the autumn.", ["Mara", "She"], None),
    ("Mara, nineteen, sat. She was two-and-twenty.", ["Mara", "She"], Code.AGE),
    ("Mara shook her plait, red as rust. He saw that black hair of hers.", ["Mara", "her", "hers"], Code.HAIR_COLOUR),
    ("Mara had her left arm in a cast. Her good left hand shook.", ["Mara", "her", "Her"], Code.INJURY_SIDE),
    ("Mara, thirty, sat. It was her birthday. She was thirty-one.", ["Mara", "her", "She"], None),
    ("Mara, thirty, sat. When she was nineteen she ran away.", ["Mara", "she"], None),
    ("Mara never drank. She sipped her brandy.", ["Mara", "She"], Code.ATTRIBUTE_CONTRADICTION),
    ("Mara never drank. For once she sipped her brandy.", ["Mara", "she"], None),
    ("Mara could not swim. She swam to the raft.", ["Mara", "She"], Code.ATTRIBUTE_CONTRADICTION),
    ("Mara had three brothers. Only her four brothers knew.", ["Mara", "her"], Code.NUMBER_OF_PEOPLE),
    ("Mara had three brothers. Only her two elder brothers knew.", ["Mara", "her"], None),
    ("Mara was there. Her brother Ned sang. At noon her cousin Ned left.", ["Mara", "Her", "her"], Code.KINSHIP),
    ("Mara had been away two years. It was four years since she left.", ["Mara", "she"], Code.DURATION),
    ("Mara laughed. Her blue eyes shone. Later her brown eyes were wet.", ["Mara", "Her", "her"], Code.EYE_COLOUR),
    ("Mara laughed. Her grey eyes shone. Later her gray eyes were wet.", ["Mara", "Her", "her"], None),
    ("Mara laughed. Her dark eyes shone. Later her brown eyes were wet.", ["Mara", "Her", "her"], None),
    ("Mara had dyed it. Her black hair was wet. Later her red hair was dry.", ["Mara", "Her", "her"], None),
    ("Mara sat. Her black hair was wet. Later her red hair was dry.", ["Mara", "Her", "her"], Code.HAIR_COLOUR),
    (
        "Mara sat. Her left arm was in a sling. At noon her right arm ached in its sling.",
        ["Mara", "Her", "her"],
        Code.INJURY_SIDE,
    ),
]


@pytest.mark.parametrize(("text", "surfaces", "code"), PORTRAITS)
def test_portraits(text: str, surfaces: list[str], code: Code | None) -> None:
    assert {draft.code for draft in of_one(text, surfaces)} == ({code} if code else set())


def test_evidence_lies_in_text_order() -> None:
    text = "On Friday 12 May it rained. On Friday 13 May it did not."
    (found,) = drafts(text)
    assert [span.of(text) for span in found.evidence] == ["Friday 12 May", "Friday 13 May"]


@given(st.text(alphabet="Mara was blue eyes, 1234567890 left hand of twenty-five June Monday.\n", max_size=400))
def test_odd_texts_make_sound_drafts(text: str) -> None:
    for draft in drafts(text):
        assert draft.evidence == tuple(sorted(draft.evidence))
        assert all(0 <= span.start < span.end <= len(text) for span in draft.evidence)
        assert 0.0 < draft.confidence < 1.0
