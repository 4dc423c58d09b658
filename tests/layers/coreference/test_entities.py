"""Mentions that mean the same are one entity. Rows are made by hand: no other layer has to be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from diegesis.layer import Ref
from diegesis.layers.characters.records import Character
from diegesis.layers.coreference.entities import entities_of
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Mention, MentionForm
from diegesis.spans import Span
from diegesis.story import Story
from diegesis.testing import StoryBuilder, document

PER, GPE, FAC = EntityType.PER, EntityType.GPE, EntityType.FAC
PROP, NOM, PRON = MentionForm.PROP, MentionForm.NOM, MentionForm.PRON
CAST = (Character(id="ann", name="Ann Hay", confidence=0.8), Character(id="bob", name="Bob"))


def mentions_of(text: str, wanted: Sequence[tuple[str, MentionForm, EntityType]]) -> list[Mention]:
    """Mentions by their words, in text order; the id is the words and their number."""
    rows, at = [], 0
    for number, (words, form, kind) in enumerate(wanted):
        at = text.index(words, at)
        span = Span(at, at + len(words))
        at += 1
        rows.append(Mention(id=f"{words}{number}", span=span, head=span, form=form, type=kind, confidence=0.5))
    return rows


def entities(
    text: str,
    wanted: Sequence[tuple[str, MentionForm, EntityType]],
    meant: Mapping[str, Sequence[str]],
    clusters: Mapping[str, int] | None = None,
) -> list[Entity]:
    rows = mentions_of(text, wanted)
    resolutions = [
        Resolution(id=f"x-{mention}", mention=Ref(mention), characters=tuple(Ref(who) for who in people))
        for mention, people in meant.items()
    ]
    return entities_of(document(text), rows, resolutions, CAST, clusters)


def members(found: Sequence[Entity]) -> list[list[str]]:
    return [[str(mention) for mention in row.mentions] for row in found]


def test_a_character_gathers_the_mentions_that_mean_them_alone() -> None:
    text = "Ann met Bob. She and he left. They ran."
    wanted = [("Ann", PROP, PER), ("Bob", PROP, PER), ("She", PRON, PER), ("he", PRON, PER), ("They", PRON, PER)]
    meant = {"Ann0": ["ann"], "Bob1": ["bob"], "She2": ["ann"], "They4": ["ann", "bob"]}
    found = entities(text, wanted, meant)
    assert members(found) == [["Ann0", "She2"], ["Bob1"]]
    assert [(row.name, row.type, row.character, row.confidence) for row in found] == [
        ("Ann Hay", PER, "ann", 0.8),
        ("Bob", PER, "bob", 1.0),
    ]
    assert {row.made_by for row in found} == {"rules"}


def test_places_of_one_name_are_one() -> None:
    text = "In Upper  Lee it rained. UPPER LEE was wet, the inn too, and Dale."
    wanted = [("Upper  Lee", PROP, GPE), ("UPPER LEE", PROP, GPE), ("the inn", NOM, FAC), ("Dale", PROP, PER)]
    found = entities(text, wanted, {})
    assert members(found) == [["Upper  Lee0", "UPPER LEE1"]]
    assert (found[0].name, found[0].type, found[0].character) == ("Upper Lee", GPE, None)


def test_a_cluster_is_an_entity() -> None:
    text = "The old inn stood open. It was the Bell."
    wanted = [("The old inn", NOM, FAC), ("It", PRON, FAC), ("the Bell", PROP, FAC)]
    found = entities(text, wanted, {}, {"The old inn0": 7, "It1": 7, "the Bell2": 7})
    assert members(found) == [["The old inn0", "It1", "the Bell2"]]
    assert (found[0].name, found[0].type, found[0].made_by) == ("the Bell", FAC, "reader")


def test_a_cluster_follows_whom_most_of_its_mentions_mean() -> None:
    """What means a character stays with that character; those that mean several keep to themselves."""
    text = "Ann sat. She saw Bob. The girl rose. They left."
    wanted = [("Ann", PROP, PER), ("She", PRON, PER), ("Bob", PROP, PER), ("The girl", NOM, PER), ("They", PRON, PER)]
    meant = {"Ann0": ["ann"], "She1": ["ann"], "Bob2": ["bob"], "They4": ["ann", "bob"]}
    clusters = dict.fromkeys(["Ann0", "She1", "Bob2", "The girl3", "They4"], 1)
    found = entities(text, wanted, meant, clusters)
    assert members(found) == [["Ann0", "She1", "The girl3"], ["Bob2"], ["They4"]]
    assert [row.character for row in found] == ["ann", "bob", None]


def test_ids_are_unique_and_stay_where_the_text_changes_elsewhere() -> None:
    wanted = [("Ann", PROP, PER), ("Lee", PROP, GPE)]
    near = entities("Ann went to Lee." + " It rained." * 9, wanted, {"Ann0": ["ann"]})
    far = entities("Ann went to Lee." + " It rained." * 9 + " The end.", wanted, {"Ann0": ["ann"]})
    assert [row.id for row in near] == [row.id for row in far]
    assert len({row.id for row in near}) == 2


@pytest.fixture
def story() -> Story:
    builder = StoryBuilder("Ann sat in Lee. She slept.").character("Ann")
    builder.mention("Ann", of=["Ann"]).mention("Lee", type=GPE).mention("She", of=["Ann"], form=PRON)
    return builder.build()


def test_a_story_knows_the_entity_of_a_mention(story: Story) -> None:
    ann, lee, she = story.mentions
    assert [row.name for row in story.entities] == ["Ann", "Lee"]
    assert story.entities_by_mention == {
        ann.id: story.entities[0],
        lee.id: story.entities[1],
        she.id: story.entities[0],
    }


def test_what_a_later_layer_resolves_joins_the_entity(story: Story) -> None:
    """A pronoun inside a quote is resolved once the speaker is known; the entity's own row is older than that."""
    first = story.entities[0]
    shorter = Entity(id=first.id, name="Ann", type=PER, character=first.character, mentions=first.mentions[:1])
    older = Story(story.document, story.tables.extended((Entity,), [shorter]))
    assert older.entities_by_mention[story.mentions[2].id] is shorter
