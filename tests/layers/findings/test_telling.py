"""Slips of tense and point of view, and long exchanges, on hand-made scenes."""

from __future__ import annotations

import pytest

from diegesis.document import Document
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Character
from diegesis.layers.entities.records import Gender
from diegesis.layers.findings.records import Code
from diegesis.layers.findings.telling import TELLING
from diegesis.layers.findings.view import Draft, View
from diegesis.layers.scenes.records import PovKind, Scene, Tense
from diegesis.layers.syntax.records import Sentence
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder
from tests.layers.findings.trees import sentence, with_trees

_LEMMAS = {"opened": "open", "turned": "turn", "lit": "light", "shut": "shut", "climbed": "climb", "lifts": "lift"}
_LEMMAS |= {"poured": "pour", "crossed": "cross", "lifted": "lift", "knows": "know", "felt": "feel", "turns": "turn"}


def told(verbs: list[str], who: str = "Ann") -> tuple[str, list[Sentence]]:
    """A text of one-verb sentences with their trees."""
    text = " ".join(f"{who} {verb} it." for verb in verbs)
    rows, start = [], 0
    for verb in verbs:
        words = f"{who}|{who}|PROPN|1|nsubj {verb}|{_LEMMAS[verb]}|VERB|-1|root it|it|PRON|1|obj"
        rows.append(sentence(text, start, words))
        start += len(f"{who} {verb} it. ")
    return text, rows


def drafts(document: Document, tables: Tables) -> list[Draft]:
    """What the detectors of telling find."""
    view = View(document, tables)
    return [draft for detector in TELLING for draft in detector(view)]


def of_scene(story: Story, rows: list[Sentence], *, tense: Tense = Tense.PAST, pov: str | None = None) -> list[Draft]:
    """What they find in one scene."""
    ids = {character.name: character.id for character in story.characters}
    scene = Scene(
        id="sc-1",
        span=Span(0, len(story.document.text)),
        tense=tense,
        pov=Ref[Character](ids[pov]) if pov else None,
        pov_kind=PovKind.CLOSE_THIRD if pov else PovKind.UNKNOWN,
    )
    return drafts(story.document, with_trees(story.tables, rows).extended([Scene], [scene]))


PAST = ["opened", "turned", "lit", "climbed", "poured", "crossed"]


@pytest.mark.parametrize(
    ("verbs", "tense", "slip"),
    [
        ([*PAST[:3], "lifts", *PAST[3:]], Tense.PAST, "lifts"),
        ([*PAST[:3], "knows", *PAST[3:]], Tense.PAST, None),
        (["lifts", "turns"] * 3 + ["lifted"] + ["lifts", "turns"], Tense.PRESENT, "lifted"),
        (PAST, Tense.PAST, None),
        (["lifts", "turns"] * 4, Tense.PAST, None),
    ],
)
def test_a_lonely_tense(verbs: list[str], tense: Tense, slip: str | None) -> None:
    text, rows = told(verbs)
    builder = StoryBuilder(text).character("Ann", gender=Gender.F)
    for _ in verbs:
        builder.mention("Ann", of=["Ann"])
    found = of_scene(builder.build(), rows, tense=tense)
    assert [(draft.code, draft.evidence[0].of(text)) for draft in found] == ([(Code.TENSE_SLIP, slip)] if slip else [])


@pytest.mark.parametrize(("pov", "slip"), [("Ben", True), ("Ann", False), (None, False)])
def test_a_mind_the_scene_is_not_told_through(pov: str | None, slip: bool) -> None:
    text, rows = told(["felt"])
    story = StoryBuilder(text).character("Ann").character("Ben").mention("Ann", of=["Ann"]).build()
    assert [draft.code for draft in of_scene(story, rows, pov=pov)] == ([Code.POV_SLIP] if slip else [])


@pytest.mark.parametrize(("turns", "noted"), [(13, True), (12, False)])
def test_long_exchanges(turns: int, noted: bool) -> None:
    lines = [f"“Line {number}.”" for number in range(turns)]
    text = "\n\n".join([*lines, "Ann laughed."])
    builder = StoryBuilder(text)
    for line in lines:
        builder.quote(line)
    made = builder.build()
    codes = [draft.code for draft in drafts(made.document, made.tables)]
    assert codes == ([Code.LONG_UNTAGGED_EXCHANGE] if noted else [])
