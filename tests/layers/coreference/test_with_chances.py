"""The reader's chances beside the rules: strangers compete with the cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from diegesis.inference.antecedents import KEPT, Choices
from diegesis.layer import Ref, Tables
from diegesis.layers.characters.records import Alias, Character, Narration
from diegesis.layers.coreference.annotate import annotate
from diegesis.layers.coreference.records import Entity, Resolution
from diegesis.layers.entities.records import EntityType, Gender, Mention, MentionForm
from diegesis.spans import Span
from diegesis.testing import document

PROP, NOM, PRON = MentionForm.PROP, MentionForm.NOM, MentionForm.PRON


class Antecedents:
    """Stands for the reader: chances by position of a mention and of its antecedent."""

    def __init__(self, chances: Mapping[int, Mapping[int, float]]) -> None:
        self._chances = chances

    def antecedents(self, spans: Sequence[Span], forms: Sequence[str]) -> Choices:
        """As ``Reading.antecedents``."""
        earlier = np.full((len(spans), KEPT), -1, dtype=np.int64)
        chances = np.zeros((len(spans), 1 + KEPT), dtype=np.float32)
        chances[:, 0] = 1.0
        for at, row in self._chances.items():
            for column, (back, chance) in enumerate(row.items()):
                earlier[at, column] = back
                chances[at, column + 1] = chance
                chances[at, 0] -= chance
        return Choices(earlier, chances)


def mentions_of(text: str, wanted: Sequence[tuple[str, MentionForm, Gender]]) -> list[Mention]:
    """Mentions by their words, in text order; ids are their positions."""
    rows, at = [], 0
    for number, (words, form, gender) in enumerate(wanted):
        at = text.index(words, at)
        span = Span(at, at + len(words))
        at = span.end
        rows.append(
            Mention(id=str(number), span=span, head=span, form=form, type=EntityType.PER, gender=gender, person=3)
        )
    return rows


def read(
    text: str, wanted: Sequence[tuple[str, MentionForm, Gender]], chances: Mapping[int, Mapping[int, float]]
) -> tuple[dict[str, str], list[list[str]]]:
    """Whom mentions mean, with Ann and Ben as the cast, and the entities."""
    people = [Character(id=name, name=name, gender=gender) for name, gender in (("Ann", Gender.F), ("Ben", Gender.M))]
    aliases = [Alias(id=row.name, character=Ref(row.id), text=row.name, form=PROP, count=1) for row in people]
    tables = Tables({Mention: mentions_of(text, wanted), Character: people, Alias: aliases, Narration: []})
    rows = annotate(document(text), tables, encoded=cast("Any", Antecedents(chances)))
    meant = {str(row.mention): str(row.characters[0]) for row in rows if isinstance(row, Resolution)}
    return meant, [[str(mention) for mention in row.mentions] for row in rows if isinstance(row, Entity)]


def test_a_pronoun_that_means_a_stranger_means_nobody_of_the_cast() -> None:
    text = "Ben met Pell. He smiled."
    wanted = [("Ben", PROP, Gender.M), ("Pell", PROP, Gender.U), ("He", PRON, Gender.M)]
    meant, entities = read(text, wanted, {2: {1: 0.7, 0: 0.2}})
    assert meant == {"0": "Ben"}
    assert entities == [["0"], ["1", "2"]]


def test_the_cast_wins_where_the_stranger_is_less_likely() -> None:
    text = "Ben met Pell. He smiled."
    wanted = [("Ben", PROP, Gender.M), ("Pell", PROP, Gender.U), ("He", PRON, Gender.M)]
    meant, entities = read(text, wanted, {2: {1: 0.3, 0: 0.6}})
    assert meant == {"0": "Ben", "2": "Ben"}
    assert entities == [["0", "2"], ["1"]]


def test_a_name_that_is_nobodys_stays_apart_from_those_who_share_its_pronoun() -> None:
    text = "Pell met Ben. He smiled. Pell left."
    wanted = [("Pell", PROP, Gender.U), ("Ben", PROP, Gender.M), ("He", PRON, Gender.M), ("Pell", PROP, Gender.U)]
    _, entities = read(text, wanted, {2: {1: 0.9}, 3: {2: 0.9}})
    assert entities == [["0", "3"], ["1", "2"]]


def test_two_names_of_a_stranger_that_share_a_word_are_one() -> None:
    text = "Mr. Pell met Ben. Pell left. Nash stayed."
    wanted = [
        ("Mr. Pell", PROP, Gender.M),
        ("Ben", PROP, Gender.M),
        ("Pell", PROP, Gender.U),
        ("Nash", PROP, Gender.U),
    ]
    _, entities = read(text, wanted, {2: {0: 0.9}, 3: {2: 0.9}})
    assert entities == [["0", "2"], ["1"], ["3"]]
