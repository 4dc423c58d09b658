"""*My mother* and *Tom's aunt*, where nobody of the cast is meant."""

from __future__ import annotations

import pytest

from diegesis import read_text
from diegesis.layers.relatives.records import Relative
from diegesis.story import Story


def reading(text: str) -> Story:
    return read_text(text, model=False)


def relatives(text: str) -> list[str]:
    return [row.name for row in reading(text).rows(Relative)]


SAID = "“Sit down,” said Anna Hale to Tom Brook. Tom sat down. “Thank you, Anna,” said Tom. Anna smiled. "


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SAID + "Tom's mother had made the cake.", ["Tom's mother"]),
        (SAID + "“My mother made it,” said Tom.", ["Tom's mother"]),
        (SAID + "“My mum made it,” said Tom. “My mother bakes.”", ["Tom's mother"]),
        (SAID + "Tom's mother and Anna's mother were late.", ["Tom's mother", "Anna's mother"]),
        (SAID + "Tom's friend was late.", []),
        (SAID + "Tom's brothers were late.", []),
        (SAID + "A mother is a mother.", []),
    ],
)
def test_a_relative_is_one_person_per_owner_and_tie(text: str, names: list[str]) -> None:
    assert relatives(text) == names


def test_all_phrases_lead_to_the_relative_with_gender_and_aliases() -> None:
    story = reading(SAID + "“My mum made it,” said Tom. Tom's mother had baked all night.")
    [mother] = story.rows(Relative)
    assert mother in story.characters
    assert mother.gender.value == "F"
    assert [alias.text for alias in story.aliases[mother.id]] == ["My mum", "Tom's mother"]
    words = [m.span.of(story.document.text) for m in story.mentions if mother.id in _meant(story, m.id)]
    assert words == ["My mum", "Tom's mother"]


def _meant(story: Story, mention: str) -> tuple[str, ...]:
    row = story.resolutions.get(mention)
    return row.characters if row else ()


def test_the_one_other_bearer_of_the_name_is_the_relative() -> None:
    text = "“Come, Ruth Hale,” said Anna Hale. Ruth Hale came. She sat, and Ruth sang. Anna's sister sang well."
    story = reading(text)
    assert not story.rows(Relative)
    ruth = next(row for row in story.characters if row.name == "Ruth Hale")
    assert any("sister" in m.span.of(text) and ruth.id in _meant(story, m.id) for m in story.mentions)


def test_the_ids_do_not_depend_on_what_comes_later() -> None:
    text = SAID + "Tom's mother had made the cake, and nobody had thanked her for it in ten years."
    [one] = reading(text).rows(Relative)
    [other] = reading(text + "\n\nAnna went home alone, in the rain, and slept.").rows(Relative)
    assert one.id == other.id
